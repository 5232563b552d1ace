"""The price shown is the price charged, to the cent: whatever is bought, by whom, in how many pieces.

`TAILORLINE_FUZZ` sets how many configurations are bought, `TAILORLINE_SEED` which; the defaults
keep the test short. One in `OVER_HTTP_OF` goes through the pages.
"""

import os
import random
import re
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from configurator.lines import all_lines
from configurator.models import Configuration
from configurator.sales import sale_of
from configurator.services.configurations import choose, choose_quantity
from configurator.services.states import configuration_state
from foundation.models import User
from foundation.money import Money
from orders.delivery import METHODS
from orders.laws.order_lines import (
    uneven_price_lines,
    uneven_totals,
    unlike_price_list,
)
from orders.models import Order
from orders.presenters.cart_page import cart_page
from orders.presenters.designs import choices_of
from orders.selectors.carts import cart_of
from orders.services import carts
from orders.services.buyers import Buyer, Terms
from orders.services.checkout import order_cart
from orders.visitors import Visitor, digest_of
from production.models import RoutingStep
from tests.factories.catalog import NOW
from tests.factories.orders import ADA, make_configuration, make_shop
from tests.factories.price_lists import (
    BUYERS,
    bicycle_minor,
    draw_lists,
    make_buyer,
    ready_minor,
)

CONFIGURATIONS = int(os.environ.get("TAILORLINE_FUZZ", "120"))
SEED = int(os.environ.get("TAILORLINE_SEED", "1"))
MOST_IN_A_CART = 12
OVER_HTTP_OF = 40
ADDRESS = {name: value for name, value in asdict(ADA).items() if name != "language"}
HELD_NOW = BUYERS | {("trade", "GBP"): "trade-pound"}
"""The list that holds today: the season of the others is over."""
QUANTITIES = (1, 1, 2, 3, 5, 7, 9, 10, 11, 19, 20, 21, 40, 49, 50, 51, 60, 200)
LETTERS = "ADA LINDQVIST 0123 & -"
FRAMES = [("steel", "steel"), ("steel", "carbon"), ("carbon", "carbon")]


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


@dataclass(frozen=True)
class FuzzedShop:
    """A shop with every price list, what each list comes to, and an account of every kind."""

    dice: random.Random
    amounts: dict
    accounts: dict


@pytest.fixture
def shop(db):
    dice = random.Random(SEED)
    product = make_shop(on_hand=400 * CONFIGURATIONS).revision.product
    amounts = draw_lists(product, dice)
    RoutingStep.objects.update(minutes_per_piece="0.001")  # so that few runs hold them all
    return FuzzedShop(dice, amounts, {kind: make_buyer(*kind) for kind in BUYERS})


def configure(shop, account, now):
    """Make a design of some quantity and return it with its price, both as they are shown."""
    configuration = make_configuration(**some_bicycle(shop.dice))
    quantity = shop.dice.choice(QUANTITIES)
    choose_quantity(configuration=configuration, quantity=quantity, now=now)
    sale = sale_of("bicycle", now, account=account)
    state = configuration_state(configuration, language="en", now=now, has_offers=False, sale=sale)
    price = state.price
    assert sum(line.minor for line in price.lines) == price.unit_minor
    assert sum(line.minor for line in all_lines(price)) == price.total_minor
    assert dict(state.priced.tiers(state.full)).get(price.tier_from) in (None, price.unit_minor)
    return configuration, state


def fill_cart(shop, visitor, amounts, now):
    """Put fuzzed designs into the cart, each at the price that was shown; return how many."""
    count = shop.dice.randint(1, MOST_IN_A_CART)
    for _ in range(count):
        configuration, state = configure(shop, visitor.account, now)
        price = state.price
        assert price.unit_minor == bicycle_minor(amounts, state.full, price.quantity)
        line = carts.add_configuration(
            visitor=visitor,
            configuration=configuration,
            quantity=price.quantity,
            if_unit=Money(price.unit_minor, price.currency),
            now=now,
        )
        if shop.dice.random() < 0.3:
            quantity = shop.dice.choice(QUANTITIES)
            carts.change_quantity(visitor=visitor, line_id=line.pk, quantity=quantity, now=now)
    if shop.dice.random() < 0.5:
        quantity = shop.dice.choice(QUANTITIES)
        carts.add_variant(visitor=visitor, sku="BIKE-1", quantity=quantity, if_unit=None, now=now)
    return count


def check_order(order, amounts, page):
    """Compare an order with the page that it was placed from, and with the drawn amounts."""
    lines = list(order.lines.all())
    assert (order.total_minor, order.currency) == (page.total_minor, page.currency)
    assert sum(line.total_minor for line in lines) + order.delivery.cost_minor == order.total_minor
    for line in lines:
        assert line.unit_minor == (
            ready_minor(amounts, line.quantity)
            if line.sku
            else bicycle_minor(amounts, choices_of(line), line.quantity)
        )
        assert sum(step["minor"] for step in line.price_lines) == line.unit_minor


def test_price_shown_is_the_price_charged(shop):
    bought = number = 0

    while bought < CONFIGURATIONS:
        number += 1
        kind, now = shop.dice.choice(list(BUYERS)), NOW + timedelta(seconds=number)
        visitor = Visitor(account=shop.accounts[kind], session_digest=digest_of(f"guest-{number}"))
        amounts = shop.amounts[BUYERS[kind]]
        bought += fill_cart(shop, visitor, amounts, now)
        wanted = shop.dice.choice([code for code in METHODS if code != "each"])

        page = cart_page(cart_of(visitor), visitor=visitor, now=now, delivery=wanted)
        order = order_cart(
            cart=cart_of(visitor),
            contact=replace(ADA),
            buyer=Buyer(account=visitor.account, session_digest=visitor.session_digest),
            idempotency_key=f"fuzz-{number}",
            if_total=Money(page.total_minor, page.currency),
            now=now,
            terms=Terms(delivery=wanted),
        ).order

        assert page.can_order
        assert order.price_list_version.price_list.code == BUYERS[kind]
        check_order(order, amounts, page)

    laws = (uneven_price_lines, uneven_totals, unlike_price_list)
    assert [breach for law in laws for breach in law(NOW)] == []
    print(f"{bought} configurations in {number} orders: 0 differences")


def posted(page, name):
    """Return the value of a hidden field."""
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def test_price_on_the_pages_is_the_price_charged(shop):
    for number in range(max(3, CONFIGURATIONS // OVER_HTTP_OF)):
        kind, now = shop.dice.choice(list(BUYERS)), timezone.now()
        account, amounts = shop.accounts[kind], shop.amounts[HELD_NOW[kind]]
        browser = Client()
        if account is not None:
            account.user = account.user or User.objects.create_user(f"buyer-{number}")
            account.save()
            browser.force_login(account.user)
        browser.get("/p/bicycle/")
        configuration = Configuration.objects.order_by("-created_at").first()
        choose(configuration=configuration, changes=some_bicycle(shop.dice), now=now)
        quantity = shop.dice.choice(QUANTITIES)
        browser.post("/p/bicycle/", {"pieces": quantity})

        page = browser.get("/p/bicycle/").content.decode().partition('id="to-cart"')[2]
        sent = {name: posted(page, name) for name in ("if_unit_minor", "quantity", "configuration")}
        added = browser.post("/cart/lines/", sent)
        assert added.status_code == 302, added.content.decode()
        cart = browser.get("/cart/").content.decode()
        fields = ("if_total_minor", "if_total_currency", "idempotency_key")
        answer = browser.post(
            "/cart/",
            {"act": "order", "payment": "invoice", "delivery": "together", **ADDRESS}
            | {name: posted(cart, name) for name in fields},
        )

        assert answer.status_code == 302, answer.content.decode()
        order = Order.objects.latest("pk")
        line = order.lines.get()
        assert int(sent["if_unit_minor"]) == line.unit_minor
        assert int(posted(cart, "if_total_minor")) == order.total_minor
        assert (line.quantity, line.unit_minor) == (
            quantity,
            bicycle_minor(amounts, choices_of(line), quantity),
        )
