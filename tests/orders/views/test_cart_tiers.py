"""The cart page tells prices by quantity: the tier that holds, the next one, and what passes one."""

from html import unescape

import pytest

from catalog.services.drafts import write_prices
from orders.models import CartLine
from tests.factories.catalog import BICYCLE_PRICES, NOW, europe, published_prices
from tests.factories.orders import READY_MINOR
from tests.orders.views.test_cart import CART, add_bicycle, add_ready, shown


@pytest.fixture
def tiered(shop):
    """The shop with ready bicycles that cost less from 3 pieces and from 6."""
    tiers = {"BIKE-1": [{"from": 3, "minor": 150_000}, {"from": 6, "minor": 149_000}]}
    write_prices(
        europe(),
        shop.revision.product,
        BICYCLE_PRICES,
        variants={"BIKE-1": READY_MINOR},
        variant_tiers=tiers,
    )
    published_prices(NOW)


def test_cart_names_the_tier_and_the_next_one(client, tiered):
    add_ready(client, 3)

    page = shown(client)

    assert "Quantity price from 3 pieces" in page
    assert "From 6 pieces: 1,490.00\u00a0€ each" in page
    assert "1,500.00\u00a0€ each" in page


def test_cart_says_that_a_quantity_passes_a_tier(client, tiered):
    add_ready(client, 2)
    line = CartLine.objects.get()

    page = client.post(CART, {f"quantity-{line.pk}": "3"}, follow=True).content.decode()

    said = "3 × Ready bicycle: each costs 1,500.00\u00a0€ now instead of 1,520.00\u00a0€."
    assert said in unescape(page)
    assert "since you put it in" not in page


def test_cart_says_that_joined_lines_pass_a_tier(client, tiered):
    add_ready(client, 2, if_unit_minor=READY_MINOR)

    add_ready(client, 1, if_unit_minor=READY_MINOR)
    page = client.get(CART).content.decode()

    assert "each costs 1,500.00\u00a0€ now instead of 1,520.00\u00a0€." in unescape(page)


def test_cart_line_is_changed_in_its_own_quantity(client, shop):
    add_bicycle(client)
    line = CartLine.objects.get()
    client.post(CART, {"act": f"quantity:{line.pk}:7"})

    answer = client.post(CART, {"act": f"change:{line.pk}"}, follow=True)

    assert 'name="quantity" value="7"' in answer.content.decode()
