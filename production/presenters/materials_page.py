"""The materials page: every counted part with what it is needed for, and what to buy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.formats import date_format, localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from production.clock import to_moment
from production.models import Purchase, WorkOrder
from production.planner.netting import Netting
from production.selectors.materials import (
    NettedPart,
    coming_purchases,
    counted_parts,
    netted_parts,
    waiting_orders,
)
from production.services.news import reference_of


@dataclass(frozen=True)
class ShownPart:
    """One part in words; `order_quantity` is what the form proposes to buy."""

    code: str
    name: str
    unit: str
    on_hand: str
    needed: str
    coming: str
    waiting: str
    advice: str
    advice_kind: str
    order_quantity: str


@dataclass(frozen=True)
class ShownPurchase:
    """One purchase that is coming, and which orders it is for."""

    number: int
    part: str
    quantity: str
    expected: str
    is_overdue: bool
    orders: str


@dataclass(frozen=True)
class MaterialsPage:
    """Parts that make orders wait first; then those to buy; then the others."""

    short: list[ShownPart]
    to_buy: list[ShownPart]
    enough: list[ShownPart]
    coming: list[ShownPurchase]

    @property
    def is_empty(self) -> bool:
        return not (self.short or self.to_buy or self.enough)


def materials_page(now: datetime) -> MaterialsPage:
    """Return the page in a fixed number of queries."""
    netted = netted_parts(counted_parts(), now)
    orders = WorkOrder.objects.in_bulk(_pegged(netted))
    waiting = waiting_orders(netted)
    shown = [(row, _part(row, waiting)) for row in netted]
    return MaterialsPage(
        short=[part for row, part in shown if row.netting.shortages],
        to_buy=[
            part for row, part in shown if row.netting.suggestion and not row.netting.shortages
        ],
        enough=[part for row, part in shown if not row.netting.suggestion],
        coming=[_purchase(row, netted, orders, now) for row in coming_purchases()],
    )


def _pegged(netted: Iterable[NettedPart]) -> set[int]:
    return {peg.work_order for row in netted for peg in row.netting.pegs if peg.purchase}


def _part(row: NettedPart, waiting: Mapping[int, WorkOrder]) -> ShownPart:
    suggestion = row.netting.suggestion
    names = [reference_of(waiting[shortage.work_order]) for shortage in row.netting.shortages]
    return ShownPart(
        code=row.part.code,
        name=row.part.name,
        unit=row.part.unit,
        on_hand=_measure(row.part.on_hand),
        needed=_measure(row.needed),
        coming=_measure(row.coming),
        waiting=", ".join(dict.fromkeys(names)),
        advice=_advice(row.netting, row.part.unit),
        advice_kind="bad" if suggestion and suggestion.is_late else "warn",
        order_quantity=f"{suggestion.quantity.normalize():f}" if suggestion else "",
    )


def _advice(netting: Netting, unit: str) -> str:
    suggestion = netting.suggestion
    if suggestion is None:
        return ""
    words = {"quantity": _measure(suggestion.quantity), "unit": unit}
    if suggestion.is_late:
        return _("Buy %(quantity)s %(unit)s now: it comes later than needed.") % words
    return _("Buy %(quantity)s %(unit)s by %(day)s.") % {
        **words,
        "day": date_format(localtime(to_moment(suggestion.order_by)), _("D j M")),
    }


def _purchase(
    row: Purchase, netted: Iterable[NettedPart], orders: Mapping[int, WorkOrder], now: datetime
) -> ShownPurchase:
    mine = [
        reference_of(orders[peg.work_order])
        for part in netted
        for peg in part.netting.pegs
        if peg.purchase == row.pk
    ]
    return ShownPurchase(
        number=row.pk,
        part=row.part.name,
        quantity=f"{_measure(row.quantity)} {row.part.unit}",
        expected=date_format(localtime(row.expected_at), _("D j M")),
        is_overdue=row.expected_at < now,
        orders=", ".join(dict.fromkeys(mine)),
    )


def _measure(quantity: Decimal) -> str:
    return str(localize(quantity.normalize() if quantity else Decimal(0), use_l10n=True))
