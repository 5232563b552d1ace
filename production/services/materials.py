"""Buy parts, receive them, count them, use them up. Every movement is a ledger row."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from foundation.errors import Conflict, InvalidInput, NotFound
from foundation.locks import lock_rows
from production.models import Lot, Part, PartEntry, Purchase, Requirement, RunMember
from production.selectors.runs import beginning_their_lot

THOUSANDTH = Decimal("0.001")
MOST = Decimal(10) ** 9
Kind = PartEntry.Kind


@transaction.atomic
def order_part(*, part_code: str, quantity: Decimal, now: datetime) -> Purchase:
    """Order so much of a part; it is expected after the supplier's lead time.

    Raises
    ------
    NotFound
        When there is no such part.
    InvalidInput
        For a quantity that is not above zero, or finer than a thousandth.
    """
    part = _part(part_code)
    return Purchase.objects.create(
        part=part,
        quantity=_measured(quantity),
        ordered_at=now,
        expected_at=now + timedelta(days=part.lead_time_days),
    )


@transaction.atomic
def receive_purchase(*, number: int, now: datetime) -> Purchase:
    """Put what was bought on the shelf; a database constraint allows it once.

    Raises
    ------
    NotFound
        When there is no such purchase.
    Conflict
        When it was received or cancelled before.
    """
    purchase = _ordered(number)
    purchase.status, purchase.received_at = Purchase.Status.RECEIVED, now
    purchase.save(update_fields=["status", "received_at"])
    _enter(purchase.part, Kind.RECEIPT, purchase.quantity, now, purchase=purchase)
    return purchase


@transaction.atomic
def cancel_purchase(*, number: int) -> Purchase:
    """Take an order for parts back.

    Raises
    ------
    NotFound
        When there is no such purchase.
    Conflict
        When it was received or cancelled before.
    """
    purchase = _ordered(number)
    purchase.status = Purchase.Status.CANCELLED
    purchase.save(update_fields=["status"])
    return purchase


@transaction.atomic
def count_part(*, part_code: str, on_hand: Decimal, reference: str, now: datetime) -> None:
    """Set a part's shelf to what was counted there; from then on it is kept.

    Raises
    ------
    NotFound
        When there is no such part.
    InvalidInput
        For a quantity below zero, or finer than a thousandth.
    """
    _part(part_code)
    counted = _measured(on_hand, least=Decimal(0))
    part = lock_rows(Part.objects.filter(code=part_code))[0]
    if not part.is_counted:
        Part.objects.filter(pk=part.pk).update(is_counted=True)
    if counted != part.on_hand:
        _enter(part, Kind.COUNT, counted - part.on_hand, now, reference=reference)


def use_up(members: Sequence[RunMember], now: datetime) -> None:
    """Take the parts of those members' lots that begin with this run off the shelf.

    Call it inside the transaction that starts the run.

    Raises
    ------
    Conflict
        ``parts_missing``, with what is missing of which part and the work orders that wait.
    """
    wanted = _wanted([member.operation.lot for member in beginning_their_lot(members)])
    parts = {part.pk: part for part in lock_rows(Part.objects.filter(pk__in=_part_ids(wanted)))}
    _require_all(wanted, parts)
    for (work_order, part), quantity in sorted(wanted.items()):
        _enter(parts[part], Kind.ISSUE, -quantity, now, work_order=work_order)


def _wanted(lots: Sequence[Lot]) -> dict[tuple[int, int], Decimal]:
    """Return the counted parts that lots need, by work order and part.

    A work order's parts are for all pieces its lots make, those made again included.
    """
    orders = {lot.work_order_id for lot in lots}
    made = Lot.objects.filter(work_order__in=orders).values_list("work_order").order_by()
    pieces = dict(made.annotate(pieces=Sum("quantity")))
    needed: dict[int, list[tuple[int, Decimal]]] = defaultdict(list)
    rows = Requirement.objects.filter(work_order__in=orders, part__is_counted=True)
    for order, part, quantity in rows.values_list("work_order", "part", "quantity"):
        needed[order].append((part, quantity))
    wanted: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for lot in lots:
        for part, quantity in needed[lot.work_order_id]:
            share = quantity * lot.quantity / pieces[lot.work_order_id]
            wanted[lot.work_order_id, part] += share.quantize(THOUSANDTH)
    return {key: quantity for key, quantity in wanted.items() if quantity}


def _part_ids(wanted: Mapping[tuple[int, int], Decimal]) -> set[int]:
    return {part for _order, part in wanted}


def _require_all(wanted: Mapping[tuple[int, int], Decimal], parts: Mapping[int, Part]) -> None:
    needed: dict[int, Decimal] = defaultdict(Decimal)
    for (_order, part), quantity in wanted.items():
        needed[part] += quantity
    short = {
        pk: quantity - parts[pk].on_hand
        for pk, quantity in needed.items()
        if quantity > parts[pk].on_hand
    }
    if not short:
        return
    named = ", ".join(
        f"{quantity.normalize():f} {parts[pk].unit} {parts[pk].name}"
        for pk, quantity in sorted(short.items(), key=lambda item: parts[item[0]].name)
    )
    raise Conflict(
        _("Parts are missing: %(parts)s.") % {"parts": named},
        code="parts_missing",
        details={
            "parts": {parts[pk].code: str(quantity) for pk, quantity in short.items()},
            "work_orders": sorted({order for order, part in wanted if part in short}),
        },
    )


def _enter(
    part: Part,
    kind: PartEntry.Kind,
    change: Decimal,
    now: datetime,
    *,
    work_order: int | None = None,
    purchase: Purchase | None = None,
    reference: str = "",
) -> None:
    Part.objects.filter(pk=part.pk).update(on_hand=F("on_hand") + change)
    PartEntry.objects.create(
        part=part,
        kind=kind,
        change=change,
        work_order_id=work_order,
        purchase=purchase,
        reference=reference,
        happened_at=now,
    )


def _part(code: str) -> Part:
    part = Part.objects.filter(code=code).first()
    if part is None:
        raise NotFound(f"There is no part {code}.", code="no_such_part")
    return part


def _ordered(number: int) -> Purchase:
    rows = lock_rows(Purchase.objects.filter(pk=number).select_related("part"))
    if not rows:
        raise NotFound(f"There is no purchase {number}.", code="no_such_purchase")
    if rows[0].status != Purchase.Status.ORDERED:
        raise Conflict(
            f"Purchase {rows[0]} is {rows[0].get_status_display()}.", code="purchase_is_over"
        )
    return rows[0]


def _measured(quantity: Decimal, least: Decimal = THOUSANDTH) -> Decimal:
    if not quantity.is_finite() or not least <= quantity <= MOST:
        raise InvalidInput(f"A quantity is {least} to {MOST:f}.", code="invalid_quantity")
    if quantity != quantity.quantize(THOUSANDTH):
        raise InvalidInput("A quantity has at most three decimals.", code="invalid_quantity")
    return quantity
