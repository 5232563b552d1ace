"""How an order reaches its customer: what was agreed, and the parcels that left."""

from django.db import models
from django.db.models import Q

from orders.models.order import Order, OrderLine


class Delivery(models.Model):
    """The way of delivery agreed at placing; its cost is part of the order's total."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="delivery")
    method = models.CharField(max_length=12)
    days = models.PositiveSmallIntegerField()
    cost_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.CheckConstraint(
                name="delivery_cost_not_negative", condition=Q(cost_minor__gte=0)
            )
        ]

    def __str__(self) -> str:
        return f"{self.method} of {self.order_id}"


class Shipment(models.Model):
    """One parcel that left the house, or was handed over at the door."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="shipments")
    number = models.PositiveSmallIntegerField()
    tracking = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="one_shipment_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.number}"


class ShipmentLine(models.Model):
    """So many pieces of a line in a parcel."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["shipment", "line"], name="one_shipment_line_per_line"),
            models.CheckConstraint(name="parcel_holds_pieces", condition=Q(quantity__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.line_id}"
