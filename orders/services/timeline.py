"""Write the steps of an order's timeline."""

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
    last = order.timeline.aggregate(last=Max("sequence"))["last"] or 0
    return OrderEvent.objects.create(
        order=order,
        sequence=last + 1,
        kind=kind,
        line=line,
        cause=cause,
        details=details or {},
        happened_at=now,
    )
