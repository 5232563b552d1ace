import random
from decimal import Decimal

import pytest

from catalog.pricing import (
    BASE_LABEL,
    PriceBreakdown,
    PriceLine,
    option_costs,
    price_lines,
    text_cost,
    variant_price,
)
from foundation.errors import NotFound
from tests.factories.catalog import BICYCLE_PRICES, bicycle_document

DOCUMENT = bicycle_document()
PRICES = {
    "format": 1,
    "price_list": "europe",
    "version": 3,
    "currency": "EUR",
    "tax_rate": "0.19",
    "is_gross": True,
    "products": {"bicycle": BICYCLE_PRICES},
    "variants": {"BIKE-1": 152_000},
}
CHOICES = {
    "frame": "carbon",
    "fork": "carbon",
    "tyres": "slick",
    "extras": {"rack": 1, "bell": 2},
    "rider": 178.5,
    "engraving": "Zoë é",
}


def line(code, minor, **label):
    return PriceLine(code, label, minor, "europe 3")


def test_price_lines_add_up_and_name_their_source():
    """1,490.00 + 890.00 + 2 x 15.00 + 39.90 + 178.5 x 0.125 (22.3125, so 22.31) + 5 letters x 1.50."""
    breakdown = price_lines(DOCUMENT, PRICES, CHOICES, quantity=3)

    assert breakdown == PriceBreakdown(
        lines=(
            PriceLine("base", BASE_LABEL, 149_000, "europe 3"),
            line("frame.carbon", 89_000, en="Frame: Carbon", de="Rahmen: Carbon"),
            line("extras.bell", 3_000, en="Extras: 2 × Bell"),
            line("extras.rack", 3_990, en="Extras: Rack"),
            line("rider", 2_231, en="Rider height: 178.5 cm"),
            line("engraving", 750, en="Engraving: 5"),
        ),
        unit_minor=247_971,
        total_minor=743_913,
        tax_minor=118_776,
        currency="EUR",
        quantity=3,
    )


def test_net_prices_get_the_tax_on_top():
    breakdown = price_lines(DOCUMENT, PRICES | {"is_gross": False}, {"frame": "steel"})

    assert (breakdown.unit_minor, breakdown.tax_minor, breakdown.total_minor) == (
        149_000,
        28_310,
        177_310,
    )


def test_empty_and_missing_values_cost_nothing():
    choices = {"frame": "steel", "extras": {}, "engraving": "", "fork": None}

    assert price_lines(DOCUMENT, PRICES, choices).unit_minor == 149_000


def test_letters_are_what_a_reader_sees():
    assert text_cost(DOCUMENT, PRICES, {"engraving": "e\u0301👩‍🚀🇩🇪"}) == 3 * 150


def test_product_without_prices_is_refused():
    with pytest.raises(NotFound):
        price_lines(DOCUMENT, PRICES | {"products": {}}, CHOICES)


def test_variant_price():
    breakdown = variant_price("BIKE-1", PRICES, 2)

    assert (breakdown.unit_minor, breakdown.total_minor, breakdown.tax_minor) == (
        152_000,
        304_000,
        48_538,
    )


def test_unknown_variant_has_no_price():
    with pytest.raises(NotFound):
        variant_price("BIKE-2", PRICES)


def test_option_costs_stand_in_option_order():
    assert option_costs(DOCUMENT, PRICES) == (
        {"frame": [0, 89_000], "fork": [0, 0], "tyres": [0, 0], "extras": [1_500, 3_990]},
        {"rider": Decimal("12.5")},
    )


def test_waterfall_adds_up_for_random_prices():
    source = random.Random(7)
    for _ in range(300):
        prices = {
            "base": source.randrange(10**6),
            "options": {"frame": {"carbon": source.randrange(-5_000, 90_000)}},
            "numbers": {"rider": str(Decimal(source.randrange(10**6)) / 10_000)},
            "letters": {"engraving": source.randrange(1_000)},
        }
        breakdown = price_lines(
            DOCUMENT,
            PRICES | {"products": {"bicycle": prices}},
            CHOICES | {"rider": source.randrange(300, 410) / 2},
            source.randrange(1, 100),
        )

        assert sum(line.minor for line in breakdown.lines) == breakdown.unit_minor
        assert breakdown.total_minor == breakdown.unit_minor * breakdown.quantity
        assert 0 <= breakdown.tax_minor <= breakdown.total_minor
