"""Events and the registry of what follows from them.

An event is an append-only row. Its outbox rows, one for each registered handler, are
written in the same transaction, so news is lost only if the change itself is lost.
Rooms above register handlers in their ``AppConfig.ready()``; that is how news travels up.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from foundation.models import Event, OutboxMessage
from foundation.wakeups import wake

Handler = Callable[[Event], None]

DELIVER_TASK = "foundation.tasks.deliver_outbox"
_handlers: dict[str, dict[str, Handler]] = {}


def register_handler(event_name: str, handler: Handler) -> None:
    """Have `handler` called once or more for every event of this name.

    A handler runs in a transaction of its own and must be safe to run twice.
    """
    _handlers.setdefault(event_name, {})[handler_path(handler)] = handler


def handler_path(handler: Handler) -> str:
    return f"{handler.__module__}.{handler.__qualname__}"


def handler_of(event_name: str, path: str) -> Handler | None:
    return _handlers.get(event_name, {}).get(path)


def record_event(*, name: str, reference: str, payload: Mapping[str, Any], now: datetime) -> Event:
    """Write an event and its outbox rows in the caller's transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event belongs to the transaction of what happened: open one.")
    event = Event.objects.create(
        name=name, reference=reference, payload=dict(payload), happened_at=now
    )
    OutboxMessage.objects.bulk_create(
        OutboxMessage(event=event, handler=path, due_at=now) for path in _handlers.get(name, {})
    )
    if name in _handlers:
        wake(DELIVER_TASK)
    return event
