"""The price line by line, with a bar that shows how the lines stack up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog.pricing import PriceLine
from catalog.quantities import MAX_QUANTITY
from catalog.texts import in_language
from configurator.answers import PricedRevision
from configurator.lines import all_lines
from configurator.presenters.amounts import change_trend, change_words
from configurator.services.states import State
from foundation.money import Money, format_money

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
class TierView:
    """From how many pieces on each of them costs what; `is_held` where the design is in it."""

    pieces: str
    unit: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class PriceView:
    """The price of `quantity` pieces; `tiers` is empty where the quantity changes nothing."""

    lines: tuple[PriceLineView, ...]
    total: str
    tax: str
    quantity: int
    each: str
    tiers: tuple[TierView, ...]
    has_tax_inside: bool
    price_list: str
    most_pieces: int
    typed_quantity: str
    quantity_error: str


def price_view(
    state: State, shared: Sequence[PriceLine], *, typed: str = "", error: str = ""
) -> PriceView:
    """Return the price ready to be shown; `shared` are the lines of what its saving is made of.

    `typed` is a number of pieces that was refused, `error` says why.
    """
    priced, price, language = state.priced, state.charged, state.language
    return PriceView(
        lines=tuple(_lines(priced, all_lines(price, shared), language)),
        total=format_money(priced.money(price.total_minor), language),
        tax=format_money(priced.money(price.tax_minor), language),
        quantity=price.quantity,
        each=format_money(priced.money(price.unit_minor), language) if price.quantity > 1 else "",
        tiers=tier_views(
            [(start, priced.money(minor)) for start, minor in priced.tiers(state.full)],
            language,
            price.quantity,
        ),
        has_tax_inside=bool(priced.prices["is_gross"]),
        price_list=f"{in_language(state.price_list_name, language)} {priced.prices['version']}",
        most_pieces=MAX_QUANTITY,
        typed_quantity=typed or str(price.quantity),
        quantity_error=error,
    )


def tier_views(
    tiers: Sequence[tuple[int, Money]], language: str, quantity: int = 0
) -> tuple[TierView, ...]:
    """Return the rows of the small table of tiers; none where there is but one price."""
    if len(tiers) == 1:
        return ()
    held = max((start for start, _unit in tiers if start <= quantity), default=0)
    return tuple(
        TierView(_pieces(start), format_money(unit, language), start == held)
        for start, unit in tiers
    )


def _pieces(start: int) -> str:
    if start == 1:
        return _("Single pieces")
    return _("From %(count)s pieces") % {"count": start}


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
