"""What is on the shelf, and every movement of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from production.models.work_orders import Lot


class StockItem(models.Model):
    """How many pieces of a standard variant or part there are, and how many are spoken for."""

    sku = models.CharField(max_length=80, unique=True)
    on_hand = models.IntegerField(default=0)
    reserved = models.IntegerField(default=0)

    class Meta:
        ordering = ["sku"]
        constraints = [
            models.CheckConstraint(condition=models.Q(on_hand__gte=0), name="stock_not_negative"),
            models.CheckConstraint(
                condition=models.Q(reserved__gte=0, reserved__lte=models.F("on_hand")),
                name="reserved_within_stock",
            ),
        ]

    def __str__(self) -> str:
        return self.sku

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved


class LedgerEntry(models.Model):
    """One movement of stock; a database trigger forbids changing or deleting it."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("received from production")
        RESERVATION = "reservation", _("reserved")
        RELEASE = "release", _("reservation released")
        SHIPMENT = "shipment", _("shipped")
        COUNT = "count", _("counted")

    item = models.ForeignKey(StockItem, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=Kind)
    on_hand_change = models.IntegerField(default=0)
    reserved_change = models.IntegerField(default=0)
    reference = models.CharField(max_length=80, blank=True, db_index=True)
    lot = models.ForeignKey(
        Lot, null=True, blank=True, on_delete=models.PROTECT, related_name="ledger_entries"
    )
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "ledger entries"
        constraints = [
            models.UniqueConstraint(
                fields=["lot"],
                condition=models.Q(kind="receipt"),
                name="one_receipt_per_lot",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.kind}"
