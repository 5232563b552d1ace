"""Who ordered, and where it goes."""

from django.db import models

from orders.models.order import Order


class Contact(models.Model):
    """Names and addresses stand apart from the order, so that they can be blanked."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="contact")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    street = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    town = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=8, default="en")
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"contact of {self.order_id}"
