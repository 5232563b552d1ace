from catalog.pricing import (
    TIER_LABEL,
    option_costs,
    price_lines,
    priced_numbers,
    tier_prices,
    variant_price,
    variant_tier_prices,
)
from catalog.tiers import tier_named, tier_start
from tests.factories.catalog import BICYCLE_PRICES, bicycle_document

DOCUMENT = bicycle_document()
TIERS = [
    {"from": 10, "base": 140_000, "options": {"frame": {"carbon": 80_000}}},
    {"from": 50, "numbers": {"rider": "10"}, "letters": {"engraving": 100}},
]
PRICES = {
    "price_list": "europe",
    "version": 3,
    "currency": "EUR",
    "tax_rate": "0.19",
    "is_gross": True,
    "products": {"bicycle": BICYCLE_PRICES | {"tiers": TIERS}},
    "variants": {"BIKE-1": 152_000},
    "variant_tiers": {"BIKE-1": [{"from": 5, "minor": 150_000}, {"from": 20, "minor": 149_000}]},
}
CARBON = {"frame": "carbon", "rider": 180, "engraving": "Ada"}


def steps(quantity, choices=CARBON):
    price = price_lines(DOCUMENT, PRICES, choices, quantity)
    return [(line.code, line.minor) for line in price.lines], price.unit_minor, price.tier_from


def test_tier_is_a_step_of_its_own_and_says_from_how_many_it_holds():
    """1,490 + 890 + 180 x 0.125 + 3 x 1.50; 90 and 90 less from 10; 4.50 and 1.50 less from 50."""
    single = [("base", 149_000), ("frame.carbon", 89_000), ("rider", 2_250), ("engraving", 450)]

    assert steps(9) == (single, 240_700, 1)
    assert steps(10) == ([*single, ("tier:10", -18_000)], 222_700, 10)
    assert steps(50) == ([*single, ("tier:10", -18_000), ("tier:50", -600)], 222_100, 50)


def test_tier_line_is_named_in_every_language():
    line = price_lines(DOCUMENT, PRICES, CARBON, 12).lines[-1]

    assert line.label == {
        language: said.replace("{count}", "10") for language, said in TIER_LABEL.items()
    }
    assert line.source == "europe 3"


def test_tier_that_changes_nothing_of_a_design_is_left_out():
    prices = PRICES | {"products": {"bicycle": BICYCLE_PRICES | {"tiers": TIERS[1:]}}}
    price = price_lines(DOCUMENT, prices, {"frame": "steel"}, 60)

    assert ([line.code for line in price.lines], price.tier_from) == (["base"], 1)
    assert tier_prices(DOCUMENT, prices, {"frame": "steel"}) == [(1, 149_000)]


def test_tier_prices_tell_what_each_costs_from_which_quantity():
    assert tier_prices(DOCUMENT, PRICES, CARBON) == [(1, 240_700), (10, 222_700), (50, 222_100)]
    assert variant_tier_prices("BIKE-1", PRICES) == [(1, 152_000), (5, 150_000), (20, 149_000)]


def test_variant_has_tiers_too():
    price = variant_price("BIKE-1", PRICES, 25)

    assert [(line.code, line.minor) for line in price.lines] == [
        ("base", 152_000),
        ("tier:5", -2_000),
        ("tier:20", -1_000),
    ]
    assert (price.unit_minor, price.total_minor, price.tier_from) == (149_000, 25 * 149_000, 20)


def test_engine_adds_up_what_options_cost_in_the_tier():
    assert option_costs(DOCUMENT, PRICES, 9)[0]["frame"] == [0, 89_000]
    assert option_costs(DOCUMENT, PRICES, 10)[0]["frame"] == [0, 80_000]
    assert option_costs(DOCUMENT, PRICES, 10)[0]["extras"] == [1_500, 3_990]


def test_number_that_is_priced_in_a_tier_only_counts_as_priced():
    prices = {"products": {"bicycle": {"tiers": [{"from": 9, "numbers": {"rider": "1"}}]}}}

    assert priced_numbers(DOCUMENT, prices) == {"rider"}


def test_tier_starts_at_the_smallest_quantity_of_the_same_price():
    entry = PRICES["products"]["bicycle"]

    assert [tier_start(entry, quantity) for quantity in (1, 9, 10, 49, 50, 999)] == [
        1, 1, 10, 10, 50, 50,
    ]  # fmt: skip
    assert tier_start({}, 100) == 1


def test_last_tier_is_read_from_price_lines():
    assert tier_named(["base", "tier:10", "tier:50", "tax"]) == 50
    assert tier_named(["base", "tierce.10"]) == 1
