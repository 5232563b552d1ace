"""What a cart line costs by a price list, whatever its customer has seen; nobody else is asked."""

from catalog.models import PriceListVersion
from catalog.pricing import PriceBreakdown, price_lines, tier_prices, variant_price
from catalog.pricing import variant_tier_prices as article_tiers
from catalog.selectors.prices import price_document
from configurator.artefacts import load_revision
from foundation.errors import NotFound
from foundation.money import Money
from orders.models import CartLine


def take_quantity(line: CartLine, quantity: int, version: PriceListVersion) -> None:
    """Give a line so many pieces; the price that was seen goes along with their tier.

    Where it is not the list's price for the pieces so far, it stays: the cart asks about it.
    The line is not saved.
    """
    seen, before = Money(line.seen_unit_minor, line.seen_currency), _unit(line, version)
    line.quantity = quantity
    today = _unit(line, version)
    if today is not None and seen == before:
        line.seen_unit_minor = today.minor


def see_today(line: CartLine, version: PriceListVersion) -> None:
    """Note the list's price for the line's pieces as the one that was seen, without saving it."""
    today = _unit(line, version)
    if today is not None:
        line.seen_unit_minor, line.seen_currency = today.minor, today.currency


def line_tiers(line: CartLine, version: PriceListVersion) -> list[tuple[int, int]]:
    """Return from how many pieces on each of a line's costs what; from 1 first.

    Raises
    ------
    NotFound
        When the list does not price it.
    """
    prices = price_document(version)
    if line.sku:
        variant_price(line.sku, prices)
        return article_tiers(line.sku, prices)
    return tier_prices(load_revision(line.design_revision).document, prices, line.choices)


def _unit(line: CartLine, version: PriceListVersion) -> Money | None:
    try:
        price = _price(line, version)
    except NotFound:
        return None
    return Money(price.unit_minor, price.currency)


def _price(line: CartLine, version: PriceListVersion) -> PriceBreakdown:
    prices = price_document(version)
    if line.sku:
        return variant_price(line.sku, prices, line.quantity)
    document = load_revision(line.design_revision).document
    return price_lines(document, prices, line.choices, line.quantity)
