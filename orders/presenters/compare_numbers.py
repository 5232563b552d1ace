"""How the figures of `/compare/` are written."""

from django.utils.formats import number_format

from foundation.bidi import left_to_right
from foundation.money import NO_BREAK_SPACE, SYMBOLS, TRUE_MINUS, Money, format_money

PERCENT = 100


def count_text(value: float) -> str:
    """Return a whole number with its thousands apart."""
    return number_format(round(value), use_l10n=True, force_grouping=True)


def figure_text(kind: str, value: float, currency: str, language: str | None) -> str:
    """Return a figure as people read it; shares as per cent, amounts in whole units where large."""
    if kind == "money":
        return format_money(Money(round(value), currency), language)
    if kind == "whole_money":
        return _whole_money(round(value), currency, language)
    if kind == "share":
        digits = 0 if value in (0, 1) else 1
        share = number_format(round(value * PERCENT, digits), digits, use_l10n=True)
        return left_to_right(f"{share}{NO_BREAK_SPACE}%", language)
    if kind == "count":
        return count_text(value)
    if kind == "kwh":
        return f"{number_format(round(value, 2), 2, use_l10n=True)}{NO_BREAK_SPACE}kWh"
    if kind == "whole_kwh":
        return f"{count_text(value)}{NO_BREAK_SPACE}kWh"
    return number_format(round(value, 1), 1, use_l10n=True, force_grouping=True)


def _whole_money(minor: int, currency: str, language: str | None) -> str:
    sign = TRUE_MINUS if minor < 0 else ""
    symbol = SYMBOLS.get(currency, currency)
    text = f"{sign}{count_text(abs(minor) / PERCENT)}{NO_BREAK_SPACE}{symbol}"
    return left_to_right(text, language)
