"""Operations and open runs as the values that formation reads."""

from collections import defaultdict
from collections.abc import Iterable

from production.clock import to_minute
from production.models import Operation, Run, RunMember
from production.planner.values import Kind, OpenRun, Seat


def waiting_operations(work_centre_id: int) -> dict[int, Operation]:
    """Return by id the operations of a work centre that have no run, work orders loaded."""
    rows = Operation.objects.filter(
        work_centre_id=work_centre_id, status=Operation.Status.WAITING
    ).select_related("lot__work_order")
    return {row.pk: row for row in rows}


def seat_of(operation: Operation) -> Seat:
    """Return an operation as a seat; load it with its lot and work order."""
    work_order = operation.lot.work_order
    return Seat(
        operation=operation.pk,
        lot=operation.lot_id,
        family=operation.family,
        minutes=operation.minutes,
        pieces=operation.lot.quantity,
        latest_end=to_minute(operation.latest_end),
        kind=Kind(work_order.kind),
        flow_round=operation.flow_round,
        waiting_since=to_minute(operation.waiting_since),
    )


def as_open_runs(runs: Iterable[Run]) -> list[OpenRun]:
    """Return runs with their members as the planner's values, in one query."""
    rows = list(runs)
    seats: dict[int, list[Seat]] = defaultdict(list)
    members = RunMember.objects.filter(run__in=rows, is_active=True)
    for member in members.select_related("operation__lot__work_order").order_by("position"):
        seats[member.run_id].append(seat_of(member.operation))
    return [
        OpenRun(
            id=run.pk,
            family=run.family,
            flow_round=run.flow_round,
            opened_at=to_minute(run.opened_at),
            members=tuple(seats[run.pk]),
        )
        for run in rows
        if seats[run.pk]
    ]
