"""Stop a machine, and let it go on, now or planned ahead: the plan counts on the end expected."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import Conflict, InvalidInput
from foundation.models import User
from foundation.wakeups import wake
from production.models import Downtime, FloorAct, Machine
from production.selectors.stops import open_stop
from production.services.started_runs import is_done, known_reason, locked_run, record_act
from production.services.work_orders import PLAN_TASK

LONGEST_MIN = 14 * 1440


@transaction.atomic
def stop_machine(
    *,
    run_number: int,
    reason: str,
    expected_min: int,
    actor: User,
    now: datetime,
    act_id: uuid.UUID | None = None,
) -> Downtime:
    """Stop the machine of a run that is being worked on.

    Parameters
    ----------
    expected_min
        After how many minutes it should work again: 1 to two weeks.

    Raises
    ------
    InvalidInput
        Without a reason the terminal offers, or for another number of minutes.
    Conflict
        When the run has no machine, or the machine is stopped already.
    """
    why = known_reason(reason, Downtime.Reason)
    if not 1 <= expected_min <= LONGEST_MIN:
        raise InvalidInput(f"Expect 1 to {LONGEST_MIN} minutes.", code="minutes_out_of_range")
    run = locked_run(run_number)
    if run.machine is None:
        raise Conflict(f"Run {run.number} is on no machine.", code="run_not_planned")
    stop = open_stop(run.machine_id)
    if stop is not None and is_done(act_id):
        return stop
    if stop is not None:
        raise Conflict(f"{run.machine} is stopped already.", code="machine_stopped")
    record_act(FloorAct.Kind.STOP, run, actor=actor, now=now, act_id=act_id, reason=why)
    wake(PLAN_TASK)
    return Downtime.objects.create(
        machine=run.machine,
        reason=why,
        started_at=now,
        expected_end=now + timedelta(minutes=expected_min),
    )


@transaction.atomic
def resume_machine(
    *, run_number: int, actor: User, now: datetime, act_id: uuid.UUID | None = None
) -> None:
    """Say that the machine of a run works again.

    Raises
    ------
    Conflict
        When it is not stopped.
    """
    run = locked_run(run_number)
    if is_done(act_id):
        return
    stopped = Downtime.objects.filter(machine=run.machine, ended_at=None)
    if run.machine is None or not stopped.update(ended_at=now):
        raise Conflict("The machine is not stopped.", code="machine_not_stopped")
    record_act(FloorAct.Kind.RESUME, run, actor=actor, now=now, act_id=act_id)
    wake(PLAN_TASK)


@transaction.atomic
def plan_stop(
    *, machine: Machine, reason: str, starts_at: datetime, ends_at: datetime, now: datetime
) -> Downtime:
    """Say ahead that a machine will stand still; nothing is planned on it meanwhile.

    Raises
    ------
    InvalidInput
        Without a known reason, when it would be over by now, take no time, or take more than
        two weeks.
    """
    why = known_reason(reason, Downtime.Reason)
    if ends_at <= now or not starts_at < ends_at <= starts_at + timedelta(minutes=LONGEST_MIN):
        raise InvalidInput(
            _("A stop ends after it starts, within two weeks, and is not over yet."),
            code="stop_takes_no_time",
        )
    wake(PLAN_TASK)
    return Downtime.objects.create(
        machine=machine,
        reason=why,
        started_at=starts_at,
        expected_end=ends_at,
        ended_at=ends_at,
    )


@transaction.atomic
def call_off_stop(*, downtime: Downtime, now: datetime) -> None:
    """Take back a planned stop, or end it now where it has begun.

    Raises
    ------
    Conflict
        When it is over.
    """
    ahead = Downtime.objects.filter(pk=downtime.pk, ended_at__gt=now)
    if ahead.filter(started_at__gt=now).delete()[0] or ahead.update(ended_at=now):
        wake(PLAN_TASK)
        return
    raise Conflict(_("The stop is over."), code="stop_is_over")
