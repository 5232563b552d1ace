"""The price of a configuration, line by line; the lines add up to the price to the cent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalog.canonical import Document
from catalog.choices import EMPTY, Choices, number_text, quantities
from catalog.language.flattening import flat_document
from catalog.language.graphemes import grapheme_count
from catalog.texts import MAIN_LANGUAGE, in_language
from catalog.tiers import flat_tiers, prices_from, tier_code, tier_named, tiers_of
from foundation.errors import NotFound
from foundation.money import round_half_up, tax_inside

Names = Mapping[str, str]

BASE_LABEL = {"en": "Base price", "de": "Grundpreis", "ar": "السعر الأساسي"}
TIER_LABEL = {
    "en": "Quantity price from {count} pieces",
    "de": "Mengenpreis ab {count} Stück",
    "ar": "سعر الكمية ابتداءً من {count}",
}


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One step of the waterfall, for one piece. ``source`` names price list and version.

    A tier is a step of its own: what the pieces cost less than a single one.
    """

    code: str
    label: Names
    minor: int
    source: str


@dataclass(frozen=True, slots=True)
class PriceBreakdown:
    """A price: ``lines`` add up to ``unit_minor``; ``total_minor`` is for all pieces with tax.

    ``saving_minor`` is taken off all pieces together, in the terms of the price list.
    Where prices contain the tax, ``tax_minor`` is the part of the total that is tax; where
    they do not, it is added to the pieces.
    """

    lines: tuple[PriceLine, ...]
    unit_minor: int
    total_minor: int
    tax_minor: int
    currency: str
    quantity: int = 1
    saving_minor: int = 0

    @property
    def tier_from(self) -> int:
        """From how many pieces its tier holds, 1 for none."""
        return tier_named(line.code for line in self.lines)


def price_lines(
    document: Document, price_document: Document, choices: Choices, quantity: int = 1
) -> PriceBreakdown:
    """Return the price of complete choices.

    Raises
    ------
    NotFound
        When the price list does not price the product.
    """
    prices = product_prices(price_document, document["product"])
    lines = _piece_lines(document, price_document, prices, choices)
    starts = [tier["from"] for tier in tiers_of(prices) if tier["from"] <= quantity]
    unit_by_start = dict(_units(document, price_document, prices, choices, starts))
    return _breakdown(_with_tiers(lines, unit_by_start, price_document), price_document, quantity)


def tier_prices(
    document: Document, price_document: Document, choices: Choices
) -> list[tuple[int, int]]:
    """Return from how many pieces on each of them costs what, where that changes; from 1 first."""
    prices = product_prices(price_document, document["product"])
    starts = [1, *(tier["from"] for tier in tiers_of(prices))]
    return _changing(_units(document, price_document, prices, choices, starts))


def variant_tier_prices(sku: str, price_document: Document) -> list[tuple[int, int]]:
    """Return the same as `tier_prices` for a standard variant that is priced."""
    return _changing([(1, price_document["variants"][sku]), *_variant_tiers(sku, price_document)])


def variant_price(sku: str, price_document: Document, quantity: int = 1) -> PriceBreakdown:
    """Return the price of a standard variant.

    Raises
    ------
    NotFound
        When the price list does not price it.
    """
    minor = price_document["variants"].get(sku)
    if minor is None:
        raise NotFound(_("This article has no price."), code="no_price")
    lines = (PriceLine("base", BASE_LABEL, minor, _source(price_document)),)
    tiers = _variant_tiers(sku, price_document)
    unit_by_start = {start: price for start, price in tiers if start <= quantity}
    return _breakdown(_with_tiers(lines, unit_by_start, price_document), price_document, quantity)


def with_saving(
    price: PriceBreakdown, saving_minor: int, price_document: Document
) -> PriceBreakdown:
    """Return a price less an amount off all pieces together; the tax is that of the rest.

    Raises
    ------
    ValueError
        For less than nothing, or more than the pieces cost.
    """
    if not 0 <= saving_minor <= price.unit_minor * price.quantity:
        raise ValueError("a saving lies between nothing and the price")
    return _breakdown(price.lines, price_document, price.quantity, saving_minor)


def option_costs(
    document: Document, price_document: Document, quantity: int = 1
) -> tuple[dict[str, list[int]], dict[str, Decimal]]:
    """Return what the engine adds up: per group a surcharge per option, or minor units per unit.

    They are for one of so many pieces. Options stand in document order. Texts have no part in it:
    see `text_cost`.
    """
    prices = prices_from(price_document["products"].get(document["product"], {}), quantity)
    options, numbers = {}, {}
    for group in flat_document(document)["groups"]:
        code = group["code"]
        if group["options"]:
            by_option = prices.get("options", {}).get(_priced_as(group), {})
            options[code] = [by_option.get(option["code"], 0) for option in group["options"]]
        elif group["kind"] == "number":
            numbers[code] = Decimal(str(prices.get("numbers", {}).get(_priced_as(group), 0)))
    return options, numbers


def priced_numbers(document: Document, price_document: Document) -> set[str]:
    """Return the number groups that cost something by the unit, from whatever quantity."""
    prices = price_document["products"].get(document["product"], {})
    priced = {
        group
        for _start, entry in flat_tiers(prices)
        for group, per_unit in entry.get("numbers", {}).items()
        if Decimal(str(per_unit))
    }
    return {
        group["code"]
        for group in flat_document(document)["groups"]
        if group["kind"] == "number" and _priced_as(group) in priced
    }


def text_cost(document: Document, price_document: Document, choices: Choices) -> int:
    """Return what the letters of all texts cost, and files; a letter is what a reader sees as one."""
    prices = price_document["products"].get(document["product"], {})
    return sum(
        _letters_minor(group, prices, choices.get(group["code"]) or "")
        for group in flat_document(document)["groups"]
        if group["kind"] in ("text", "file")
    )


def product_prices(price_document: Document, product_code: str) -> Document:
    """Return a price document's entry for a product.

    Raises
    ------
    NotFound
        When there is none.
    """
    prices: Document | None = price_document["products"].get(product_code)
    if prices is None:
        raise NotFound(_("This product has no price."), code="no_price")
    return prices


def _piece_lines(
    document: Document, price_document: Document, prices: Document, choices: Choices
) -> tuple[PriceLine, ...]:
    """Return the lines of one piece at the prices of one quantity."""
    base = PriceLine("base", BASE_LABEL, prices.get("base", 0), _source(price_document))
    return (base, *_group_lines(document, price_document, prices, choices))


def _units(
    document: Document,
    price_document: Document,
    prices: Document,
    choices: Choices,
    starts: Sequence[int],
) -> list[tuple[int, int]]:
    """Return what a piece costs at each of these quantities."""
    return [
        (start, _unit(_piece_lines(document, price_document, prices_from(prices, start), choices)))
        for start in starts
    ]


def _unit(lines: Iterable[PriceLine]) -> int:
    return sum(line.minor for line in lines)


def _with_tiers(
    lines: tuple[PriceLine, ...], unit_by_start: Mapping[int, int], price_document: Document
) -> tuple[PriceLine, ...]:
    """Add a line for each tier: what a piece costs there less what it cost in the one before."""
    unit = _unit(lines)
    for start, reached in unit_by_start.items():
        if reached != unit:
            label = {language: said.format(count=start) for language, said in TIER_LABEL.items()}
            step = PriceLine(tier_code(start), label, reached - unit, _source(price_document))
            lines, unit = (*lines, step), reached
    return lines


def _variant_tiers(sku: str, price_document: Document) -> list[tuple[int, int]]:
    tiers = price_document.get("variant_tiers", {}).get(sku, [])
    return [(tier["from"], tier["minor"]) for tier in tiers]


def _changing(units: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out each tier that costs what the one before it does."""
    befores = [None, *(minor for _start, minor in units)]
    return [unit for unit, before in zip(units, befores, strict=False) if unit[1] != before]


def _group_lines(
    document: Document, price_document: Document, prices: Document, choices: Choices
) -> Iterator[PriceLine]:
    source = _source(price_document)
    for group in flat_document(document)["groups"]:
        value = choices.get(group["code"])
        if value in EMPTY:
            continue
        if group["options"]:
            surcharges = prices.get("options", {}).get(_priced_as(group), {})
            yield from _option_lines(group, surcharges, quantities(value), source)
            continue
        if group["kind"] in ("number", "text", "file"):
            yield from _counted_line(group, prices, value, source)


def _counted_line(
    group: Document, prices: Document, value: Any, source: str
) -> Iterator[PriceLine]:
    if group["kind"] == "number":
        counted, minor = value, _unit_minor(group, prices, value)
    else:
        counted, minor = _letters(group, value), _letters_minor(group, prices, value)
    if minor:
        yield PriceLine(group["code"], _counted_label(group, counted), minor, source)


def _option_lines(
    group: Document, surcharges: Mapping[str, int], chosen: Mapping[str, int], source: str
) -> Iterator[PriceLine]:
    if not any(surcharges.get(code) for code in chosen):
        return
    for option in [option for option in group["options"] if option["code"] in chosen]:
        count = chosen[option["code"]]
        minor = surcharges.get(option["code"], 0) * count
        if minor:
            label = _option_label(group, option, count)
            yield PriceLine(f"{group['code']}.{option['code']}", label, minor, source)


def _unit_minor(group: Document, prices: Document, value: Any) -> int:
    per_unit = Decimal(str(prices.get("numbers", {}).get(_priced_as(group), 0)))
    return round_half_up(per_unit * Decimal(str(value)))


def _letters_minor(group: Document, prices: Document, text: str) -> int:
    per_letter: int = prices.get("letters", {}).get(_priced_as(group), 0)
    return per_letter * _letters(group, text)


def _priced_as(group: Document) -> str:
    """Return the code under which a group is priced: one in a copy like in all others."""
    return str(group.get("template", group["code"]))


def _letters(group: Document, text: str) -> int:
    """Return how often a text or file counts: a text by letters, a file once."""
    return min(len(text), 1) if group["kind"] == "file" else grapheme_count(text)


def _breakdown(
    lines: tuple[PriceLine, ...], price_document: Document, quantity: int, saving_minor: int = 0
) -> PriceBreakdown:
    unit_minor = _unit(lines)
    pieces_minor = unit_minor * quantity - saving_minor
    rate = Decimal(price_document["tax_rate"])
    is_gross = price_document["is_gross"]
    tax_minor = tax_inside(pieces_minor, rate) if is_gross else round_half_up(pieces_minor * rate)
    return PriceBreakdown(
        lines=lines,
        unit_minor=unit_minor,
        total_minor=pieces_minor if is_gross else pieces_minor + tax_minor,
        tax_minor=tax_minor,
        currency=price_document["currency"],
        quantity=quantity,
        saving_minor=saving_minor,
    )


def _option_label(group: Document, option: Document, count: int) -> Names:
    times = f"{count} × " if count > 1 else ""
    return {
        language: f"{in_language(group['name'], language)}: "
        f"{times}{in_language(option['name'], language) or option['code']}"
        for language in _languages(group["name"], option["name"])
    }


def _counted_label(group: Document, count: Any) -> Names:
    said = f"{number_text(count)} {group.get('unit', '')}".rstrip()
    languages = _languages(group["name"])
    return {language: f"{in_language(group['name'], language)}: {said}" for language in languages}


def _languages(*texts: Names) -> list[str]:
    return sorted({MAIN_LANGUAGE, *(language for names in texts for language in names)})


def _source(price_document: Document) -> str:
    return f"{price_document['price_list']} {price_document['version']}"
