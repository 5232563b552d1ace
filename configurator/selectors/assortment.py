"""The products on sale, and their standard variants with price and stock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from catalog.models import Product, StandardVariant
from catalog.selectors.prices import current_price_list
from catalog.selectors.products import (
    current_revisions,
    listed_products,
    publications_at,
    standard_variants,
)
from configurator.artefacts import load_revision
from foundation.errors import NotFound
from foundation.money import Money
from production.selectors.stock import available


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """A standard variant as it can be bought today."""

    variant: StandardVariant
    available: int
    price: Money | None

    @property
    def product(self) -> Product:
        return self.variant.product


def current_products(now: datetime) -> QuerySet[Product]:
    """Return the listed products that are on sale now."""
    return listed_products().filter(pk__in=publications_at(now).values("product"))


def current_documents(now: datetime) -> dict[str, dict[str, Any]]:
    """Return the documents on sale now by product code, from this process's memory."""
    return {code: load_revision(row).document for code, row in current_revisions(now).items()}


def variants_of(products: Collection[Product], now: datetime) -> list[ReadyMade]:
    """Return the standard variants of products, in shop order, in a fixed number of queries."""
    rows = list(
        standard_variants()
        .filter(product__in=products)
        .order_by("product__position", "product__code", "position", "sku")
    )
    stock = available(row.sku for row in rows)
    prices = _variant_prices(now)
    return [ReadyMade(row, stock[row.sku], _price(prices, row.sku)) for row in rows]


def _variant_prices(now: datetime) -> dict[str, Any]:
    try:
        document: dict[str, Any] = current_price_list(now).document
    except NotFound:
        return {}
    return document


def _price(prices: dict[str, Any], sku: str) -> Money | None:
    minor = prices.get("variants", {}).get(sku)
    return None if minor is None else Money(minor, prices["currency"])
