"""The ways an order can reach its customer: what they cost and how long they take.

Amounts include tax where the price list's do, and stand apart by currency.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy

from catalog.canonical import Document
from foundation.money import Money, round_half_up, tax_inside

TOGETHER, EACH, EXPRESS, COLLECT, AGREED = "together", "each", "express", "collect", "agreed"


@dataclass(frozen=True, slots=True)
class DeliveryMethod:
    """One way; `days` are working days on the road, a split one costs for each further parcel."""

    code: str
    name: Any
    days: int
    cost_by_currency: Mapping[str, int]
    is_split: bool = False


METHODS = {
    method.code: method
    for method in (
        DeliveryMethod(TOGETHER, gettext_lazy("All together"), 3, {"EUR": 0, "USD": 0, "GBP": 0}),
        DeliveryMethod(
            EACH,
            gettext_lazy("Each when it is ready"),
            3,
            {"EUR": 490, "USD": 550, "GBP": 430},
            is_split=True,
        ),
        DeliveryMethod(
            EXPRESS,
            gettext_lazy("Express, all together"),
            1,
            {"EUR": 1490, "USD": 1650, "GBP": 1290},
        ),
        DeliveryMethod(COLLECT, gettext_lazy("I collect it"), 0, {"EUR": 0, "USD": 0, "GBP": 0}),
    )
}
# What an account's terms say; orders by key and offers without an address use it.
AS_AGREED = DeliveryMethod(AGREED, gettext_lazy("As agreed"), 3, {})
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class PricedDelivery:
    """One way of delivery for one order."""

    method: DeliveryMethod
    cost: Money
    tax: Money
    parcels: int

    @property
    def total(self) -> Money:
        """What it adds to the order."""
        return self.cost

    def arrival(self, ready_at: datetime) -> datetime:
        return arrival(ready_at, self.method.days)


def arrival(ready_at: datetime, days: int) -> datetime:
    """Return the day it is with the customer; parcels travel on working days."""
    day = ready_at
    for _ in range(days):
        day += timedelta(days=1)
        while day.weekday() >= SATURDAY:
            day += timedelta(days=1)
    return day


def priced_delivery(
    code: str, *, prices: Document, ready_at: Iterable[datetime | None]
) -> PricedDelivery | None:
    """Return what a way of delivery costs for lines ready at these times.

    None where there is no such way, or not in the price list's currency.
    """
    method = AS_AGREED if code == AGREED else METHODS.get(code)
    currency = str(prices["currency"])
    if method is None or (code != AGREED and currency not in method.cost_by_currency):
        return None
    days = {moment.date() if moment else None for moment in ready_at}
    parcels = max(1, len(days)) if method.is_split else 1
    listed = method.cost_by_currency.get(currency, 0)
    net = listed * (parcels - 1) if method.is_split else listed
    rate = Decimal(prices["tax_rate"])
    tax = tax_inside(net, rate) if prices["is_gross"] else round_half_up(net * rate)
    cost = net if prices["is_gross"] else net + tax
    return PricedDelivery(method, Money(cost, currency), Money(tax, currency), parcels)


def offered_deliveries(
    *, prices: Document, ready_at: Iterable[datetime | None]
) -> list[PricedDelivery]:
    """Return every way that makes sense for these lines: one parcel cannot be split."""
    moments = list(ready_at)
    priced = [priced_delivery(code, prices=prices, ready_at=moments) for code in METHODS]
    return [each for each in priced if each and (not each.method.is_split or each.parcels > 1)]
