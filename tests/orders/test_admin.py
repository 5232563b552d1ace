"""Orders in the admin: readable for staff, changed by nobody."""

import pytest

from orders.models import Order
from tests.factories.catalog import NOW
from tests.factories.orders import bicycle_line, deliver_all, make_order, ready_line

ORDERS = "/admin/orders/order/"


@pytest.fixture
def staff(admin_client):
    return admin_client


def test_changelist_lists_orders_with_their_totals(staff, shop):
    order = make_order()

    page = staff.get(ORDERS).content.decode()

    assert order.number in page
    assert "1,512.25" in page


def test_order_page_shows_lines_contact_and_timeline(staff, shop):
    order = make_order(bicycle_line(), ready_line())
    deliver_all(NOW)

    page = staff.get(f"{ORDERS}{order.pk}/change/").content.decode()

    assert "ada@example.org" in page
    assert "BIKE-1" in page
    assert "reserved in stock" in page


@pytest.mark.parametrize("query", ["Lindqvist", "ada@example.org"])
def test_search_finds_an_order_by_its_customer(staff, shop, query):
    order = make_order()

    assert order.number in staff.get(ORDERS, {"q": query}).content.decode()
    assert order.number not in staff.get(ORDERS, {"q": "nobody"}).content.decode()


@pytest.mark.parametrize("act", ["add/", "{pk}/delete/"])
def test_order_is_neither_added_nor_deleted_here(staff, shop, act):
    order = make_order()

    assert staff.get(ORDERS + act.format(pk=order.pk)).status_code == 403
    assert Order.objects.count() == 1


def test_order_is_not_edited_here(staff, shop):
    order = make_order()

    response = staff.post(f"{ORDERS}{order.pk}/change/", {"status": "ready"})

    assert response.status_code == 403
    order.refresh_from_db()
    assert order.status == "placed"


def test_mails_are_listed(staff, shop):
    make_order()
    deliver_all(NOW)

    assert "confirmation" in staff.get("/admin/orders/ordermail/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_changelist_needs_the_same_queries_for_any_number(
    staff, shop, count, django_assert_num_queries
):
    for number in range(count):
        make_order(key=f"key-{number}")

    with django_assert_num_queries(7):
        staff.get(ORDERS)
