"""Orders over REST: what a key may do, and what every wrong body is told."""

import json

import pytest
from django.test import Client

from foundation.models import ApiKey
from orders.models import Order
from production.selectors.stock import available
from tests.factories.catalog import NOW
from tests.factories.orders import (
    READY_MINOR,
    STEEL,
    STEEL_MINOR,
    bicycle_line,
    make_account,
    make_configuration,
    make_key,
    make_order,
    ready_line,
)

ORDERS = "/api/v1/orders/"
READY = {"sku": "BIKE-1", "quantity": 1}


@pytest.fixture
def post(client, bearer, clock, shop):
    """Post a body to `orders/` with the account's key."""

    def send(body, *, key="key-1", **headers):
        sent = {"Idempotency-Key": key} if key is not None else {}
        return client.post(
            ORDERS,
            body if isinstance(body, str | bytes) else json.dumps(body),
            content_type="application/json",
            headers={**bearer, **sent, **headers},
        )

    return send


@pytest.fixture
def get(client, bearer, clock, shop):
    return lambda path: client.get(path, headers=bearer)


def pointers(response):
    return [error["pointer"] for error in response.json()["errors"]]


def test_post_order_answers_the_whole_order(post, account):
    response = post({"lines": [{"product": "bicycle", "choices": STEEL, "quantity": 2}, READY]})

    answer = response.json()
    order = Order.objects.get()
    assert response.status_code == 201
    assert response["Location"].endswith(f"/api/v1/orders/{order.number}/")
    assert (answer["number"], answer["status"]) == (order.number, "placed")
    assert answer["total"] == {"currency": "EUR", "minor": 2 * STEEL_MINOR + READY_MINOR}
    assert [line["quantity"] for line in answer["lines"]] == [2, 1]
    assert answer["lines"][0]["choices"] == STEEL
    assert answer["lines"][1]["sku"] == "BIKE-1"
    assert sum(step["minor"] for step in answer["lines"][0]["price_lines"]) == STEEL_MINOR
    assert answer["promise"]["promised_at"] == order.promised_at.isoformat()
    assert order.account == account
    assert order.contact.email == "ada@example.org"


def test_post_order_of_a_configuration(post):
    configuration = make_configuration(frame="carbon")

    response = post({"lines": [{"configuration": configuration.id, "quantity": 1}]})

    assert response.status_code == 201
    assert response.json()["lines"][0]["choices"]["fork"] == "carbon"


def test_post_order_repeated_gives_the_same_bytes(post):
    first = post({"lines": [READY]})

    second = post({"lines": [READY]})

    assert second.status_code == 201
    assert second.json() == first.json()
    assert Order.objects.count() == 1
    assert available(["BIKE-1"]) == {"BIKE-1": 4}


def test_post_order_same_key_another_body_is_422(post):
    post({"lines": [READY]})

    response = post({"lines": [{"sku": "BIKE-1", "quantity": 2}]})

    assert response.status_code == 422
    assert response.json()["code"] == "idempotency_key_reused"


@pytest.mark.parametrize("key", [None, "", " ", "k" * 256])
def test_post_order_without_usable_key_is_refused(post, key):
    response = post({"lines": [READY]}, key=key)

    assert response.status_code == 422
    assert response.json()["code"] == "idempotency_key_required"
    assert not Order.objects.exists()


def test_post_order_other_total_is_409_with_both(post):
    response = post({"lines": [READY], "if_total": {"currency": "EUR", "minor": 1}})

    assert response.status_code == 409
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["if_total"] == {"currency": "EUR", "minor": 1}
    assert response.json()["total"] == {"currency": "EUR", "minor": READY_MINOR}
    assert not Order.objects.exists()


def test_post_order_equal_total_is_placed(post):
    body = {"lines": [READY], "if_total": {"currency": "EUR", "minor": READY_MINOR}}

    assert post(body).status_code == 201


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/lines"),
        ({"lines": []}, "/lines"),
        ({"lines": None}, "/lines"),
        ({"lines": "BIKE-1"}, "/lines"),
        ({"lines": [READY] * 501}, "/lines"),
        ({"lines": ["BIKE-1"]}, "/lines/0"),
        ({"lines": [{}]}, "/lines/0/quantity"),
        ({"lines": [READY], "total": 1}, "/total"),
        ({"lines": [READY], "price": {"currency": "EUR", "minor": 1}}, "/price"),
        ({"lines": [READY], "account": 1}, "/account"),
        ({"lines": [{**READY, "unit_price": 1}]}, "/lines/0/unit_price"),
        ({"lines": [{**READY, "configuration": "a" * 32}]}, "/lines/0"),
        ({"lines": [{**READY, "choices": {}}]}, "/lines/0"),
        ({"lines": [{"product": "bicycle", "quantity": 1}]}, "/lines/0"),
        ({"lines": [{"product": "bicycle", "choices": [], "quantity": 1}]}, "/lines/0/choices"),
        ({"lines": [{"quantity": 1}]}, "/lines/0"),
        ({"lines": [{"sku": 7, "quantity": 1}]}, "/lines/0/sku"),
        ({"lines": [{"sku": "", "quantity": 1}]}, "/lines/0/sku"),
        ({"lines": [{"sku": None, "quantity": 1}]}, "/lines/0/sku"),
        ({"lines": [{"sku": "NOTHING", "quantity": 1}]}, "/lines/0/sku"),
        ({"lines": [{"product": "no", "choices": {}, "quantity": 1}]}, "/lines/0/product"),
        ({"lines": [READY], "if_total": 1}, "/if_total"),
        ({"lines": [READY], "if_total": {"minor": 1}}, "/if_total/currency"),
        ({"lines": [READY], "if_total": {"currency": "EUR", "minor": 1.5}}, "/if_total/minor"),
        ({"lines": [READY], "if_total": {"currency": "EUR", "minor": True}}, "/if_total/minor"),
        ({"lines": [READY], "if_total": {"currency": "EUR", "minor": -1}}, "/if_total/minor"),
    ],
)
def test_post_order_wrong_member_is_422_with_its_place(post, body, pointer):
    response = post(body)

    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert pointers(response) == [pointer]
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    "quantity",
    ["0", "-1", "1001", "1e3", "10" * 15, "1.0", "1.5", "true", "false", '"1"', "null", "[]"],
)
def test_post_order_wrong_quantity_is_422_with_its_place(post, quantity):
    response = post(f'{{"lines": [{{"sku": "BIKE-1", "quantity": {quantity}}}]}}')

    assert response.status_code == 422
    assert pointers(response) == ["/lines/0/quantity"]
    assert available(["BIKE-1"]) == {"BIKE-1": 5}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "no json",
        b"\xff\xfe",
        '{"lines": [], "lines": []}',
        '{"lines": NaN}',
        '{"lines": "\\u0000"}',
        '{"lines": "\\ud800"}',
        '{"lines": ' + "[" * 100 + "]" * 100 + "}",
    ],
)
def test_post_order_body_that_is_no_strict_json_is_400(post, body):
    response = post(body)

    assert response.status_code in {400, 422}
    assert response["Content-Type"] == "application/problem+json"
    assert not Order.objects.exists()


@pytest.mark.parametrize("body", ["[]", "7", '"text"', "null"])
def test_post_order_body_that_is_no_object_is_refused(post, body):
    assert post(body).status_code == 422
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("choices", "pointer"),
    [
        ({**STEEL, "wheels": "big"}, "/lines/0/choices/wheels"),
        ({**STEEL, "frame": "wood"}, "/lines/0/choices/frame"),
        ({**STEEL, "rider": 400}, "/lines/0/choices/rider"),
        ({**STEEL, "rider": "178"}, "/lines/0/choices/rider"),
        ({**STEEL, "engraving": "much too long for this"}, "/lines/0/choices/engraving"),
        ({**STEEL, "engraving": "👩‍🚀"}, "/lines/0/choices/engraving"),
        ({"frame": "steel", "fork": "steel", "tyres": "slick"}, "/lines/0/choices/rider"),
    ],
)
def test_post_order_wrong_choice_is_422_with_its_place(post, choices, pointer):
    response = post({"lines": [{"product": "bicycle", "choices": choices, "quantity": 1}]})

    assert response.status_code == 422
    assert pointers(response) == [pointer]
    assert not Order.objects.exists()


def test_post_order_out_of_stock_says_how_many_are_left(post):
    response = post({"lines": [{"sku": "BIKE-1", "quantity": 6}]})

    assert response.status_code == 422
    assert (response.json()["code"], response.json()["available"]) == ("out_of_stock", 5)


def test_post_order_configuration_of_another_account_is_404(post):
    owned = make_configuration(account=make_account("Mara", ""))

    response = post({"lines": [{"configuration": owned.id, "quantity": 1}]})

    assert response.status_code == 404
    assert not Order.objects.exists()


def test_get_order_answers_as_placing_did(post, get):
    placed = post({"lines": [READY]}).json()

    assert get(f"{ORDERS}{placed['number']}/").json() == placed


@pytest.mark.parametrize("number", ["2026-000000", "nothing", "%00", "x" * 400])
def test_get_order_unknown_number_is_404(get, number):
    assert get(f"{ORDERS}{number}/").status_code == 404


def test_another_accounts_order_is_404(get, client, bearer, shop):
    theirs = make_order(account=make_account("Mara", "mara@example.org"))

    seen = get(f"{ORDERS}{theirs.number}/")
    cancelled = client.post(f"{ORDERS}{theirs.number}/cancel/", headers=bearer)
    listed = get(ORDERS)

    assert (seen.status_code, cancelled.status_code) == (404, 404)
    assert listed.json() == {"results": [], "next": None}
    assert Order.objects.get().status == "placed"


def test_cancel_order_answers_it_cancelled(post, client, bearer):
    number = post({"lines": [READY]}).json()["number"]

    path = f"{ORDERS}{number}/cancel/"
    first = client.post(path, content_type="application/json", headers=bearer)
    second = client.post(path, content_type="application/json", headers=bearer)

    assert (first.status_code, first.json()["status"]) == (200, "cancelled")
    assert second.json() == first.json()
    assert available(["BIKE-1"]) == {"BIKE-1": 5}


def test_cancel_order_with_unknown_member_is_422(post, client, bearer):
    number = post({"lines": [READY]}).json()["number"]

    response = client.post(
        f"{ORDERS}{number}/cancel/",
        {"reason": "none"},
        content_type="application/json",
        headers=bearer,
    )

    assert response.status_code == 422
    assert Order.objects.get().status == "placed"


def test_list_orders_newest_first_with_pages(get, account, shop, monkeypatch):
    numbers = [
        make_order(ready_line(), account=account, key=f"key-{count}").number for count in range(3)
    ]
    monkeypatch.setattr("foundation.api.pagination.KeysetPagination.page_size", 2)

    first = get(ORDERS).json()
    second = get(first["next"]).json()

    assert [order["number"] for order in first["results"]] == [numbers[2], numbers[1]]
    assert [order["number"] for order in second["results"]] == [numbers[0]]
    assert second["next"] is None


@pytest.mark.parametrize("count", [1, 3])
def test_list_orders_needs_the_same_queries_for_any_number(
    get, account, shop, django_assert_num_queries, count
):
    for number in range(count):
        make_order(bicycle_line(), ready_line(), account=account, key=f"key-{number}")

    with django_assert_num_queries(6):
        answer = get(ORDERS).json()

    assert len(answer["results"]) == count


@pytest.mark.parametrize(
    ("scopes", "status"), [(None, 401), ((), 403), (("staff",), 403), (("orders",), 404)]
)
@pytest.mark.parametrize(
    ("method", "path"),
    [("get", f"{ORDERS}2026-000000/"), ("post", f"{ORDERS}2026-000000/cancel/")],
)
def test_key_decides_who_gets_in(client, shop, account, scopes, status, method, path):
    headers = {}
    if scopes is not None:
        key = make_key(account)
        ApiKey.objects.update(scopes=list(scopes))
        headers = {"Authorization": f"Bearer {key}"}

    assert getattr(client, method)(path, headers=headers).status_code == status


@pytest.mark.parametrize(
    "header", ["Bearer wrong", "Bearer", "Basic abc", "Bearer tl_" + "x" * 500]
)
def test_unknown_key_is_401(client, shop, header):
    response = client.get(ORDERS, headers={"Authorization": header})

    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"


def test_session_of_a_browser_is_no_key(shop, account, django_user_model):
    client = Client()
    account.user = django_user_model.objects.create_user("ada", password="x")
    account.save()
    client.force_login(account.user)

    assert client.get(ORDERS).status_code == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [("put", ORDERS), ("delete", ORDERS), ("delete", f"{ORDERS}2026-000000/")],
)
def test_wrong_method_is_405(client, bearer, shop, method, path):
    assert getattr(client, method)(path, headers=bearer).status_code == 405


def test_order_placed_at_the_stated_time(post):
    assert post({"lines": [READY]}).json()["placed_at"] == NOW.isoformat()
