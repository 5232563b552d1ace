"""From when on work orders have their parts; the most urgent is served first.

The order does not follow the plan, so a plan that waits for parts does not change who waits.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from production.clock import to_minute
from production.models import Operation, Part, Requirement
from production.planner.netting import Delivery, Need, Terms, net
from production.selectors.materials import OPEN, deliveries_of, still_needed, used_by_order
from production.selectors.stops import GUESS_MIN

# Lots number their steps from here on, and take their parts for all of them with it.
FIRST_STEP = 1
UNBOUGHT = Terms(lead_time_min=0)


@dataclass(frozen=True)
class PartWait:
    """Until when a work order waits for parts; None where nothing that comes is enough."""

    part: str
    until: int | None


def part_waits(now: datetime) -> Mapping[int, PartWait]:
    """Return by work order what it waits for, in a fixed number of queries.

    Only orders that still begin lots need parts. A delivery that is overdue is taken to come
    at the next full half hour.
    """
    parts = _short_parts()
    if not parts:
        return {}
    needs = _needs(parts)
    deliveries = deliveries_of(parts)
    waits: dict[int, PartWait] = {}
    for part in parts:
        coming = coming_from(deliveries[part.pk], to_minute(now))
        for order, until in _waits_for(part, needs.get(part.pk, []), coming).items():
            waits[order] = _longer(waits.get(order), PartWait(part.name, until))
    return waits


def coming_from(deliveries: Iterable[Delivery], now: int) -> list[Delivery]:
    """Return deliveries as they can be counted on; overdue ones come at the next full half hour."""
    soonest = (now // GUESS_MIN + 1) * GUESS_MIN
    return [Delivery(row.purchase, max(row.minute, soonest), row.quantity) for row in deliveries]


def _waits_for(
    part: Part, needs: Iterable[Need], coming: list[Delivery]
) -> Mapping[int, int | None]:
    minutes = {row.purchase: row.minute for row in coming}
    netting = net(on_hand=part.on_hand, needs=needs, deliveries=coming, terms=UNBOUGHT, now=0)
    until: dict[int, int | None] = {}
    for peg in netting.pegs:
        if peg.purchase is not None:
            until[peg.work_order] = max(minutes[peg.purchase], until.get(peg.work_order) or 0)
    return until | {row.work_order: None for row in netting.shortages}


def _longer(one: PartWait | None, other: PartWait) -> PartWait:
    if one is None or other.until is None:
        return other
    return one if one.until is None or one.until >= other.until else other


def _short_parts() -> list[Part]:
    """Return the counted parts of which less lies there than open work orders still need."""
    needed = still_needed()
    parts = Part.objects.filter(pk__in=needed).order_by("pk")
    return [row for row in parts if needed[row.pk] > row.on_hand]


def _needs(parts: list[Part]) -> Mapping[int, list[Need]]:
    """Return what is needed by part, by the time at which the work must be done."""
    required = Requirement.objects.filter(part__in=parts, work_order__status__in=OPEN)
    rows = list(required.values_list("part", "work_order", "quantity"))
    orders = {order for _part, order, _quantity in rows}
    used = used_by_order(parts, orders)
    due = _must_begin(orders)
    needs: dict[int, list[Need]] = {}
    for part, order, quantity in rows:
        still = quantity - used.get((part, order), Decimal(0))
        if still > 0 and order in due:
            needs.setdefault(part, []).append(Need(order, due[order], still))
    return needs


def _must_begin(orders: Iterable[int]) -> Mapping[int, int]:
    """Return when the first step of each work order that has a lot to begin must be done."""
    first = Operation.objects.filter(
        lot__work_order__in=list(orders),
        position=FIRST_STEP,
        status__in=(Operation.Status.WAITING, Operation.Status.SEATED),
    )
    due: dict[int, int] = {}
    for order, latest_end in first.values_list("lot__work_order", "latest_end"):
        due[order] = min(to_minute(latest_end), due.get(order, to_minute(latest_end)))
    return due
