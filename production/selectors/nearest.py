"""Standard variants on the shelf that are nearly a configuration: what differs, and the price."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from catalog.canonical import Document
from catalog.choices import plain_choices
from catalog.language.flattening import flat_document
from catalog.models import StandardVariant
from catalog.pricing import priced_numbers, variant_price
from production.formulas import named_words
from production.selectors.factory_now import FactoryNow
from production.selectors.facts import Making, sources_of_steps
from production.selectors.needs import sources_of_lines

MOST_DIFFERENCES = 4
MOST_VARIANTS = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """A group that the two answer differently; None where one leaves it empty."""

    group: str
    yours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class NearVariant:
    """A standard variant that can be had now: what differs, in catalog order, and its price."""

    sku: str
    name: dict[str, str]
    available: int
    unit_minor: int
    total_minor: int
    ready_at: datetime
    differences: tuple[Difference, ...]


def nearest_variants(
    product_code: str,
    document: Document,
    choices: Mapping[str, Any],
    prices: Document,
    factory: FactoryNow,
    quantity: int = 1,
) -> list[NearVariant]:
    """Return the standard variants in stock that are nearest to a complete configuration.

    Those with the fewest differing answers first, then the cheapest, then by SKU; at most
    `MOST_VARIANTS`, none with more than `MOST_DIFFERENCES`. A variant without a price is left
    out. A number does not count where it is neither paid for nor read by the factory: the height
    of a rider is no part of the bicycle.

    Parameters
    ----------
    choices
        The configuration, complete.
    prices
        The document of a published price list.
    """
    yours = plain_choices(document, choices)
    idle = _idle_numbers(document, prices, factory.making(product_code))
    found = [
        _near(variant, document, yours, idle, prices, factory, quantity)
        for variant in factory.variants(product_code)
        if factory.available[variant.sku] >= quantity and variant.sku in prices["variants"]
    ]
    near = [variant for variant in found if len(variant.differences) <= MOST_DIFFERENCES]
    near.sort(key=lambda variant: (len(variant.differences), variant.total_minor, variant.sku))
    return near[:MOST_VARIANTS]


def _near(
    variant: StandardVariant,
    document: Document,
    yours: Mapping[str, Any],
    idle: Collection[str],
    prices: Document,
    factory: FactoryNow,
    quantity: int,
) -> NearVariant:
    theirs = plain_choices(document, variant.choices)
    price = variant_price(variant.sku, prices, quantity)
    return NearVariant(
        sku=variant.sku,
        name=variant.name,
        available=factory.available[variant.sku],
        unit_minor=price.unit_minor,
        total_minor=price.total_minor,
        ready_at=factory.now,
        differences=tuple(
            Difference(code, yours.get(code), theirs.get(code))
            for code in (group["code"] for group in flat_document(document)["groups"])
            if code not in idle and yours.get(code) != theirs.get(code)
        ),
    )


def _idle_numbers(document: Document, prices: Document, making: Making) -> set[str]:
    """Return the numbers that nobody pays for and that nothing is made by."""
    groups = flat_document(document)["groups"]
    numbers = {group["code"] for group in groups if group["kind"] == "number"}
    if not numbers:
        return set()
    sources = chain(sources_of_steps(making.steps), sources_of_lines(making.lines))
    read = named_words(sources)
    priced = priced_numbers(document, prices)
    return {code for code in numbers - priced if code.partition("/")[0] not in read}
