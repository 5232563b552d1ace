"""Mails that an order owes its customer."""

from django.db import models

from orders.models.order import Order


class OrderMail(models.Model):
    """One mail of one kind for an order, kept until it is sent, parked after five attempts."""

    class Kind(models.TextChoices):
        CONFIRMATION = "confirmation", "confirmation"
        STARTED = "started", "work has started"
        READY = "ready", "ready"
        SHIPPED = "shipped", "on its way"
        CANCELLED = "cancelled", "cancelled"
        CHANGED = "changed", "changed"
        RETURNED = "returned", "taken back"

    class Status(models.TextChoices):
        DUE = "due", "due"
        SENT = "sent", "sent"
        PARKED = "parked", "parked after too many attempts"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="mails")
    kind = models.CharField(max_length=20, choices=Kind)
    status = models.CharField(max_length=10, choices=Status, default=Status.DUE)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "kind"], name="one_mail_of_a_kind")]
        indexes = [
            models.Index(fields=["due_at", "id"], name="mail_due", condition=models.Q(status="due"))
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.order_id}"
