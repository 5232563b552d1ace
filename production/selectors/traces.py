"""What went into what: part lot, run, work order, order, and back; planned beside actual cost."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from foundation.errors import NotFound
from production.models import CostEntry, PartEntry, Purchase, Run, RunMember, WorkOrder
from production.planner.part_lots import Movement, Portion, portions
from production.selectors.part_waits import FIRST_STEP

MOST_SHOWN = 50
WORK_ORDER = re.compile(r"w(\d{1,18})(?:-\d{1,9})?", re.IGNORECASE)
RUN = re.compile(r"(?:run)?\s*(\d{1,18})", re.IGNORECASE)
PURCHASE = re.compile(r"p(\d{1,18})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UsedPart:
    """So much of a part that a work order took, from one receipt, as its run began.

    `purchase` is None for what was only counted; `run` is None where no run began then.
    """

    entry: PartEntry
    quantity: Decimal
    purchase: Purchase | None
    run: int | None


@dataclass(frozen=True, slots=True)
class Trace:
    """All that is known of the work orders that belong to one thing somebody asked for.

    At most `MOST_SHOWN` of them are in `work_orders`; `found` counts all. The three maps go
    by work order. `run` or `purchase` is what was asked for, else both are None.
    """

    run: Run | None
    purchase: Purchase | None
    found: int
    work_orders: list[WorkOrder]
    members: Mapping[int, list[RunMember]]
    parts: Mapping[int, list[UsedPart]]
    costs: Mapping[int, list[CostEntry]]


def trace_of(text: str) -> Trace:
    """Return the trace of an order's number, "W12", "run 42" or "P7" (a purchase).

    Raises
    ------
    NotFound
        When nothing is called that.
    """
    run, purchase, rows = _asked_for(text)
    shown = list(rows.order_by("number")[:MOST_SHOWN])
    return Trace(
        run=run,
        purchase=purchase,
        found=rows.count(),
        work_orders=shown,
        members=_members(shown),
        parts=_parts(shown),
        costs=_by_work_order(costs_of(shown)),
    )


def traced_costs(text: str) -> QuerySet[CostEntry]:
    """Return the ledger rows of everything `text` names; all rows there are for "".

    Raises
    ------
    NotFound
        When nothing is called that.
    """
    if not text.strip():
        return _costs(CostEntry.objects.all())
    _run, _purchase, rows = _asked_for(text)
    return _costs(CostEntry.objects.filter(work_order__in=rows.values("pk")))


def costs_of(work_orders: Collection[WorkOrder]) -> QuerySet[CostEntry]:
    """Return the ledger rows of work orders, with their runs."""
    return _costs(CostEntry.objects.filter(work_order__in=work_orders))


def _costs(rows: QuerySet[CostEntry]) -> QuerySet[CostEntry]:
    return (
        rows.select_related("run__work_centre", "work_order")
        .defer("work_order__snapshot", "run__close_facts")
        .order_by("work_order", "run", "pk")
    )


def _asked_for(text: str) -> tuple[Run | None, Purchase | None, QuerySet[WorkOrder]]:
    asked = text.strip()
    named = WorkOrder.objects.filter(reference=asked) if asked else WorkOrder.objects.none()
    if named.exists():
        return None, None, named
    if (match := WORK_ORDER.fullmatch(asked)) and (
        one := WorkOrder.objects.filter(pk=match[1])
    ).exists():
        return None, None, one
    if match := RUN.fullmatch(asked):
        run = Run.objects.select_related("work_centre").filter(pk=match[1]).first()
        if run is not None:
            inside = RunMember.objects.filter(run=run, is_active=True)
            mine = inside.values("operation__lot__work_order")
            return run, None, WorkOrder.objects.filter(pk__in=mine)
    if match := PURCHASE.fullmatch(asked):
        purchase = Purchase.objects.select_related("part").filter(pk=match[1]).first()
        if purchase is not None:
            return None, purchase, WorkOrder.objects.filter(pk__in=_takers(purchase))
    raise NotFound(_("Nothing is called “%(text)s”.") % {"text": asked[:80]}, code="no_such_trace")


def _takers(purchase: Purchase) -> set[int]:
    entries = _ledger([purchase.part_id])
    return {
        work_order
        for portion, entry in _portions(entries)
        if portion.source is not None
        and entries[portion.source].purchase_id == purchase.pk
        and (work_order := entry.work_order_id) is not None
    }


def _members(work_orders: Collection[WorkOrder]) -> Mapping[int, list[RunMember]]:
    rows = (
        RunMember.objects.filter(operation__lot__work_order__in=work_orders, is_active=True)
        .select_related("run__work_centre", "run__machine", "operation__lot")
        .order_by("operation__lot__number", "operation__position")
    )
    members: dict[int, list[RunMember]] = defaultdict(list)
    for member in rows:
        members[member.operation.lot.work_order_id].append(member)
    return members


def _parts(work_orders: Collection[WorkOrder]) -> Mapping[int, list[UsedPart]]:
    mine = {order.pk for order in work_orders}
    taken = PartEntry.objects.filter(kind=PartEntry.Kind.ISSUE, work_order__in=mine)
    parts = set(taken.order_by().values_list("part", flat=True))
    entries = _ledger(parts)
    runs = _runs_begun(mine)
    used: dict[int, list[UsedPart]] = defaultdict(list)
    for portion, entry in _portions(entries):
        order = entry.work_order_id
        if order is not None and order in mine:
            source = entries[portion.source] if portion.source is not None else None
            run = runs.get((order, entry.happened_at))
            purchase = source.purchase if source else None
            used[order].append(UsedPart(entry, portion.quantity, purchase, run))
    return used


def _ledger(parts: Collection[int]) -> dict[int, PartEntry]:
    rows = PartEntry.objects.filter(part__in=parts).select_related("part", "purchase")
    return {row.pk: row for row in rows.order_by("pk")}


def _portions(entries: Mapping[int, PartEntry]) -> Iterable[tuple[Portion, PartEntry]]:
    by_part: dict[int, list[Movement]] = defaultdict(list)
    for entry in entries.values():
        by_part[entry.part_id].append(Movement(entry.pk, entry.change))
    for movements in by_part.values():
        for portion in portions(movements):
            yield portion, entries[portion.taker]


def _runs_begun(work_orders: Collection[int]) -> Mapping[tuple[int, datetime | None], int]:
    """Return the run by work order and moment: parts leave the shelf as their run starts."""
    rows = RunMember.objects.filter(
        operation__lot__work_order__in=work_orders, operation__position=FIRST_STEP, is_active=True
    ).exclude(run__started_at=None)
    columns = ("operation__lot__work_order", "run__started_at", "run")
    return {(order, start): run for order, start, run in rows.values_list(*columns)}


def _by_work_order(rows: Iterable[CostEntry]) -> Mapping[int, list[CostEntry]]:
    costs: dict[int, list[CostEntry]] = defaultdict(list)
    for row in rows:
        costs[row.work_order_id].append(row)
    return costs
