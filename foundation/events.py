"""Events and the registry of what follows from them.

An event is an append-only row. Its outbox rows, one for each registered handler, are
written in the same transaction, so news is lost only if the change itself is lost.
Rooms above register handlers in their ``AppConfig.ready()``; that is how news travels up.
"""

from collections.abc import Callable, Iterable, Mapping
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
    return record_events(name=name, facts=[(reference, payload)], now=now)[0]


def record_events(
    *, name: str, facts: Iterable[tuple[str, Mapping[str, Any]]], now: datetime
) -> list[Event]:
    """Write events of one name, a reference and a payload each, as `record_event` does."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event belongs to the transaction of what happened: open one.")
    events = Event.objects.bulk_create(
        Event(name=name, reference=reference, payload=dict(payload), happened_at=now)
        for reference, payload in facts
    )
    OutboxMessage.objects.bulk_create(
        OutboxMessage(event=event, handler=path, due_at=now)
        for event in events
        for path in _handlers.get(name, {})
    )
    if name in _handlers and events:
        wake(DELIVER_TASK)
    return events
