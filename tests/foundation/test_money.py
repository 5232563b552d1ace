from decimal import Decimal
from fractions import Fraction

import pytest

from foundation.money import Money, format_change, format_money, round_half_up, tax_inside


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7, 7),
        (Decimal("0.5"), 1),
        (Decimal("-0.5"), -1),
        (Decimal("2.4999"), 2),
        (Fraction(5, 2), 3),
        (Fraction(-5, 2), -3),
        (Fraction(1, 3), 0),
    ],
)
def test_round_half_up_moves_halves_away_from_zero(value, expected):
    assert round_half_up(value) == expected


def test_tax_inside_of_119_at_19_percent_is_19():
    assert tax_inside(11900, Decimal("0.19")) == 1900


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "1,733.50\u00a0€"), ("de", "1.733,50\u00a0€")]
)
def test_format_money_follows_the_language(language, expected):
    assert format_money(Money(173350, "EUR"), language) == expected


@pytest.mark.parametrize(
    ("minor", "expected"),
    [(1850, "+\u00a018.50\u00a0€"), (-1200, "\u2212\u00a012.00\u00a0€"), (0, "")],
)
def test_format_change_sets_the_sign_apart(minor, expected):
    assert format_change(Money(minor, "EUR"), "en") == expected
