"""Runs that are being worked on: lock them, find their members, count what is missing."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from foundation.errors import Conflict, InvalidInput
from foundation.locks import lock_rows
from foundation.models import User
from production.models import (
    Downtime,
    FloorAct,
    Operation,
    Run,
    RunMember,
    WorkCentre,
    WorkOrder,
)
from production.selectors.runs import STARTED, active_members, run_by_number
from production.selectors.stops import open_stop


def locked_run(run_number: int) -> Run:
    """Lock a run and return it with its work centre and machine.

    Raises
    ------
    NotFound
        When there is no such run.
    """
    run_by_number(run_number)
    return lock_rows(Run.objects.filter(pk=run_number).select_related("work_centre", "machine"))[0]


def locked_working_run(run_number: int) -> Run:
    """Lock a run that is being worked on, on a machine that is not stopped.

    Raises
    ------
    NotFound
        When there is no such run.
    Conflict
        When nobody works on it, or its machine is stopped.
    """
    run = locked_run(run_number)
    if run.status not in STARTED:
        raise Conflict(
            f"Run {run.number} is {run.get_status_display()}, not running.", code="run_not_running"
        )
    require_not_stopped(run)
    return run


def lock_to_finish(run_number: int) -> Run:
    """Lock all that finishing a run changes, in the order in which everybody locks.

    Work centres, runs, work orders: a lot of which nothing is left gives back its later seats.

    Raises
    ------
    NotFound, Conflict
        As `locked_working_run`; ``counted_meanwhile`` when pieces were scrapped just now.
    """
    run_by_number(run_number)
    lost = _scrapped_lots(run_number)
    later = Operation.objects.filter(
        lot__in=lost, status__in=(Operation.Status.WAITING, Operation.Status.SEATED)
    )
    lock_rows(WorkCentre.objects.filter(pk__in=later.values("work_centre")))
    seats = RunMember.objects.filter(operation__in=later, is_active=True)
    lock_rows(Run.objects.filter(Q(pk=run_number) | Q(pk__in=seats.values("run"))))
    run = locked_working_run(run_number)
    if _scrapped_lots(run_number) != lost:
        raise Conflict("Somebody counted just now. Look again.", code="counted_meanwhile")
    lock_work_orders(members_of(run))
    return run


def lock_work_orders(members: Iterable[RunMember]) -> list[WorkOrder]:
    """Lock the work orders of a run's members; its run is locked already."""
    orders = {member.operation.lot.work_order_id for member in members}
    return lock_rows(WorkOrder.objects.filter(pk__in=orders))


def _scrapped_lots(run_number: int) -> list[int]:
    members = RunMember.objects.filter(run=run_number, is_active=True, scrapped_pieces__gt=0)
    return list(members.order_by("pk").values_list("operation__lot", flat=True))


def require_not_stopped(run: Run) -> None:
    """Raise Conflict while the run's machine is stopped."""
    stop = open_stop(run.machine_id)
    if stop is not None:
        raise Conflict(
            f"{run.machine} is stopped ({stop.get_reason_display().lower()}). Say first that "
            "it goes on.",
            code="machine_stopped",
        )


def members_of(run: Run) -> list[RunMember]:
    return list(active_members(run))


def operations_of(members: Sequence[RunMember]) -> QuerySet[Operation]:
    return Operation.objects.filter(pk__in=[member.operation_id for member in members])


def missing_of(member: RunMember) -> int:
    """Return how many pieces of a member are neither good nor scrapped yet."""
    return member.operation.lot.good - member.good_pieces - member.scrapped_pieces


def shared_out(members: Iterable[RunMember], pieces: int) -> list[tuple[RunMember, int]]:
    """Give pieces to members in their order, each up to what it misses."""
    shares = []
    for member in members:
        counted = min(pieces, missing_of(member))
        if counted:
            shares.append((member, counted))
        pieces -= counted
    return shares


def is_done(act_id: uuid.UUID | None) -> bool:
    """Tell whether a terminal's act arrived before; ask once its run is locked."""
    return act_id is not None and FloorAct.objects.filter(act_id=act_id).exists()


def record_act(
    kind: FloorAct.Kind,
    run: Run,
    *,
    actor: User,
    now: datetime,
    act_id: uuid.UUID | None = None,
    shares: Mapping[int, int] | None = None,
    reason: str = "",
    undoes: FloorAct | None = None,
) -> FloorAct:
    """Write an act down; `shares` are pieces by member."""
    return FloorAct.objects.create(
        act_id=act_id or uuid.uuid4(),
        kind=kind,
        run=run,
        shares={str(member): pieces for member, pieces in (shares or {}).items()},
        reason=reason,
        undoes=undoes,
        actor=actor,
        happened_at=now,
    )


def known_reason(reason: str, reasons: type[FloorAct.Reason] | type[Downtime.Reason]) -> str:
    """Return a reason that the terminal offers.

    Raises
    ------
    InvalidInput
        For any other.
    """
    if reason not in reasons.values:
        raise InvalidInput(
            f"Say why: {', '.join(str(label).lower() for label in reasons.labels)}.",
            code="reason_needed",
        )
    return reason
