"""Which status may follow which, and the only place that assigns one."""

from collections.abc import Mapping

from foundation.errors import Conflict
from orders.models import Order, OrderLine, Payment
from orders.statuses import LineStatus, OrderStatus, PaymentStatus

ORDER_MOVES: Mapping[str, frozenset[str]] = {
    OrderStatus.PLACED: frozenset({OrderStatus.MAKING, OrderStatus.READY, OrderStatus.CANCELLED}),
    OrderStatus.MAKING: frozenset({OrderStatus.READY}),
    OrderStatus.READY: frozenset({OrderStatus.SHIPPED, OrderStatus.CANCELLED}),
    OrderStatus.SHIPPED: frozenset({OrderStatus.DELIVERED}),
    OrderStatus.DELIVERED: frozenset(),
    OrderStatus.CANCELLED: frozenset(),
}

LINE_MOVES: Mapping[str, frozenset[str]] = {
    LineStatus.WAITING: frozenset({LineStatus.MAKING, LineStatus.READY, LineStatus.CANCELLED}),
    LineStatus.MAKING: frozenset({LineStatus.READY}),
    LineStatus.READY: frozenset({LineStatus.SHIPPED, LineStatus.CANCELLED}),
    LineStatus.SHIPPED: frozenset(),
    LineStatus.CANCELLED: frozenset(),
}

OPEN_PAYMENTS = (PaymentStatus.STARTED, PaymentStatus.NEEDS_STEP, PaymentStatus.UNANSWERED)
_ANSWERS = {PaymentStatus.AGREED, PaymentStatus.DECLINED, PaymentStatus.UNANSWERED}
PAYMENT_MOVES: Mapping[str, frozenset[str]] = {
    PaymentStatus.STARTED: frozenset({*_ANSWERS, PaymentStatus.NEEDS_STEP}),
    PaymentStatus.NEEDS_STEP: frozenset(_ANSWERS),
    PaymentStatus.UNANSWERED: frozenset(
        {PaymentStatus.AGREED, PaymentStatus.DECLINED, PaymentStatus.NEEDS_STEP}
    ),
    PaymentStatus.AGREED: frozenset({PaymentStatus.CHARGED, PaymentStatus.VOIDED}),
    PaymentStatus.CHARGED: frozenset({PaymentStatus.REFUNDED}),
    PaymentStatus.DECLINED: frozenset(),
    PaymentStatus.VOIDED: frozenset(),
    PaymentStatus.REFUNDED: frozenset(),
}


def move_order(order: Order, status: OrderStatus) -> None:
    """Move the order, which the caller has locked.

    Raises
    ------
    Conflict
        When the table does not allow this move.
    """
    _move(order, status, ORDER_MOVES, f"Order {order.number}")


def move_line(line: OrderLine, status: LineStatus) -> None:
    """Move the line, whose order the caller has locked; refuses like `move_order`."""
    _move(line, status, LINE_MOVES, f"Line {line.position}")


def move_payment(payment: Payment, status: PaymentStatus) -> None:
    """Move the payment, which the caller has locked; refuses like `move_order`."""
    _move(payment, status, PAYMENT_MOVES, f"Payment {payment.reference[:8]}")


def may_move(moves: Mapping[str, frozenset[str]], now: str, to: str) -> bool:
    return to in moves[now]


def _move(
    row: Order | OrderLine | Payment, status: str, moves: Mapping[str, frozenset[str]], name: str
) -> None:
    if not may_move(moves, row.status, status):
        raise Conflict(
            f"{name} is {row.get_status_display()} and cannot become {status}.",
            code="status_move_refused",
            details={"status": row.status},
        )
    row.status = status
    row.save(update_fields=["status"])
