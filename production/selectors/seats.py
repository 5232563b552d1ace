"""Operations and open runs as the values that formation reads."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from production.clock import to_minute
from production.models import Operation, Run, RunMember
from production.planner.values import Kind, OpenRun, Seat
from production.selectors.ready_from import ready_from

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


def seat_of(operation: Operation) -> Seat:
    """Return an operation as a seat; load it with its lot and work order."""
    return seat_from(
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


def as_open_runs(runs: Iterable[Run]) -> list[OpenRun]:
    """Return runs with their members and held seats as the planner's values, in one query."""
    rows = list(runs)
    seats: dict[int, list[Seat]] = defaultdict(list)
    members = RunMember.objects.filter(run__in=rows, is_active=True).order_by("position")
    for run, *columns in members.values_list("run_id", *SEAT_COLUMNS) if rows else ():
        seats[run].append(seat_from(*columns))
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


def with_readiness(
    waiting: Iterable[Seat], open_runs: Iterable[OpenRun], now: datetime
) -> tuple[list[Seat], list[OpenRun]]:
    """Return seats and open runs that know from when on each operation can begin."""
    seats, runs = list(waiting), list(open_runs)
    found = ready_from([*seats, *(member for run in runs for member in run.members)], now)

    def known(seat: Seat) -> Seat:
        begins = found.get(seat.operation)
        return replace(seat, ready=begins.ready, expected=begins.expected) if begins else seat

    return [known(seat) for seat in seats], [
        replace(run, members=tuple(map(known, run.members))) for run in runs
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
