"""Paying by card: each answer of the bank, lost answers, second clicks, crashes in between."""

from datetime import timedelta

import pytest
from django.db import connection

from foundation.errors import Conflict
from foundation.money import Money
from orders.models import Order, Payment, PaymentAct, PaymentEntry, TestCardEntry
from orders.payments import test_cards
from orders.payments.provider import Card
from orders.selectors.carts import cart_of, lines_in
from orders.services import card_payments
from orders.services.buyers import Buyer
from orders.services.cancellation import cancel_order
from orders.services.card_payments import pay_cart, settle_payment
from orders.services.payment_acts import do_payment_acts
from orders.services.payments import owe_charge
from tests.factories.catalog import NOW
from tests.factories.orders import ADA, READY_MINOR, fill_cart, make_visitor

VISITOR = make_visitor()
BUYER = Buyer(session_digest=VISITOR.session_digest)
TOTAL = Money(READY_MINOR, "EUR")
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def filled(shop):
    fill_cart(VISITOR, bicycles=0, ready=1)
    return shop


def pay(number=test_cards.ACCEPTED, *, key="key-1", if_total=TOTAL):
    return pay_cart(
        cart=cart_of(VISITOR),
        contact=ADA,
        buyer=BUYER,
        card=Card(number, "12/30", "123"),
        delivery="together",
        idempotency_key=key,
        if_total=if_total,
        return_url="http://testserver/payments/REFERENCE/",
        now=NOW,
    )


def ledger():
    return list(PaymentEntry.objects.values_list("kind", "amount_minor"))


def test_accepted_card_places_the_order_and_is_not_charged_yet(filled):
    payment = pay()

    assert payment.order == Order.objects.get()
    assert (payment.status, payment.amount) == ("agreed", TOTAL)
    assert payment.order.payment == "card"
    assert ledger() == [("agreed", READY_MINOR)]
    assert TestCardEntry.objects.get().charged_minor == 0
    assert lines_in(cart_of(VISITOR)) == []


def test_card_is_charged_once_however_often_it_is_owed(filled):
    order = pay().order
    owe_charge(order, now=NOW)
    owe_charge(order, now=NOW)

    done = do_payment_acts(now=NOW), do_payment_acts(now=LATER)

    assert done == (1, 1)  # the charge, later the question that was owed from the start
    assert TestCardEntry.objects.get().charged_minor == READY_MINOR
    assert ledger() == [("agreed", READY_MINOR), ("charged", READY_MINOR)]


def test_declined_card_leaves_the_cart_and_another_card_pays(filled):
    with pytest.raises(Conflict) as refused:
        pay(test_cards.DECLINED)

    assert refused.value.code == "card_declined"
    assert len(lines_in(cart_of(VISITOR))) == 1
    assert not Order.objects.exists()
    assert pay().order == Order.objects.get()
    assert ledger() == [("agreed", READY_MINOR)]


def test_second_step_confirmed_places_the_order_once(filled):
    waiting = pay(test_cards.SECOND_STEP)
    before = (waiting.status, waiting.order, Order.objects.count())
    test_cards.confirm(waiting.reference, is_confirmed=True)

    first = settle_payment(payment=waiting, now=NOW)
    again = settle_payment(payment=Payment.objects.get(), now=LATER)

    assert before == ("needs_step", None, 0)
    assert waiting.step_url == f"/bank/{waiting.reference}/"
    assert first.order == again.order == Order.objects.get()


def test_second_step_refused_charges_nothing(filled):
    waiting = pay(test_cards.SECOND_STEP)
    test_cards.confirm(waiting.reference, is_confirmed=False)

    with pytest.raises(Conflict) as refused:
        settle_payment(payment=waiting, now=NOW)

    assert refused.value.code == "card_declined"
    assert (Order.objects.count(), ledger()) == (0, [])


def test_second_step_left_alone_is_given_up_after_an_hour(filled):
    waiting = pay(test_cards.SECOND_STEP)

    for hours in (0, 1, 2):
        do_payment_acts(now=LATER + timedelta(hours=hours))

    waiting.refresh_from_db()
    assert waiting.status == "declined"
    assert TestCardEntry.objects.get().is_released
    assert list(PaymentAct.objects.values_list("status", flat=True)) == ["done"]


def test_lost_answer_is_asked_for_again_and_the_order_placed_once(filled):
    payment = pay(test_cards.ANSWER_LOST)
    before = payment.status, Order.objects.count()
    second_click = pay(test_cards.ANSWER_LOST)

    for minute in range(1, 20):
        do_payment_acts(now=NOW + timedelta(minutes=minute))

    payment.refresh_from_db()
    assert before == ("unanswered", 0)
    assert second_click == payment
    assert payment.order == Order.objects.get()
    assert ledger() == [("agreed", READY_MINOR)]
    assert TestCardEntry.objects.count() == 1


def test_call_that_never_arrived_charges_nothing_even_if_it_arrives_later(filled):
    payment = pay(test_cards.NEVER_ARRIVES)

    with pytest.raises(Conflict):
        settle_payment(payment=payment, now=LATER)
    late = test_cards.TestCards().authorise(
        payment.reference, TOTAL, Card(test_cards.ACCEPTED, "12/30", "123"), ""
    )

    assert late.said == "declined"
    assert pay(key="key-1").order == Order.objects.get()


def test_second_click_finds_the_first_payment(filled):
    assert pay() == pay()

    assert Payment.objects.count() == Order.objects.count() == 1


@pytest.mark.parametrize("point", ["payments.after_bank", "payments.before_placing"])
def test_crash_after_the_bank_agreed_loses_no_order(filled, monkeypatch, point):
    def crash(name):
        if name == point:
            raise KeyboardInterrupt

    monkeypatch.setattr(card_payments, "fault_point", crash)
    with pytest.raises(KeyboardInterrupt):
        pay()
    monkeypatch.undo()

    do_payment_acts(now=LATER)

    assert Payment.objects.get().order == Order.objects.get()
    assert ledger() == [("agreed", READY_MINOR)]


def test_order_that_cannot_be_placed_any_more_lets_the_money_go(filled):
    waiting = pay(test_cards.SECOND_STEP)
    test_cards.confirm(waiting.reference, is_confirmed=True)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE production_stockitem SET on_hand = 0")

    with pytest.raises(Exception, match="out of stock"):
        settle_payment(payment=waiting, now=NOW)
    do_payment_acts(now=NOW)

    assert Payment.objects.get().status == "voided"
    assert TestCardEntry.objects.get().is_released
    assert ledger() == [("agreed", READY_MINOR), ("released", READY_MINOR)]
    assert len(lines_in(cart_of(VISITOR))) == 1


def test_another_total_never_reaches_the_bank(filled):
    with pytest.raises(Conflict) as refused:
        pay(if_total=Money(1, "EUR"))

    assert refused.value.code == "total_changed"
    assert not TestCardEntry.objects.exists()


@pytest.mark.parametrize(
    ("is_charged", "kinds"),
    [(False, ["agreed", "released"]), (True, ["agreed", "charged", "refunded"])],
)
def test_cancelled_order_gives_the_money_back(filled, is_charged, kinds):
    order = pay().order
    if is_charged:
        owe_charge(order, now=NOW)
        do_payment_acts(now=NOW)

    cancel_order(order=order, now=NOW)
    do_payment_acts(now=NOW)

    entry = TestCardEntry.objects.get()
    assert ledger() == [(kind, READY_MINOR) for kind in kinds]
    assert entry.charged_minor - entry.refunded_minor == 0
