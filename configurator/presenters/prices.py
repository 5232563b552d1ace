"""The price line by line, with a bar that shows how the lines stack up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.pricing import PriceBreakdown, PriceLine
from catalog.texts import in_language
from configurator.answers import PricedRevision
from configurator.lines import all_lines
from configurator.presenters.amounts import change_trend, change_words
from foundation.money import format_money

BAR_WIDTH = 100
BASE_WIDTH = 18


@dataclass(frozen=True, slots=True)
class BarView:
    """A bar on a scale of 0 to 100; broken where it is longer than it is drawn."""

    x: int
    width: int
    kind: str
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class PriceLineView:
    label: str
    amount: str
    trend: str
    bar: BarView
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PriceView:
    lines: tuple[PriceLineView, ...]
    total: str
    tax: str


def price_view(
    priced: PricedRevision, price: PriceBreakdown, language: str, shared: Sequence[PriceLine] = ()
) -> PriceView:
    """Return the price ready to be shown; `shared` are the lines of what its saving is made of."""
    return PriceView(
        lines=tuple(_lines(priced, all_lines(price, shared), language)),
        total=format_money(priced.money(price.total_minor), language),
        tax=format_money(priced.money(price.tax_minor), language),
    )


def _lines(
    priced: PricedRevision, lines: tuple[PriceLine, ...], language: str
) -> Iterator[PriceLineView]:
    first, *others = lines
    amount = format_money(priced.money(first.minor), language)
    base = BarView(0, BASE_WIDTH, "base", is_broken=True)
    yield PriceLineView(in_language(first.label, language), amount, "", base)
    scale = sum(abs(line.minor) for line in others) or 1
    place = BASE_WIDTH
    for line in others:
        money = priced.money(line.minor)
        width = max(round(abs(line.minor) * (BAR_WIDTH - BASE_WIDTH) / scale), 1)
        trend = change_trend(money)
        start = max(place - width, 0) if trend == "less" else place
        place = start if trend == "less" else start + width
        yield PriceLineView(
            label=in_language(line.label, language),
            amount=change_words(money, language),
            trend=trend if trend == "less" else "",
            bar=BarView(start, width, trend or "more"),
        )
