"""The order page: who may open it, what it says, how it refreshes."""

import re
from datetime import timedelta
from html import unescape

import pytest

from orders.links import token_for
from orders.models import Order
from orders.services.cancellation import cancel_order
from orders.statuses import OrderStatus
from production.models import Run
from production.services.floor import finish_run, start_run
from tests.factories.catalog import NOW
from tests.factories.orders import (
    bicycle_line,
    deliver_all,
    make_account,
    make_configuration,
    make_order,
    ready_line,
)
from tests.factories.production import make_planned_factory, make_user

DAY = timedelta(days=1)


def address(order):
    return f"/orders/{order.number}/"


def link(order):
    return f"/orders/open/{token_for(order.link_nonce)}/"


def opened(client, order):
    """The order page as its owner sees it, without entities."""
    client.get(link(order))
    return unescape(client.get(address(order)).content.decode())


def buy(client):
    """Buy a bicycle in this browser and return the order."""
    client.post("/cart/lines/", {"configuration": make_configuration().id})
    page = client.get("/cart/").content.decode()
    names = ("idempotency_key", "if_total_minor", "if_total_currency")
    form = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in names}
    contact = {
        "name": "Ada",
        "email": "ada@example.org",
        "street": "Weberstraße 14",
        "postcode": "04107",
        "town": "Leipzig",
        "country": "DE",
        "payment": "invoice",
    }
    client.post("/cart/", {**form, **contact, "act": "order"})
    return Order.objects.latest("pk")


def test_number_alone_opens_nothing(client, shop):
    order = make_order()

    assert client.get(address(order)).status_code == 404
    assert client.post(f"{address(order)}cancel/").status_code == 404
    order.refresh_from_db()
    assert order.status == OrderStatus.PLACED


def test_session_that_placed_it_opens_it(client, shop):
    order = buy(client)

    assert client.get(address(order)).status_code == 200


def test_account_opens_its_order_and_no_other(client, shop, account, django_user_model):
    account.user = django_user_model.objects.create_user("ada", password="x")
    account.save()
    client.force_login(account.user)
    mine = make_order(account=account)
    theirs = make_order(account=make_account("Mara", "mara@example.org"), key="key-2")

    assert client.get(address(mine)).status_code == 200
    assert client.get(address(theirs)).status_code == 404


def test_secret_link_is_exchanged_for_the_clean_address(client, shop):
    order = make_order()

    response = client.get(link(order))

    assert (response.status_code, response["Location"]) == (302, address(order))
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert client.get(address(order)).status_code == 200


@pytest.mark.parametrize("token", ["a" * 64, "x", "a" * 5000, "%00", "‮"])
def test_wrong_secret_link_is_404(client, shop, token):
    make_order()

    assert client.get(f"/orders/open/{token}/").status_code == 404


@pytest.mark.parametrize("number", ["2026-000000", "x", "%00", "２０２６-104822"])
def test_unknown_number_is_404(client, shop, number):
    assert client.get(f"/orders/{number}/").status_code == 404


def test_page_tells_what_was_ordered_promised_and_paid(client, shop):
    order = make_order(bicycle_line(2, engraving="Ada"), ready_line())

    page = opened(client, order)

    assert "Your order is placed" in page
    assert "2 × Bicycle" in page
    assert "Ada" in page
    assert "Ready bicycle" in page
    assert "Order placed" in page
    assert "You pay 4,553.50" in page
    assert "not planned yet" in page
    assert "Cancel the order" in page


def test_page_of_one_bicycle_names_it(client, shop):
    assert "Your Bicycle is ordered" in opened(client, make_order())


def test_page_follows_the_run(client, shop, clock):
    order = make_order()
    mara = make_user()
    client.get(link(order))
    make_planned_factory(NOW)
    make_planned_factory(NOW + DAY)
    start_run(run_number=Run.objects.get().number, actor=mara, now=NOW + DAY)
    deliver_all(NOW + DAY)
    clock.move_to(NOW + DAY)

    making = unescape(client.get(address(order)).content.decode())
    finish_run(run_number=Run.objects.get().number, actor=mara, now=NOW + DAY)
    deliver_all(NOW + DAY)
    ready = unescape(client.get(address(order)).content.decode())

    assert "Your Bicycle is being made" in making
    assert 'data-state="now" aria-current="step"' in making
    assert "Cancel the order" not in making
    assert "Too late to cancel" in making
    assert "Your Bicycle is ready" in ready
    assert "Painting done" in ready
    assert 'data-state="planned"' not in ready


def test_refresh_answers_the_fragment_and_304_while_nothing_moves(client, shop):
    order = make_order(ready_line())
    client.get(link(order))
    asks = {"HX-Request": "true"}

    first = client.get(address(order), headers=asks)
    second = client.get(address(order), headers={**asks, "If-None-Match": first["ETag"]})
    deliver_all(NOW)
    third = client.get(address(order), headers={**asks, "If-None-Match": first["ETag"]})

    assert first.content.decode().lstrip().startswith('<div id="progress"')
    assert (second.status_code, second.content) == (304, b"")
    assert third.status_code == 200
    assert "is ready" in third.content.decode()


def test_whole_page_is_kept_by_nobody(client, shop):
    order = make_order()
    client.get(link(order))

    response = client.get(address(order))

    assert "no-store" in response["Cache-Control"]
    assert "HX-Request" in response["Vary"]


def test_cancel_shows_the_order_cancelled(client, shop):
    order = make_order(ready_line())
    client.get(link(order))

    response = client.post(f"{address(order)}cancel/", follow=True)

    page = unescape(response.content.decode())
    assert "Your order is cancelled" in page
    assert "Nothing is charged." in page
    assert "Cancel the order" not in page
    order.refresh_from_db()
    assert order.status == OrderStatus.CANCELLED


def test_cancel_too_late_says_why(client, shop, clock):
    order = make_order()
    client.get(link(order))
    make_planned_factory(NOW)
    make_planned_factory(NOW + DAY)
    start_run(run_number=Run.objects.get().number, actor=make_user(), now=NOW + DAY)
    clock.move_to(NOW + DAY)

    response = client.post(f"{address(order)}cancel/")

    assert response.status_code == 409
    assert "has started" in response.content.decode()
    order.refresh_from_db()
    assert order.status == OrderStatus.PLACED


def test_late_order_says_so_first(client, shop, clock):
    order = make_order()
    client.get(link(order))
    late = order.promised_at + 3 * DAY
    make_planned_factory(late)
    make_planned_factory(late + DAY)
    clock.move_to(late + DAY)

    page = opened(client, order)

    assert ">Late.</strong>" in page
    assert "days late" in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_the_same_queries_for_any_number_of_steps(
    client, shop, count, django_assert_max_num_queries
):
    order = make_order(bicycle_line(count))
    client.get(link(order))

    with django_assert_max_num_queries(14):
        client.get(address(order))


def test_cancelled_order_ends_its_timeline_there(client, shop):
    order = make_order()
    cancel_order(order=order, now=NOW)

    page = opened(client, order)

    assert page.rindex('data-state="stopped"') > page.rindex('data-state="past"')
    assert 'data-state="planned"' not in page
