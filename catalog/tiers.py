"""Prices by quantity in a price list's document: from how many pieces on they hold.

A product's entry has its `tiers` beside its prices, each with only the prices that it changes and
the `from` it starts at; standard variants have theirs under `variant_tiers`. What has no tiers
has neither key.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from catalog.canonical import Document

KINDS = ("options", "numbers", "letters")
TIER = "tier:"
"""Begins the code of a price line that names a tier; codes of groups have no colon."""


def tiers_of(prices: Document) -> list[Document]:
    """Return the tiers of a product's entry, the smallest quantity first."""
    tiers: list[Document] = prices.get("tiers", [])
    return tiers


def prices_from(prices: Document, quantity: int) -> Document:
    """Return a product's entry as it is for a quantity, without tiers."""
    found = {name: value for name, value in prices.items() if name != "tiers"}
    for tier in tiers_of(prices):
        if tier["from"] <= quantity:
            found = _with_tier(found, tier)
    return found


def tier_start(prices: Document, quantity: int) -> int:
    """Return the smallest quantity with the same prices as this one."""
    return max((tier["from"] for tier in tiers_of(prices) if tier["from"] <= quantity), default=1)


def tier_code(start: int) -> str:
    return f"{TIER}{start}"


def tier_named(codes: Iterable[str]) -> int:
    """Return from how many pieces the last tier starts that codes of price lines name, 1 for none."""
    starts = [int(code.removeprefix(TIER)) for code in codes if code.startswith(TIER)]
    return max(starts, default=1)


def tiered(entries: Mapping[int, Document]) -> Document:
    """Return a product's entry from what is priced from each quantity on."""
    tiers = [{"from": start, **priced(entry)} for start, entry in sorted(entries.items())]
    first, *others = tiers if 1 in entries else [{"from": 1, "base": 0}, *tiers]
    whole = {"base": 0, **{kind: {} for kind in KINDS}, **first}
    del whole["from"]
    return whole | ({"tiers": others} if others else {})


def priced(entry: Document) -> Document:
    """Return an entry without the kinds that price nothing."""
    return {name: value for name, value in entry.items() if value != {}}


def flat_tiers(prices: Document) -> Iterator[tuple[int, Document]]:
    """Yield each quantity from which something is priced, with what is."""
    yield 1, {name: value for name, value in prices.items() if name != "tiers"}
    for tier in tiers_of(prices):
        yield tier["from"], {name: value for name, value in tier.items() if name != "from"}


def _with_tier(prices: Document, tier: Document) -> Document:
    merged = prices | ({"base": tier["base"]} if "base" in tier else {})
    for kind in KINDS:
        if kind in tier:
            merged[kind] = _merged(merged.get(kind, {}), tier[kind])
    return merged


def _merged(prices: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    """Return prices by group with those that a tier changes; options of a group stay together."""
    return {
        **prices,
        **{
            group: prices.get(group, {}) | value if isinstance(value, dict) else value
            for group, value in changed.items()
        },
    }
