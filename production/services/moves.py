"""Move a run to another place of the plan by hand."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.errors import Conflict
from foundation.events import record_event
from foundation.models import User
from production.models import Assignment, PlanVersion, Run
from production.planner.checker import check_plan
from production.planner.digest import digest_of
from production.planner.mixed_lines.statement import with_lines
from production.planner.moves import Move, legal_moves
from production.planner.values import Assignment as Placed
from production.planner.values import Plan, PlanningError, Problem
from production.selectors.planning import active_plan, active_slots, planning_problem
from production.selectors.runs import run_by_number
from production.services.planning import PlanRefused, StalePlan, commit_plan
from production.transitions import move_all

RUN_MOVED = "production.run_moved"


def moves_of(*, run_number: int, now: datetime) -> list[Move]:
    """Return every place the run may be moved to, with what each would change.

    Raises
    ------
    NotFound
        When there is no such run.
    Conflict
        When the run has no place in the plan, or has started.
    """
    run_by_number(run_number)
    problem, plan = _as_planned(now)
    return _legal(problem, plan, run_number)


def move_run(
    *,
    run_number: int,
    machine: int,
    before: int | None,
    plan_number: int,
    actor: User,
    now: datetime,
) -> PlanVersion:
    """Move a run in front of another on a machine, or behind the last one.

    The run and all that goes ahead of it on the machine are released, so that the next plans
    keep them where they are.

    Parameters
    ----------
    plan_number
        The plan that the mover saw; on any other, nothing is moved.

    Raises
    ------
    NotFound
        When there is no such run.
    Conflict
        ``plan_changed`` when the plan is another by now; ``move_not_possible`` when the run
        cannot go there.
    """
    run = run_by_number(run_number)
    version = active_plan()
    if version is None or version.number != plan_number:
        raise _changed(version)
    problem, plan = _as_planned(now)
    move = next(
        (
            move
            for move in _legal(problem, plan, run_number)
            if (move.machine, move.before) == (machine, before)
        ),
        None,
    )
    if move is None:
        raise Conflict(_("The run cannot go there."), code="move_not_possible")
    plan = with_lines(problem, move.plan)
    if violations := check_plan(problem, plan):
        raise PlanRefused(violations)
    return _commit(run, move, plan, version, problem, actor, now)


@transaction.atomic
def _commit(
    run: Run,
    move: Move,
    plan: Plan,
    before: PlanVersion,
    problem: Problem,
    actor: User,
    now: datetime,
) -> PlanVersion:
    digest = digest_of(problem)
    try:
        version = commit_plan(before, problem, plan, active_slots(), digest, now)
    except (StalePlan, IntegrityError) as error:
        raise _changed(active_plan()) from error
    _keep_in_place(move)
    record_event(
        name=RUN_MOVED,
        reference=str(run),
        payload={
            "run": run.number,
            "machine": move.machine,
            "before": move.before,
            "actor": actor.get_username(),
        },
        now=now,
    )
    return version


def _keep_in_place(move: Move) -> None:
    ahead = Assignment.objects.filter(
        plan__status=PlanVersion.Status.ACTIVE,
        machine=move.machine,
        start__lte=Assignment.objects.filter(
            plan__status=PlanVersion.Status.ACTIVE, run=move.run
        ).values("start"),
    )
    runs = Run.objects.filter(pk__in=ahead.values("run"))
    move_all(runs, from_status=Run.Status.PLANNED, to=Run.Status.RELEASED)


def _as_planned(now: datetime) -> tuple[Problem, Plan]:
    problem, slots = planning_problem(now), active_slots()
    known = {run.id for run in problem.runs}
    placed = tuple(Placed(run, slot) for run, slot in sorted(slots.items()) if run in known)
    return problem, Plan(placed)


def _legal(problem: Problem, plan: Plan, run: int) -> list[Move]:
    try:
        return legal_moves(problem, plan, run)
    except PlanningError as error:
        raise Conflict(str(error), code="move_not_possible") from error


def _changed(version: PlanVersion | None) -> Conflict:
    return Conflict(
        _("The plan changed. Your move was not made. Look again."),
        code="plan_changed",
        details={"plan": version.number if version else None},
    )
