"""The made-to-order products as the shop front shows them: drawn, priced from, dated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from catalog.models import Product
from catalog.selectors.prices import current_price_list, price_document
from catalog.selectors.products import current_revisions
from configurator.answers import PricedRevision, priced_revision
from configurator.artefacts import load_revision
from configurator.engine import complete
from configurator.selectors.assortment import current_products
from configurator.services.dates import offers_of
from configurator.values import Choices
from foundation.errors import NotFound
from foundation.models import Account
from foundation.money import Money
from production.selectors.factory_now import FactoryNow
from production.selectors.offers import Offer


@dataclass(frozen=True, slots=True)
class Showpiece:
    """One product in the design it starts with; `price_from` is its cheapest design's price."""

    product: Product
    priced: PricedRevision
    full: Choices
    price_from: Money
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Showcase:
    """The made-to-order products, and the documents of all that is on sale by product code."""

    pieces: list[Showpiece]
    documents: Mapping[str, dict[str, Any]]


def showcase(now: datetime, account: Account | None = None) -> Showcase:
    """Return what is on sale now to an account or a visitor; without a price, it is left out."""
    revisions = current_revisions(now)
    documents = {code: load_revision(row).document for code, row in revisions.items()}
    try:
        prices = current_price_list(now, account)
    except NotFound:
        return Showcase([], documents)
    products = current_products(now).filter(kind=Product.Kind.CONFIGURABLE)
    factory = FactoryNow(revisions.keys(), now)
    pieces = [
        _showpiece(
            product, priced_revision(revisions[product.code], prices, localdate(now)), factory
        )
        for product in products
        if product.code in price_document(prices)["products"]
    ]
    return Showcase(pieces, documents)


def _showpiece(product: Product, priced: PricedRevision, factory: FactoryNow) -> Showpiece:
    cheapest = complete(priced.loaded.artefact, priced.context, priced.costs)
    full = priced.proposal({})
    return Showpiece(
        product=product,
        priced=priced,
        full=full,
        price_from=priced.money(priced.price(cheapest).total_minor),
        offers=tuple(offers_of(priced, full, factory)),
    )
