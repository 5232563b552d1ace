"""Price lines that add up to the total, whether or not the prices contain the tax."""

from django.utils.translation import gettext as _

from catalog.pricing import PriceBreakdown, PriceLine
from configurator.words import current_language


def all_lines(price: PriceBreakdown) -> tuple[PriceLine, ...]:
    """Return the lines of one piece; one more for the tax where it comes on top."""
    on_top = price.total_minor - price.unit_minor * price.quantity
    if not on_top:
        return price.lines
    return (*price.lines, PriceLine("tax", {current_language(): _("Tax")}, on_top, ""))
