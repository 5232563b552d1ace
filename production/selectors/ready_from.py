"""From when on operations can begin: when their parts are there and the steps before are done."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from production.clock import to_minute
from production.models import Operation, RunMember
from production.selectors.part_waits import FIRST_STEP, part_waits

# Nothing that is bought is enough: longer than any run waits.
UNKNOWN_MIN = 10 * 365 * 1440
OVER = (Operation.Status.DONE, Operation.Status.CANCELLED)


def ready_from(lots: Collection[int], now: datetime) -> Mapping[int, int]:
    """Return by operation the minute from which it can begin; 0 where it can now.

    A step before counts with its planned end, without a plan with its own minutes. In a fixed
    number of queries.

    Parameters
    ----------
    lots
        Those whose operations that wait for a run, or sit in one, are in the answer.
    """
    minute = to_minute(now)
    waits = part_waits(now)
    rows = Operation.objects.filter(lot__in=lots).exclude(status__in=OVER)
    columns = rows.order_by("lot", "position").values_list(
        "lot", "pk", "position", "minutes", "lot__work_order"
    )
    ends = _planned_ends(lots)
    ready: dict[int, int] = {}
    ended: dict[int, int] = defaultdict(int)
    for lot, operation, position, minutes, order in columns:
        wait = waits.get(order) if position == FIRST_STEP else None
        parts = 0 if wait is None else wait.until or minute + UNKNOWN_MIN
        ready[operation] = max(ended[lot], parts)
        ended[lot] = ends.get(operation) or max(ready[operation], minute) + minutes
    return ready


def _planned_ends(lots: Collection[int]) -> Mapping[int, int]:
    seats = RunMember.objects.filter(operation__lot__in=lots, is_active=True)
    rows = seats.order_by().values_list("operation", "run__planned_end")
    return {operation: to_minute(end) for operation, end in rows if end}
