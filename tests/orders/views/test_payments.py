"""The checkout by card with scripts off, the bank's page, its notifications, other people."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from orders.models import Order, Payment
from orders.payments import test_cards
from tests.factories.catalog import NOW
from tests.factories.orders import READY_MINOR

ADDRESS = {
    "name": "Ada Lindqvist",
    "email": "ada@example.org",
    "street": "Weberstraße 14",
    "postcode": "04107",
    "town": "Leipzig",
    "country": "DE",
}
CARD = {"payment": "card", "card_expiry": "12/30", "card_code": "123"}


def checkout(client, number, **changes):
    page = client.get("/cart/").content.decode()
    names = ("idempotency_key", "if_total_minor", "if_total_currency")
    hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in names}
    form = {**hidden, **ADDRESS, **CARD, "card_number": number, "act": "order", **changes}
    return client.post("/cart/", form)


@pytest.fixture
def filled(client, shop):
    client.post("/cart/lines/", {"sku": "BIKE-1", "quantity": 1})
    return client


def test_card_pays_and_leads_to_the_order(filled):
    response = checkout(filled, "4242 4242 4242 4242")

    assert response["Location"] == f"/orders/{Order.objects.get().number}/"


def test_declined_card_says_so_keeps_everything_and_another_pays(filled):
    refused = checkout(filled, test_cards.DECLINED)
    page = unescape(refused.content.decode())

    assert refused.status_code == 409
    assert "Your bank refused the card. Nothing was charged" in page
    assert 'value="Weberstraße 14"' in page
    assert 'id="pay-card" value="card" checked' in page
    assert checkout(filled, test_cards.ACCEPTED).status_code == 302
    assert Order.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"card_number": "4242424242424241"}, "This is no card number."),
        ({"card_number": ""}, "This is no card number."),
        ({"card_number": "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢"}, "This is no card number."),
        ({"card_expiry": "13/30"}, "Write month and year like 09/29."),
        ({"card_expiry": "12/19"}, "This card is no longer good."),
        ({"card_code": "12"}, "The code has three or four figures."),
        ({"delivery": "rocket"}, "Choose how your order reaches you."),
    ],
)
def test_wrong_card_is_told_beside_the_field(filled, changes, said):
    response = checkout(filled, changes.pop("card_number", test_cards.ACCEPTED), **changes)

    assert response.status_code == 422
    assert said in unescape(response.content.decode())
    assert not Payment.objects.exists()


def test_card_is_kept_nowhere(filled):
    checkout(filled, test_cards.ACCEPTED, card_code="bad")

    assert "4242" not in json.dumps(dict(filled.session))


@pytest.mark.parametrize(("answer", "orders"), [("confirm", 1), ("refuse", 0)])
def test_second_step_is_answered_at_the_bank(filled, answer, orders):
    step = checkout(filled, test_cards.SECOND_STEP)["Location"]

    asked = filled.get(step).content.decode()
    back = filled.post(step, {"answer": answer})["Location"]
    end = filled.get(back)

    assert "1,520.00" in asked
    assert end.status_code == (302 if orders else 409)
    assert Order.objects.count() == orders


def test_bank_is_answered_once(filled):
    step = checkout(filled, test_cards.SECOND_STEP)["Location"]
    filled.post(step, {"answer": "refuse"})

    filled.post(step, {"answer": "confirm"})

    assert test_cards.TestCards().look_up(Payment.objects.get().reference).said == "declined"


def test_lost_answer_waits_on_a_page_that_asks_again(filled):
    waiting = checkout(filled, test_cards.ANSWER_LOST)["Location"]

    page = unescape(filled.get(waiting).content.decode())
    filled.post(waiting)
    end = filled.post(waiting)

    assert "You do not need to pay again" in page
    assert end["Location"] == f"/orders/{Order.objects.get().number}/"


def notification(reference, *, at=NOW, key="message-1", body=None):
    body = body or json.dumps({"type": "payment.changed", "data": {"reference": reference}})
    at = str(int(at.timestamp()))
    signature = test_cards.sign(key, at, body.encode())
    headers = {"webhook-id": key, "webhook-timestamp": at, "webhook-signature": signature}
    return {"data": body, "content_type": "application/json", "headers": headers}


def test_notification_places_the_order_though_nobody_came_back(filled):
    checkout(filled, test_cards.SECOND_STEP)
    reference = Payment.objects.get().reference
    test_cards.confirm(reference, is_confirmed=True)

    answers = [
        Client().post("/payments/notify/", **notification(reference)).status_code for _ in range(2)
    ]

    assert answers == [204, 204]
    assert Order.objects.get().total_minor == READY_MINOR


@pytest.mark.parametrize("header", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_notification_with_a_changed_header_is_not_believed(filled, header):
    checkout(filled, test_cards.SECOND_STEP)
    sent = notification(Payment.objects.get().reference)
    sent["headers"][header] += "0"

    assert Client().post("/payments/notify/", **sent).status_code == 404


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"data": 1}', "\0"])
def test_notification_that_is_none_is_refused(shop, db, body):
    response = Client().post("/payments/notify/", **notification("", body=body or "x"))

    assert response.status_code == 400


@pytest.mark.parametrize("path", ["/payments/{}/", "/payments/x/", "/bank/x/", "/bank/{}00/"])
def test_payment_of_another_browser_does_not_exist(filled, path):
    checkout(filled, test_cards.SECOND_STEP)
    reference = Payment.objects.get().reference

    assert Client().get(path.format(reference)).status_code == 404


def test_express_delivery_costs_what_it_says(filled):
    filled.post("/cart/", {"act": "update", "delivery": "express"})
    page = unescape(filled.get("/cart/").content.decode())
    checkout(filled, test_cards.ACCEPTED, delivery="express")

    order = Order.objects.get()
    assert "1,534.90" in page
    assert (order.total_minor, order.delivery.cost_minor) == (READY_MINOR + 1490, 1490)


def test_delivery_changed_without_a_new_total_is_refused_with_both(filled):
    response = checkout(filled, test_cards.ACCEPTED, delivery="express")

    page = unescape(response.content.decode())
    assert response.status_code == 409
    assert "1,534.90" in page
    assert "1,520.00" in page
    assert not Payment.objects.exists()
