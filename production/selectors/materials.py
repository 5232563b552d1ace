"""Parts netted: what is there, what is needed by which work order, what to buy by when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Max, Min, QuerySet, Sum

from production.clock import to_minute
from production.models import Operation, Part, PartEntry, Purchase, Requirement, WorkOrder
from production.planner.netting import Delivery, Need, Netting, Terms, net

MINUTES_PER_DAY = 1440
OPEN = (WorkOrder.Status.OPEN, WorkOrder.Status.IN_WORK)


@dataclass(frozen=True)
class NettedPart:
    """A part with its netting; `needed` and `coming` are sums."""

    part: Part
    needed: Decimal
    coming: Decimal
    netting: Netting


def counted_parts() -> QuerySet[Part]:
    """Return the parts whose shelf is kept."""
    return Part.objects.filter(is_counted=True).order_by("code")


def netted_parts(parts: Iterable[Part], now: datetime) -> list[NettedPart]:
    """Return parts with what they are needed for, in a fixed number of queries.

    A work order needs its parts when its first operation that has not begun is planned to
    start, or must have started for its due date.
    """
    rows = list(parts)
    needs, deliveries = _needs(rows), deliveries_of(rows)
    return [_netted(part, needs[part.pk], deliveries[part.pk], to_minute(now)) for part in rows]


def waiting_orders(netted: Iterable[NettedPart]) -> Mapping[int, WorkOrder]:
    """Return the work orders that some shortage makes wait."""
    numbers = {row.work_order for part in netted for row in part.netting.shortages}
    return WorkOrder.objects.in_bulk(numbers)


def coming_purchases() -> QuerySet[Purchase]:
    """Return what is ordered and not here yet, the next delivery first."""
    ordered = Purchase.objects.filter(status=Purchase.Status.ORDERED)
    return ordered.select_related("part").order_by("expected_at", "number")


def _netted(part: Part, needs: list[Need], deliveries: list[Delivery], now: int) -> NettedPart:
    terms = Terms(
        lead_time_min=part.lead_time_days * MINUTES_PER_DAY,
        order_multiple=part.order_multiple,
        safety_stock=part.safety_stock,
    )
    answer = net(on_hand=part.on_hand, needs=needs, deliveries=deliveries, terms=terms, now=now)
    return NettedPart(
        part,
        sum((need.quantity for need in needs), Decimal(0)),
        sum((row.quantity for row in deliveries), Decimal(0)),
        answer,
    )


def _needs(parts: list[Part]) -> dict[int, list[Need]]:
    required = Requirement.objects.filter(part__in=parts, work_order__status__in=OPEN)
    rows = list(required.values_list("part", "work_order", "quantity"))
    orders = {order for _part, order, _quantity in rows}
    used = used_by_order(parts, orders)
    starts = _starts(orders)
    needs: dict[int, list[Need]] = defaultdict(list)
    for part, order, quantity in rows:
        still = quantity - used.get((part, order), Decimal(0))
        if still > 0 and order in starts:
            needs[part].append(Need(order, starts[order], still))
    return needs


def still_needed() -> dict[int, Decimal]:
    """Return by counted part what open work orders need and have not taken, in two queries."""
    required = Requirement.objects.filter(part__is_counted=True, work_order__status__in=OPEN)
    needed = dict(required.values_list("part").annotate(needed=Sum("quantity")).order_by())
    issued = PartEntry.objects.filter(
        kind=PartEntry.Kind.ISSUE, part__in=needed, work_order__status__in=OPEN
    )
    taken = dict(issued.values_list("part").annotate(taken=Sum("change")).order_by())
    return {part: much + taken.get(part, Decimal(0)) for part, much in needed.items()}


def largest_needs() -> dict[int, Decimal]:
    """Return by counted part the most that one open work order needs."""
    required = Requirement.objects.filter(part__is_counted=True, work_order__status__in=OPEN)
    return dict(required.values_list("part").annotate(most=Max("quantity")).order_by())


def used_by_order(parts: list[Part], orders: set[int]) -> dict[tuple[int, int], Decimal]:
    """Return what was taken off the shelf so far, by part and work order."""
    issues = PartEntry.objects.filter(
        kind=PartEntry.Kind.ISSUE, part__in=parts, work_order__in=orders
    )
    sums = issues.values_list("part", "work_order").annotate(taken=Sum("change")).order_by()
    return {(part, order): -taken for part, order, taken in sums}


def _starts(orders: set[int]) -> dict[int, int]:
    """Return the minute from which each work order needs its parts."""
    untouched = Operation.objects.filter(
        lot__work_order__in=orders,
        status__in=(Operation.Status.WAITING, Operation.Status.SEATED),
    )
    planned = (
        untouched.filter(seats__is_active=True)
        .values_list("lot__work_order")
        .annotate(start=Min("seats__run__planned_start"))
        .order_by()
    )
    due = untouched.values_list("lot__work_order").annotate(start=Min("latest_end")).order_by()
    moments = dict(due) | {order: start for order, start in planned if start}
    return {order: to_minute(moment) for order, moment in moments.items()}


def deliveries_of(parts: list[Part]) -> dict[int, list[Delivery]]:
    coming: dict[int, list[Delivery]] = defaultdict(list)
    ordered = Purchase.objects.filter(part__in=parts, status=Purchase.Status.ORDERED)
    for row in ordered:
        coming[row.part_id].append(Delivery(row.pk, to_minute(row.expected_at), row.quantity))
    return coming
