"""Keep stock lines filled, and write down why each order was made."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from foundation.errors import Refusal
from foundation.locks import lock_rows
from production.models import ReplenishmentDecision, StockLine, WorkOrder
from production.planner.lot_sizing.policies import Decision, LineFacts, decide
from production.selectors.designs import design_of
from production.selectors.replenishment import line_facts
from production.services.work_orders import create_stock_work_order

logger = logging.getLogger(__name__)


def replenish(*, now: datetime) -> list[WorkOrder]:
    """Order for every stock line whose policy says so; safe to repeat.

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
    """Order for one stock line what its policy says, if anything."""
    locked = lock_rows(StockLine.objects.filter(pk=line_id, is_active=True))
    if not locked:
        return None
    line = locked[0]
    facts = line_facts(line, now)
    decision = decide(facts)
    if not decision.quantity:
        return None
    order = create_stock_work_order(
        design=design_of(line.sku, now),
        quantity=decision.quantity,
        most_pieces=line.lot_size,
        due_at=now + timedelta(minutes=line.lead_time_min),
        now=now,
    )
    _write_down(order, line, facts, decision, now)
    return order


def _write_down(
    order: WorkOrder, line: StockLine, facts: LineFacts, decision: Decision, now: datetime
) -> None:
    ReplenishmentDecision.objects.create(
        work_order=order,
        stock_line=line,
        policy=decision.policy,
        reason=decision.reason,
        reorder_point=decision.reorder_point,
        order_quantity=decision.order_quantity,
        quantity=decision.quantity,
        facts=facts.as_json(),
        decided_at=now,
    )
