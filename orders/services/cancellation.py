"""Cancel an order while nothing of it has been started."""

from datetime import datetime

from django.db import transaction

from foundation.events import record_event
from foundation.locks import lock_rows
from orders.models import LineMovement, Order, OrderEvent, OrderLine
from orders.permissions import check_cancel_order
from orders.services.movements import move_pieces
from orders.services.payments import give_back_all
from orders.services.timeline import add_step
from orders.statuses import LineKind, LineStatus, OrderStatus
from orders.transitions import move_line, move_order
from production.services.stock import release_reservation
from production.services.work_orders import cancel_work_orders

ORDER_CANCELLED = "orders.order_cancelled"
Counter = LineMovement.Counter


def cancel_order(*, order: Order, now: datetime) -> Order:
    """Cancel the work, give the stock back and end the timeline; return the order as it is.

    An order that is cancelled already stays so.

    Raises
    ------
    Conflict
        When its status forbids it, or a run of it has started.
    """
    with transaction.atomic():
        locked = lock_rows(Order.objects.filter(pk=order.pk))[0]
        if locked.status == OrderStatus.CANCELLED:
            return locked
        check_cancel_order(locked)
        lines = list(locked.lines.order_by("pk"))
        if any(line.work_order_id for line in lines):
            cancel_work_orders(reference=locked.number, now=now)
        for line in sorted(lines, key=lambda line: line.sku):
            _cancel_line(line, locked.number, now)
        move_order(locked, OrderStatus.CANCELLED)
        give_back_all(locked, now=now)
        add_step(locked, OrderEvent.Kind.CANCELLED, now=now)
        record_event(
            name=ORDER_CANCELLED,
            reference=locked.number,
            payload={"order": locked.number},
            now=now,
        )
    return locked


def _cancel_line(line: OrderLine, reference: str, now: datetime) -> None:
    if line.kind == LineKind.STOCK and line.reserved:
        release_reservation(sku=line.sku, quantity=line.reserved, reference=reference, now=now)
    for source in (Counter.OWED, Counter.RESERVED):
        pieces = getattr(line, source.value)
        if pieces:
            move_pieces(line, source, Counter.CANCELLED, pieces, now=now)
    move_line(line, LineStatus.CANCELLED)
