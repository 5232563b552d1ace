"""What scrap leaves behind: smaller lots, and new lots that make the pieces again."""

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_UP, Decimal
from math import ceil

from django.db.models import F, Max, Sum

from foundation.locks import lock_rows
from foundation.wakeups import wake
from production.models import Lot, Operation, Run, RunMember, WorkOrder
from production.services.work_orders import FORM_TASK
from production.transitions import move, move_all

THOUSANDTH = Decimal("0.001")


def settle_scrap(members: Sequence[RunMember], now: datetime) -> list[Lot]:
    """Take the scrapped pieces of a finished run out of their lots; return the new lots.

    A new lot goes through the same steps as the one that lost its pieces, as they were when
    it was ordered, with minutes in proportion. It keeps the due times, so it is as urgent.
    """
    lost = [member for member in members if member.scrapped_pieces]
    orders = {member.operation.lot.work_order_id for member in lost}
    lock_rows(WorkOrder.objects.filter(pk__in=orders))
    replacements = []
    for member in lost:
        lot = member.operation.lot
        Lot.objects.filter(pk=lot.pk).update(scrapped=F("scrapped") + member.scrapped_pieces)
        lot.scrapped += member.scrapped_pieces
        if not lot.good:
            _leave_the_rest(lot, now)
        replacements.append(_make_again(lot, member.scrapped_pieces, now))
    if replacements:
        wake(FORM_TASK)
    return replacements


def _leave_the_rest(lot: Lot, now: datetime) -> None:
    """Nothing of the lot is left: its later steps are not made."""
    later = lot.operations.filter(
        status__in=(Operation.Status.WAITING, Operation.Status.SEATED)
    ).order_by()
    seats = RunMember.objects.filter(operation__in=later, is_active=True)
    runs = lock_rows(Run.objects.filter(pk__in=seats.values("run")))
    seats.update(is_active=False, left_at=now)
    for status in (Operation.Status.WAITING, Operation.Status.SEATED):
        move_all(lot.operations.all(), from_status=status, to=Operation.Status.CANCELLED)
    for run in runs:
        if not run.members.filter(is_active=True).exists():
            move(run, Run.Status.DISSOLVED)


def _make_again(lot: Lot, pieces: int, now: datetime) -> Lot:
    work_order = lot.work_order
    made = work_order.lots.aggregate(last=Max("number"), pieces=Sum("quantity"))
    fresh = Lot.objects.create(work_order=work_order, number=made["last"] + 1, quantity=pieces)
    Operation.objects.bulk_create(
        Operation(
            lot=fresh,
            position=step.position,
            name=step.name,
            work_centre_id=step.work_centre_id,
            family=step.family,
            flow_round=step.flow_round,
            setup=step.setup,
            line_options=step.line_options,
            alternative=step.alternative,
            minutes=ceil(step.minutes * pieces / lot.quantity),
            waiting_since=now,
            latest_end=step.latest_end,
        )
        for step in lot.operations.order_by("position")
    )
    _need_more_parts(work_order, pieces, made["pieces"])
    return fresh


def _need_more_parts(work_order: WorkOrder, pieces: int, so_far: int) -> None:
    """`so_far` pieces were to be made of the parts that are required until now."""
    for requirement in work_order.requirements.all():
        needed = requirement.quantity * (so_far + pieces) / so_far
        requirement.quantity = needed.quantize(THOUSANDTH, rounding=ROUND_UP)
        requirement.save(update_fields=["quantity"])
