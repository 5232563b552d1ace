"""Send the mails that orders owe their customers."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from foundation.services.claiming import MAX_ATTEMPTS, DueRows, work_off
from foundation.wakeups import wake
from orders.models import Order, OrderMail
from orders.presenters.mails import message_of

__all__ = ["MAX_ATTEMPTS", "owe_mail", "send_due_mails"]

SEND_TASK = "orders.tasks.send_due_mails"
FIRST_RETRY_S = 30
Status = OrderMail.Status


def owe_mail(*, number: str, kind: OrderMail.Kind, now: datetime) -> None:
    """Note that the order's mail of this kind is to be sent; noting it twice sends one mail."""
    with transaction.atomic():
        order = Order.objects.select_related("contact").filter(number=number).first()
        if order is None or not order.contact.email:
            return
        OrderMail.objects.get_or_create(order=order, kind=kind, defaults={"due_at": now})
        wake(SEND_TASK)


def send_due_mails(*, now: datetime, limit: int = 50) -> int:
    """Send up to `limit` due mails and return how many went out.

    A mail is marked as sent after it left: a worker that dies in between sends it again,
    which is better than never. After five failures it is parked and shown in the admin.
    """
    return work_off(MAILS, now=now, limit=limit)


def _due(now: datetime) -> QuerySet[OrderMail]:
    return OrderMail.objects.filter(status=Status.DUE, due_at__lte=now).order_by("due_at", "pk")


def _send(mail: OrderMail, now: datetime) -> None:
    orders = Order.objects.select_related("contact").prefetch_related("lines")
    order = orders.get(pk=mail.order_id)
    if order.contact.email:
        message_of(order, OrderMail.Kind(mail.kind), now).send()


MAILS = DueRows(
    due=_due,
    act=_send,
    done=Status.SENT,
    parked=Status.PARKED,
    done_field="sent_at",
    first_retry_s=FIRST_RETRY_S,
    is_atomic=False,
)
