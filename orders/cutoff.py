"""Until when an order can be changed or cancelled, in this one place.

An order is free until its first run starts: then hands and material are in it, and no member
leaves a run that has started. Goods from stock are free until they are sent. The address can be
changed until anything of the order is sent, whatever work has started.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from orders.models import Order
from orders.permissions import can_cancel_order, has_left
from orders.statuses import OrderStatus
from production.selectors.progress import OperationProgress


@dataclass(frozen=True, slots=True)
class CutOff:
    """What can still change; `until` is when the first run is planned to start, if known."""

    is_open: bool
    is_address_open: bool
    until: datetime | None = None


def cut_off(order: Order, progress: Sequence[OperationProgress]) -> CutOff:
    """Return how an order with its lines loaded stands against the work on it."""
    has_started = any(operation.started_at is not None for operation in progress)
    is_over = order.status in {
        OrderStatus.CANCELLED,
        OrderStatus.SHIPPED,
        OrderStatus.DELIVERED,
    }
    is_open = can_cancel_order(order) and not has_left(order) and not has_started
    starts = [operation.planned_start for operation in progress if operation.planned_start]
    return CutOff(
        is_open=is_open,
        is_address_open=not is_over and not has_left(order),
        until=min(starts, default=None) if is_open else None,
    )
