"""Write product definitions into drafts and prices, and publish what changed."""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from catalog.demo.definition import Definition
from catalog.demo.wording import WORDING
from catalog.models import PriceList, Product, Publication
from catalog.selectors.products import current_revision
from catalog.services.drafts import write_draft, write_prices, write_variants
from catalog.services.price_lists import price_document, publish_price_list
from catalog.services.publishing import draft_document, publish

NOTE = "Demo shop"


def europe() -> PriceList:
    """Return the shop's price list, made where there is none: euros, tax of 19 % contained."""
    fields = {
        "name": WORDING.said("Europe"),
        "currency": "EUR",
        "tax_rate": Decimal("0.19"),
        "is_gross": True,
        "is_default": not PriceList.objects.filter(is_default=True).exists(),
    }
    price_list, _ = PriceList.objects.get_or_create(code="europe", defaults=fields)
    return price_list


@transaction.atomic
def write_product(
    definition: Definition, *, price_list: PriceList, position: int | None = None
) -> bool:
    """Make draft, variants and prices those of the definition; say whether they were not yet.

    Nothing is published. Rows that already say the same are not touched.
    """
    product = Product.objects.filter(code=definition.code).first()
    wanted = _content(definition)
    if product is not None and _present(product, price_list, wanted) == wanted:
        return False
    product = write_draft(definition.document(), position=position)
    if definition.variants is not None:
        write_variants(
            product,
            [
                {"sku": one.sku, "name": one.names, "choices": dict(one.choices)}
                for one in definition.variants
            ],
        )
        variant_prices = {one.sku: one.price for one in definition.variants}
        variant_tiers = {one.sku: one.price_tiers for one in definition.variants}
    else:
        variant_prices, variant_tiers = _variant_prices(product, price_list)
    write_prices(
        price_list,
        product,
        definition.prices(),
        variants=variant_prices,
        variant_tiers=variant_tiers,
    )
    return True


def load_products(definitions: Mapping[str, Definition], *, actor: Any, now: datetime) -> list[str]:
    """Write and publish the demo's products; return the codes of those that were not yet so.

    A product that staff have changed or taken off sale since is left as it is. A load that was
    interrupted is taken up where it stopped.
    """
    price_list = europe()
    ours = [code for code in definitions if _is_ours(code, now)]
    known = set(Product.objects.values_list("code", flat=True))
    fresh = []
    for position, (code, definition) in enumerate(definitions.items()):
        if code in ours:
            place = None if code in known else position
            is_written = write_product(definition, price_list=price_list, position=place)
            if is_written or not _is_published(code):
                fresh.append(code)
    if set(fresh) - known:
        _keep_order(definitions, ours)
    if fresh:
        publish_price_list(price_list, actor=actor, now=now)
    for code in fresh:
        publish(Product.objects.get(code=code), actor=actor, now=now, note=NOTE)
    return fresh


def _keep_order(definitions: Mapping[str, Definition], ours: Collection[str]) -> None:
    """Make room for products that are new; without any, the order that staff chose stays."""
    for position, code in enumerate(definitions):
        if code in ours:
            Product.objects.filter(code=code).update(position=position)


def _is_ours(code: str, now: datetime) -> bool:
    """Tell whether a product is missing, never published, or still what the demo published."""
    product = Product.objects.filter(code=code).first()
    if product is None or not _is_published(code):
        return True
    revision = current_revision(product, now)
    publication = product.publications.filter(ends_at=None).first()
    if revision is None or publication is None or publication.note != NOTE:
        return False
    return bool(revision.document == draft_document(product))


def _is_published(code: str) -> bool:
    return Publication.objects.filter(product__code=code).exists()


def _content(definition: Definition) -> dict[str, Any]:
    variants = definition.variants
    return {
        "document": definition.document(),
        "prices": definition.prices(),
        "variants": None
        if variants is None
        else [
            (one.sku, one.names, dict(one.choices), one.price, one.price_tiers) for one in variants
        ],
    }


def _present(product: Product, price_list: PriceList, wanted: Mapping[str, Any]) -> dict[str, Any]:
    prices = price_document(price_list, version=1)
    variants = None
    if wanted["variants"] is not None:
        variants = [
            (
                row.sku,
                row.name,
                row.choices,
                prices["variants"].get(row.sku),
                prices.get("variant_tiers", {}).get(row.sku, []),
            )
            for row in product.variants.order_by("position")
        ]
    return {
        "document": draft_document(product),
        "prices": prices["products"].get(product.code),
        "variants": variants,
    }


def _variant_prices(
    product: Product, price_list: PriceList
) -> tuple[dict[str, int], dict[str, list[dict[str, int]]]]:
    """Return what a list says of a product's variants: their prices, and those by quantity."""
    known = price_document(price_list, version=1)
    skus = product.variants.values_list("sku", flat=True)
    prices = {sku: known["variants"][sku] for sku in skus if sku in known["variants"]}
    return prices, known.get("variant_tiers", {})
