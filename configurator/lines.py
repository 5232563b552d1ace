"""Price lines that add up to the total, whether or not the prices contain the tax."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from catalog.pricing import PriceBreakdown, PriceLine
from configurator.words import current_language


def all_lines(price: PriceBreakdown, shared: Sequence[PriceLine] = ()) -> tuple[PriceLine, ...]:
    """Return the lines of one piece, and one more for the tax where it comes on top.

    `shared` are the lines that its saving is made of.
    """
    on_top = price.total_minor - price.unit_minor * price.quantity + price.saving_minor
    if not on_top:
        return (*price.lines, *shared)
    return (*price.lines, *shared, PriceLine("tax", {current_language(): _("Tax")}, on_top, ""))
