"""Amounts the way a person reads them: ``+ 18.50 €``, ``same price``."""

from django.utils.translation import gettext as _

from foundation.money import Money, format_change, format_money


def change_words(change: Money, language: str) -> str:
    """Say a difference of price."""
    return format_change(change, language) or _("same price")


def change_trend(change: Money) -> str:
    """Return ``less``, ``more`` or the empty string."""
    return "less" if change.minor < 0 else "more" if change.minor > 0 else ""


def round_words(money: Money, language: str) -> str:
    """Say an amount, without the minor units where they are zero: ``1,490 €``."""
    words = format_money(money, language)
    zeros = next((end for end in (".00", ",00") if f"{end}\N{NO-BREAK SPACE}" in words), "")
    return words.replace(zeros, "", 1) if zeros else words
