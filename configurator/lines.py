"""Price lines that add up to the total, whether or not the prices contain the tax."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.pricing import PriceBreakdown, PriceLine
from configurator.words import current_language


def all_lines(price: PriceBreakdown, shared: Sequence[PriceLine] = ()) -> tuple[PriceLine, ...]:
    """Return the lines of one piece, one for the other pieces, one for the tax where it comes on
    top: together they are the total.

    `shared` are the lines that its saving is made of.
    """
    on_top = price.total_minor - price.unit_minor * price.quantity + price.saving_minor
    others = [_others(price)] if price.quantity > 1 else []
    tax = [_line("tax", _("Tax"), on_top)] if on_top else []
    return (*price.lines, *others, *shared, *tax)


def _others(price: PriceBreakdown) -> PriceLine:
    more = price.quantity - 1
    label = ngettext("%(count)s more piece", "%(count)s more pieces", more) % {"count": more}
    return _line("pieces", label, price.unit_minor * more)


def _line(code: str, label: str, minor: int) -> PriceLine:
    return PriceLine(code, {current_language(): label}, minor, "")
