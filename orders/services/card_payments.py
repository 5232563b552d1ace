"""Pay a cart by card: ask the bank first, then place the order, then charge.

No step is lost and none is done twice. The payment's row stands before the bank is asked; the
bank knows it by its reference and does each thing once for it; the order is placed under the
checkout's idempotency key by whoever brings the bank's answer first: the page, the bank's
notification, or the worker that asks again by itself.
"""

import secrets
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.errors import Busy, Conflict, InvalidInput, Refusal
from foundation.faults import fault_point
from foundation.idempotency import check_key
from foundation.locks import lock_rows
from foundation.money import Money
from foundation.wakeups import wake
from orders.models import Cart, Payment, PaymentAct, PaymentEntry
from orders.payments.provider import Card, CardProvider, NoAnswer, Reply, Said, card_provider
from orders.selectors.carts import cart_of, lines_in
from orders.services.buyers import Buyer, ContactDetails, Terms, placed_before
from orders.services.cart_contents import requested_line
from orders.services.checkout import order_cart
from orders.services.payments import ACT_TASK, enter
from orders.services.placement import check_order
from orders.statuses import Payment as Method
from orders.statuses import PaymentStatus
from orders.transitions import OPEN_PAYMENTS, move_payment
from orders.visitors import Visitor

FIRST_ASK = timedelta(seconds=30)
REFERENCE_BYTES = 16
STATUS_BY_REPLY = {
    Said.AUTHORISED: PaymentStatus.AGREED,
    Said.DECLINED: PaymentStatus.DECLINED,
    Said.UNKNOWN: PaymentStatus.DECLINED,
    Said.NEEDS_STEP: PaymentStatus.NEEDS_STEP,
}


def pay_cart(
    *,
    cart: Cart | None,
    contact: ContactDetails,
    buyer: Buyer,
    card: Card,
    delivery: str,
    idempotency_key: str,
    if_total: Money,
    replaces_id: int | None = None,
    return_url: str,
    now: datetime,
) -> Payment:
    """Ask the bank for the cart's total; where it agrees at once, the order is placed.

    A second click with the same key finds the first one's payment. Look at the payment's
    `status` and `order` for what came of it.

    Raises
    ------
    InvalidInput
        When the cart is empty, or something in it cannot be made.
    Conflict
        When the total is not `if_total`, a price waits for an answer, or the bank refused.
    """
    provider = _provider()
    key = check_key(idempotency_key)
    payment = _live_payment(buyer, key)
    if payment is None:
        if placed_before(buyer, key) is None:
            _check_cart(cart, buyer, delivery, if_total, now)
        intent = {
            "contact": asdict(contact),
            "delivery": delivery,
            "session_key": buyer.session_key,
            "replaces_id": replaces_id,
        }
        payment = _start(buyer, key, intent, if_total, card, now)
    if payment.status == PaymentStatus.STARTED:
        payment = _note(payment, _asked(provider, payment, card, return_url), now)
    return _finished(payment, now)


def settle_payment(*, payment: Payment, now: datetime) -> Payment:
    """Ask the bank how an open payment stands and act on it; safe at any time, by anybody.

    Raises
    ------
    Conflict
        When the bank refused, or the order could not be placed any more.
    """
    if payment.status in OPEN_PAYMENTS:
        payment = _note(payment, _looked_up(_provider(), payment), now)
    return _finished(payment, now)


def abandon_payment(*, payment: Payment, now: datetime) -> Payment:
    """Give up a payment whose owner never came back from the bank; nothing is charged."""
    _provider().release(payment.reference)
    return _note(payment, Reply(Said.DECLINED), now)


def bank_refusal() -> Conflict:
    return Conflict(
        _("Your bank refused the card. Nothing was charged, and everything is still in your cart."),
        code="card_declined",
    )


def _provider() -> CardProvider:
    provider = card_provider()
    if provider is None:
        raise InvalidInput(_("This shop takes no cards. Choose the invoice."), code="no_cards")
    return provider


def _live_payment(buyer: Buyer, key: str) -> Payment | None:
    failed = (PaymentStatus.DECLINED, PaymentStatus.VOIDED)
    mine = Payment.objects.filter(scope=buyer.scope, key=key)
    return mine.exclude(status__in=failed).first()


def _check_cart(
    cart: Cart | None, buyer: Buyer, delivery: str, if_total: Money, now: datetime
) -> None:
    """Refuse what could not be placed before the bank hears of it."""
    lines = lines_in(cart)
    if not lines:
        raise InvalidInput(_("Your cart is empty."), code="cart_empty")
    wanted = [requested_line(line) for line in lines]
    terms = Terms(Method.CARD, delivery)
    check_order(lines=wanted, buyer=buyer, terms=terms, if_total=if_total, now=now)


def _start(
    buyer: Buyer,
    key: str,
    intent: dict[str, Any],
    amount: Money,
    card: Card,
    now: datetime,
) -> Payment:
    try:
        with transaction.atomic():
            payment = Payment.objects.create(
                reference=secrets.token_hex(REFERENCE_BYTES),
                method=Method.CARD,
                status=PaymentStatus.STARTED,
                currency=amount.currency,
                amount_minor=amount.minor,
                account=buyer.account,
                session_digest=buyer.session_digest,
                scope=buyer.scope,
                key=key,
                intent=intent,
                card_words=card.words,
                started_at=now,
                changed_at=now,
            )
            PaymentAct.objects.create(
                payment=payment, kind=PaymentAct.Kind.ASK, due_at=now + FIRST_ASK
            )
    except IntegrityError:
        return Payment.objects.get(
            scope=buyer.scope, key=key, status__in=[*OPEN_PAYMENTS, PaymentStatus.AGREED]
        )
    return payment


def _asked(provider: CardProvider, payment: Payment, card: Card, return_url: str) -> Reply | None:
    url = return_url.replace("REFERENCE", payment.reference)
    try:
        reply = provider.authorise(payment.reference, payment.amount, card, url)
    except NoAnswer:
        return None
    fault_point("payments.after_bank")
    return reply


def _looked_up(provider: CardProvider, payment: Payment) -> Reply | None:
    try:
        reply = provider.look_up(payment.reference)
        if reply.said == Said.UNKNOWN:
            # The first call may still be on its way: the bank must not book it any more.
            provider.release(payment.reference)
            reply = provider.look_up(payment.reference)
    except NoAnswer:
        return None
    return reply


def _note(payment: Payment, reply: Reply | None, now: datetime) -> Payment:
    """Write the bank's answer down; an answer that somebody else noted first stands."""
    status = STATUS_BY_REPLY[reply.said] if reply else PaymentStatus.UNANSWERED
    with transaction.atomic():
        locked = lock_rows(Payment.objects.filter(pk=payment.pk))[0]
        if locked.status not in OPEN_PAYMENTS or locked.status == status:
            return locked
        move_payment(locked, status)
        locked.changed_at = now
        locked.step_url = reply.step_url if reply else locked.step_url
        if status == PaymentStatus.DECLINED:
            locked.intent = {}
        locked.save(update_fields=["changed_at", "step_url", "intent"])
        if status == PaymentStatus.AGREED:
            enter(locked, PaymentEntry.Kind.AGREED, locked.amount_minor, reason="", now=now)
    return locked


def _finished(payment: Payment, now: datetime) -> Payment:
    if payment.status == PaymentStatus.DECLINED:
        raise bank_refusal()
    if payment.status == PaymentStatus.AGREED and payment.order_id is None:
        return _placed(payment, now)
    return payment


def _placed(payment: Payment, now: datetime) -> Payment:
    """Place the order that the bank agreed to pay; where that fails, let go of the money."""
    fault_point("payments.before_placing")
    buyer = Buyer(
        account=payment.account,
        session_digest=payment.session_digest,
        session_key=payment.intent["session_key"],
    )
    try:
        placement = order_cart(
            cart=cart_of(Visitor(payment.account, payment.session_digest)),
            contact=ContactDetails(**payment.intent["contact"]),
            buyer=buyer,
            terms=Terms(
                Method.CARD,
                payment.intent["delivery"],
                payment.pk,
                replaces_id=payment.intent.get("replaces_id"),
            ),
            idempotency_key=payment.key,
            if_total=payment.amount,
            now=now,
        )
    except Busy:
        raise
    except Refusal as refusal:
        _let_go(payment, refusal.message, now)
        raise
    payment.refresh_from_db()
    if payment.order_id is None:
        _let_go(payment, f"order {placement.order.number} was paid otherwise", now)
        payment.order = placement.order
    return payment


def _let_go(payment: Payment, why: str, now: datetime) -> None:
    with transaction.atomic():
        locked = lock_rows(Payment.objects.filter(pk=payment.pk))[0]
        if locked.order_id is not None:
            return
        Payment.objects.filter(pk=locked.pk).update(refusal=why[:500], key="", intent={})
        PaymentAct.objects.get_or_create(
            payment=locked,
            kind=PaymentAct.Kind.GIVE_BACK,
            reason="not placed",
            defaults={"amount_minor": locked.amount_minor, "due_at": now},
        )
        wake(ACT_TASK)
