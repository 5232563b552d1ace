"""How the cards of the shop front stand, and which ready pieces it shows."""

import pytest

from catalog.models import Product, StandardVariant
from configurator.presenters.shop import (
    READY_CARDS,
    card_width,
    ready_cards,
    shop_page,
    shown_on_shelf,
)
from configurator.selectors.assortment import ReadyMade
from foundation.money import Money
from tests.factories.catalog import NOW

HERO, WIDE = "hero", "wide"
EURO = Money(100, "EUR")


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, [HERO]),
        (2, [HERO, HERO]),
        (3, ["", "", ""]),
        (4, [HERO, HERO, WIDE, WIDE]),
        (5, [HERO, HERO, "", "", ""]),
        (7, [HERO, HERO, "", "", "", WIDE, WIDE]),
    ],
)
def test_cards_fill_their_rows(count: int, expected: list[str]) -> None:
    assert [card_width(place, count) for place in range(count)] == expected


def ready(code: str, sku: str, *, kind: str, available: int = 1, price: Money | None = EURO):
    product = Product(code=code, kind=kind)
    return ReadyMade(StandardVariant(product=product, sku=sku), available, price)


def skus(items: list[ReadyMade]) -> list[str]:
    return [item.variant.sku for item in shown_on_shelf(items)]


def test_one_of_each_product_comes_first_and_what_is_only_made_for_stock_before_all() -> None:
    shelf = [
        ready("bicycle", "BIKE-1", kind="configurable"),
        ready("bicycle", "BIKE-2", kind="configurable"),
        ready("tea", "TEA-1", kind="standard"),
        ready("tea", "TEA-2", kind="standard"),
        ready("train", "TRAIN-1", kind="standard"),
    ]

    assert skus(shelf) == ["TEA-1", "TRAIN-1", "BIKE-1", "TEA-2", "BIKE-2"]


def test_what_is_sold_out_or_has_no_price_is_left_out() -> None:
    shelf = [
        ready("tea", "TEA-1", kind="standard", available=0),
        ready("tea", "TEA-2", kind="standard", price=None),
        ready("tea", "TEA-3", kind="standard"),
    ]

    assert skus(shelf) == ["TEA-3"]


def test_shop_front_shows_one_row_of_the_shelf_and_says_how_much_there_is() -> None:
    shelf = [ready("tea", f"TEA-{number}", kind="standard") for number in range(20)]

    page = shop_page([], shelf, {}, language="en", now=NOW)

    assert (len(page.ready_made), page.ready_count) == (READY_CARDS, 20)
    assert len(ready_cards(shelf, {}, "en")) == 20
