"""Close runs: by policy, or by hand."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from foundation.errors import Conflict
from foundation.locks import lock_rows
from foundation.models import User
from foundation.wakeups import wake
from production.clock import to_minute
from production.models import FloorAct, Run, WorkCentre
from production.planner.formation import Close, FormedRun, close_facts
from production.planner.values import CloseReason
from production.planner.working_calendar import WorkingCalendar
from production.selectors.centres import CentreFacts, centres_with_facts
from production.selectors.runs import members_in_runs, run_by_number
from production.selectors.seats import as_open_runs
from production.services.news import tell_closed
from production.services.started_runs import is_done, record_act
from production.services.work_orders import PLAN_TASK
from production.transitions import move_all

AT_ONCE = 500


@transaction.atomic
def close_run_now(
    *, run_number: int, actor: User, now: datetime, act_id: uuid.UUID | None = None
) -> None:
    """Close an open run by hand; the facts keep who did it. `act_id` makes it happen once.

    Raises
    ------
    NotFound
        When there is no such run.
    Conflict
        When the run is not open any more.
    """
    seen = run_by_number(run_number)
    lock_rows(WorkCentre.objects.filter(pk=seen.work_centre_id))
    run = lock_rows(Run.objects.filter(pk=run_number))[0]
    if is_done(act_id):
        return
    if run.status != Run.Status.OPEN:
        raise Conflict(
            f"Run {run.number} is {run.get_status_display()}, not open.", code="run_not_open"
        )
    facts = centres_with_facts([run.work_centre_id])[run.work_centre_id]
    proof = _proof_by_hand(run, facts, actor.get_username(), now)
    close_runs([(run, Close(CloseReason.MANUAL, proof))], now)
    record_act(FloorAct.Kind.CLOSE, run, actor=actor, now=now, act_id=act_id)
    wake(PLAN_TASK)


def close_runs(closes: Sequence[tuple[Run, Close]], now: datetime) -> None:
    """Close open runs that the caller has locked, or made, and tell their members why.

    Raises
    ------
    Conflict
        When one of them is not open any more.
    """
    if not closes:
        return
    runs = [run for run, _ in closes]
    for run, close in closes:
        run.close_reason, run.close_facts = close.reason.value, dict(close.facts)
    Run.objects.bulk_update(runs, ["close_reason", "close_facts"], batch_size=AT_ONCE)
    rows = Run.objects.filter(pk__in=[run.pk for run in runs])
    moved = move_all(rows, from_status=Run.Status.OPEN, to=Run.Status.CLOSED, closed_at=now)
    if moved != len(runs):
        raise Conflict("A run that has to close is not open.", code="run_not_open")
    tell_closed(members_in_runs(runs), now)


def _proof_by_hand(run: Run, facts: CentreFacts, actor: str, now: datetime) -> dict[str, Any]:
    open_run = as_open_runs([run])[0]
    formed = FormedRun(
        run.pk, run.family, run.flow_round, open_run.opened_at, list(open_run.members)
    )
    calendar = WorkingCalendar(facts.calendar, to_minute(now))
    return close_facts(
        formed,
        facts.policy,
        calendar,
        to_minute(now),
        facts.longest_changeover_min,
        manual_by=actor,
    )
