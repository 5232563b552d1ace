"""Questions about stock."""

from collections.abc import Iterable

from django.db.models import F, QuerySet, Sum

from catalog.selectors.products import standard_variants
from production.models import Lot, StockItem, WorkOrder


def available(skus: Iterable[str]) -> dict[str, int]:
    """Return how many pieces of each SKU can be reserved; 0 for one never stocked."""
    wanted = list(skus)
    if not wanted:
        return {}
    rows = StockItem.objects.filter(sku__in=wanted).order_by()
    found = dict(rows.values_list("sku", F("on_hand") - F("reserved")))
    return {sku: found.get(sku, 0) for sku in wanted}


def on_order(skus: Iterable[str]) -> dict[str, int]:
    """Return how many pieces of each SKU stock work orders still owe the shelf."""
    wanted = list(skus)
    lots = Lot.objects.filter(work_order__sku__in=wanted, finished_at=None).exclude(
        work_order__status=WorkOrder.Status.CANCELLED
    )
    sums = lots.values_list("work_order__sku").annotate(owed=Sum("quantity")).order_by()
    found = dict(sums)
    return {sku: found.get(sku, 0) for sku in wanted}


def orderable_stock() -> QuerySet[StockItem]:
    """Return the stock of everything that can be ordered by SKU; parts are not among it."""
    skus = standard_variants().order_by().values("sku")
    return StockItem.objects.filter(sku__in=skus).order_by("sku")
