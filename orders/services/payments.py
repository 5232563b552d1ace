"""What an order's payments owe: charge, release, give back; each movement a ledger row.

The bank is spoken to by a worker, outside any transaction, until it has answered.
"""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from foundation.locks import lock_rows
from foundation.money import Money
from foundation.wakeups import wake
from orders.models import Order, Payment, PaymentAct, PaymentEntry
from orders.payments.provider import card_provider
from orders.statuses import Payment as Method
from orders.statuses import PaymentStatus
from orders.transitions import move_payment

ACT_TASK = "orders.tasks.do_payment_acts"
Entry, Act = PaymentEntry.Kind, PaymentAct.Kind


def attach_payment(order: Order, *, payment_id: int | None, now: datetime) -> Payment:
    """Make the order's payment in the caller's transaction: the bank's, else an invoice."""
    if payment_id is not None:
        payment = lock_rows(Payment.objects.filter(pk=payment_id))[0]
        payment.order, payment.intent = order, {}
        payment.save(update_fields=["order", "intent"])
        return payment
    payment = Payment.objects.create(
        reference=secrets.token_hex(16),
        method=Method.INVOICE,
        status=PaymentStatus.AGREED,
        currency=order.currency,
        amount_minor=order.total_minor,
        account=order.account,
        order=order,
        started_at=now,
        changed_at=now,
    )
    # A payment made this moment has no entry yet: nothing needs to be looked for.
    PaymentEntry.objects.create(
        payment=payment, kind=Entry.AGREED, amount_minor=order.total_minor, happened_at=now
    )
    return payment


def owe_charge(order: Order, *, now: datetime) -> None:
    """Have the order's agreed card payments charged; asking twice charges once."""
    agreed = Payment.objects.filter(order=order, method=Method.CARD, status=PaymentStatus.AGREED)
    for payment in agreed:
        _owe(payment, Act.CHARGE, payment.amount_minor, reason="", now=now)


def give_back_all(order: Order, *, now: datetime) -> None:
    """After a cancellation: release what was agreed, give back what was charged."""
    for payment in Payment.objects.filter(order=order):
        if payment.method == Method.INVOICE:
            give_back_now(payment, payment.amount_minor, "order cancelled", now)
        else:
            _owe(payment, Act.GIVE_BACK, payment.amount_minor, reason="order cancelled", now=now)


def give_back(order: Order, *, amount_minor: int, reason: str, now: datetime) -> None:
    """Give back a part of what was charged, such as for a return; `reason` is its key."""
    payment = Payment.objects.filter(order=order).order_by("-amount_minor").first()
    if payment is None or amount_minor == 0:
        return
    if payment.method == Method.INVOICE:
        give_back_now(payment, amount_minor, reason, now)
    else:
        _owe(payment, Act.GIVE_BACK, amount_minor, reason=reason, now=now)


def note_invoice_paid(*, order: Order, now: datetime) -> None:
    """The money of an invoice has arrived."""
    with transaction.atomic():
        for payment in lock_rows(Payment.objects.filter(order=order, method=Method.INVOICE)):
            if payment.status == PaymentStatus.AGREED:
                move_payment(payment, PaymentStatus.CHARGED)
                enter(payment, Entry.CHARGED, payment.amount_minor, reason="", now=now)


def enter(payment: Payment, kind: str, amount_minor: int, *, reason: str, now: datetime) -> None:
    """Write a ledger row, once for each payment, kind and reason."""
    PaymentEntry.objects.get_or_create(
        payment=payment,
        kind=kind,
        reason=reason,
        defaults={"amount_minor": amount_minor, "happened_at": now},
    )


def charged_minor(payment: Payment) -> int:
    """Return what was charged and not given back."""
    sums = dict(
        payment.entries.order_by()
        .values_list("kind")
        .annotate(Sum("amount_minor"))
        .values_list("kind", "amount_minor__sum")
    )
    return int(sums.get(Entry.CHARGED, 0)) - int(sums.get(Entry.REFUNDED, 0))


def _owe(
    payment: Payment, kind: PaymentAct.Kind, amount: int, *, reason: str, now: datetime
) -> None:
    PaymentAct.objects.get_or_create(
        payment=payment,
        kind=kind,
        reason=reason,
        defaults={"amount_minor": amount, "due_at": now},
    )
    wake(ACT_TASK)


def charge(payment: Payment, now: datetime) -> None:
    """Charge what the bank agreed to; raises where the bank did not answer or refused."""
    payment.refresh_from_db()
    if payment.status != PaymentStatus.AGREED:
        return
    provider = card_provider()
    assert provider is not None  # the payment was agreed with one
    provider.charge(payment.reference, payment.amount)
    with transaction.atomic():
        locked = lock_rows(Payment.objects.filter(pk=payment.pk))[0]
        if locked.status == PaymentStatus.AGREED:
            move_payment(locked, PaymentStatus.CHARGED)
            enter(locked, Entry.CHARGED, locked.amount_minor, reason="", now=now)


def give_back_now(payment: Payment, amount_minor: int, reason: str, now: datetime) -> None:
    """Release what was only agreed, give back what was charged."""
    payment.refresh_from_db()
    provider = card_provider() if payment.method == Method.CARD else None
    if payment.status == PaymentStatus.AGREED and amount_minor < payment.amount_minor:
        enter(payment, Entry.RELEASED, amount_minor, reason=reason, now=now)
    elif payment.status == PaymentStatus.AGREED:
        if provider is not None:
            provider.release(payment.reference)
        _close(payment, PaymentStatus.VOIDED, Entry.RELEASED, payment.amount_minor, reason, now)
    elif payment.status == PaymentStatus.CHARGED:
        amount = min(amount_minor, charged_minor(payment))
        if provider is not None:
            provider.refund(payment.reference, Money(amount, payment.currency), reason)
        is_all = amount == charged_minor(payment)
        status = PaymentStatus.REFUNDED if is_all else PaymentStatus.CHARGED
        _close(payment, status, Entry.REFUNDED, amount, reason, now)


def _close(
    payment: Payment,
    status: PaymentStatus,
    kind: PaymentEntry.Kind,
    amount: int,
    reason: str,
    now: datetime,
) -> None:
    with transaction.atomic():
        locked = lock_rows(Payment.objects.filter(pk=payment.pk))[0]
        if locked.entries.filter(kind=kind, reason=reason).exists():
            return
        if locked.status != status:
            move_payment(locked, status)
        enter(locked, kind, amount, reason=reason, now=now)
    payment.status = status
