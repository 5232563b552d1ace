"""Prices by quantity in the cart: what passes a tier, what counts together, what still waits."""

from datetime import timedelta

import pytest

from catalog.services.drafts import write_prices
from foundation.money import Money
from orders.models import CartLine
from orders.services import carts
from orders.visitors import Visitor
from tests.factories.catalog import BICYCLE_PRICES, NOW, europe, published_prices
from tests.factories.orders import READY_MINOR, STEEL_MINOR, make_account
from tests.orders.services.test_carts import VISITOR, add, add_ready

LATER = NOW + timedelta(seconds=5)

TIERS = [{"from": 3, "base": 140_000}, {"from": 6, "base": 130_000}]
READY_TIERS = {"BIKE-1": [{"from": 4, "minor": 150_000}]}


@pytest.fixture
def tiered(shop):
    """The shop with cheaper bicycles from 3 and from 6 pieces, ready ones from 4."""
    prices = {**BICYCLE_PRICES, "tiers": TIERS}
    write_prices(
        europe(),
        shop.revision.product,
        prices,
        variants={"BIKE-1": READY_MINOR},
        variant_tiers=READY_TIERS,
    )
    published_prices(NOW)
    return shop


def seen(line):
    line.refresh_from_db()
    return line.quantity, line.seen_unit_minor


def test_quantity_that_passes_a_tier_takes_its_price_along(tiered):
    line = add()

    changed = carts.change_quantity(visitor=VISITOR, line_id=line.pk, quantity=3, now=LATER)

    assert changed.before == Money(STEEL_MINOR, "EUR")
    assert seen(line) == (3, STEEL_MINOR - 9_000)
    carts.change_quantity(visitor=VISITOR, line_id=line.pk, quantity=2, now=LATER)
    assert seen(line) == (2, STEEL_MINOR)


def test_equal_designs_count_together(tiered):
    add(quantity=2, if_unit=Money(STEEL_MINOR, "EUR"))

    line = add(quantity=4, if_unit=Money(STEEL_MINOR - 9_000, "EUR"))

    assert seen(line) == (6, STEEL_MINOR - 19_000)


def test_equal_variants_count_together_without_a_price_shown(tiered):
    add_ready(2)

    line = add_ready(2)

    assert seen(line) == (4, 150_000)


def test_price_that_waits_for_an_answer_still_waits_in_another_tier(tiered):
    line = add()
    prices = {**BICYCLE_PRICES, "base": 150_000, "tiers": TIERS}
    write_prices(europe(), tiered.revision.product, prices, variants={"BIKE-1": READY_MINOR})
    published_prices(NOW)

    carts.change_quantity(visitor=VISITOR, line_id=line.pk, quantity=3, now=LATER)

    assert seen(line) == (3, STEEL_MINOR)


def test_cart_gathered_at_sign_in_counts_together(tiered):
    account = make_account()
    signed_in = Visitor(account=account, session_digest=VISITOR.session_digest)
    add(visitor=Visitor(account=account), quantity=1)
    add(quantity=2)

    carts.gather_session_cart(visitor=signed_in, now=LATER)

    assert seen(CartLine.objects.get()) == (3, STEEL_MINOR - 9_000)


def test_restored_line_counts_with_its_twin(tiered):
    line = add(quantity=2)
    carts.remove_line(visitor=VISITOR, line_id=line.pk, now=LATER)
    twin = add(quantity=1)

    carts.restore_line(visitor=VISITOR, line_id=line.pk, now=LATER)

    assert seen(twin) == (3, STEEL_MINOR - 9_000)
