"""Stock: reserve, release, ship, receive, count. Every movement is a ledger row."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from foundation.errors import Conflict, InvalidInput
from foundation.wakeups import wake
from production.models import LedgerEntry, Lot, StockItem

REPLENISH_TASK = "production.tasks.replenish_stock_lines"
Kind = LedgerEntry.Kind


@transaction.atomic
def reserve(*, sku: str, quantity: int, reference: str, now: datetime) -> None:
    """Set pieces aside for a reference.

    The condition and the change are one statement, so no two callers can take the same piece.

    Raises
    ------
    InvalidInput
        ``out_of_stock``, with how many are available.
    """
    _require_pieces(quantity)
    enough = StockItem.objects.filter(sku=sku, on_hand__gte=F("reserved") + quantity)
    if not enough.update(reserved=F("reserved") + quantity):
        item = StockItem.objects.filter(sku=sku).first()
        available = item.available if item else 0
        raise InvalidInput(
            (
                _("Only %(available)s of %(sku)s left.")
                if available
                else _("%(sku)s is out of stock.")
            )
            % {"available": available, "sku": sku},
            code="out_of_stock",
            details={"sku": sku, "available": available},
        )
    _enter(sku, Kind.RESERVATION, reference, now, reserved_change=quantity)
    wake(REPLENISH_TASK)


@transaction.atomic
def release_reservation(*, sku: str, quantity: int, reference: str, now: datetime) -> None:
    """Give reserved pieces back.

    Raises
    ------
    Conflict
        When the reference does not have that many reserved.
    """
    _require_pieces(quantity)
    held = StockItem.objects.filter(sku=sku, reserved__gte=quantity)
    if not held.update(reserved=F("reserved") - quantity):
        raise _not_reserved(sku, quantity, reference)
    _enter(sku, Kind.RELEASE, reference, now, reserved_change=-quantity)
    _require_held(sku, quantity, reference)


@transaction.atomic
def ship(*, sku: str, quantity: int, reference: str, now: datetime) -> None:
    """Send reserved pieces out of the house.

    Raises
    ------
    Conflict
        When the reference does not have that many reserved.
    """
    _require_pieces(quantity)
    held = StockItem.objects.filter(sku=sku, reserved__gte=quantity)
    if not held.update(reserved=F("reserved") - quantity, on_hand=F("on_hand") - quantity):
        raise _not_reserved(sku, quantity, reference)
    _enter(sku, Kind.SHIPMENT, reference, now, reserved_change=-quantity, on_hand_change=-quantity)
    _require_held(sku, quantity, reference)


@transaction.atomic
def receive(*, sku: str, lot: Lot, now: datetime) -> None:
    """Put a finished lot's good pieces on the shelf; a database constraint allows it once."""
    StockItem.objects.get_or_create(sku=sku)
    StockItem.objects.filter(sku=sku).update(on_hand=F("on_hand") + lot.good)
    _enter(sku, Kind.RECEIPT, str(lot.work_order), now, on_hand_change=lot.good, lot=lot)


@transaction.atomic
def take_back(*, sku: str, quantity: int, reference: str, now: datetime) -> None:
    """Put pieces that a customer sent back on the shelf."""
    _require_pieces(quantity)
    StockItem.objects.filter(sku=sku).update(on_hand=F("on_hand") + quantity)
    _enter(sku, Kind.RECEIPT, reference, now, on_hand_change=quantity)


@transaction.atomic
def count_stock(*, sku: str, on_hand: int, reference: str, now: datetime) -> None:
    """Set what is on the shelf to what was counted there.

    Raises
    ------
    InvalidInput
        When fewer were counted than are reserved.
    """
    StockItem.objects.get_or_create(sku=sku)
    item = StockItem.objects.select_for_update().get(sku=sku)
    if on_hand < item.reserved:
        raise InvalidInput(
            f"{item.reserved} of {sku} are reserved; release some before counting {on_hand}.",
            code="fewer_than_reserved",
            details={"reserved": item.reserved},
        )
    if on_hand != item.on_hand:
        StockItem.objects.filter(pk=item.pk).update(on_hand=on_hand)
        _enter(sku, Kind.COUNT, reference, now, on_hand_change=on_hand - item.on_hand)


def _enter(
    sku: str,
    kind: LedgerEntry.Kind,
    reference: str,
    now: datetime,
    *,
    on_hand_change: int = 0,
    reserved_change: int = 0,
    lot: Lot | None = None,
) -> None:
    LedgerEntry.objects.create(
        item=StockItem.objects.get(sku=sku),
        kind=kind,
        reference=reference,
        on_hand_change=on_hand_change,
        reserved_change=reserved_change,
        lot=lot,
        happened_at=now,
    )


def _require_held(sku: str, quantity: int, reference: str) -> None:
    # The update above holds the item's row, so nobody else can enter a movement of it now.
    entries = LedgerEntry.objects.filter(item__sku=sku, reference=reference)
    if (entries.aggregate(held=Sum("reserved_change"))["held"] or 0) < 0:
        raise _not_reserved(sku, quantity, reference)


def _not_reserved(sku: str, quantity: int, reference: str) -> Conflict:
    return Conflict(
        f"{quantity} of {sku} are not reserved for {reference}.",
        code="not_reserved",
        details={"sku": sku},
    )


def _require_pieces(quantity: int) -> None:
    if quantity < 1:
        raise InvalidInput("A quantity is at least 1.", code="invalid_quantity")
