"""Deliver what the outbox holds."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from foundation.events import handler_of
from foundation.locks import claim_rows
from foundation.models import OutboxMessage

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
FIRST_RETRY_S = 2


def deliver_due(*, now: datetime, limit: int = 200) -> int:
    """Deliver up to `limit` due messages, each in a transaction of its own; return how many.

    Several workers may do this at once: a claimed row is skipped by the others. A
    handler that fails is tried again later, and parked after five attempts.
    """
    delivered = 0
    for _ in range(limit):
        outcome = _deliver_next(now)
        if outcome is None:
            break
        delivered += outcome
    return delivered


def _deliver_next(now: datetime) -> int | None:
    due = OutboxMessage.objects.filter(status=OutboxMessage.Status.DUE, due_at__lte=now)
    with transaction.atomic():
        claimed = claim_rows(due.select_related("event").order_by("due_at", "pk"), 1)
        if not claimed:
            return None
        message = claimed[0]
        message.attempts += 1
        if _handled(message):
            message.status = OutboxMessage.Status.DELIVERED
            message.delivered_at = now
        elif message.attempts >= MAX_ATTEMPTS:
            message.status = OutboxMessage.Status.PARKED
        else:
            message.due_at = now + timedelta(seconds=FIRST_RETRY_S * 4 ** (message.attempts - 1))
        message.save()
    return int(message.status == OutboxMessage.Status.DELIVERED)


def _handled(message: OutboxMessage) -> bool:
    handler = handler_of(message.event.name, message.handler)
    if handler is None:
        message.last_error = "no such handler is registered"
        return False
    try:
        with transaction.atomic():
            handler(message.event)
    except Exception as error:
        logger.exception("handler %s failed for event %s", message.handler, message.event_id)
        message.last_error = f"{type(error).__name__}: {error}"[:2000]
        return False
    message.last_error = ""
    return True
