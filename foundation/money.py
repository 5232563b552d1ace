"""Money: integer minor units and a currency, and the one place that rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils import formats, translation

from foundation.bidi import left_to_right

NO_BREAK_SPACE = "\u00a0"
TRUE_MINUS = "\u2212"
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}
CURRENCIES = tuple(SYMBOLS)
"""The currencies that the shop sells and delivers in."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the smallest unit of its currency (cents)."""

    minor: int
    currency: str

    def as_json(self) -> dict[str, int | str]:
        return {"currency": self.currency, "minor": self.minor}


def round_half_up(value: Decimal | Fraction | int) -> int:
    """Round to a whole number of minor units, halves away from zero.

    Every amount in Tailorline that is not whole is rounded here and nowhere else.
    """
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    sign = -1 if value < 0 else 1
    return sign * int((abs(value) * 2 + 1) // 2)


def split_exactly(total: int, weights: Sequence[int]) -> list[int]:
    """Split a whole amount by weight; the parts add up to it, to the last unit.

    Largest remainder: what rounding down leaves goes to the parts that lost most, the first
    of equals first. Without any weight, everybody gets the same.

    Raises
    ------
    ValueError
        When there is nobody to split among, or a weight is negative.
    """
    if not weights or min(weights) < 0:
        raise ValueError("split among at least one, with no weight below zero")
    shares = weights if any(weights) else [1] * len(weights)
    whole = sum(shares)
    parts = [total * share // whole for share in shares]
    lost = [total * share % whole for share in shares]
    by_loss = sorted(range(len(shares)), key=lambda place: (-lost[place], place))
    for place in by_loss[: total - sum(parts)]:
        parts[place] += 1
    return parts


def tax_inside(gross_minor: int, rate: Decimal) -> int:
    """Return the tax that a gross amount contains at a rate such as ``Decimal("0.19")``."""
    gross = Fraction(gross_minor)
    return round_half_up(gross - gross / (1 + Fraction(rate)))


def format_money(money: Money, language: str | None = None) -> str:
    """Write an amount for a person: ``1,733.50 €`` in English, ``1.733,50 €`` in German."""
    sign = TRUE_MINUS if money.minor < 0 else ""
    return left_to_right(f"{sign}{_format_absolute(money, language)}", language)


def format_change(money: Money, language: str | None = None) -> str:
    """Write a difference with its sign set apart: ``+ 18.50 €``; the empty string for none."""
    if money.minor == 0:
        return ""
    sign = TRUE_MINUS if money.minor < 0 else "+"
    return left_to_right(f"{sign}{NO_BREAK_SPACE}{_format_absolute(money, language)}", language)


def _format_absolute(money: Money, language: str | None) -> str:
    amount = Decimal(abs(money.minor)) / 100
    with translation.override(language or translation.get_language() or "en"):
        number = formats.number_format(amount, decimal_pos=2, use_l10n=True, force_grouping=True)
    return f"{number}{NO_BREAK_SPACE}{SYMBOLS.get(money.currency, money.currency)}"
