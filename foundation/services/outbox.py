"""Deliver what the outbox holds."""

from datetime import datetime

from django.db.models import QuerySet

from foundation.events import handler_of
from foundation.models import OutboxMessage
from foundation.services.claiming import MAX_ATTEMPTS, DueRows, work_off

__all__ = ["FIRST_RETRY_S", "MAX_ATTEMPTS", "deliver_due"]

FIRST_RETRY_S = 2
Status = OutboxMessage.Status


def deliver_due(*, now: datetime, limit: int = 200) -> int:
    """Deliver up to `limit` due messages, each in a transaction of its own; return how many.

    Several workers may do this at once: a claimed row is skipped by the others. A
    handler that fails is tried again later, and parked after five attempts.
    """
    return work_off(MESSAGES, now=now, limit=limit)


def _due(now: datetime) -> QuerySet[OutboxMessage]:
    due = OutboxMessage.objects.filter(status=Status.DUE, due_at__lte=now)
    return due.select_related("event").order_by("due_at", "pk")


def _tell(message: OutboxMessage, now: datetime) -> None:
    handler = handler_of(message.event.name, message.handler)
    if handler is None:
        raise LookupError("no such handler is registered")
    handler(message.event)


MESSAGES = DueRows(
    due=_due,
    act=_tell,
    done=Status.DELIVERED,
    parked=Status.PARKED,
    done_field="delivered_at",
    first_retry_s=FIRST_RETRY_S,
    is_atomic=True,
)
