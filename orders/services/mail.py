"""Send the mails that orders owe their customers."""

import logging
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import transaction

from foundation.locks import claim_rows
from foundation.wakeups import wake
from orders.models import Order, OrderMail
from orders.presenters.mails import confirmation_mail

logger = logging.getLogger(__name__)

SEND_TASK = "orders.tasks.send_due_mails"
MAX_ATTEMPTS = 5
FIRST_RETRY_S = 30
Status = OrderMail.Status


def owe_confirmation(*, number: str, now: datetime) -> None:
    """Note that the order's confirmation is to be sent; noting it twice sends one mail."""
    with transaction.atomic():
        order = Order.objects.select_related("contact").filter(number=number).first()
        if order is None or not order.contact.email:
            return
        OrderMail.objects.get_or_create(
            order=order, kind=OrderMail.Kind.CONFIRMATION, defaults={"due_at": now}
        )
        wake(SEND_TASK)


def send_due_mails(*, now: datetime, limit: int = 50) -> int:
    """Send up to `limit` due mails and return how many went out.

    A mail is marked as sent after it left: a worker that dies in between sends it again,
    which is better than never. After five failures it is parked and shown in the admin.
    """
    sent = 0
    for _ in range(limit):
        outcome = _send_next(now)
        if outcome is None:
            break
        sent += outcome
    return sent


def _send_next(now: datetime) -> int | None:
    """Lease the next due mail, send it outside any transaction, note how it went."""
    mail = _lease_next(now)
    if mail is None:
        return None
    if mail.status == Status.PARKED:
        return 0
    try:
        _message(mail).send()
    except OSError as error:
        logger.warning("mail %s not sent: %s", mail.pk, error)
        _note_failure(mail, error)
        return 0
    OrderMail.objects.filter(pk=mail.pk).update(status=Status.SENT, sent_at=now, last_error="")
    return 1


def _lease_next(now: datetime) -> OrderMail | None:
    due = OrderMail.objects.filter(status=Status.DUE, due_at__lte=now)
    with transaction.atomic():
        claimed = claim_rows(due.order_by("due_at", "pk"), 1)
        if not claimed:
            return None
        mail = claimed[0]
        mail.attempts += 1
        mail.due_at = now + timedelta(seconds=FIRST_RETRY_S * 4 ** (mail.attempts - 1))
        if mail.attempts > MAX_ATTEMPTS:
            mail.status = Status.PARKED
        mail.save(update_fields=["attempts", "due_at", "status"])
    return mail


def _note_failure(mail: OrderMail, error: Exception) -> None:
    parked = mail.attempts >= MAX_ATTEMPTS
    OrderMail.objects.filter(pk=mail.pk).update(
        last_error=f"{type(error).__name__}: {error}"[:500],
        status=Status.PARKED if parked else Status.DUE,
    )


def _message(mail: OrderMail) -> EmailMessage:
    orders = Order.objects.select_related("contact").prefetch_related("lines")
    order = orders.get(pk=mail.order_id)
    subject, body = confirmation_mail(order)
    return EmailMessage(subject=subject, body=body, to=[order.contact.email])
