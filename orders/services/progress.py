"""Carry the factory's news to the order: statuses, counters and timeline."""

from datetime import datetime
from typing import Any

from django.db import transaction

from foundation.events import record_event
from foundation.locks import lock_rows
from foundation.models import Event
from orders.models import LineMovement, Order, OrderEvent, OrderLine
from orders.services.movements import move_pieces
from orders.services.timeline import add_step
from orders.statuses import LineKind, LineStatus, OrderStatus
from orders.transitions import move_line, move_order

ORDER_READY = "orders.order_ready"
Counter = LineMovement.Counter
Kind = OrderEvent.Kind
SAME_WORK = ("run", "operation")
DONE = (LineStatus.READY, LineStatus.SHIPPED, LineStatus.CANCELLED)


def note_step(*, event: Event, kind: OrderEvent.Kind, details: dict[str, Any]) -> None:
    """Add a step for what happened to a line's work.

    Each run and operation makes one step of a kind, however many lots it has and however
    often it is planned again or told.
    """
    with transaction.atomic():
        found = _locked_line(event)
        if found is not None:
            _note(*found, event=event, kind=kind, details=details)


def start_line(*, event: Event, details: dict[str, Any]) -> None:
    """The first operation of a line has begun: from now on it cannot be cancelled."""
    with transaction.atomic():
        found = _locked_line(event)
        if found is None:
            return
        order, line = found
        if line.status == LineStatus.WAITING:
            move_line(line, LineStatus.MAKING)
        if order.status == OrderStatus.PLACED:
            move_order(order, OrderStatus.MAKING)
        _note(order, line, event=event, kind=Kind.STARTED, details=details)


def finish_pieces(*, event: Event, quantity: int) -> None:
    """So many pieces of a line are finished and set aside for it."""
    with transaction.atomic():
        found = _locked_line(event)
        if found is None:
            return
        order, line = found
        if line.movements.filter(cause=event).exists():
            return
        finished = min(quantity, line.owed)
        if finished:
            move_pieces(
                line,
                Counter.OWED,
                Counter.RESERVED,
                finished,
                now=event.happened_at,
                cause=event,
            )
        _settle(order, event.happened_at, cause=event)


def settle_placed(*, event: Event) -> None:
    """An order whose every piece came from stock is ready as soon as it is placed."""
    with transaction.atomic():
        locked = lock_rows(Order.objects.filter(number=event.reference))
        if locked:
            _settle(locked[0], event.happened_at, cause=event)


def _note(
    order: Order,
    line: OrderLine,
    *,
    event: Event,
    kind: OrderEvent.Kind,
    details: dict[str, Any],
) -> None:
    same = {f"details__{name}": details[name] for name in SAME_WORK if name in details}
    known = OrderEvent.objects.filter(order=order, line=line, kind=kind, **same)
    if order.status != OrderStatus.CANCELLED and not known.exists():
        add_step(order, kind, now=event.happened_at, line=line, cause=event, details=details)


def _settle(order: Order, now: datetime, *, cause: Event) -> None:
    """Mark the lines that owe nothing as ready, and the order once all of them are."""
    lines = list(order.lines.order_by("pk"))
    for line in lines:
        if line.owed == 0 and line.status in {LineStatus.WAITING, LineStatus.MAKING}:
            move_line(line, LineStatus.READY)
            if line.kind == LineKind.CUSTOM:
                add_step(order, Kind.LINE_READY, now=now, line=line, cause=cause)
    is_open = order.status in {OrderStatus.PLACED, OrderStatus.MAKING}
    if is_open and all(line.status in DONE for line in lines):
        move_order(order, OrderStatus.READY)
        add_step(order, Kind.READY, now=now, cause=cause)
        record_event(
            name=ORDER_READY,
            reference=order.number,
            payload={"order": order.number},
            now=now,
        )


def _locked_line(event: Event) -> tuple[Order, OrderLine] | None:
    """Lock the order an event is about; None for work that no order asked for."""
    locked = lock_rows(Order.objects.filter(number=event.reference))
    if not locked:
        return None
    line = locked[0].lines.filter(work_order_id=event.payload["work_order"]).first()
    return (locked[0], line) if line else None
