"""The cart page with scripts off: every button, every wrong input, nothing typed is lost."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from catalog.services.drafts import write_prices
from orders.models import CartLine, Order
from orders.services import carts
from orders.visitors import Visitor
from tests.factories.catalog import BICYCLE_PRICES, NOW, europe, published_prices
from tests.factories.orders import (
    READY_MINOR,
    STEEL_MINOR,
    make_configuration,
    make_order,
    ready_line,
)

CART, LINES = "/cart/", "/cart/lines/"
ADDRESS = {
    "name": "Ada Lindqvist",
    "email": "ada@example.org",
    "street": "Weberstraße 14",
    "postcode": "04107",
    "town": "Leipzig",
    "country": "DE",
    "payment": "invoice",
}


def shown(client):
    return unescape(client.get(CART).content.decode())


def hidden(client, name):
    return re.search(rf'name="{name}" value="([^"]*)"', shown(client))[1]


def add_ready(client, quantity=1, **fields):
    return client.post(LINES, {"sku": "BIKE-1", "quantity": quantity, **fields})


def add_bicycle(client, **fields):
    configuration = make_configuration()
    return client.post(LINES, {"configuration": configuration.id, "quantity": 1, **fields})


def press(client, act, **fields):
    return client.post(CART, {"act": act, **fields})


def checkout(client, **changes):
    """Fill in the form as it is shown and press the button."""
    names = ("idempotency_key", "if_total_minor", "if_total_currency")
    form = {name: hidden(client, name) for name in names}
    return client.post(CART, {**form, **ADDRESS, "act": "order", **changes})


def test_empty_cart_says_so_and_leads_to_the_shop(client, shop):
    page = shown(client)

    assert "Your cart is empty." in page
    assert "Order and pay" not in page


def test_empty_cart_of_an_empty_shop_is_shown(client, db):
    assert client.get(CART).status_code == 200


def test_looking_at_the_cart_starts_no_session(client, shop):
    client.get(CART)

    assert "sessionid" not in client.cookies


def test_cart_shows_lines_choices_and_total(client, shop):
    add_bicycle(client)
    add_ready(client, 2)

    page = shown(client)

    assert "Steel" in page
    assert "Ready bicycle" in page
    assert "Order and pay 4,552.25\N{NO-BREAK SPACE}€" in page
    assert 'value="455225"' in page


def test_add_line_returns_to_the_cart(client, shop):
    response = add_bicycle(client, if_unit_minor=STEEL_MINOR)

    assert (response.status_code, response["Location"]) == (302, CART)
    assert CartLine.objects.get().quantity == 1


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 422),
        ({"sku": "BIKE-1", "configuration": "a" * 32}, 422),
        ({"sku": "NOTHING"}, 422),
        ({"sku": "BIKE\0"}, 422),
        ({"configuration": "a" * 32}, 404),
        ({"configuration": "\0"}, 404),
        ({"sku": "BIKE-1", "quantity": "0"}, 422),
        ({"sku": "BIKE-1", "quantity": "-1"}, 422),
        ({"sku": "BIKE-1", "quantity": "1001"}, 422),
        ({"sku": "BIKE-1", "quantity": "1.5"}, 422),
        ({"sku": "BIKE-1", "quantity": "٣"}, 422),
        ({"sku": "BIKE-1", "quantity": "9" * 50}, 422),
        ({"sku": "BIKE-1", "if_unit_minor": "1"}, 409),
        ({"sku": "BIKE-1", "if_unit_minor": "x"}, 422),
    ],
)
def test_add_line_wrong_input_is_refused_in_words(client, shop, fields, status):
    response = client.post(LINES, fields)

    assert response.status_code == status
    assert 'role="alert"' in response.content.decode()
    assert not CartLine.objects.exists()


@pytest.mark.parametrize("path", [LINES, "/orders/2026-000000/cancel/"])
def test_get_of_a_form_address_is_405(client, shop, path):
    assert client.get(path).status_code == 405


def test_post_without_csrf_token_is_refused(shop):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(LINES, {"sku": "BIKE-1"}).status_code == 403
    assert not CartLine.objects.exists()


def test_buttons_change_remove_and_restore(client, shop):
    add_ready(client)
    line = CartLine.objects.get().pk

    press(client, f"quantity:{line}:3")
    after_more = CartLine.objects.get().quantity
    press(client, f"remove:{line}")
    removed = shown(client)
    press(client, f"restore:{line}")

    assert after_more == 3
    assert "is out of the cart" in removed
    assert "Your cart is empty" not in removed
    assert CartLine.objects.get().removed_at is None


def test_typed_quantities_are_taken_over_by_update(client, shop):
    add_ready(client)
    line = CartLine.objects.get()

    press(client, "update", **{f"quantity-{line.pk}": "4"})

    line.refresh_from_db()
    assert line.quantity == 4


def test_order_with_a_quantity_just_typed_shows_the_new_total_first(client, shop):
    add_ready(client)
    line = CartLine.objects.get()

    response = checkout(client, **{f"quantity-{line.pk}": "2"})

    assert response["Location"] == CART
    assert not Order.objects.exists()
    assert "The quantities changed." in shown(client)
    assert "Order and pay 3,040.00" in shown(client)


@pytest.mark.parametrize("act", ["dance", "remove:x", "quantity:1", "keep:", "remove:99999", ""])
def test_unknown_button_is_refused_and_keeps_the_cart(client, shop, act):
    add_ready(client)

    response = press(client, act or "nothing:")

    assert response.status_code in {404, 422}
    assert 'role="alert"' in response.content.decode()
    assert CartLine.objects.get().removed_at is None


def test_wrong_quantity_is_refused_and_shown_as_typed(client, shop):
    add_ready(client)
    line = CartLine.objects.get()

    response = press(client, "update", **{f"quantity-{line.pk}": "many"})

    assert response.status_code == 422
    assert 'value="many"' in response.content.decode()
    line.refresh_from_db()
    assert line.quantity == 1


def test_order_leads_to_the_order_page(client, shop):
    add_bicycle(client)

    response = checkout(client)

    order = Order.objects.get()
    assert response["Location"] == f"/orders/{order.number}/"
    assert order.total_minor == STEEL_MINOR
    assert (order.contact.street, order.contact.country) == ("Weberstraße 14", "DE")
    assert client.get(response["Location"]).status_code == 200
    assert "Your cart is empty." in shown(client)


def test_second_click_tells_of_the_placed_order(client, shop):
    add_bicycle(client)
    form = {
        **ADDRESS,
        "act": "order",
        "idempotency_key": hidden(client, "idempotency_key"),
        "if_total_minor": STEEL_MINOR,
        "if_total_currency": "EUR",
    }

    client.post(CART, form)
    second = client.post(CART, form, follow=True)

    order = Order.objects.get()
    assert f"Your order is already placed: {order.number}." in second.content.decode()


def test_order_at_an_older_total_is_refused_and_shows_todays(client, shop):
    add_bicycle(client)

    response = checkout(client, if_total_minor="1")

    page = unescape(response.content.decode())
    assert response.status_code == 409
    assert "The total is 1,512.25" in page
    assert 'value="Weberstraße 14"' in page
    assert not Order.objects.exists()


def test_raised_price_asks_and_order_waits_for_the_answer(client, shop):
    add_ready(client)
    prices = {"BIKE-1": READY_MINOR + 40}
    write_prices(europe(), shop.revision.product, BICYCLE_PRICES, variants=prices)
    published_prices(NOW)
    line = CartLine.objects.get().pk
    asked = shown(client)
    refused = checkout(client)
    still_none = not Order.objects.exists()

    press(client, f"keep:{line}:{READY_MINOR + 40}")
    placed = checkout(client)

    assert "The price went up by 0.40\N{NO-BREAK SPACE}€ since you put it in." in asked
    assert "Keep at 1,520.40\N{NO-BREAK SPACE}€" in asked
    assert 'aria-disabled="true"' in asked
    assert (refused.status_code, still_none) == (409, True)
    assert placed["Location"] == f"/orders/{Order.objects.get().number}/"


def test_line_that_ran_out_is_told_before_ordering(client, shop):
    add_ready(client, 5)
    make_order(ready_line(3))

    page = shown(client)

    assert "Only 2 left in stock. Take fewer." in page
    assert 'aria-disabled="true"' in page
    assert checkout(client).status_code == 422


@pytest.mark.parametrize(
    ("field", "typed", "advice"),
    [
        ("name", "", "Tell us your name."),
        ("name", "x" * 121, "has 121 characters; 120 fit"),
        ("name", "A\0da", "Null characters are not allowed."),
        ("name", "A\x1bda", "invisible character U+001B"),
        ("email", "ada", "Enter a valid email address."),
        ("email", "", "Tell us where to send the confirmation."),
        ("street", "", "Tell us the street and number."),
        ("postcode", "0410", "A German postcode has five figures, like 04107."),
        ("postcode", "٠٤١٠٧", "A German postcode has five figures, like 04107."),
        ("town", "", "Tell us the town."),
        ("country", "XX", "Select a valid choice."),
    ],
)
def test_wrong_field_is_told_beside_it_and_nothing_typed_is_lost(
    client, shop, field, typed, advice
):
    add_bicycle(client)

    response = checkout(client, **{field: typed})

    page = unescape(response.content.decode())
    others = {name: text for name, text in ADDRESS.items() if name != field}
    assert response.status_code == 422
    assert advice in page
    assert f'id="id_{field}_error"' in page
    assert f'aria-describedby="id_{field}_error"' in page
    assert 'aria-invalid="true"' in page
    for name in ("name", "email", "street", "town"):
        assert name not in others or f'value="{others[name]}"' in page
    if typed.isprintable() and field != "country":
        assert f'value="{typed}"' in page or not typed
    assert not Order.objects.exists()


@pytest.mark.parametrize("name", ["نور الهدى", "Ada 👩‍🚀", "Zoë", "O'Neill <b>"])
def test_any_readable_name_is_kept_as_written(client, shop, name):
    add_bicycle(client)

    checkout(client, name=name)

    assert Order.objects.get().contact.name == name


def test_typed_markup_is_shown_as_text(client, shop):
    add_bicycle(client)

    page = checkout(client, name="<b>Ada</b>", postcode="").content.decode()

    assert "&lt;b&gt;Ada&lt;/b&gt;" in page
    assert "<b>Ada" not in page


def test_typed_address_survives_every_other_button(client, shop):
    add_ready(client)
    line = CartLine.objects.get().pk

    press(client, f"quantity:{line}:2", name="Half a na", postcode="0")

    page = shown(client)
    assert 'value="Half a na"' in page
    assert 'value="0"' in page


def test_typed_address_is_forgotten_once_ordered(client, shop):
    add_bicycle(client)
    checkout(client)
    add_ready(client)

    assert "Lindqvist" not in shown(client)


def test_signed_in_customer_is_not_asked_twice(client, shop, account, django_user_model):
    account.user = django_user_model.objects.create_user("ada", password="x")
    account.save()
    client.force_login(account.user)
    add_bicycle(client)

    page = shown(client)
    checkout(client)

    assert 'value="Ada Lindqvist"' in page
    assert Order.objects.get().account == account


def test_change_opens_the_configurator_and_what_comes_back_replaces_the_line(client, shop):
    add_bicycle(client)
    line = CartLine.objects.get()

    opened = press(client, f"change:{line.pk}")
    carbon = make_configuration(frame="carbon")
    client.post(LINES, {"configuration": carbon.id})

    assert opened["Location"] == f"/p/bicycle/?design={line.configuration_id}&pieces=1"
    left = CartLine.objects.get(removed_at=None)
    assert left.configuration == carbon


def test_cart_of_another_browser_is_not_shown(client, shop):
    carts.add_variant(
        visitor=Visitor(session_digest="a" * 64), sku="BIKE-1", quantity=1, if_unit=None, now=NOW
    )

    assert "Your cart is empty." in shown(client)


def test_undo_goes_away_after_ten_seconds(client, shop, clock):
    add_ready(client)
    press(client, f"remove:{CartLine.objects.get().pk}")

    clock.shift(timedelta(seconds=11))

    assert "is out of the cart" not in shown(client)


@pytest.mark.parametrize("count", [1, 3])
def test_cart_asks_the_factory_once_a_design_and_else_the_same(
    client, shop, count, django_assert_max_num_queries
):
    for number in range(count):
        configuration = make_configuration(engraving="ABC"[number])
        client.post(LINES, {"configuration": configuration.id})

    with django_assert_max_num_queries(12 + 4 * count):
        client.get(CART)
