"""What was promised, what is planned now, and whether the promise holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from orders.models import Order, OrderEvent
from orders.statuses import OrderStatus
from production.selectors.progress import OperationProgress, progress_of


@dataclass(frozen=True, slots=True)
class Promise:
    """The date given at placing beside the date of today's plan.

    `planned_at` is None while some operation has no place in the plan yet; `ready_at` is
    when the order really was ready.
    """

    promised_at: datetime | None
    planned_at: datetime | None
    ready_at: datetime | None
    run: str

    @property
    def slack(self) -> timedelta | None:
        """Time to spare (negative: late), known once there is a plan or the order is ready."""
        expected = self.ready_at or self.planned_at
        if expected is None or self.promised_at is None:
            return None
        return self.promised_at - expected

    @property
    def is_late(self) -> bool:
        return self.slack is not None and self.slack < timedelta(0)

    def as_json(self) -> dict[str, Any]:
        return {
            "promised_at": _text(self.promised_at),
            "planned_at": _text(self.planned_at),
            "ready_at": _text(self.ready_at),
            "on_time": None if self.slack is None else not self.is_late,
            "run": self.run or None,
        }


def promise_of(order: Order, progress: Sequence[OperationProgress] | None = None) -> Promise:
    """Return the order's promise; asks the factory unless its progress is given."""
    lines = list(order.lines.all())
    if progress is None:
        progress = progress_of(order.number) if any(line.work_order_id for line in lines) else []
    ready_at = _ready_at(order)
    latest = max(lines, key=lambda line: line.promised_at or order.placed_at, default=None)
    return Promise(
        promised_at=order.promised_at,
        planned_at=ready_at or _planned_end(progress),
        ready_at=ready_at,
        run=latest.promised_run if latest else "",
    )


def _planned_end(progress: Sequence[OperationProgress]) -> datetime | None:
    ends = [operation.finished_at or operation.planned_end for operation in progress]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _ready_at(order: Order) -> datetime | None:
    if order.status in {OrderStatus.PLACED, OrderStatus.MAKING, OrderStatus.CANCELLED}:
        return None
    steps = [step for step in order.timeline.all() if step.kind == OrderEvent.Kind.READY]
    return steps[-1].happened_at if steps else None


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
