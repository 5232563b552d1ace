"""The measures of `/compare/` from the real orders and runs: custom beside stock."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet, Sum

from production.models import CostEntry, Operation, WorkOrder

DAYS = 30
PERIODS = (7, 30, 90)
FEWEST_ORDERS = 30
SECONDS_PER_DAY = 86_400


@dataclass(frozen=True, slots=True)
class LiveFigures:
    """What one kind of work orders came to; None where nothing was finished or booked yet.

    Costs are what the ledger says was spent on the finished work orders; a lead time counts from
    ordering to finishing.
    """

    work_orders: int
    pieces: int
    designs: int
    cost_minor: int
    unit_cost_minor: float | None
    setup_share: float | None
    scrap_minor: int
    minutes_a_piece: float | None
    lead_p50_days: float | None
    lead_p95_days: float | None
    on_time_share: float | None


@dataclass(frozen=True, slots=True)
class Period:
    """Which work orders count: those of the last days, of one product or (with "") of all."""

    now: datetime
    days: int = DAYS
    product_code: str = ""

    def work_orders(self, kind: str) -> QuerySet[WorkOrder]:
        since = self.now - timedelta(days=self.days)
        rows = WorkOrder.objects.filter(kind=kind, created_at__gte=since)
        return rows.filter(product_code=self.product_code) if self.product_code else rows


def live_figures(period: Period) -> dict[str, LiveFigures]:
    """Return the figures of custom and of stock work orders."""
    return {kind: _figures(kind, period) for kind in WorkOrder.Kind.values}


def orders_seen(period: Period) -> int:
    """Return how many custom work orders came in."""
    return period.work_orders(WorkOrder.Kind.CUSTOM).count()


def _figures(kind: str, period: Period) -> LiveFigures:
    finished = period.work_orders(kind).filter(status=WorkOrder.Status.FINISHED)
    pieces = finished.aggregate(total=Sum("quantity"))["total"] or 0
    spent: Counter[str] = Counter()
    entries = CostEntry.objects.filter(work_order__in=finished)
    for row in entries.values("kind").annotate(total=Sum("actual_minor")):
        spent[row["kind"]] += row["total"]
    machine = spent[CostEntry.Kind.SETUP] + spent[CostEntry.Kind.WORK]
    minutes = Operation.objects.filter(lot__work_order__in=finished).aggregate(total=Sum("minutes"))
    dates = list(finished.values_list("created_at", "finished_at", "due_at"))
    ended = [(end - start, end <= due) for start, end, due in dates if end is not None]
    leads = sorted(lead.total_seconds() / SECONDS_PER_DAY for lead, _ in ended)
    return LiveFigures(
        work_orders=finished.count(),
        pieces=pieces,
        designs=len({_design(row) for row in finished.values_list("sku", "snapshot__digest")}),
        cost_minor=spent.total(),
        unit_cost_minor=spent.total() / pieces if pieces else None,
        setup_share=spent[CostEntry.Kind.SETUP] / machine if machine else None,
        scrap_minor=spent[CostEntry.Kind.SCRAP],
        minutes_a_piece=(minutes["total"] or 0) / pieces if pieces else None,
        lead_p50_days=_percentile(leads, 0.5),
        lead_p95_days=_percentile(leads, 0.95),
        on_time_share=sum(on_time for _, on_time in ended) / len(ended) if ended else None,
    )


def _percentile(ordered: list[float], share: float) -> float | None:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None


def _design(row: tuple[str, str | None]) -> str:
    sku, digest = row
    return sku or digest or ""
