"""From when on operations can begin: when their parts are there and the steps before are done."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from production.clock import to_minute
from production.models import Operation, Promise, RunMember, WorkOrder
from production.planner.values import Seat
from production.selectors.part_waits import FIRST_STEP, PartWait, part_waits

# Nothing that is bought is enough: longer than any run waits.
UNKNOWN_MIN = 10 * 365 * 1440
OVER = (Operation.Status.DONE, Operation.Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class Readiness:
    """From when on an operation can begin as far as plan and parts say, and from when it will.

    Steps before it that have no plan yet count with their own minutes in the first, and in the
    second with the end that the promise was made with; of stock, with their latest end. 0: now.
    """

    ready: int
    expected: int


def ready_from(seats: Iterable[Seat], now: datetime) -> Mapping[int, Readiness]:
    """Return by operation from when on it can begin, in a fixed number of queries.

    Parameters
    ----------
    seats
        Operations that wait for a run, or sit in one; what is only held has no steps before it.
    """
    minute = to_minute(now)
    asked = {seat.operation: seat.lot for seat in seats if seat.operation > 0}
    lots = set(asked.values())
    steps, planned, promised = list(_steps(lots)), _planned_ends(lots), _promised_ends(lots)
    # Steps behind one with a plan need not know what that one waits for.
    is_first = any(
        position == FIRST_STEP and (operation in asked or operation not in planned)
        for _lot, operation, position, *_ in steps
    )
    waits: Mapping[int, PartWait] = part_waits(now) if is_first else {}
    found: dict[int, Readiness] = {}
    before: dict[int, Readiness] = defaultdict(lambda: Readiness(0, 0))
    for lot, operation, position, minutes, latest_end, order, kind in steps:
        wait = waits.get(order) if position == FIRST_STEP else None
        parts = 0 if wait is None else wait.until or minute + UNKNOWN_MIN
        begins = Readiness(max(before[lot].ready, parts), max(before[lot].expected, parts))
        found[operation] = begins
        if operation in planned:
            before[lot] = Readiness(planned[operation], planned[operation])
            continue
        ends = max(begins.ready, minute) + minutes
        told = promised.get((order, position))
        if told is None and kind == WorkOrder.Kind.STOCK:
            told = to_minute(latest_end)
        before[lot] = Readiness(ends, max(ends, told or 0))
    return found


def _steps(lots: Collection[int]) -> QuerySet[Operation, tuple[Any, ...]]:
    rows = Operation.objects.filter(lot__in=lots).exclude(status__in=OVER)
    return rows.order_by("lot", "position").values_list(
        "lot",
        "pk",
        "position",
        "minutes",
        "latest_end",
        "lot__work_order",
        "lot__work_order__kind",
    )


def _planned_ends(lots: Collection[int]) -> Mapping[int, int]:
    seats = RunMember.objects.filter(operation__lot__in=lots, is_active=True)
    rows = seats.order_by().values_list("operation", "run__planned_end")
    return {operation: to_minute(end) for operation, end in rows if end}


def _promised_ends(lots: Collection[int]) -> Mapping[tuple[int, int], int]:
    """Return by work order and position the end of each step that its promise rests on."""
    rows = Promise.objects.filter(work_order__lots__in=lots).order_by().distinct()
    ends = rows.values_list("work_order", "basis__step_ends")
    return {
        (order, position): end
        for order, steps in ends
        for position, end in enumerate(steps or (), start=FIRST_STEP)
    }
