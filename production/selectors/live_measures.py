"""The measures of `/compare/` from the real orders and runs: custom beside stock."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet, Sum

from production.models import CostEntry, Operation, WorkOrder

DAYS = 30
FEWEST_ORDERS = 30


@dataclass(frozen=True, slots=True)
class LiveFigures:
    """What one kind of work orders came to; None where nothing was finished or booked yet.

    Costs are what the ledger says was spent on the finished work orders.
    """

    work_orders: int
    pieces: int
    designs: int
    cost_minor: int
    unit_cost_minor: float | None
    setup_share: float | None
    scrap_minor: int
    minutes_a_piece: float | None


def live_figures(now: datetime, product_code: str = "") -> dict[str, LiveFigures]:
    """Return the figures of custom and of stock work orders of the last thirty days."""
    return {kind: _figures(kind, now, product_code) for kind in WorkOrder.Kind.values}


def orders_seen(now: datetime, product_code: str = "") -> int:
    """Return how many custom work orders came in during the last thirty days."""
    return _recent(WorkOrder.Kind.CUSTOM, now, product_code).count()


def _recent(kind: str, now: datetime, product_code: str) -> QuerySet[WorkOrder]:
    rows = WorkOrder.objects.filter(kind=kind, created_at__gte=now - timedelta(days=DAYS))
    return rows.filter(product_code=product_code) if product_code else rows


def _figures(kind: str, now: datetime, product_code: str) -> LiveFigures:
    finished = _recent(kind, now, product_code).filter(status=WorkOrder.Status.FINISHED)
    pieces = finished.aggregate(total=Sum("quantity"))["total"] or 0
    spent: Counter[str] = Counter()
    entries = CostEntry.objects.filter(work_order__in=finished)
    for row in entries.values("kind").annotate(total=Sum("actual_minor")):
        spent[row["kind"]] += row["total"]
    machine = spent[CostEntry.Kind.SETUP] + spent[CostEntry.Kind.WORK]
    minutes = Operation.objects.filter(lot__work_order__in=finished).aggregate(total=Sum("minutes"))
    return LiveFigures(
        work_orders=finished.count(),
        pieces=pieces,
        designs=len({_design(row) for row in finished.values_list("sku", "snapshot__digest")}),
        cost_minor=spent.total(),
        unit_cost_minor=spent.total() / pieces if pieces else None,
        setup_share=spent[CostEntry.Kind.SETUP] / machine if machine else None,
        scrap_minor=spent[CostEntry.Kind.SCRAP],
        minutes_a_piece=(minutes["total"] or 0) / pieces if pieces else None,
    )


def _design(row: tuple[str, str | None]) -> str:
    sku, digest = row
    return sku or digest or ""
