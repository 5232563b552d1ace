import pytest

from foundation.errors import Conflict
from orders.statuses import LineStatus, OrderStatus, PaymentStatus
from orders.transitions import (
    LINE_MOVES,
    ORDER_MOVES,
    PAYMENT_MOVES,
    may_move,
    move_line,
    move_order,
)
from tests.factories.orders import make_order

ORDER_TABLE = {
    (OrderStatus.PLACED, OrderStatus.MAKING),
    (OrderStatus.PLACED, OrderStatus.READY),
    (OrderStatus.PLACED, OrderStatus.CANCELLED),
    (OrderStatus.MAKING, OrderStatus.READY),
    (OrderStatus.READY, OrderStatus.CANCELLED),
    (OrderStatus.READY, OrderStatus.SHIPPED),
    (OrderStatus.SHIPPED, OrderStatus.DELIVERED),
}
LINE_TABLE = {
    (LineStatus.WAITING, LineStatus.MAKING),
    (LineStatus.WAITING, LineStatus.READY),
    (LineStatus.WAITING, LineStatus.CANCELLED),
    (LineStatus.MAKING, LineStatus.READY),
    (LineStatus.READY, LineStatus.CANCELLED),
    (LineStatus.READY, LineStatus.SHIPPED),
}
OPEN = (PaymentStatus.STARTED, PaymentStatus.NEEDS_STEP, PaymentStatus.UNANSWERED)
PAYMENT_TABLE = {
    *((now, to) for now in OPEN for to in (PaymentStatus.AGREED, PaymentStatus.DECLINED)),
    (PaymentStatus.STARTED, PaymentStatus.NEEDS_STEP),
    (PaymentStatus.STARTED, PaymentStatus.UNANSWERED),
    (PaymentStatus.NEEDS_STEP, PaymentStatus.UNANSWERED),
    (PaymentStatus.UNANSWERED, PaymentStatus.NEEDS_STEP),
    (PaymentStatus.AGREED, PaymentStatus.CHARGED),
    (PaymentStatus.AGREED, PaymentStatus.VOIDED),
    (PaymentStatus.CHARGED, PaymentStatus.REFUNDED),
}


@pytest.mark.parametrize("to", PaymentStatus)
@pytest.mark.parametrize("now", PaymentStatus)
def test_payment_moves(now, to):
    assert may_move(PAYMENT_MOVES, now, to) == ((now, to) in PAYMENT_TABLE)


@pytest.mark.parametrize("to", OrderStatus)
@pytest.mark.parametrize("now", OrderStatus)
def test_order_moves(now, to):
    assert may_move(ORDER_MOVES, now, to) == ((now, to) in ORDER_TABLE)


@pytest.mark.parametrize("to", LineStatus)
@pytest.mark.parametrize("now", LineStatus)
def test_line_moves(now, to):
    assert may_move(LINE_MOVES, now, to) == ((now, to) in LINE_TABLE)


def test_move_order_is_stored(shop):
    order = make_order()

    move_order(order, OrderStatus.MAKING)

    order.refresh_from_db()
    assert order.status == OrderStatus.MAKING


def test_move_order_against_the_table_is_refused(shop):
    order = make_order()
    move_order(order, OrderStatus.CANCELLED)

    with pytest.raises(Conflict) as refused:
        move_order(order, OrderStatus.READY)

    assert refused.value.details == {"status": "cancelled"}
    order.refresh_from_db()
    assert order.status == OrderStatus.CANCELLED


def test_move_line_against_the_table_is_refused(shop):
    line = make_order().lines.get()
    move_line(line, LineStatus.MAKING)

    with pytest.raises(Conflict):
        move_line(line, LineStatus.CANCELLED)
