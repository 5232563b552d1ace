"""Ordering a cart: once, at the price that was seen, or not at all."""

import pytest

from catalog.services.drafts import write_prices
from foundation.errors import Conflict, InvalidInput
from foundation.money import Money
from orders.models import Order
from orders.selectors.carts import cart_of, lines_in
from orders.services import carts
from orders.services.buyers import Buyer
from orders.services.checkout import order_cart
from orders.services.placement import place_order
from orders.services.requested_lines import StockLine
from tests.factories.catalog import BICYCLE_PRICES, NOW, europe, published_prices
from tests.factories.orders import ADA, READY_MINOR, STEEL_MINOR, fill_cart, make_visitor

VISITOR = make_visitor()
BUYER = Buyer(session_digest=VISITOR.session_digest)
TOTAL = Money(STEEL_MINOR + READY_MINOR, "EUR")


def order(if_total=TOTAL, key="key-1"):
    return order_cart(
        cart=cart_of(VISITOR),
        contact=ADA,
        buyer=BUYER,
        idempotency_key=key,
        if_total=if_total,
        now=NOW,
    )


@pytest.fixture
def filled(shop):
    fill_cart(VISITOR, bicycles=1, ready=1)
    return shop


def test_order_cart_orders_its_lines_and_empties_it(filled):
    placement = order()

    assert placement.order.total == TOTAL
    assert list(placement.order.lines.values_list("kind", "quantity")) == [
        ("custom", 1),
        ("stock", 1),
    ]
    assert placement.order.contact.town == "Leipzig"
    assert lines_in(cart_of(VISITOR)) == []


def test_order_cart_second_click_finds_the_first_order(filled):
    first = order()

    second = order()

    assert second.is_replay
    assert second.order == first.order
    assert Order.objects.count() == 1


def test_order_cart_second_click_with_an_older_total_finds_the_first_order(filled):
    first = order()

    assert order(if_total=Money(1, "EUR")).order == first.order


def test_order_cart_with_another_key_is_empty(filled):
    order()

    with pytest.raises(InvalidInput) as refused:
        order(key="key-2")

    assert refused.value.code == "cart_empty"


def test_order_cart_without_cart_is_refused(shop):
    with pytest.raises(InvalidInput) as refused:
        order()

    assert refused.value.code == "cart_empty"


def test_order_cart_with_another_total_is_refused_and_kept(filled):
    with pytest.raises(Conflict) as refused:
        order(if_total=Money(1, "EUR"))

    assert refused.value.code == "total_changed"
    assert len(lines_in(cart_of(VISITOR))) == 2
    assert not Order.objects.exists()


def test_order_cart_with_an_unanswered_price_is_refused_whatever_the_total(filled):
    prices = {**BICYCLE_PRICES, "base": 150_000}
    write_prices(europe(), filled.revision.product, prices, variants={"BIKE-1": READY_MINOR})
    published_prices(NOW)

    with pytest.raises(Conflict) as refused:
        order(if_total=Money(TOTAL.minor + 1_000, "EUR"))

    assert refused.value.code == "price_changed"
    assert not Order.objects.exists()


def test_order_cart_with_an_answered_price_is_placed(filled):
    prices = {**BICYCLE_PRICES, "base": 150_000}
    write_prices(europe(), filled.revision.product, prices, variants={"BIKE-1": READY_MINOR})
    published_prices(NOW)
    bicycle = lines_in(cart_of(VISITOR))[0]
    today = Money(STEEL_MINOR + 1_000, "EUR")
    carts.accept_price(visitor=VISITOR, line_id=bicycle.pk, if_unit=today, now=NOW)

    placement = order(if_total=Money(TOTAL.minor + 1_000, "EUR"))

    assert placement.order.total_minor == TOTAL.minor + 1_000


def test_order_cart_changed_meanwhile_is_refused(filled):
    with pytest.raises(Conflict) as refused:
        place_order(
            lines=[StockLine("BIKE-1", 1)],
            contact=ADA,
            buyer=BUYER,
            idempotency_key="key-1",
            if_total=None,
            now=NOW,
            cart=cart_of(VISITOR),
        )

    assert refused.value.code == "cart_changed"
    assert not Order.objects.exists()


def test_order_cart_removed_lines_are_not_ordered(filled):
    bicycle = lines_in(cart_of(VISITOR))[0]
    carts.remove_line(visitor=VISITOR, line_id=bicycle.pk, now=NOW)

    placement = order(if_total=Money(READY_MINOR, "EUR"))

    assert placement.order.lines.get().sku == "BIKE-1"
