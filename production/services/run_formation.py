"""Form the runs of a work centre: seat, open, close."""

import logging
from collections.abc import Sequence
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
from production.selectors.demand import demand_rates, opens_ahead, seats_min
from production.selectors.runs import centres_with_work
from production.selectors.seats import as_open_runs, seat_of, waiting_operations
from production.services.closing import close
from production.services.demand import see_demand
from production.services.news import OPERATION_JOINED, tell_members
from production.services.work_orders import PLAN_TASK
from production.transitions import move_all

logger = logging.getLogger(__name__)


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
    formed = form_runs(
        [seat_of(operation) for operation in operations.values()],
        as_open_runs(runs.values()),
        facts.policy,
        WorkingCalendar(facts.calendar, minute),
        minute,
        facts.longest_changeover_min,
    )
    see_demand(work_centre_id, operations.values(), now)
    changed = 0
    for item in formed:
        changed += _write(item, facts, operations, runs, now)
        fault_point("form_runs.between_runs")
    fault_point("form_runs.before_commit")
    if changed:
        wake(PLAN_TASK)
    return changed


def _write(
    formed: FormedRun,
    facts: CentreFacts,
    operations: dict[int, Operation],
    runs: dict[int, Run],
    now: datetime,
) -> bool:
    closes_at = to_moment(formed.closes_at)
    if formed.id is None:
        run = _open(formed, facts, closes_at, now)
    else:
        run = runs[formed.id]
    is_moved = run.closes_at != closes_at
    if formed.joined:
        _join(run, [operations[seat.operation] for seat in formed.joined], now)
    if is_moved:
        Run.objects.filter(pk=run.pk).update(closes_at=closes_at)
    if formed.close:
        close(run, formed.close.reason, formed.close.facts, now)
    return bool(formed.joined or formed.close or is_moved)


def _open(formed: FormedRun, facts: CentreFacts, closes_at: datetime, now: datetime) -> Run:
    first = sum(seat.minutes for seat in formed.members)
    wait_min = formed.closes_at - to_minute(now)
    rates = demand_rates([facts.row.pk], now) if opens_ahead(facts) else {}
    rate = rates.get((facts.row.pk, formed.family), 0.0)
    return Run.objects.create(
        work_centre=facts.row,
        policy=facts.policy_row,
        family=formed.family,
        flow_round=formed.flow_round,
        opened_at=now,
        closes_at=closes_at,
        seats_min=seats_min(facts, first, rate, wait_min) if opens_ahead(facts) else None,
    )


def _join(run: Run, operations: Sequence[Operation], now: datetime) -> None:
    taken = run.members.order_by("-position").values_list("position", flat=True).first() or 0
    members = RunMember.objects.bulk_create(
        RunMember(run=run, operation=operation, position=position, joined_at=now)
        for position, operation in enumerate(operations, start=taken + 1)
    )
    waiting = Operation.objects.filter(pk__in=[operation.pk for operation in operations])
    seated = move_all(waiting, from_status=Operation.Status.WAITING, to=Operation.Status.SEATED)
    if seated != len(operations):
        raise RuntimeError(f"{run}: an operation left the queue while its work centre was locked")
    tell_members(OPERATION_JOINED, run, members, now)
