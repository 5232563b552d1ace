"""Form the runs of a work centre: seat, open, close."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from foundation.errors import Refusal
from foundation.faults import fault_point
from foundation.locks import lock_rows
from foundation.wakeups import wake
from production.clock import to_minute, to_moment
from production.models import Operation, Run, RunMember, WorkCentre
from production.planner.formation import FormedRun, form_runs
from production.planner.values import PlanningError
from production.planner.working_calendar import WorkingCalendar
from production.selectors.centres import CentreFacts, centres_with_facts
from production.selectors.demand import Rates, demand_rates, opens_ahead, seats_min
from production.selectors.runs import centres_with_work, taken_positions
from production.selectors.seats import as_open_runs, seat_of, waiting_operations, with_readiness
from production.services.closing import close_runs
from production.services.demand import see_demand
from production.services.news import OPERATION_JOINED, tell_runs
from production.services.work_orders import PLAN_TASK
from production.transitions import move_all

logger = logging.getLogger(__name__)

AT_ONCE = 500


def form_all_runs(*, now: datetime) -> int:
    """Form runs wherever something waits or a run has to close; return how many changed.

    A work centre that lacks its policy or its working time is skipped and logged.
    """
    changed = 0
    for pk in centres_with_work(now):
        try:
            changed += form_runs_at(work_centre_id=pk, now=now)
        except (Refusal, PlanningError) as problem:
            logger.warning("no runs formed at work centre %s: %s", pk, problem)
    return changed


@transaction.atomic
def form_runs_at(*, work_centre_id: int, now: datetime) -> int:
    """Form the runs of one work centre in one transaction; return how many changed.

    The work centre's row lock lets one worker in at a time, so two at once, or one killed
    at any line, leave every operation in exactly one run. Safe to repeat.
    """
    if not lock_rows(WorkCentre.objects.filter(pk=work_centre_id)):
        return 0
    facts = centres_with_facts([work_centre_id])[work_centre_id]
    operations = waiting_operations(work_centre_id)
    open_now = Run.objects.filter(work_centre_id=work_centre_id, status=Run.Status.OPEN)
    runs = {run.pk: run for run in lock_rows(open_now)}
    minute = to_minute(now)
    waiting, open_runs = with_readiness(
        map(seat_of, operations.values()), as_open_runs(runs.values()), now
    )
    formed = form_runs(
        waiting,
        open_runs,
        facts.policy,
        WorkingCalendar(facts.calendar, minute),
        minute,
        facts.longest_changeover_min,
    )
    see_demand(work_centre_id, operations.values(), now)
    changed = _write(formed, facts, operations, runs, now)
    fault_point("form_runs.before_commit")
    if changed:
        wake(PLAN_TASK)
    return changed


def _write(
    formed: Sequence[FormedRun],
    facts: CentreFacts,
    operations: Mapping[int, Operation],
    open_now: Mapping[int, Run],
    now: datetime,
) -> int:
    """Write what became of all runs at once, in as many queries for one as for hundreds."""
    opened = iter(_open([item for item in formed if item.id is None], facts, now))
    pairs = [(item, next(opened) if item.id is None else open_now[item.id]) for item in formed]
    moved = [run for item, run in pairs if run.closes_at != to_moment(item.closes_at)]
    for item, run in pairs:
        run.closes_at = to_moment(item.closes_at)
    Run.objects.bulk_update(moved, ["closes_at"], batch_size=AT_ONCE)
    joined = [(item, run) for item, run in pairs if item.joined]
    _join(joined, operations, now)
    fault_point("form_runs.between_writes")
    closed = [(run, item.close) for item, run in pairs if item.close]
    close_runs(closed, now)
    return len(
        {run.pk for run in moved} | {run.pk for _, run in joined} | {run.pk for run, _ in closed}
    )


def _open(formed: Sequence[FormedRun], facts: CentreFacts, now: datetime) -> list[Run]:
    is_ahead = opens_ahead(facts)
    rates = demand_rates([facts.row.pk], now) if formed and is_ahead else {}
    return Run.objects.bulk_create(
        Run(
            work_centre=facts.row,
            policy=facts.policy_row,
            family=item.family,
            flow_round=item.flow_round,
            opened_at=now,
            closes_at=to_moment(item.closes_at),
            seats_min=_seats_ahead(item, facts, rates, now) if is_ahead else None,
        )
        for item in formed
    )


def _seats_ahead(item: FormedRun, facts: CentreFacts, rates: Rates, now: datetime) -> int:
    first = sum(seat.minutes for seat in item.members)
    rate = rates.get((facts.row.pk, item.family), 0.0)
    return seats_min(facts, first, rate, item.closes_at - to_minute(now))


def _join(
    joined: Sequence[tuple[FormedRun, Run]], operations: Mapping[int, Operation], now: datetime
) -> None:
    taken = taken_positions(run for _, run in joined)
    members = RunMember.objects.bulk_create(
        RunMember(run=run, operation=operations[seat.operation], position=position, joined_at=now)
        for item, run in joined
        for position, seat in enumerate(item.joined, start=taken.get(run.pk, 0) + 1)
    )
    waiting = Operation.objects.filter(pk__in=[member.operation_id for member in members])
    seated = move_all(waiting, from_status=Operation.Status.WAITING, to=Operation.Status.SEATED)
    if seated != len(members):
        raise RuntimeError("an operation left the queue while its work centre was locked")
    tell_runs(OPERATION_JOINED, [(member.run, member) for member in members], now)
