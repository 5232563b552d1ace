"""Parcels and returns over REST, for the account that ordered and nobody else."""

import json

import pytest

from orders.models import GoodsReturn, Order, ReturnEntry
from orders.services.returns import take_return
from orders.services.shipping import note_delivered, ship_ready
from tests.factories.catalog import NOW
from tests.factories.orders import (
    READY_MINOR,
    deliver_all,
    make_account,
    make_key,
    make_order,
    ready_line,
)

STATED = NOW.isoformat()
REASON = "Too small"
ONE = {"lines": [{"position": 1, "quantity": 1}], "reason": REASON}


@pytest.fixture
def order(shop, account, clock):
    """Two ready bicycles of the key's account, delivered."""
    order = make_order(ready_line(2), account=account)
    deliver_all(NOW)
    ship_ready(order=order, tracking="DHL 12", now=NOW)
    return note_delivered(order=Order.objects.get(pk=order.pk), now=NOW)


@pytest.fixture
def path(order):
    return f"/api/v1/orders/{order.number}/"


@pytest.fixture
def ask(client, bearer, path):
    """Ask for a return; without a body, for one piece."""

    def send(body=ONE, **headers):
        return client.post(
            f"{path}returns/",
            json.dumps(body),
            content_type="application/json",
            headers=bearer | headers,
        )

    return send


def eves_key():
    return {"Authorization": f"Bearer {make_key(make_account('Eve', 'eve@example.org'))}"}


def asked(number, **changed):
    return {
        "id": number,
        "status": "asked",
        "reason": REASON,
        "asked_at": STATED,
        "decided_at": None,
        "lines": [{"position": 1, "quantity": 1}],
        "refund": {"currency": "EUR", "minor": 0},
    } | changed


def test_parcels_are_listed_with_their_tracking(client, bearer, path):
    answer = client.get(f"{path}shipments/", headers=bearer)

    assert answer.json()["results"] == [
        {
            "number": 1,
            "tracking": "DHL 12",
            "sent_at": STATED,
            "delivered_at": STATED,
            "lines": [{"position": 1, "quantity": 2}],
        }
    ]


def test_return_is_asked_for_and_listed(ask, client, bearer, path):
    answer = ask()

    case = GoodsReturn.objects.get()
    assert (answer.status_code, answer.json()) == (201, asked(case.pk))
    assert client.get(f"{path}returns/", headers=bearer).json() == {"results": [asked(case.pk)]}


def test_return_that_was_taken_says_what_was_given_back(ask, client, bearer, path):
    ask()
    take_return(case=GoodsReturn.objects.get(), fate=ReturnEntry.Fate.RESTOCKED, now=NOW)

    (case,) = client.get(f"{path}returns/", headers=bearer).json()["results"]

    refund = {"currency": "EUR", "minor": READY_MINOR}
    assert case == asked(case["id"], status="taken", decided_at=STATED, refund=refund)


def test_return_asked_for_twice_with_one_key_is_one_return(ask):
    first, second = ask(**{"Idempotency-Key": "k-1"}), ask(**{"Idempotency-Key": "k-1"})

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert GoodsReturn.objects.count() == 1


def test_key_of_another_return_is_refused(ask):
    ask(**{"Idempotency-Key": "k-1"})

    answer = ask(ONE | {"reason": "Too large"}, **{"Idempotency-Key": "k-1"})

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_second_return_waits_for_the_first(ask):
    ask()

    answer = ask()

    assert (answer.status_code, answer.json()["code"]) == (409, "return_open")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"reason": REASON}, "/lines"),
        ({"lines": [], "reason": REASON}, "/lines"),
        ({"lines": ONE["lines"]}, "/reason"),
        (ONE | {"reason": "x" * 301}, "/reason"),
        (ONE | {"lines": ONE["lines"] * 2}, "/lines"),
        (ONE | {"lines": [{"position": 1, "quantity": 0}]}, "/lines/0/quantity"),
        (ONE | {"gift": True}, "/gift"),
    ],
)
def test_wrong_member_is_422_with_its_place(ask, body, pointer):
    answer = ask(body)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert not GoodsReturn.objects.exists()


@pytest.mark.parametrize("line", [{"position": 1, "quantity": 3}, {"position": 2, "quantity": 1}])
def test_more_than_was_sent_does_not_come_back(ask, line):
    assert ask(ONE | {"lines": [line]}).status_code == 422
    assert not GoodsReturn.objects.exists()


def test_order_that_has_not_left_cannot_come_back(client, bearer, shop, account, clock):
    order = make_order(ready_line(), account=account)

    answer = client.post(
        f"/api/v1/orders/{order.number}/returns/",
        json.dumps(ONE),
        content_type="application/json",
        headers=bearer,
    )

    assert answer.status_code == 409


@pytest.mark.parametrize("part", ["returns/", "shipments/"])
def test_order_of_another_account_does_not_exist(client, path, part):
    eve = eves_key()

    assert client.get(f"{path}{part}", headers=eve).status_code == 404
    assert client.get(f"{path}{part}").status_code == 401


def test_return_of_another_accounts_order_is_not_asked_for(client, path):
    eve = eves_key()

    answer = client.post(
        f"{path}returns/", json.dumps(ONE), content_type="application/json", headers=eve
    )

    assert answer.status_code == 404
    assert not GoodsReturn.objects.exists()
