"""Keep stock lines filled."""

import logging
from datetime import datetime, timedelta
from math import ceil

from django.db import transaction

from foundation.errors import Refusal
from foundation.locks import lock_rows
from production.models import StockLine, WorkOrder
from production.selectors.designs import design_of
from production.selectors.stock import available, on_order
from production.services.work_orders import create_stock_work_order

logger = logging.getLogger(__name__)


def replenish(*, now: datetime) -> list[WorkOrder]:
    """Order for every stock line that has fallen to its reorder point; safe to repeat.

    A line that cannot be made now (its product is not on sale, or has no routing) is
    skipped; the others are still ordered for.
    """
    orders = []
    for line in StockLine.objects.filter(is_active=True).order_by("sku"):
        try:
            order = replenish_line(line_id=line.pk, now=now)
        except Refusal as refusal:
            logger.warning("stock line %s was not ordered: %s", line.sku, refusal.message)
        else:
            orders += [order] if order else []
    return orders


@transaction.atomic
def replenish_line(*, line_id: int, now: datetime) -> WorkOrder | None:
    """Order for one stock line if what is free and on order is not above its reorder point."""
    locked = lock_rows(StockLine.objects.filter(pk=line_id, is_active=True))
    if not locked:
        return None
    line = locked[0]
    position = available([line.sku])[line.sku] + on_order([line.sku])[line.sku]
    if position > line.reorder_point:
        return None
    times = ceil((line.reorder_point - position + 1) / line.order_quantity)
    return create_stock_work_order(
        design=design_of(line.sku, now),
        quantity=times * line.order_quantity,
        most_pieces=line.lot_size,
        due_at=now + timedelta(minutes=line.lead_time_min),
        now=now,
    )
