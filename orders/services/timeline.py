"""Write the steps of an order's timeline."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from foundation.models import Event
from orders.models import Order, OrderEvent, OrderLine


def add_step(
    order: Order,
    kind: OrderEvent.Kind,
    *,
    now: datetime,
    line: OrderLine | None = None,
    cause: Event | None = None,
    details: dict[str, object] | None = None,
) -> OrderEvent:
    """Append a step; the caller holds the order's lock, so sequences never clash."""
    return OrderEvent.objects.create(
        order=order,
        sequence=_last(order) + 1,
        kind=kind,
        line=line,
        cause=cause,
        details=details or {},
        happened_at=now,
    )


def add_line_steps(
    order: Order, kind: OrderEvent.Kind, *, now: datetime, lines: Sequence[OrderLine]
) -> None:
    """Append a step for each line; the caller holds the order's lock."""
    if not lines:
        return
    OrderEvent.objects.bulk_create(
        OrderEvent(order=order, sequence=sequence, kind=kind, line=line, happened_at=now)
        for sequence, line in enumerate(lines, start=_last(order) + 1)
    )


def _last(order: Order) -> int:
    return order.timeline.aggregate(last=Max("sequence"))["last"] or 0
