"""The products on sale, and their standard variants with price and stock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from catalog.models import Product, StandardVariant
from catalog.pricing import variant_tier_prices
from catalog.selectors.prices import current_price_list, price_document
from catalog.selectors.products import (
    current_revisions,
    listed_products,
    publications_at,
    standard_variants,
)
from configurator.artefacts import load_revision
from foundation.errors import NotFound
from foundation.models import Account
from foundation.money import Money
from production.selectors.stock import available


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """A standard variant as it can be bought today, and its prices from 1 piece on."""

    variant: StandardVariant
    available: int
    price: Money | None
    tiers: tuple[tuple[int, Money], ...] = ()
    has_tax_inside: bool = True

    @property
    def product(self) -> Product:
        return self.variant.product


def current_products(now: datetime) -> QuerySet[Product]:
    """Return the listed products that are on sale now."""
    return listed_products().filter(pk__in=publications_at(now).values("product"))


def current_documents(now: datetime) -> dict[str, dict[str, Any]]:
    """Return the documents on sale now by product code, from this process's memory."""
    return {code: load_revision(row).document for code, row in current_revisions(now).items()}


def variants_of(
    products: Collection[Product], now: datetime, account: Account | None = None
) -> list[ReadyMade]:
    """Return the standard variants of products, in shop order, in a fixed number of queries."""
    rows = list(
        standard_variants()
        .filter(product__in=products)
        .order_by("product__position", "product__code", "position", "sku")
    )
    stock = available(row.sku for row in rows)
    prices = _prices(now, account)
    return [_ready_made(row, stock[row.sku], prices) for row in rows]


def _prices(now: datetime, account: Account | None) -> dict[str, Any]:
    try:
        return price_document(current_price_list(now, account))
    except NotFound:
        return {"variants": {}}


def _ready_made(row: StandardVariant, on_shelf: int, prices: dict[str, Any]) -> ReadyMade:
    if row.sku not in prices["variants"]:
        return ReadyMade(row, on_shelf, None)
    tiers = tuple(
        (start, Money(minor, prices["currency"]))
        for start, minor in variant_tier_prices(row.sku, prices)
    )
    return ReadyMade(row, on_shelf, tiers[0][1], tiers, bool(prices["is_gross"]))
