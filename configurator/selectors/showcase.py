"""The made-to-order products as the shop front shows them: drawn, priced from, dated."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from catalog.models import Product
from catalog.selectors.products import current_revisions
from configurator.answers import PricedRevision, priced_revision
from configurator.engine import complete
from configurator.selectors.assortment import current_products
from configurator.services.dates import offers_of
from configurator.values import Choices
from foundation.errors import NotFound
from foundation.money import Money
from production.selectors.offers import Offer


@dataclass(frozen=True, slots=True)
class Showpiece:
    """One product in the design it starts with; `price_from` is its cheapest design's price."""

    product: Product
    priced: PricedRevision
    full: Choices
    price_from: Money
    offers: tuple[Offer, ...]


def showcase(now: datetime) -> list[Showpiece]:
    """Return the configurable products on sale that have a price, in shop order."""
    return list(_showpieces(now))


def _showpieces(now: datetime) -> Iterator[Showpiece]:
    revisions = current_revisions(now)
    for product in current_products(now).filter(kind=Product.Kind.CONFIGURABLE):
        try:
            priced = priced_revision(revisions[product.code], now)
            cheapest = complete(priced.loaded.artefact, {}, priced.costs)
            price = priced.price(cheapest)
        except NotFound:
            continue
        full = priced.proposal({})
        yield Showpiece(
            product=product,
            priced=priced,
            full=full,
            price_from=priced.money(price.total_minor),
            offers=tuple(offers_of(priced, full, now)),
        )
