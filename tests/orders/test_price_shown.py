"""The price shown is the price charged, to the cent, whatever is bought in whatever currency.

`TAILORLINE_FUZZ` sets how many configurations are bought on each price list, `TAILORLINE_SEED` which;
the defaults keep the test short.
"""

import os
import random
from dataclasses import replace
from datetime import timedelta

import pytest

from catalog.models import PriceList
from catalog.services.drafts import write_prices
from catalog.services.price_lists import publish_price_list
from configurator.services.states import configuration_state
from foundation.money import Money
from orders.delivery import METHODS
from orders.presenters.cart_page import cart_page
from orders.selectors.carts import cart_of
from orders.services import carts
from orders.services.buyers import Buyer, Terms
from orders.services.checkout import order_cart
from orders.visitors import Visitor, digest_of
from production.models import RoutingStep
from tests.factories.catalog import BICYCLE_PRICES, NOW
from tests.factories.orders import ADA, make_configuration, make_shop

CONFIGURATIONS = int(os.environ.get("TAILORLINE_FUZZ", "40"))
SEED = int(os.environ.get("TAILORLINE_SEED", "1"))
MOST_IN_A_CART = 5
PRICE_LISTS = {
    "euros-with-tax": ("EUR", "0.19", True),
    "dollars-without-tax": ("USD", "0.0825", False),
    "pounds-with-tax": ("GBP", "0.20", True),
    "euros-for-firms": ("EUR", "0.19", False),
}
LETTERS = "ADA LINDQVIST 0123 & -"
FRAMES = [("steel", "steel"), ("steel", "carbon"), ("carbon", "carbon")]


def use_prices(product, name, dice):
    currency, tax_rate, is_gross = PRICE_LISTS[name]
    PriceList.objects.update(is_default=False)
    price_list = PriceList.objects.create(
        code=name,
        name={"en": name},
        currency=currency,
        tax_rate=tax_rate,
        is_gross=is_gross,
        is_default=True,
    )
    prices = {
        **BICYCLE_PRICES,
        "base": dice.randint(1, 300_000),
        "numbers": {"rider": str(dice.randint(0, 999) / 100)},
        "letters": {"engraving": dice.randint(0, 499)},
    }
    write_prices(price_list, product, prices, variants={"BIKE-1": dice.randint(1, 200_000)})
    publish_price_list(price_list, actor=None, now=NOW)


def some_bicycle(dice):
    frame, fork = dice.choice(FRAMES)
    tyres = dice.choice(["slick", "cross"]) if frame == "steel" else "slick"
    text = "".join(dice.choices(LETTERS, k=dice.randint(0, 12))).strip()
    choices = {"frame": frame, "fork": fork, "tyres": tyres, "rider": dice.randint(300, 410) / 2}
    if dice.random() < 0.5:
        choices["extras"] = {"bell": dice.randint(1, 2)}
    if text:
        choices["engraving"] = text
    return choices


def buy(visitor, dice, now):
    """Put fuzzed configurations into the cart at the price that the configurator shows for each."""
    count = dice.randint(1, MOST_IN_A_CART)
    for _ in range(count):
        configuration = make_configuration(**some_bicycle(dice))
        shown = configuration_state(configuration, language="en", now=now, has_offers=False).price
        assert sum(line.minor for line in shown.lines) == shown.unit_minor
        carts.add_configuration(
            visitor=visitor,
            configuration=configuration,
            quantity=dice.choice([1, 1, 2, 3, 7, 19]),
            if_unit=Money(shown.unit_minor, shown.currency),
            now=now,
        )
    if dice.random() < 0.5:
        quantity = dice.randint(1, 20)
        carts.add_variant(visitor=visitor, sku="BIKE-1", quantity=quantity, if_unit=None, now=now)
    return count


@pytest.mark.parametrize("name", PRICE_LISTS)
def test_price_shown_is_the_price_charged(db, name):
    dice = random.Random(f"{name} {SEED}")
    shop = make_shop(on_hand=20 * CONFIGURATIONS)
    use_prices(shop.revision.product, name, dice)
    RoutingStep.objects.update(minutes_per_piece="0.01")  # so that few runs hold them all
    bought = number = 0

    while bought < CONFIGURATIONS:
        number += 1
        visitor = Visitor(session_digest=digest_of(f"{name}-{number}"))
        now = NOW + timedelta(seconds=number)
        bought += buy(visitor, dice, now)
        wanted = dice.choice([code for code in METHODS if code != "each"])

        page = cart_page(cart_of(visitor), visitor=visitor, now=now, delivery=wanted)
        order = order_cart(
            cart=cart_of(visitor),
            contact=replace(ADA),
            buyer=Buyer(session_digest=visitor.session_digest),
            idempotency_key=f"{name}-{number}",
            if_total=Money(page.total_minor, page.currency),
            now=now,
            terms=Terms(delivery=wanted),
        ).order

        lines = list(order.lines.all())
        assert (order.total_minor, order.currency) == (page.total_minor, page.currency)
        assert sum(line.total_minor for line in lines) + order.delivery.cost_minor == (
            order.total_minor
        )
        assert all(
            sum(step["minor"] for step in line.price_lines) == line.unit_minor for line in lines
        )
