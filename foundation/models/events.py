"""What happened, and who still has to be told."""

from django.db import models


class Event(models.Model):
    """Something that happened; a database trigger forbids changing or deleting it."""

    name = models.CharField(max_length=80)
    reference = models.CharField(max_length=80, db_index=True)
    payload = models.JSONField(default=dict)
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["reference", "id"], name="event_by_reference")]

    def __str__(self) -> str:
        return f"{self.name} {self.reference}"


class OutboxMessage(models.Model):
    """One handler that has to hear of one event, kept until it has."""

    class Status(models.TextChoices):
        DUE = "due", "due"
        DELIVERED = "delivered", "delivered"
        PARKED = "parked", "parked after too many attempts"

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="messages")
    handler = models.CharField(max_length=200)
    status = models.CharField(max_length=12, choices=Status, default=Status.DUE)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "handler"], name="one_message_per_handler")
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="outbox_due",
                condition=models.Q(status="due"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.event} -> {self.handler}"
