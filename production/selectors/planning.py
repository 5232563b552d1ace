"""The planning problem as it stands in the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from production.clock import to_minute
from production.models import Assignment, Machine, Operation, PlanVersion, Run, RunMember
from production.planner.formation import run_minutes
from production.planner.stops import expected_end
from production.planner.values import (
    Kind,
    PlanningError,
    Problem,
    RunToPlan,
    Seat,
    Slot,
    Step,
    Stop,
)
from production.planner.values import Machine as MachineToPlan
from production.planner.working_calendar import WorkingCalendar
from production.selectors.centres import CentreFacts, centres_with_facts
from production.selectors.mixed_lines import passed_cars
from production.selectors.part_waits import FIRST_STEP, PartWait, part_waits
from production.selectors.runs import OVER, STARTED
from production.selectors.seats import SEAT_COLUMNS, held_seat, seat_from
from production.selectors.stops import stops_ahead, stops_by_machine

# No operation and no lot has a number below this one: free seats stand there.
FREE_SEATS = -(10**15)
# Read beside what a seat tells: a plan has thousands of members, so none becomes a row object.
MEMBER_COLUMNS = (
    "operation__lot__work_order",
    "operation__position",
    "operation__status",
    "operation__line_options",
)


class _Member(NamedTuple):
    """An operation as a member of a run to plan."""

    work_order: int
    position: int
    is_done: bool
    options: Sequence[str]
    seat: Seat


def active_plan() -> PlanVersion | None:
    """Return the plan that counts; None before the first."""
    return PlanVersion.objects.filter(status=PlanVersion.Status.ACTIVE).first()


def active_slots() -> dict[int, Slot]:
    """Return the slots of the active plan by run."""
    rows = Assignment.objects.filter(plan__status=PlanVersion.Status.ACTIVE)
    return {row.run_id: slot_of(row) for row in rows}


def slot_of(row: Assignment) -> Slot:
    return Slot(
        machine=row.machine_id,
        changeover_start=to_minute(row.changeover_start),
        start=to_minute(row.start),
        end=to_minute(row.end),
        changeover_min=row.changeover_min,
    )


def planning_problem(now: datetime) -> Problem:
    """Read everything that a plan is made from, in a fixed number of queries."""
    centres = centres_with_facts()
    slots = active_slots()
    minute = to_minute(now)
    runs = list(Run.objects.exclude(status__in=OVER).defer("close_facts").order_by("number"))
    members = _members_by_run(runs)
    stops = stops_by_machine(_first_start(runs, now), now)
    waits = part_waits(now)
    waiting = Operation.objects.filter(status=Operation.Status.WAITING)
    machines = list(Machine.objects.filter(is_active=True).order_by("pk"))
    passed = passed_cars(machines, centres)
    return Problem(
        now=minute,
        centres=tuple(centres[pk].centre for pk in sorted(centres)),
        machines=tuple(
            MachineToPlan(
                row.pk,
                row.work_centre_id,
                row.family,
                stops_ahead(stops.get(row.pk, ()), minute),
                passed.get(row.pk, ()),
            )
            for row in machines
        ),
        runs=tuple(
            _run_to_plan(
                run,
                members[run.pk],
                centres[run.work_centre_id],
                slots.get(run.pk),
                minute,
                stops.get(run.machine_id or 0, ()),
                waits,
            )
            for run in runs
            if members[run.pk] or (run.held_min and run.status not in STARTED)
        ),
        unseated=frozenset(waiting.values_list("lot_id", "position")),
    )


def _members_by_run(runs: Iterable[Run]) -> Mapping[int, list[_Member]]:
    rows = RunMember.objects.filter(run__in=[run.pk for run in runs], is_active=True)
    members: dict[int, list[_Member]] = defaultdict(list)
    columns = ("run", *MEMBER_COLUMNS, *SEAT_COLUMNS)
    for run, work_order, position, status, options, *seat in rows.order_by("position").values_list(
        *columns
    ):
        is_done = status == Operation.Status.DONE
        members[run].append(_Member(work_order, position, is_done, options, seat_from(*seat)))
    return members


def _run_to_plan(
    run: Run,
    members: Sequence[_Member],
    facts: CentreFacts,
    slot: Slot | None,
    now: int,
    stops: Sequence[Stop],
    waits: Mapping[int, PartWait],
) -> RunToPlan:
    is_started = run.status in STARTED
    held = () if is_started else held_seat(run)
    seats = [*(member.seat for member in members), *held]
    free = _free_step(run, seats, facts)
    at_once = facts.row.treats_all_at_once
    minutes = run_minutes(seats, treats_all_at_once=at_once) + sum(step.minutes for step in free)
    wait = None if is_started else _part_wait(members, waits)
    is_custom = any(seat.kind is Kind.CUSTOM for seat in seats)
    return RunToPlan(
        id=run.pk,
        work_centre=run.work_centre_id,
        family=run.family,
        minutes=minutes,
        latest_end=min(seat.latest_end for seat in seats),
        steps=(
            *(_step(member) for member in members),
            *(Step(seat.operation, seat.lot, 0, run.family, seat.minutes) for seat in held),
            *free,
        ),
        kind=Kind.CUSTOM if is_custom else Kind.STOCK,
        release=max(
            to_minute(run.closes_at) if run.status == Run.Status.OPEN else 0,
            (wait and wait.until) or 0,
        ),
        may_pause=facts.row.may_pause,
        started=_started(run, facts, minutes, now, stops) if is_started else None,
        frozen=slot if run.status == Run.Status.RELEASED else None,
        waits_for=f"waits for {wait.part}" if wait and wait.until is None else "",
        options=tuple(sorted({option for member in members for option in member.options})),
    )


def _free_step(run: Run, seats: Sequence[Seat], facts: CentreFacts) -> tuple[Step, ...]:
    """Return the seats that an open run keeps for those who will come, as one more step."""
    if run.status != Run.Status.OPEN or not run.seats_min or facts.row.treats_all_at_once:
        return ()
    free = run.seats_min - run_minutes(seats, treats_all_at_once=False)
    subject = FREE_SEATS - run.pk
    return (Step(subject, subject, 0, run.family, free),) if free > 0 else ()


def _step(member: _Member) -> Step:
    seat = member.seat
    return Step(
        seat.operation, seat.lot, member.position, seat.family, seat.minutes, member.is_done
    )


def _first_start(runs: Iterable[Run], now: datetime) -> datetime:
    """Return since when stops count: since the first start of a run that is not over."""
    return min([now, *(run.started_at for run in runs if run.started_at)])


def _part_wait(members: Iterable[_Member], waits: Mapping[int, PartWait]) -> PartWait | None:
    """Return what keeps a run from being started the longest; lots begin with their parts."""
    found = [
        waits[member.work_order]
        for member in members
        if member.work_order in waits and member.position == FIRST_STEP
    ]
    return max(found, key=lambda wait: (wait.until is None, wait.until or 0), default=None)


def _started(
    run: Run, facts: CentreFacts, minutes: int, now: int, stops: Sequence[Stop]
) -> Slot | None:
    if run.started_at is None or run.machine_id is None:
        return None
    started = to_minute(run.started_at)
    try:
        calendar = WorkingCalendar(facts.calendar, started)
        end = expected_end(calendar, started, minutes, now, stops)
    except PlanningError:
        end = max(started + minutes, now)
    return Slot(run.machine_id, started, started, end, 0)
