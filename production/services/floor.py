"""Start and finish runs on the shop floor."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from foundation.errors import Conflict
from foundation.locks import lock_rows
from foundation.models import User
from foundation.wakeups import wake
from production.models import FloorAct, Lot, Machine, Operation, Run, RunMember, WorkOrder
from production.selectors.runs import STARTED, not_here_yet
from production.services.costing import book_run
from production.services.materials import use_up
from production.services.news import (
    OPERATION_LEFT,
    RUN_COMPLETED,
    RUN_STARTED,
    WORK_ORDER_FINISHED,
    tell_members,
    tell_work_order,
)
from production.services.promises import settle_promise
from production.services.run_seats import clear_held
from production.services.scrapped import settle_scrap
from production.services.started_runs import (
    is_done,
    lock_to_finish,
    lock_work_orders,
    locked_run,
    members_of,
    missing_of,
    operations_of,
    record_act,
    require_not_stopped,
    shared_out,
)
from production.services.stock import receive
from production.services.work_orders import FORM_TASK, PLAN_TASK
from production.transitions import move, move_all

STARTABLE = (Run.Status.PLANNED, Run.Status.RELEASED)


@transaction.atomic
def start_run(
    *,
    run_number: int,
    actor: User,
    now: datetime,
    without_late: bool = False,
    act_id: uuid.UUID | None = None,
) -> None:
    """Start a planned run on its machine.

    With `without_late`, members that are not here yet give their seats back first and wait
    for another run. `act_id` makes a repeated call start once.

    Raises
    ------
    NotFound
        When there is no such run.
    Conflict
        When the run has no place in the plan, its machine is busy, parts are missing, or an
        earlier operation of a member is not done; with `without_late`, when that is so for
        every member.
    """
    run = locked_run(run_number)
    if is_done(act_id):
        return
    if run.status not in STARTABLE or run.machine_id is None:
        raise Conflict(
            f"Run {run.number} is {run.get_status_display()}; it can start once it is planned.",
            code="run_not_planned",
        )
    _require_free_machine(run, run.machine_id)
    require_not_stopped(run)
    members = _members_here(run, now, actor, without_late=without_late)
    clear_held(run)
    use_up(members, now)
    move(run, Run.Status.RUNNING, started_at=now)
    record_act(FloorAct.Kind.START, run, actor=actor, now=now, act_id=act_id)
    Machine.objects.filter(pk=run.machine_id).update(family=run.family)
    operations = operations_of(members)
    move_all(operations, from_status=Operation.Status.SEATED, to=Operation.Status.RUNNING)
    orders = lock_work_orders(members)
    move_all(
        WorkOrder.objects.filter(pk__in=[order.pk for order in orders]),
        from_status=WorkOrder.Status.OPEN,
        to=WorkOrder.Status.IN_WORK,
    )
    tell_members(RUN_STARTED, run, members, now, actor=actor.get_username())
    wake(PLAN_TASK)


@transaction.atomic
def finish_run(
    *, run_number: int, actor: User, now: datetime, act_id: uuid.UUID | None = None
) -> None:
    """Finish a run: pieces not counted yet count as good, and what is complete goes on.

    Scrapped pieces leave their lots, new lots make them again, and costs are booked.

    Raises
    ------
    NotFound
        When there is no such run.
    Conflict
        When the run is not being worked on.
    """
    if is_done(act_id):
        return
    run = lock_to_finish(run_number)
    members = members_of(run)
    _count_the_rest(run, members, actor, now, act_id)
    move(run, Run.Status.COMPLETED, finished_at=now)
    move_all(
        operations_of(members),
        from_status=Operation.Status.RUNNING,
        to=Operation.Status.DONE,
        finished_at=now,
    )
    tell_members(RUN_COMPLETED, run, members, now, actor=actor.get_username())
    book_run(run, members, now)
    settle_scrap(members, now)
    _finish_lots(members, now)
    wake(PLAN_TASK)


def _count_the_rest(
    run: Run,
    members: Sequence[RunMember],
    actor: User,
    now: datetime,
    act_id: uuid.UUID | None,
) -> None:
    rest = shared_out(members, sum(missing_of(member) for member in members))
    for member, counted in rest:
        RunMember.objects.filter(pk=member.pk).update(good_pieces=F("good_pieces") + counted)
        member.good_pieces += counted
    shares = {member.pk: counted for member, counted in rest}
    record_act(FloorAct.Kind.FINISH, run, actor=actor, now=now, act_id=act_id, shares=shares)


def _require_free_machine(run: Run, machine_id: int) -> None:
    other = Run.objects.filter(machine_id=machine_id, status__in=STARTED).first()
    if other is not None:
        raise Conflict(
            f"{run.machine} is busy with run {other.number}.",
            code="machine_busy",
            details={"run": other.number},
        )


def _members_here(run: Run, now: datetime, actor: User, *, without_late: bool) -> list[RunMember]:
    members = members_of(run)
    if not members:
        raise Conflict(f"Run {run.number} has only held seats so far.", code="run_empty")
    late = set(not_here_yet(operations_of(members)).values_list("pk", flat=True))
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
    move_all(
        operations_of(members), from_status=Operation.Status.SEATED, to=Operation.Status.WAITING
    )
    tell_members(OPERATION_LEFT, run, members, now, actor=actor.get_username())
    wake(FORM_TASK)


def _finish_lots(members: Sequence[RunMember], now: datetime) -> None:
    lots = [member.operation.lot for member in members]
    unfinished = Operation.objects.filter(lot=OuterRef("pk")).filter(
        ~Q(status__in=(Operation.Status.DONE, Operation.Status.CANCELLED))
    )
    done = Lot.objects.filter(pk__in=[lot.pk for lot in lots], finished_at=None)
    finished = done.filter(~Exists(unfinished)).select_related("work_order")
    # By SKU: runs that end at once take the shelves of several in the same order.
    for lot in list(finished.order_by("work_order__sku", "pk")):
        Lot.objects.filter(pk=lot.pk).update(finished_at=now)
        if lot.work_order.kind == WorkOrder.Kind.STOCK and lot.good:
            receive(sku=lot.work_order.sku, lot=lot, now=now)
    orders = sorted({lot.work_order_id for lot in lots})
    for work_order in lock_rows(WorkOrder.objects.filter(pk__in=orders)):
        if not work_order.lots.filter(finished_at=None).exists():
            move(work_order, WorkOrder.Status.FINISHED, finished_at=now)
            settle_promise(work_order, now=now)
            tell_work_order(WORK_ORDER_FINISHED, work_order, now)
