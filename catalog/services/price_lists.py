"""Publish price lists."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from catalog.canonical import Document, digest_of
from catalog.language.schema import FREE
from catalog.models import Price, PriceList, PriceListVersion
from foundation.errors import InvalidInput
from foundation.events import record_event
from foundation.locks import lock_rows

FORMAT = 1


def publish_price_list(price_list: PriceList, *, actor: Any, now: datetime) -> PriceListVersion:
    """Freeze a list's prices as its next version; prices equal to the latest make no new one.

    Raises
    ------
    InvalidInput
        When the list holds no price at all.
    """
    with transaction.atomic():
        lock_rows(PriceList.objects.filter(pk=price_list.pk))
        latest = price_list.versions.order_by("-version").first()
        document = price_document(price_list, version=latest.version if latest else 1)
        if not document["products"] and not document["variants"]:
            raise InvalidInput("This price list holds no prices yet.", code="no_prices")
        if latest is not None:
            if latest.document == document:
                return latest
            document["version"] = latest.version + 1
        return _freeze(price_list, document, actor, now)


def price_document(price_list: PriceList, *, version: int) -> Document:
    """Return a list's prices as a document, in one query whatever their number."""
    products: dict[str, Document] = defaultdict(
        lambda: {"base": 0, "options": {}, "numbers": {}, "letters": {}}
    )
    variants: dict[str, int] = {}
    for row in _price_rows(price_list):
        minor = row["minor"]
        match row["kind"]:
            case Price.Kind.BASE:
                products[row["product__code"]]["base"] = int(minor)
            case Price.Kind.OPTION:
                group = products[row["option__group__product__code"]]["options"]
                group.setdefault(row["option__group__code"], {})[row["option__code"]] = int(minor)
            case Price.Kind.UNIT:
                exact = f"{minor.normalize():f}"
                products[row["group__product__code"]]["numbers"][row["group__code"]] = exact
            case Price.Kind.LETTER:
                products[row["group__product__code"]]["letters"][row["group__code"]] = int(minor)
            case Price.Kind.FREE:
                group = products[row["group__product__code"]]["options"]
                group.setdefault(row["group__code"], {})[FREE] = int(minor)
            case Price.Kind.VARIANT:
                variants[row["variant__sku"]] = int(minor)
    return {
        "format": FORMAT,
        "price_list": price_list.code,
        "version": version,
        "currency": price_list.currency,
        "tax_rate": f"{Decimal(price_list.tax_rate).normalize():f}",
        "is_gross": price_list.is_gross,
        "products": dict(products),
        "variants": variants,
    }


def _price_rows(price_list: PriceList) -> Any:
    return price_list.prices.values(
        "kind",
        "minor",
        "product__code",
        "option__code",
        "option__group__code",
        "option__group__product__code",
        "group__code",
        "group__product__code",
        "variant__sku",
    )


def _freeze(
    price_list: PriceList, document: Document, actor: Any, now: datetime
) -> PriceListVersion:
    version = PriceListVersion.objects.create(
        price_list=price_list,
        version=document["version"],
        document=document,
        digest=digest_of(document),
        created_at=now,
    )
    payload = {
        "price_list": price_list.code,
        "version": version.version,
        "digest": version.digest,
        "actor": getattr(actor, "pk", None),
    }
    record_event(
        name="catalog.price_list_published", reference=price_list.code, payload=payload, now=now
    )
    return version
