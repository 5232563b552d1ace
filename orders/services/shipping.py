"""Send parcels and note their arrival; what is sent leaves the shelf in the same transaction."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import Conflict
from foundation.events import record_event
from foundation.locks import lock_rows
from foundation.sanitize import clean_text
from orders.models import LineMovement, Order, OrderEvent, OrderLine, Shipment, ShipmentLine
from orders.services.movements import move_pieces
from orders.services.timeline import add_step
from orders.statuses import LineKind, LineStatus, OrderStatus
from orders.transitions import move_line, move_order
from production.services.stock import ship

ORDER_SHIPPED = "orders.order_shipped"
ORDER_DELIVERED = "orders.order_delivered"
Counter = LineMovement.Counter


def ship_ready(*, order: Order, tracking: str, now: datetime) -> Shipment:
    """Send everything of the order that is set aside for it, as one parcel.

    Raises
    ------
    Conflict
        When nothing of it is ready, or the order is cancelled.
    """
    words = clean_text(tracking, field="tracking", max_length=80)
    with transaction.atomic():
        locked = lock_rows(Order.objects.filter(pk=order.pk))[0]
        lines = [line for line in locked.lines.order_by("sku", "pk") if line.reserved]
        if not lines or locked.status == OrderStatus.CANCELLED:
            raise Conflict(_("Nothing of this order is ready to be sent."), code="nothing_ready")
        number = locked.shipments.count() + 1
        shipment = Shipment.objects.create(order=locked, number=number, tracking=words, sent_at=now)
        for line in lines:
            _send(shipment, line, locked.number, now)
        add_step(locked, OrderEvent.Kind.SHIPPED, now=now, details={"parcel": number})
        if not locked.lines.exclude(status__in=[LineStatus.SHIPPED, LineStatus.CANCELLED]).exists():
            move_order(locked, OrderStatus.SHIPPED)
        record_event(
            name=ORDER_SHIPPED, reference=locked.number, payload={"parcel": number}, now=now
        )
    return shipment


def note_delivered(*, order: Order, now: datetime) -> Order:
    """Every parcel of the order has arrived.

    Raises
    ------
    Conflict
        When something of it has not been sent yet.
    """
    with transaction.atomic():
        locked = lock_rows(Order.objects.filter(pk=order.pk))[0]
        if locked.status == OrderStatus.DELIVERED:
            return locked
        move_order(locked, OrderStatus.DELIVERED)
        locked.shipments.filter(delivered_at=None).update(delivered_at=now)
        add_step(locked, OrderEvent.Kind.DELIVERED, now=now)
        record_event(name=ORDER_DELIVERED, reference=locked.number, payload={}, now=now)
    return locked


def _send(shipment: Shipment, line: OrderLine, reference: str, now: datetime) -> None:
    pieces = line.reserved
    if line.kind == LineKind.STOCK:
        ship(sku=line.sku, quantity=pieces, reference=reference, now=now)
    move_pieces(line, Counter.RESERVED, Counter.SHIPPED, pieces, now=now)
    ShipmentLine.objects.create(shipment=shipment, line=line, quantity=pieces)
    if line.owed == 0:
        move_line(line, LineStatus.SHIPPED)
