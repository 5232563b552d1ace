from decimal import Decimal

import pytest

from production.models import Part, Purchase
from production.services.materials import count_part, order_part
from tests.factories.production import (
    NOW,
    make_bill_line,
    make_centre,
    make_custom_order,
    make_part,
    make_planned_factory,
    make_step,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def short_factory():
    """An order of two needs three metres of tube; one lies there."""
    make_step(make_centre(), 1)
    make_bill_line(make_part("tube", unit="m", order_multiple=5), quantity_formula="1.5")
    make_custom_order(quantity=2, reference="2026-1")
    make_planned_factory()
    count_part(part_code="tube", on_hand=Decimal(1), reference="opening", now=NOW)


def press(client, act, **fields):
    return client.post("/factory/materials/", {"act": act, **fields})


def test_page_names_who_waits_and_what_to_buy(staff_client, short_factory):
    page = staff_client.get("/factory/materials/").content.decode()

    for words in ("Orders wait for these", "2026-1", "Buy 5 m", 'value="5"'):
        assert words in page


def test_part_is_bought_and_received_by_buttons(staff_client, short_factory):
    press(staff_client, "order:tube", quantity="5")
    page = staff_client.get("/factory/materials/").content.decode()
    press(staff_client, f"receive:{Purchase.objects.get().pk}")

    assert "Coming" in page
    assert "2026-1" in page
    assert Part.objects.get().on_hand == Decimal(6)


def test_purchase_is_cancelled_by_its_button(staff_client, short_factory):
    purchase = order_part(part_code="tube", quantity=Decimal(5), now=NOW)

    press(staff_client, f"cancel:{purchase.pk}")

    assert Purchase.objects.get().status == "cancelled"


def test_shelf_is_counted_with_a_comma_too(staff_client, short_factory):
    press(staff_client, "count:tube", quantity="2,5")

    assert Part.objects.get().on_hand == Decimal("2.5")


@pytest.mark.parametrize(
    ("act", "quantity", "status"),
    [
        ("", "1", 422),
        ("dance:tube", "1", 422),
        ("order:tube", "", 422),
        ("order:tube", "ten", 422),
        ("order:tube", "-1", 422),
        ("order:tube", "NaN", 422),
        ("order:gold", "1", 404),
        ("order:\0", "1", 404),
        ("receive:999", "", 404),
        ("receive:" + "9" * 30, "", 422),
    ],
)
def test_bad_input_is_refused_on_the_page(staff_client, short_factory, act, quantity, status):
    response = press(staff_client, act, quantity=quantity)

    assert (response.status_code, 'role="alert"' in response.content.decode()) == (status, True)
    assert Purchase.objects.count() == 0


def test_factory_without_counted_parts_says_so(staff_client):
    assert "No part is counted yet." in staff_client.get("/factory/materials/").content.decode()


def test_visitor_is_sent_to_the_login_page(client):
    assert client.get("/factory/materials/").status_code == 302
