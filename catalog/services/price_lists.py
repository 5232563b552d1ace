"""Publish price lists."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from catalog.canonical import Document, digest_of
from catalog.language.schema import FREE
from catalog.models import Price, PriceList, PriceListVersion
from catalog.tiers import tiered
from foundation.errors import InvalidInput
from foundation.events import record_event
from foundation.locks import lock_rows
from foundation.money import round_half_up

FORMAT = 1
VARIANT = "variant"
Thing = tuple[str, str, str, str]
"""What a price is for: product, kind, group and option; a standard variant stands as the group."""
Prices = dict[Thing, dict[int, Decimal]]
"""Minor units of each thing by the quantity that they hold from."""


def publish_price_list(price_list: PriceList, *, actor: Any, now: datetime) -> PriceListVersion:
    """Freeze a list's prices as its next version; prices equal to the latest make no new one.

    Lists that are based on it and were published before are published with it.

    Raises
    ------
    InvalidInput
        When the list holds no price at all.
    """
    with transaction.atomic():
        lock_rows(PriceList.objects.filter(Q(pk=price_list.pk) | Q(based_on=price_list.pk)))
        version = _publish(price_list, actor, now)
        for derived in PriceList.objects.filter(based_on=price_list.pk):
            if derived.versions.exists():
                _publish(derived, actor, now)
        return version


def price_document(price_list: PriceList, *, version: int) -> Document:
    """Return a list's prices as a document, in a query whatever their number.

    One that is based on another list holds that one's prices too, less the discount, save those
    of things that it prices itself. That takes a query more.
    """
    prices = _written(price_list)
    if price_list.based_on is not None:
        factor = 1 - Decimal(price_list.discount)
        prices = _less(_written(price_list.based_on), factor) | prices
    products, variants, variant_tiers = _by_owner(prices)
    return {
        "format": FORMAT,
        "price_list": price_list.code,
        "version": version,
        "currency": price_list.currency,
        "tax_rate": f"{Decimal(price_list.tax_rate).normalize():f}",
        "is_gross": price_list.is_gross,
        "products": products,
        "variants": variants,
        **({"variant_tiers": variant_tiers} if variant_tiers else {}),
    }


def _publish(price_list: PriceList, actor: Any, now: datetime) -> PriceListVersion:
    latest = price_list.versions.order_by("-version").first()
    document = price_document(price_list, version=latest.version if latest else 1)
    if not document["products"] and not document["variants"]:
        raise InvalidInput("This price list holds no prices yet.", code="no_prices")
    if latest is not None:
        if latest.document == document:
            return latest
        document["version"] = latest.version + 1
    return _freeze(price_list, document, actor, now)


def _written(price_list: PriceList) -> Prices:
    """Return the amounts of a list's rows: of each thing, from each quantity on."""
    prices: Prices = defaultdict(dict)
    for row in _price_rows(price_list):
        prices[_thing(row)][row["from_quantity"]] = row["minor"]
    return dict(prices)


def _thing(row: Document) -> Thing:
    match row["kind"]:
        case Price.Kind.BASE:
            return row["product__code"], "base", "", ""
        case Price.Kind.OPTION:
            product = row["option__group__product__code"]
            return product, "options", row["option__group__code"], row["option__code"]
        case Price.Kind.UNIT:
            return row["group__product__code"], "numbers", row["group__code"], ""
        case Price.Kind.LETTER:
            return row["group__product__code"], "letters", row["group__code"], ""
        case Price.Kind.FREE:
            return row["group__product__code"], "options", row["group__code"], FREE
        case _:
            return "", VARIANT, row["variant__sku"], ""


def _less(prices: Prices, factor: Decimal) -> Prices:
    """Return prices times a factor: whole cents, those per unit as they come."""
    return {
        thing: {
            start: minor * factor
            if thing[1] == "numbers"
            else Decimal(round_half_up(minor * factor))
            for start, minor in amounts.items()
        }
        for thing, amounts in prices.items()
    }


def _by_owner(
    prices: Prices,
) -> tuple[dict[str, Document], dict[str, int], dict[str, list[Document]]]:
    """Return the entries of products and variants, and the tiers of variants."""
    entries: dict[str, dict[int, Document]] = defaultdict(lambda: defaultdict(dict))
    variants: dict[str, int] = {}
    tiers: dict[str, list[Document]] = {}
    for (product, kind, group, option), amounts in prices.items():
        if kind == VARIANT:
            first, *others = sorted(amounts.items())
            variants[group] = int(first[1])
            if others:
                tiers[group] = [{"from": start, "minor": int(minor)} for start, minor in others]
            continue
        for start, minor in amounts.items():
            _enter(entries[product][start], kind, group, option, minor)
    return {code: tiered(by_start) for code, by_start in entries.items()}, variants, tiers


def _enter(entry: Document, kind: str, group: str, option: str, minor: Decimal) -> None:
    if kind == "base":
        entry["base"] = int(minor)
    elif kind == "options":
        entry.setdefault(kind, {}).setdefault(group, {})[option] = int(minor)
    elif kind == "numbers":
        entry.setdefault(kind, {})[group] = f"{minor.normalize():f}"
    else:
        entry.setdefault(kind, {})[group] = int(minor)


def _price_rows(price_list: PriceList) -> Any:
    return price_list.prices.values(
        "kind",
        "from_quantity",
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
