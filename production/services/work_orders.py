"""Create and cancel work orders."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_UP, Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.canonical import Document
from catalog.snapshot import Snapshot
from foundation.errors import Conflict, InvalidInput
from foundation.locks import lock_rows
from foundation.wakeups import wake
from production.clock import to_minute, to_moment
from production.models import Lot, Operation, Requirement, Run, RunMember, WorkCentre, WorkOrder
from production.selectors.designs import Design
from production.selectors.facts import current_facts
from production.selectors.latest_ends import latest_ends
from production.selectors.needs import Needs, lot_sizes, needs_of
from production.services.news import WORK_ORDER_CANCELLED, tell_work_order
from production.services.promises import record_promises
from production.transitions import move, move_all

FORM_TASK = "production.tasks.form_runs"
PLAN_TASK = "production.tasks.plan_runs"
STARTED = (Run.Status.RUNNING, Run.Status.COMPLETING, Run.Status.COMPLETED)


@dataclass(frozen=True, slots=True)
class OrderedDesign:
    """So many of one frozen design; `choices` are complete and hold the customer's texts.

    `basis` is what its date rests on, empty where none was promised.
    """

    snapshot: Snapshot
    document: Document
    choices: Mapping[str, Any]
    quantity: int
    due_at: datetime
    basis: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic(savepoint=False)
def create_custom_work_orders(
    *, designs: Sequence[OrderedDesign], reference: str, now: datetime
) -> list[WorkOrder]:
    """Create the work order of each design, with its lots, operations and parts.

    However many they are, it takes a fixed number of queries.

    Raises
    ------
    InvalidInput
        For a quantity below one.
    Conflict
        When a product has no routing, or its bill or routing cannot be read.
    """
    facts = current_facts()
    work_orders = [
        WorkOrder(
            kind=WorkOrder.Kind.CUSTOM,
            reference=reference,
            snapshot=design.snapshot.as_json(),
            product_code=design.snapshot.product,
            quantity=design.quantity,
            due_at=design.due_at,
            created_at=now,
        )
        for design in designs
    ]
    needs = [
        needs_of(design.snapshot.product, design.document, design.choices, facts, design.quantity)
        for design in designs
    ]
    created = _create(work_orders, needs, None)
    given = zip(created, designs, strict=True)
    record_promises([(order, design.basis) for order, design in given if design.basis], now=now)
    return created


@transaction.atomic
def create_stock_work_order(
    *, design: Design, quantity: int, most_pieces: int, due_at: datetime, now: datetime
) -> WorkOrder:
    """Create a work order that fills the shelf with a standard variant or a made part.

    Raises
    ------
    InvalidInput
        For a quantity below one.
    Conflict
        When there is no routing, or its bill or routing cannot be read.
    """
    work_order = WorkOrder(
        kind=WorkOrder.Kind.STOCK,
        sku=design.sku,
        snapshot=design.snapshot.as_json() if design.snapshot else None,
        product_code=design.product_code,
        quantity=quantity,
        due_at=due_at,
        created_at=now,
    )
    needs = needs_of(design.product_code, design.document, design.choices, pieces=quantity)
    return _create([work_order], [needs], most_pieces)[0]


@transaction.atomic
def cancel_work_orders(*, reference: str, now: datetime) -> int:
    """Cancel the work orders of a reference and free their seats; return how many.

    Raises
    ------
    Conflict
        Once a run with one of their operations has started.
    """
    mine = Operation.objects.filter(lot__work_order__reference=reference)
    lock_rows(WorkCentre.objects.filter(pk__in=mine.values("work_centre")))
    seats = RunMember.objects.filter(operation__in=mine, is_active=True)
    runs = lock_rows(Run.objects.filter(pk__in=seats.values("run")))
    for run in runs:
        if run.status in STARTED:
            raise Conflict(
                _("Run %(run)s has started; it cannot be cancelled any more.")
                % {"run": run.number},
                code="run_started",
                details={"run": run.number},
            )
    seats.update(is_active=False, left_at=now)
    for status in (Operation.Status.WAITING, Operation.Status.SEATED):
        move_all(mine, from_status=status, to=Operation.Status.CANCELLED)
    _dissolve_empty(runs)
    cancelled = list(WorkOrder.objects.filter(reference=reference, status=WorkOrder.Status.OPEN))
    for work_order in cancelled:
        move(work_order, WorkOrder.Status.CANCELLED)
        tell_work_order(WORK_ORDER_CANCELLED, work_order, now)
    wake(PLAN_TASK)
    return len(cancelled)


def _create(
    work_orders: Sequence[WorkOrder], needs: Sequence[Needs], most_pieces: int | None
) -> list[WorkOrder]:
    for work_order, needed in zip(work_orders, needs, strict=True):
        _require_makeable(work_order, needed)
    created = WorkOrder.objects.bulk_create(work_orders)
    lots = Lot.objects.bulk_create(
        Lot(work_order=work_order, number=number, quantity=size)
        for work_order, needed in zip(created, needs, strict=True)
        for number, size in enumerate(
            lot_sizes(work_order.quantity, needed.steps, most_pieces), start=1
        )
    )
    lots_by_order: dict[int, list[Lot]] = defaultdict(list)
    for lot in lots:
        lots_by_order[lot.work_order_id].append(lot)
    Operation.objects.bulk_create(
        operation
        for work_order, needed in zip(created, needs, strict=True)
        for operation in _operations(work_order, lots_by_order[work_order.pk], needed)
    )
    Requirement.objects.bulk_create(
        Requirement(
            work_order=work_order, part_id=part, quantity=_rounded_up(share * work_order.quantity)
        )
        for work_order, needed in zip(created, needs, strict=True)
        for part, share in needed.parts.items()
    )
    wake(FORM_TASK)
    return created


def _require_makeable(work_order: WorkOrder, needs: Needs) -> None:
    if work_order.quantity < 1:
        raise InvalidInput("A quantity is at least 1.", code="invalid_quantity")
    if not needs.steps:
        raise Conflict(
            f"{work_order.product_code} has no routing: nobody knows how to make it.",
            code="no_routing",
        )


def _operations(work_order: WorkOrder, lots: Sequence[Lot], needs: Needs) -> list[Operation]:
    ends_by_size = {
        size: latest_ends(
            needs.steps, size, to_minute(work_order.due_at), to_minute(work_order.created_at)
        )
        for size in {lot.quantity for lot in lots}
    }
    return [
        Operation(
            lot=lot,
            position=position,
            name=step.step.name,
            work_centre=step.centre.row,
            family=step.family,
            flow_round=step.flow_round,
            setup=step.setup,
            line_options=list(step.line_options),
            alternative=step.alternative.as_json() if step.alternative else None,
            minutes=step.minutes(lot.quantity),
            waiting_since=work_order.created_at,
            latest_end=to_moment(latest_end),
        )
        for lot in lots
        for position, (step, latest_end) in enumerate(
            zip(needs.steps, ends_by_size[lot.quantity], strict=True), start=1
        )
    ]


def _dissolve_empty(runs: Sequence[Run]) -> None:
    for run in runs:
        if not run.held_min and not run.members.filter(is_active=True).exists():
            move(run, Run.Status.DISSOLVED)


def _rounded_up(quantity: Fraction) -> Decimal:
    exact = Decimal(quantity.numerator) / Decimal(quantity.denominator)
    return exact.quantize(Decimal("0.001"), rounding=ROUND_UP)
