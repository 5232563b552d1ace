"""What is bought, and every movement of parts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from production.models.parts import Part
from production.models.work_orders import WorkOrder


class Purchase(models.Model):
    """So much of a part that was ordered from its supplier."""

    class Status(models.TextChoices):
        ORDERED = "ordered", _("ordered")
        RECEIVED = "received", _("received")
        CANCELLED = "cancelled", _("cancelled")

    number = models.BigAutoField(primary_key=True)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="purchases")
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    status = models.CharField(max_length=10, choices=Status, default=Status.ORDERED)
    ordered_at = models.DateTimeField()
    expected_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0), name="purchase_buys_something"
            )
        ]
        indexes = [
            models.Index(
                fields=["part", "expected_at"],
                name="purchase_coming",
                condition=models.Q(status="ordered"),
            )
        ]

    def __str__(self) -> str:
        return f"P{self.number}"


class PartEntry(models.Model):
    """One movement of a part; a database trigger forbids changing or deleting it."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("received")
        ISSUE = "issue", _("used up")
        COUNT = "count", _("counted")

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=8, choices=Kind)
    change = models.DecimalField(max_digits=14, decimal_places=3)
    work_order = models.ForeignKey(
        WorkOrder, null=True, blank=True, on_delete=models.PROTECT, related_name="part_entries"
    )
    purchase = models.ForeignKey(
        Purchase, null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    reference = models.CharField(max_length=80, blank=True)
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "part entries"
        constraints = [
            models.UniqueConstraint(
                fields=["purchase"],
                condition=models.Q(kind="receipt"),
                name="one_receipt_per_purchase",
            )
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.kind}"
