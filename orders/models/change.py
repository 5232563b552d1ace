"""What became of an order when its customer changed it."""

from django.db import models

from orders.models.order import Order


class OrderReplacement(models.Model):
    """An order that its customer changed: the new one stands in its place, at its own price."""

    old = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="replaced_by")
    new = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="replaces")
    replaced_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.old_id} -> {self.new_id}"
