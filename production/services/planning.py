"""Plan the factory: read, plan, check, commit if nothing changed meanwhile."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from foundation.faults import fault_point
from foundation.locks import lock_rows
from production.clock import to_moment
from production.models import Assignment, PlanVersion, Run
from production.planner.checker import Violation, check_plan
from production.planner.digest import digest_of, lasting_facts
from production.planner.line_sequencing.values import PaintLine
from production.planner.mixed_lines.sequencing import plan_with_lines, with_fresh_cars
from production.planner.mixed_lines.statement import with_lines
from production.planner.mixed_lines.values import LineSequence
from production.planner.objective import objective_of
from production.planner.promising.room import rooms
from production.planner.values import Plan, Problem, Slot
from production.selectors.planning import active_plan, active_slots, planning_problem
from production.selectors.runs import STARTED, members_in_runs
from production.services.news import RUN_PLANNED, tell_runs
from production.services.replanning import answer_disturbance, replanning_record
from production.transitions import move, move_all

logger = logging.getLogger(__name__)

ATTEMPTS = 3
FROZEN_MIN = 30
OVERDUE_MIN = 5
TELL_FROM = timedelta(minutes=60)
KEPT_PLANS = 50
AT_ONCE = 500
PLACE = (
    "planned_start",
    "planned_end",
    "changeover_min",
    "machine",
    "plan_problem",
    "room_min",
)
NOT_STARTED = (Run.Status.PLANNED, Run.Status.RELEASED)


class PlanRefused(Exception):
    """The checker found violations: the planner has a fault, and its plan is not committed."""

    def __init__(self, violations: Iterable[Violation]) -> None:
        self.violations = list(violations)
        super().__init__("; ".join(f"run {v.run}: {v.message}" for v in self.violations))


class StalePlan(Exception):
    """What was planned changed before the plan could be committed."""


def plan_factory(*, now: datetime) -> PlanVersion | None:
    """Sequence all runs and commit the plan; None when the active plan still holds.

    A disturbance changes as little of the plan as is good enough, and the plan says why.
    The plan is made and checked outside any transaction; it is committed only if the
    active plan and the planned runs are still the ones that were read. Safe to repeat.

    Raises
    ------
    PlanRefused
        When the independent checker finds a violation; nothing is committed.
    """
    for _ in range(ATTEMPTS):
        before = active_plan()
        slots = active_slots()
        problem = planning_problem(now)
        digest = digest_of(problem)
        if before and before.inputs_digest == digest and not _is_overdue(problem, slots):
            break
        found = answer_disturbance(problem, slots)
        if found:
            plan = with_fresh_cars(problem, found.taken.plan, slots, _order_of_cars)
        else:
            plan = _in_better_order(problem, plan_with_lines(problem, slots, _order_of_cars), slots)
        plan = with_lines(problem, plan)
        violations = check_plan(problem, plan)
        if violations:
            raise PlanRefused(violations)
        fault_point("plan_runs.before_commit")
        try:
            record = replanning_record(problem, slots, found, now) if found else None
            version = commit_plan(before, problem, plan, slots, digest, now, record)
        except (StalePlan, IntegrityError):
            logger.info("the factory changed while it was planned; planning again")
            continue
        release_runs(now=now)
        return version
    release_runs(now=now)
    return None


def _order_of_cars(line: PaintLine) -> list[int]:
    from production.planner.line_sequencing.paint_search import (  # noqa: PLC0415 - compiled: slow
        sequence_steadily,
    )

    return sequence_steadily(line)


def _in_better_order(problem: Problem, plan: Plan, slots: Mapping[int, Slot]) -> Plan:
    from production.planner.order_search import improve_order  # noqa: PLC0415 - compiled: slow

    return improve_order(problem, plan, slots)


def frozen_until(now: datetime) -> datetime:
    """Return up to when runs that are planned to begin keep their place."""
    return now + timedelta(minutes=FROZEN_MIN)


@transaction.atomic
def release_runs(*, now: datetime) -> int:
    """Release planned runs that are about to start: from then on they keep their place."""
    near = Assignment.objects.filter(
        plan__status=PlanVersion.Status.ACTIVE, changeover_start__lte=frozen_until(now)
    )
    planned = Run.objects.filter(pk__in=near.values("run"), status=Run.Status.PLANNED)
    # Locked in the order that everybody locks runs in: an update alone takes them in any order.
    runs = Run.objects.filter(pk__in=[run.pk for run in lock_rows(planned)])
    return move_all(runs, from_status=Run.Status.PLANNED, to=Run.Status.RELEASED)


def _is_overdue(problem: Problem, slots: dict[int, Slot]) -> bool:
    """Say whether a run has not begun as planned; a released one while it could be set up."""
    late_from = problem.now - OVERDUE_MIN
    waiting = [run for run in problem.runs if run.id in slots and not run.started]
    return any(
        (slots[run.id].start if run.frozen else slots[run.id].changeover_start) < late_from
        for run in waiting
    )


@transaction.atomic
def commit_plan(
    before: PlanVersion | None,
    problem: Problem,
    plan: Plan,
    slots: dict[int, Slot],
    digest: str,
    now: datetime,
    replanning: Mapping[str, Any] | None = None,
) -> PlanVersion:
    """Make a checked plan the active one, if `before` still is and its runs are unchanged.

    `replanning` is what is stored of the ladder, where a disturbance made the plan.

    Raises
    ------
    StalePlan
        When the active plan or the planned runs are others by now.
    """
    _supersede(before)
    runs = {run.pk: run for run in _lock_unchanged(problem, slots, now)}
    version = PlanVersion.objects.create(
        inputs_digest=digest,
        objective=objective_of(problem, plan, slots),
        lines=[_line_record(line) for line in plan.lines],
        checked_at=now,
        replanning=replanning,
    )
    Assignment.objects.bulk_create(
        Assignment(
            plan=version,
            run_id=item.run,
            machine_id=item.slot.machine,
            changeover_start=to_moment(item.slot.changeover_start),
            start=to_moment(item.slot.start),
            end=to_moment(item.slot.end),
            changeover_min=item.slot.changeover_min,
        )
        for item in plan.assignments
    )
    slots_by_run = {runs[item.run]: item.slot for item in plan.assignments}
    _give_slots(slots_by_run, rooms(problem, plan), now)
    for unplaced in plan.unplaced:
        _take_slot(runs[unplaced.run], unplaced.reason)
    _forget_old_plans(version)
    return version


def _line_record(line: LineSequence) -> dict[str, Any]:
    return {
        "machine": line.machine,
        "runs": list(line.runs),
        "load": line.load._asdict(),
        "arrival": line.arrival._asdict(),
    }


def _supersede(before: PlanVersion | None) -> None:
    if before is None:
        return
    active = PlanVersion.objects.filter(pk=before.pk, status=PlanVersion.Status.ACTIVE)
    if not active.update(status=PlanVersion.Status.SUPERSEDED):
        raise StalePlan


def _lock_unchanged(problem: Problem, slots: Mapping[int, Slot], now: datetime) -> list[Run]:
    """Lock the planned runs and make sure that they are as they were read.

    One that was released since then keeps its slot: a plan that did not know may not move it.
    """
    ids = [run.id for run in problem.runs]
    rows = lock_rows(Run.objects.filter(pk__in=ids).select_related("work_centre"))
    seen = {run.id: lasting_facts(run) for run in problem.runs}
    current = planning_problem(now)
    present = {run.id: lasting_facts(run) for run in current.runs if run.id in seen}
    frozen = {run.id for run in problem.runs if run.frozen}
    released = {row.pk for row in rows if row.status == Run.Status.RELEASED and row.pk in slots}
    if present != seen or current.machines != problem.machines or not released <= frozen:
        raise StalePlan
    return rows


def _give_slots(slots: Mapping[Run, Slot], rooms_min: Mapping[int, int], now: datetime) -> None:
    """Write the places of all runs at once and tell the members of those that moved."""
    told = [run for run, slot in slots.items() if _is_news(run, to_moment(slot.end))]
    closed = [run.pk for run in slots if run.status == Run.Status.CLOSED]
    far = [run.pk for run, slot in slots.items() if _is_released_too_far(run, slot, now)]
    changed = []
    for run, slot in slots.items():
        place = {**_times(run, slot), "room_min": rooms_min.get(run.pk, run.room_min)}
        if _differs(run, place):
            for name, value in place.items():
                setattr(run, name, value)
            changed.append(run)
    if closed:
        move_all(
            Run.objects.filter(pk__in=closed), from_status=Run.Status.CLOSED, to=Run.Status.PLANNED
        )
    if far:
        move_all(
            Run.objects.filter(pk__in=far), from_status=Run.Status.RELEASED, to=Run.Status.PLANNED
        )
    Run.objects.bulk_update(changed, PLACE, batch_size=AT_ONCE)
    tell_runs(RUN_PLANNED, members_in_runs(told), now)


def _is_released_too_far(run: Run, slot: Slot, now: datetime) -> bool:
    """Say whether a released run, which could not start, no longer is about to: it moves again.

    Kept in its place it would stand in the way of all that could go before it.
    """
    is_released = run.status == Run.Status.RELEASED
    return is_released and to_moment(slot.changeover_start) > frozen_until(now)


def _is_news(run: Run, end: datetime) -> bool:
    if run.status == Run.Status.CLOSED:
        return True
    is_moved = run.planned_end is None or abs(run.planned_end - end) >= TELL_FROM
    return is_moved and run.status in NOT_STARTED


def _times(run: Run, slot: Slot) -> dict[str, object]:
    """Return what a slot changes of a run; once it has started, only its end is a guess."""
    if run.status in STARTED:
        return {"planned_end": to_moment(slot.end)}
    return {
        "planned_start": to_moment(slot.start),
        "planned_end": to_moment(slot.end),
        "changeover_min": slot.changeover_min,
        "machine_id": slot.machine,
        "plan_problem": "",
    }


def _differs(run: Run, times: Mapping[str, object]) -> bool:
    return any(getattr(run, name) != value for name, value in times.items())


def _take_slot(run: Run, reason: str) -> None:
    nothing = {
        "planned_start": None,
        "planned_end": None,
        "changeover_min": None,
        "machine_id": None,
        "plan_problem": reason[:200],
        "room_min": None,
    }
    if run.status in NOT_STARTED:
        move(run, Run.Status.CLOSED, **nothing)
    elif _differs(run, nothing):
        Run.objects.filter(pk=run.pk).update(**nothing)


def _forget_old_plans(version: PlanVersion) -> None:
    kept = PlanVersion.objects.order_by("-number").values_list("number", flat=True)[:KEPT_PLANS]
    PlanVersion.objects.exclude(pk__in=list(kept)).filter(pk__lt=version.pk).delete()
