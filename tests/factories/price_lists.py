"""Price lists of several currencies and customer groups with tiers, drawn by dice; and the price
of a bicycle by them, worked out without the code that is tested."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from catalog.models import PriceList, Product
from catalog.services.drafts import write_prices
from catalog.services.price_lists import publish_price_list
from catalog.tiers import tiered
from foundation.models import Account, CustomerGroup
from foundation.services.accounts import create_account
from tests.factories.catalog import NOW

Thing = tuple[str, ...]
Amounts = Mapping[Thing, Mapping[int, Decimal]]
BASE, READY = ("base",), ("ready",)
RANGES: Mapping[Thing, tuple[int, int]] = {
    BASE: (1, 300_000),
    ("options", "frame", "carbon"): (-500, 90_000),
    ("options", "fork", "carbon"): (0, 30_000),
    ("options", "extras", "bell"): (0, 2_000),
    ("options", "extras", "rack"): (0, 5_000),
    ("numbers", "rider"): (0, 99_999),
    ("letters", "engraving"): (0, 499),
    READY: (1, 200_000),
}
TRADE = "trade"


@dataclass(frozen=True)
class Drawn:
    """A list as it is written, and the amounts that it comes to."""

    code: str
    currency: str
    tax_rate: str
    is_gross: bool
    group: str = ""
    is_default: bool = False
    based_on: str = ""
    discount: Decimal = Decimal(0)
    is_dated: bool = False


LISTS = (
    Drawn("retail-euro", "EUR", "0.19", True, is_default=True),
    Drawn("retail-dollar", "USD", "0.0825", False),
    Drawn("retail-pound", "GBP", "0.20", True),
    Drawn("trade-euro", "EUR", "0.19", True, TRADE, based_on="retail-euro", discount=Decimal("0.1375")),
    Drawn("trade-dollar", "USD", "0.0825", False, TRADE),
    Drawn("trade-pound", "GBP", "0.20", True, TRADE),
    Drawn("trade-pound-season", "GBP", "0.175", False, TRADE, is_dated=True),
)  # fmt: skip
BUYERS: Mapping[tuple[str, str], str] = {
    ("", ""): "retail-euro",
    ("", "USD"): "retail-dollar",
    ("", "GBP"): "retail-pound",
    (TRADE, ""): "trade-euro",
    (TRADE, "USD"): "trade-dollar",
    (TRADE, "GBP"): "trade-pound-season",
}
"""The list that holds for a group and a currency."""


def draw_lists(product: Product, dice: random.Random) -> dict[str, Amounts]:
    """Write and publish every list; return what each thing costs from which quantity on."""
    group = CustomerGroup.objects.create(code=TRADE, name="Trade")
    PriceList.objects.update(is_default=False)
    amounts: dict[str, Amounts] = {}
    for drawn in LISTS:
        own = draw_amounts(dice, share=0.4 if drawn.based_on else 1)
        price_list = PriceList.objects.create(
            code=drawn.code,
            name={"en": drawn.code},
            currency=drawn.currency,
            tax_rate=drawn.tax_rate,
            is_gross=drawn.is_gross,
            is_default=drawn.is_default,
            customer_group=group if drawn.group else None,
            based_on=PriceList.objects.filter(code=drawn.based_on).first(),
            discount=drawn.discount,
            starts_on=NOW.date() - timedelta(days=1) if drawn.is_dated else None,
            ends_on=NOW.date() + timedelta(days=9) if drawn.is_dated else None,
        )
        if drawn.based_on:
            own = {thing: own[thing] for thing in own if thing != READY}
            own.setdefault(BASE, {1: Decimal(dice.randint(*RANGES[BASE]))})
        ready = own.get(READY, {})
        write_prices(
            price_list,
            product,
            entry_of(own),
            variants={"BIKE-1": int(ready[1])} if ready else {},
            variant_tiers={
                "BIKE-1": [
                    {"from": start, "minor": int(minor)}
                    for start, minor in sorted(ready.items())
                    if start > 1
                ]
            },
        )
        publish_price_list(price_list, actor=None, now=NOW)
        amounts[drawn.code] = less(amounts.get(drawn.based_on, {}), drawn.discount) | own
    return amounts


def draw_amounts(dice: random.Random, share: float) -> dict[Thing, dict[int, Decimal]]:
    """Price a share of all things, each from 1 piece and from up to four more quantities."""
    starts = sorted(dice.sample(range(2, 60), dice.randint(1, 4)))
    drawn = {}
    for thing, (least, most) in RANGES.items():
        if dice.random() <= share:
            tiers = [start for start in starts if dice.random() < 0.6]
            scale = 1000 if thing[0] == "numbers" else 1
            drawn[thing] = {
                start: Decimal(dice.randint(least, most)) / scale for start in (1, *tiers)
            }
    return drawn


def less(amounts: Amounts, discount: Decimal) -> dict[Thing, dict[int, Decimal]]:
    """Take a discount off; only prices per unit keep parts of a cent."""
    return {
        thing: {
            start: minor * (1 - discount)
            if thing[0] == "numbers"
            else cents(minor * (1 - discount))
            for start, minor in tiers.items()
        }
        for thing, tiers in amounts.items()
    }


def entry_of(amounts: Amounts) -> dict[str, Any]:
    """Write amounts as a price list's document has them."""
    entries: dict[int, dict[str, Any]] = {1: {}}
    for thing, tiers in amounts.items():
        for start, minor in tiers.items():
            entry = entries.setdefault(start, {})
            match thing:
                case ("base",):
                    entry["base"] = int(minor)
                case ("options", group, option):
                    entry.setdefault("options", {}).setdefault(group, {})[option] = int(minor)
                case ("numbers", group):
                    entry.setdefault("numbers", {})[group] = str(minor)
                case ("letters", group):
                    entry.setdefault("letters", {})[group] = int(minor)
    return tiered(entries)


def bicycle_minor(amounts: Amounts, choices: Mapping[str, Any], quantity: int) -> int:
    """Return what one of so many bicycles costs."""

    def at(*thing: str) -> Decimal:
        tiers = amounts.get(thing, {})
        return tiers[max(start for start in tiers if start <= quantity)] if tiers else Decimal(0)

    total = at("base") + at("letters", "engraving") * len(choices.get("engraving") or "")
    total += cents(at("numbers", "rider") * Decimal(str(choices["rider"])))
    for group in ("frame", "fork"):
        total += at("options", group, choices[group])
    for option, count in (choices.get("extras") or {}).items():
        total += at("options", "extras", option) * count
    return int(total)


def ready_minor(amounts: Amounts, quantity: int) -> int:
    """Return what one of so many ready bicycles costs."""
    tiers = amounts[READY]
    return int(tiers[max(start for start in tiers if start <= quantity)])


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def make_buyer(group: str, currency: str) -> Account | None:
    """An account in a group and with a currency of its own; none of both: a visitor."""
    if not (group or currency):
        return None
    account = create_account(name=f"{group or 'retail'} {currency}", email="ada@example.org")
    account.customer_group = CustomerGroup.objects.filter(code=group).first()
    account.currency = currency
    account.save()
    return account
