"""What the shop floor does: start, count, finish."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from foundation.errors import Conflict, InvalidInput
from foundation.locks import lock_rows
from foundation.models import User
from foundation.wakeups import wake
from production.models import Lot, Machine, Operation, Run, RunMember, WorkOrder
from production.selectors.runs import active_members, not_here_yet, run_by_number
from production.services.news import (
    OPERATION_LEFT,
    PIECES_COUNTED,
    RUN_COMPLETED,
    RUN_STARTED,
    WORK_ORDER_FINISHED,
    tell_members,
    tell_work_order,
)
from production.services.stock import receive
from production.services.work_orders import FORM_TASK, PLAN_TASK
from production.transitions import move, move_all

STARTABLE = (Run.Status.PLANNED, Run.Status.RELEASED)
STARTED = (Run.Status.RUNNING, Run.Status.COMPLETING)


@transaction.atomic
def start_run(*, run_number: int, actor: User, now: datetime, without_late: bool = False) -> None:
    """Start a planned run on its machine.

    With `without_late`, members that are not here yet give their seats back first and wait
    for another run.

    Raises
    ------
    NotFound
        When there is no such run.
    Conflict
        When the run has no place in the plan, its machine is busy, or an earlier operation
        of a member is not done; with `without_late`, when that is so for every member.
    """
    run = _locked(run_number)
    if run.status not in STARTABLE or run.machine_id is None:
        raise Conflict(
            f"Run {run.number} is {run.get_status_display()}; it can start once it is planned.",
            code="run_not_planned",
        )
    _require_free_machine(run, run.machine_id)
    members = _members_here(run, now, actor, without_late=without_late)
    move(run, Run.Status.RUNNING, started_at=now)
    Machine.objects.filter(pk=run.machine_id).update(family=run.family)
    operations = _operations(members)
    move_all(operations, from_status=Operation.Status.SEATED, to=Operation.Status.RUNNING)
    orders = WorkOrder.objects.filter(lots__operations__in=operations)
    move_all(
        WorkOrder.objects.filter(pk__in=orders.values("pk")),
        from_status=WorkOrder.Status.OPEN,
        to=WorkOrder.Status.IN_WORK,
    )
    tell_members(RUN_STARTED, run, members, now, actor=actor.get_username())
    wake(PLAN_TASK)


@transaction.atomic
def count_good(*, run_number: int, pieces: int, actor: User, now: datetime) -> int:
    """Count good pieces, member after member; return how many are still to make.

    Raises
    ------
    InvalidInput
        For fewer than one piece, or more than are still to make.
    Conflict
        When the run is not being worked on.
    """
    run = _locked(run_number)
    if run.status not in STARTED:
        raise _not_running(run)
    members = _members(run)
    missing = sum(_missing(member) for member in members)
    if not 1 <= pieces <= missing:
        raise InvalidInput(
            f"Run {run.number} has {missing} pieces to make; {pieces} cannot be counted.",
            code="count_out_of_range",
            details={"missing": missing},
        )
    for member, counted in _shared_out(members, pieces):
        RunMember.objects.filter(pk=member.pk).update(good_pieces=F("good_pieces") + counted)
        tell_members(PIECES_COUNTED, run, [member], now, pieces=counted, actor=actor.get_username())
    if pieces == missing and run.status == Run.Status.RUNNING:
        move(run, Run.Status.COMPLETING)
    return missing - pieces


@transaction.atomic
def finish_run(*, run_number: int, actor: User, now: datetime) -> None:
    """Finish a run: pieces not counted yet count as good, and what is complete goes on.

    Raises
    ------
    NotFound
        When there is no such run.
    Conflict
        When the run is not being worked on.
    """
    run = _locked(run_number)
    if run.status not in STARTED:
        raise _not_running(run)
    members = _members(run)
    for member, counted in _shared_out(members, sum(_missing(member) for member in members)):
        RunMember.objects.filter(pk=member.pk).update(good_pieces=F("good_pieces") + counted)
    move(run, Run.Status.COMPLETED, finished_at=now)
    move_all(
        _operations(members),
        from_status=Operation.Status.RUNNING,
        to=Operation.Status.DONE,
        finished_at=now,
    )
    tell_members(RUN_COMPLETED, run, members, now, actor=actor.get_username())
    _finish_lots(members, now)
    wake(PLAN_TASK)


def _locked(run_number: int) -> Run:
    run_by_number(run_number)
    return lock_rows(Run.objects.filter(pk=run_number).select_related("work_centre", "machine"))[0]


def _members(run: Run) -> list[RunMember]:
    return list(active_members(run))


def _operations(members: Sequence[RunMember]) -> QuerySet[Operation]:
    return Operation.objects.filter(pk__in=[member.operation_id for member in members])


def _missing(member: RunMember) -> int:
    return member.operation.lot.quantity - member.good_pieces


def _shared_out(members: Sequence[RunMember], pieces: int) -> list[tuple[RunMember, int]]:
    shares = []
    for member in members:
        counted = min(pieces, _missing(member))
        if counted:
            shares.append((member, counted))
        pieces -= counted
    return shares


def _require_free_machine(run: Run, machine_id: int) -> None:
    other = Run.objects.filter(machine_id=machine_id, status__in=STARTED).first()
    if other is not None:
        raise Conflict(
            f"{run.machine} is busy with run {other.number}.",
            code="machine_busy",
            details={"run": other.number},
        )


def _members_here(run: Run, now: datetime, actor: User, *, without_late: bool) -> list[RunMember]:
    members = _members(run)
    late = set(not_here_yet(_operations(members)).values_list("pk", flat=True))
    if not late:
        return members
    missing = [member for member in members if member.operation_id in late]
    if not without_late or len(missing) == len(members):
        names = [str(member.operation.lot) for member in missing]
        raise Conflict(
            f"Run {run.number} cannot start: an earlier step of {', '.join(names)} is not done.",
            code="predecessor_not_done",
            details={"lots": names},
        )
    _give_back(run, missing, now, actor)
    return [member for member in members if member.operation_id not in late]


def _give_back(run: Run, members: Sequence[RunMember], now: datetime, actor: User) -> None:
    seats = RunMember.objects.filter(pk__in=[member.pk for member in members])
    seats.update(is_active=False, left_at=now)
    move_all(_operations(members), from_status=Operation.Status.SEATED, to=Operation.Status.WAITING)
    tell_members(OPERATION_LEFT, run, members, now, actor=actor.get_username())
    wake(FORM_TASK)


def _not_running(run: Run) -> Conflict:
    return Conflict(
        f"Run {run.number} is {run.get_status_display()}, not running.", code="run_not_running"
    )


def _finish_lots(members: Sequence[RunMember], now: datetime) -> None:
    lots = [member.operation.lot for member in members]
    unfinished = Operation.objects.filter(lot=OuterRef("pk")).filter(
        ~Q(status__in=(Operation.Status.DONE, Operation.Status.CANCELLED))
    )
    done = Lot.objects.filter(pk__in=[lot.pk for lot in lots], finished_at=None)
    for lot in list(done.filter(~Exists(unfinished)).select_related("work_order").order_by("pk")):
        Lot.objects.filter(pk=lot.pk).update(finished_at=now)
        if lot.work_order.kind == WorkOrder.Kind.STOCK:
            receive(sku=lot.work_order.sku, lot=lot, now=now)
    orders = sorted({lot.work_order_id for lot in lots})
    for work_order in lock_rows(WorkOrder.objects.filter(pk__in=orders)):
        if not work_order.lots.filter(finished_at=None).exists():
            move(work_order, WorkOrder.Status.FINISHED, finished_at=now)
            tell_work_order(WORK_ORDER_FINISHED, work_order, now)
