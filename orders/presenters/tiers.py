"""Prices by quantity, in words: the tier that holds, the next one, and what a change passed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.tiers import tier_named
from foundation.money import Money, format_money
from orders.models import CartLine
from orders.presenters.designs import cart_line_name


def tier_words(start: int) -> str:
    """Name the tier that starts at so many pieces; empty for single ones."""
    return _("Quantity price from %(count)s pieces") % {"count": start} if start > 1 else ""


def frozen_tier(price_lines: Iterable[Mapping[str, Any]]) -> str:
    """Name the tier that a quote or an order was priced in, from its stored price lines."""
    return tier_words(tier_named(step["code"] for step in price_lines))


def next_tier(tiers: Sequence[tuple[int, int]], quantity: int, currency: str) -> str:
    """Say what each piece costs from the next tier on; empty where there is none."""
    following = next((tier for tier in tiers if tier[0] > quantity), None)
    if following is None:
        return ""
    start, minor = following
    return _("From %(count)s pieces: %(unit)s each") % {
        "count": start,
        "unit": format_money(Money(minor, currency)),
    }


def tier_news(line: CartLine, before: Money | None) -> str:
    """Say that a line's pieces cost something else now because of how many they are."""
    today = Money(line.seen_unit_minor, line.seen_currency)
    if before is None or today == before:
        return ""
    return ngettext(
        "%(count)s × %(name)s: it costs %(today)s now instead of %(before)s.",
        "%(count)s × %(name)s: each costs %(today)s now instead of %(before)s.",
        line.quantity,
    ) % {
        "count": line.quantity,
        "name": cart_line_name(line),
        "today": format_money(today),
        "before": format_money(before),
    }
