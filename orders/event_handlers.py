"""What orders do when they hear news; each handler may run twice."""

from typing import Any

from foundation.events import register_handler
from foundation.models import Event
from orders.models import Order, OrderEvent, OrderMail
from orders.services import mail, payments, progress
from orders.services.cancellation import ORDER_CANCELLED
from orders.services.placement import ORDER_PLACED
from orders.services.progress import ORDER_READY
from orders.services.returns import GOODS_RETURNED
from orders.services.shipping import ORDER_SHIPPED
from production.services import news

Kind = OrderEvent.Kind

STEP_BY_EVENT = {
    news.OPERATION_JOINED: Kind.JOINED,
    news.RUN_CLOSED: Kind.CLOSED,
    news.RUN_PLANNED: Kind.PLANNED,
    news.RUN_COMPLETED: Kind.COMPLETED,
}
MAIL_BY_EVENT = {
    news.RUN_STARTED: OrderMail.Kind.STARTED,
    ORDER_READY: OrderMail.Kind.READY,
    ORDER_SHIPPED: OrderMail.Kind.SHIPPED,
    ORDER_CANCELLED: OrderMail.Kind.CANCELLED,
    GOODS_RETURNED: OrderMail.Kind.RETURNED,
}
DETAIL_NAMES = ("run", "operation", "work_centre", "reason", "planned_start")


def register() -> None:
    """Register every handler; called once, when all apps are loaded."""
    register_handler(ORDER_PLACED, confirm_by_mail)
    register_handler(ORDER_PLACED, settle_from_stock)
    for name in STEP_BY_EVENT:
        register_handler(name, note_run_step)
    register_handler(news.RUN_STARTED, start_line)
    register_handler(news.WORK_ORDER_FINISHED, finish_line)
    for name in MAIL_BY_EVENT:
        register_handler(name, tell_by_mail)
    register_handler(news.RUN_STARTED, charge_started)
    register_handler(ORDER_READY, charge_started)


def confirm_by_mail(event: Event) -> None:
    mail.owe_mail(number=event.reference, kind=OrderMail.Kind.CONFIRMATION, now=event.happened_at)


def tell_by_mail(event: Event) -> None:
    mail.owe_mail(number=event.reference, kind=MAIL_BY_EVENT[event.name], now=event.happened_at)


def settle_from_stock(event: Event) -> None:
    progress.settle_placed(event=event)


def note_run_step(event: Event) -> None:
    progress.note_step(event=event, kind=STEP_BY_EVENT[event.name], details=details_of(event))


def start_line(event: Event) -> None:
    progress.start_line(event=event, details=details_of(event))


def finish_line(event: Event) -> None:
    progress.finish_pieces(event=event, quantity=event.payload["quantity"])


def charge_started(event: Event) -> None:
    """What work has begun on is charged; a stock order's work is to be ready."""
    order = Order.objects.filter(number=event.reference).first()
    if order is not None:
        payments.owe_charge(order, now=event.happened_at)


def details_of(event: Event) -> dict[str, Any]:
    """Return the figures that the timeline's words need."""
    return {name: event.payload[name] for name in DETAIL_NAMES if name in event.payload}
