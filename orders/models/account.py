"""What an account keeps in the shop: addresses, and orders first placed as a guest."""

from django.db import models

from foundation.models import Account
from orders.models.order import Order


class SavedAddress(models.Model):
    """An address to be used again at the next checkout."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=12)
    town = models.CharField(max_length=80)
    country = models.CharField(max_length=2)
    used_at = models.DateTimeField()

    class Meta:
        ordering = ["-used_at", "-pk"]
        verbose_name_plural = "saved addresses"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "name", "street", "postcode", "town", "country"],
                name="one_saved_address_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.town}"


class OrderClaim(models.Model):
    """A guest's order that somebody who may open it took into an account."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="claim")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.order_id} of {self.account_id}"
