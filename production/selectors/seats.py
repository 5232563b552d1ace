"""Operations and open runs as the values that formation reads."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from production.clock import to_minute
from production.models import Operation, Run, RunMember
from production.planner.values import Kind, OpenRun, Seat
from production.selectors.ready_from import Readiness

NOW = Readiness(0, 0)
# What a seat tells, read without the rows around it: an open run has dozens of members.
SEAT_COLUMNS = (
    "operation_id",
    "operation__lot_id",
    "operation__family",
    "operation__minutes",
    "operation__lot__quantity",
    "operation__latest_end",
    "operation__lot__work_order__kind",
    "operation__flow_round",
    "operation__waiting_since",
)


def waiting_operations(work_centre_id: int) -> dict[int, Operation]:
    """Return by id the operations of a work centre that have no run, work orders loaded."""
    rows = Operation.objects.filter(work_centre_id=work_centre_id, status=Operation.Status.WAITING)
    rows = rows.select_related("lot__work_order").defer("setup", "lot__work_order__snapshot")
    return {row.pk: row for row in rows}


def seat_of(operation: Operation, readiness: Readiness = NOW) -> Seat:
    """Return an operation as a seat; load it with its lot and work order."""
    seat = seat_from(
        operation.pk,
        operation.lot_id,
        operation.family,
        operation.minutes,
        operation.lot.quantity,
        operation.latest_end,
        operation.lot.work_order.kind,
        operation.flow_round,
        operation.waiting_since,
    )
    return replace(seat, ready=readiness.ready, expected=readiness.expected)


def seat_from(
    operation: int,
    lot: int,
    family: str,
    minutes: int,
    pieces: int,
    latest_end: datetime,
    kind: str,
    flow_round: int,
    waiting_since: datetime,
) -> Seat:
    """Return a seat from its `SEAT_COLUMNS`."""
    return Seat(
        operation=operation,
        lot=lot,
        family=family,
        minutes=minutes,
        pieces=pieces,
        latest_end=to_minute(latest_end),
        kind=Kind(kind),
        flow_round=flow_round,
        waiting_since=to_minute(waiting_since),
    )


def lots_seated_in(runs: Iterable[Run]) -> set[int]:
    """Return the lots whose operations sit in these runs."""
    members = RunMember.objects.filter(run__in=list(runs), is_active=True)
    return set(members.order_by().values_list("operation__lot_id", flat=True))


def as_open_runs(runs: Iterable[Run], readiness: Mapping[int, Readiness]) -> list[OpenRun]:
    """Return runs with their members and held seats as the planner's values, in one query.

    `readiness` says by operation from when on it can begin; now where it says nothing.
    """
    rows = list(runs)
    seats: dict[int, list[Seat]] = defaultdict(list)
    members = RunMember.objects.filter(run__in=rows, is_active=True).order_by("position")
    for run, *columns in members.values_list("run_id", *SEAT_COLUMNS) if rows else ():
        seat = seat_from(*columns)
        begins = readiness.get(seat.operation, NOW)
        seats[run].append(replace(seat, ready=begins.ready, expected=begins.expected))
    return [
        OpenRun(
            id=run.pk,
            family=run.family,
            flow_round=run.flow_round,
            opened_at=to_minute(run.opened_at),
            members=(*seats[run.pk], *held_seat(run)),
            seats_min=run.seats_min or 0,
            room_min=run.room_min,
            begins=to_minute(run.planned_start) if run.planned_start else None,
        )
        for run in rows
        if seats[run.pk] or run.held_min
    ]


def held_seat(run: Run) -> tuple[Seat, ...]:
    """Return all that is held in a run as one seat, its operation and lot negative."""
    if not run.held_min or run.held_latest_end is None:
        return ()
    return (
        Seat(
            operation=-run.pk,
            lot=-run.pk,
            family=run.family,
            minutes=run.held_min,
            pieces=run.held_pieces or 0,
            latest_end=to_minute(run.held_latest_end),
            flow_round=run.flow_round,
        ),
    )
