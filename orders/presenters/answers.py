"""An order as REST answers it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from catalog.tiers import tier_named
from foundation.money import Money
from orders.models import Order, OrderLine
from orders.presenters.price_lists import price_list_answer
from orders.selectors.promises import promise_of
from orders.statuses import LineKind
from production.selectors.progress import OperationProgress, progress_by_reference

SAVING_KEYS = (
    "run",
    "work_centre",
    "family",
    "setup_min",
    "rate_minor_per_hour",
    "percent",
    "most_of_price_percent",
    "saved_minor",
    "given_minor",
    "kept_minor",
)


def order_answers(orders: Sequence[Order]) -> list[dict[str, Any]]:
    """Return several orders as JSON, in a fixed number of queries."""
    progress = progress_by_reference([order.number for order in orders])
    return [order_answer(order, progress[order.number]) for order in orders]


def order_answer(
    order: Order, progress: Sequence[OperationProgress] | None = None
) -> dict[str, Any]:
    """Return the whole order as JSON; amounts in minor units, times in ISO 8601."""
    return {
        "number": order.number,
        "status": str(order.status),
        "placed_at": order.placed_at.isoformat(),
        "lines": [line_answer(line, order.currency) for line in order.lines.all()],
        "total": order.total.as_json(),
        "tax": order.tax.as_json(),
        "price_list": price_list_answer(order.price_list_version),
        "promise": promise_of(order, progress).as_json(),
    }


def line_answer(line: OrderLine, currency: str) -> dict[str, Any]:
    """Return one line; a stock line has a `sku`, a custom one its frozen `choices`."""
    answer: dict[str, Any] = {
        "position": line.position,
        "kind": str(line.kind),
        "status": str(line.status),
        "product": line.product_code,
        "quantity": line.quantity,
        "unit_price": Money(line.unit_minor, currency).as_json(),
        "total": Money(line.total_minor, currency).as_json(),
        "price_lines": line.price_lines,
        "tier_from": tier_named(step["code"] for step in line.price_lines),
        "saving": Money(line.saving_minor, currency).as_json(),
        "savings": savings_answer(line.savings),
        "cancelled": line.cancelled,
        "shipped": line.shipped,
        "reserved": line.reserved,
        "owed": line.owed,
        "ready_at": line.promised_at.isoformat() if line.promised_at else None,
    }
    if line.kind == LineKind.STOCK:
        return answer | {"sku": line.sku}
    snapshot = line.snapshot or {}
    return answer | {
        "revision": snapshot["revision_number"],
        "design": snapshot["digest"],
        "choices": snapshot["choices"],
    }


def savings_answer(savings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the set-ups that a line shares, with who got what."""
    return [{key: saving[key] for key in SAVING_KEYS} for saving in savings]
