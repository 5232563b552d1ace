"""Ask the engine about a revision at today's prices, and keep this process's latest answers."""

import json
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from catalog.language.context import SHOP
from catalog.models import PriceListVersion, Revision
from catalog.pricing import PriceBreakdown, option_costs, price_lines, tier_prices, with_saving
from catalog.selectors.prices import price_document
from catalog.tiers import tier_start
from configurator.artefacts import LoadedRevision, load_revision
from configurator.engine import Answer, Costs, answer
from configurator.values import Choices, plain_value
from foundation.money import Money
from production.savings import Saving, savings_of
from production.selectors.offers import Offer

KEPT_PRICED = 64
KEPT_ANSWERS = 64


@dataclass(frozen=True, slots=True, eq=False)
class PricedRevision:
    """A loaded revision beside one published price list: all that an answer needs.

    `context` is the day and channel that its rules are judged in, empty where none is limited.
    Prices are for `quantity` pieces; `alike` is what other quantities of the same tier share.
    """

    loaded: LoadedRevision
    prices: dict[str, Any]
    costs: Costs
    context: Choices = field(default_factory=dict)
    quantity: int = 1
    alike: "PricedRevision | None" = None

    @property
    def currency(self) -> str:
        return str(self.prices["currency"])

    def money(self, minor: int) -> Money:
        return Money(int(minor), self.currency)

    def answer(self, choices: Choices) -> Answer:
        """Return the engine's answer to own choices; asked again, it is not worked out again."""
        return _answer(self.alike or self, json.dumps(self.judged(choices), sort_keys=True))

    def judged(self, choices: Choices) -> Choices:
        """Return choices in the context they are judged in: what the engine has to be asked."""
        return {**choices, **self.context}

    def proposal(self, choices: Choices) -> Choices:
        """Return own choices filled up: defaults, then the cheapest; forced values too."""
        full = self.answer(choices).proposal
        return {code: plain_value(value) for code, value in full.items()}

    def price(self, full: Choices) -> PriceBreakdown:
        """Return the price of all pieces of complete choices, line by line."""
        return price_lines(self.loaded.document, self.prices, full, self.quantity)

    def change_minor(self, piece_minor: int) -> int:
        """Return what all pieces cost more where each costs so much more."""
        return piece_minor * self.quantity

    def tiers(self, full: Choices) -> list[tuple[int, int]]:
        """Return from how many pieces on each of them costs what; from 1 first."""
        return tier_prices(self.loaded.document, self.prices, full)

    def savings(self, price: PriceBreakdown, offer: Offer | None) -> tuple[Saving, ...]:
        """Return what the set-ups that an offer shares give back."""
        setups = offer.setups if offer else ()
        return savings_of(setups, price.unit_minor * price.quantity, price.currency)

    def charged(self, price: PriceBreakdown, offer: Offer | None) -> PriceBreakdown:
        """Return a price less what an offer gives back."""
        given = sum(saving.given_minor for saving in self.savings(price, offer))
        return with_saving(price, given, self.prices)


def priced_revision(
    revision: Revision,
    version: PriceListVersion,
    day: date,
    channel: str = SHOP,
    quantity: int = 1,
) -> PricedRevision:
    """Return a revision at the prices of one published list for a quantity, on a day, through a
    channel."""
    loaded = load_revision(revision)
    context = loaded.context(day, channel)
    prices = _Prices(version.digest, version)
    return _priced(loaded, prices, tuple(context.items()), quantity)


@dataclass(frozen=True, slots=True)
class _Prices:
    """A price list known by its digest; its document is read only the first time."""

    digest: str
    version: PriceListVersion = field(compare=False)


@lru_cache(maxsize=KEPT_PRICED)
def _priced(
    loaded: LoadedRevision,
    prices: _Prices,
    context: tuple[tuple[str, str], ...],
    quantity: int,
) -> PricedRevision:
    document = price_document(prices.version)
    entry = document["products"].get(loaded.product_code, {})
    start = tier_start(entry, quantity)
    if start != quantity:
        alike = _priced(loaded, prices, context, start)
        return replace(alike, quantity=quantity, alike=alike)
    options, numbers = option_costs(loaded.document, document, quantity)
    return PricedRevision(loaded, document, Costs(options, numbers), dict(context), quantity)


@lru_cache(maxsize=KEPT_ANSWERS)
def _answer(priced: PricedRevision, choices: str) -> Answer:
    return answer(priced.loaded.artefact, json.loads(choices), priced.costs)
