"""What happened to an order; both tables are append-only (a trigger sees to it)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.models.order import Order, OrderLine


class OrderEvent(models.Model):
    """One step of an order's timeline; `details` holds the figures its words need."""

    class Kind(models.TextChoices):
        PLACED = "placed", _("order placed")
        RESERVED = "reserved", _("reserved in stock")
        JOINED = "joined", _("seat taken")
        CLOSED = "closed", _("run closed")
        PLANNED = "planned", _("run planned")
        STARTED = "started", _("operation started")
        COMPLETED = "completed", _("operation completed")
        LINE_READY = "line_ready", _("line ready")
        READY = "ready", _("order ready")
        CANCELLED = "cancelled", _("order cancelled")
        SHIPPED = "shipped", _("sent")
        DELIVERED = "delivered", _("delivered")
        CHANGED = "changed", _("changed")
        RETURNED = "returned", _("returned")

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="timeline")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    line = models.ForeignKey(
        OrderLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    details = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    cause = models.ForeignKey(
        "foundation.Event", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["order_id", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["order", "sequence"], name="one_step_per_sequence"),
            models.UniqueConstraint(
                fields=["kind", "line", "cause"],
                name="one_line_step_per_cause",
                condition=Q(line__isnull=False, cause__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["kind", "order", "cause"],
                name="one_order_step_per_cause",
                condition=Q(line=None, cause__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}#{self.sequence} {self.kind}"


class LineMovement(models.Model):
    """Pieces of a line that moved from one counter to another: the ledger of the counters.

    A blank `source` is the placing itself. `cause` makes a movement by an event happen once.
    """

    class Counter(models.TextChoices):
        OWED = "owed", _("owed by its work orders")
        RESERVED = "reserved", _("reserved or finished")
        SHIPPED = "shipped", _("shipped")
        CANCELLED = "cancelled", _("cancelled")

    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="movements")
    source = models.CharField(max_length=10, choices=Counter, blank=True)
    target = models.CharField(max_length=10, choices=Counter)
    quantity = models.PositiveIntegerField()
    happened_at = models.DateTimeField()
    cause = models.ForeignKey(
        "foundation.Event", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "cause"],
                name="one_movement_per_cause",
                condition=Q(cause__isnull=False),
            ),
            models.CheckConstraint(name="movement_moves_pieces", condition=Q(quantity__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.source} -> {self.target}"
