"""Take goods back: the customer asks, staff decide, the ledger and the money follow."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from foundation.errors import Conflict, InvalidInput
from foundation.events import record_event
from foundation.locks import lock_rows
from foundation.money import round_half_up
from foundation.sanitize import clean_text
from orders.models import GoodsReturn, Order, OrderEvent, OrderLine, ReturnedLine, ReturnEntry
from orders.services.payments import give_back
from orders.services.timeline import add_step
from orders.statuses import LineKind, OrderStatus
from production.services.stock import take_back

GOODS_RETURNED = "orders.goods_returned"
KEPT_OPEN = timedelta(days=30)
Status, Fate = GoodsReturn.Status, ReturnEntry.Fate


def ask_return(
    *, order: Order, pieces: Mapping[int, int], reason: str, now: datetime
) -> GoodsReturn:
    """Ask to send pieces back, given as quantity by line position.

    Raises
    ------
    InvalidInput
        For no pieces, or more than were sent and are not on their way back.
    Conflict
        When nothing was sent, the time is over, or another return is still open.
    """
    words = clean_text(reason, field="reason", max_length=300)
    with transaction.atomic():
        locked = lock_rows(Order.objects.filter(pk=order.pk))[0]
        _check_open(locked, now)
        wanted = {position: quantity for position, quantity in pieces.items() if quantity}
        lines = {line.position: line for line in locked.lines.all()}
        if not wanted or not wanted.keys() <= lines.keys():
            raise InvalidInput(_("Say how many of what you send back."), code="nothing_returned")
        try:
            with transaction.atomic():
                case = GoodsReturn.objects.create(order=locked, reason=words, asked_at=now)
        except IntegrityError:
            raise Conflict(
                _("You asked for a return already. We answer that one first."), code="return_open"
            ) from None
        for position, quantity in sorted(wanted.items()):
            _check_quantity(lines[position], quantity)
            ReturnedLine.objects.create(goods_return=case, line=lines[position], quantity=quantity)
    return case


def take_return(*, case: GoodsReturn, fate: ReturnEntry.Fate, now: datetime) -> GoodsReturn:
    """The goods have arrived: put them on the shelf or scrap them, and give the money back.

    Goods made to order have no shelf: they are scrapped whatever was said.
    """
    with transaction.atomic():
        order = lock_rows(Order.objects.filter(pk=case.order_id))[0]
        locked = lock_rows(GoodsReturn.objects.filter(pk=case.pk))[0]
        if locked.status == Status.TAKEN:
            return locked
        _check_asked(locked)
        refund = sum(
            _enter(returned, fate, order, now)
            for returned in locked.lines.select_related("line").order_by("line__sku", "pk")
        )
        _decide(locked, Status.TAKEN, now)
        give_back(order, amount_minor=refund, reason=f"return {locked.pk}", now=now)
        add_step(order, OrderEvent.Kind.RETURNED, now=now, details={"refund_minor": refund})
        record_event(
            name=GOODS_RETURNED, reference=order.number, payload={"refund": refund}, now=now
        )
    return locked


def refuse_return(*, case: GoodsReturn, now: datetime) -> GoodsReturn:
    with transaction.atomic():
        locked = lock_rows(GoodsReturn.objects.filter(pk=case.pk))[0]
        _check_asked(locked)
        _decide(locked, Status.REFUSED, now)
    return locked


def _enter(returned: ReturnedLine, fate: ReturnEntry.Fate, order: Order, now: datetime) -> int:
    line = returned.line
    is_stock = line.kind == LineKind.STOCK
    actual = fate if is_stock else Fate.SCRAPPED
    if actual == Fate.RESTOCKED:
        take_back(sku=line.sku, quantity=returned.quantity, reference=order.number, now=now)
    before = _refunded_pieces(line)
    # What all pieces so far are worth, less what earlier ones got: no cent is lost or made.
    refund = _worth(line, before + returned.quantity) - _worth(line, before)
    ReturnEntry.objects.create(
        returned_line=returned,
        fate=actual,
        quantity=returned.quantity,
        refund_minor=refund,
        happened_at=now,
    )
    return refund


def _worth(line: OrderLine, pieces: int) -> int:
    return round_half_up(Fraction(line.total_minor * pieces, line.quantity))


def _refunded_pieces(line: OrderLine) -> int:
    entries = ReturnEntry.objects.filter(returned_line__line=line)
    return entries.aggregate(pieces=Sum("quantity"))["pieces"] or 0


def _check_open(order: Order, now: datetime) -> None:
    if order.status not in {OrderStatus.SHIPPED, OrderStatus.DELIVERED}:
        raise Conflict(_("Only what was sent can come back."), code="nothing_sent")
    last = order.shipments.order_by("-number").first()
    arrived = (last.delivered_at or last.sent_at) if last else order.placed_at
    if now > arrived + KEPT_OPEN:
        raise Conflict(_("The 30 days for sending it back are over."), code="return_too_late")


def _check_quantity(line: OrderLine, quantity: int) -> None:
    gone = line.returned.exclude(goods_return__status=Status.REFUSED)
    free = line.shipped - (gone.aggregate(pieces=Sum("quantity"))["pieces"] or 0)
    if not 1 <= quantity <= free:
        raise InvalidInput(
            _("At most %(count)s of these can come back.") % {"count": free},
            code="too_many_returned",
        )


def _check_asked(case: GoodsReturn) -> None:
    if case.status != Status.ASKED:
        raise Conflict(_("This return is decided already."), code="return_decided")


def _decide(case: GoodsReturn, status: GoodsReturn.Status, now: datetime) -> None:
    case.status, case.decided_at = status, now
    case.save(update_fields=["status", "decided_at"])
