from foundation.money import Money
from orders.models import CartLine
from orders.presenters.tiers import frozen_tier, next_tier, tier_news, tier_words


def line(quantity, unit_minor):
    return CartLine(
        sku="BIKE-1", quantity=quantity, seen_unit_minor=unit_minor, seen_currency="EUR"
    )


def test_tier_is_named_from_its_start_on():
    assert tier_words(10) == "Quantity price from 10 pieces"
    assert tier_words(1) == ""


def test_frozen_tier_is_the_last_that_the_price_lines_name():
    assert frozen_tier([{"code": "base"}, {"code": "tier:10"}]) == "Quantity price from 10 pieces"
    assert frozen_tier([{"code": "base"}]) == ""


def test_next_tier_says_from_how_many_and_at_what_price():
    tiers = [(1, 2_400), (10, 2_150), (50, 1_890)]

    assert next_tier(tiers, 12, "EUR") == "From 50 pieces: 18.90\u00a0€ each"
    assert next_tier(tiers, 50, "EUR") == ""


def test_nothing_is_told_where_the_price_stayed():
    assert tier_news(line(3, 150_000), Money(150_000, "EUR")) == ""
    assert tier_news(line(3, 150_000), None) == ""
