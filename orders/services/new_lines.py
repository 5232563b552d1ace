"""Make the lines of a new order: freeze designs, order their work, reserve stock."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from catalog.snapshot import freeze
from configurator.models import Configuration
from orders.models import LineMovement, Order, OrderEvent, OrderLine
from orders.services.preparation import PreparedLine
from orders.services.requested_lines import inside
from orders.services.timeline import add_step
from orders.statuses import LineKind
from production.services.stock import reserve
from production.services.work_orders import create_custom_work_order

Counter = LineMovement.Counter
UNDATED_DUE = timedelta(days=28)  # when the factory can give no date, the work is due then


def create_lines(order: Order, lines: Sequence[PreparedLine], *, now: datetime) -> None:
    """Make all lines in the caller's transaction.

    Stock is reserved in the order of its skus, so that two orders never wait for each other.
    """
    numbered = list(enumerate(lines, start=1))
    for position, line in numbered:
        if line.kind == LineKind.CUSTOM:
            _create_custom(order, position, line, now)
    stock = [(position, line) for position, line in numbered if line.kind == LineKind.STOCK]
    for position, line in sorted(stock, key=lambda numbered: numbered[1].sku):
        with inside(f"/lines/{position - 1}"):
            _create_stock(order, position, line, now)
    _take_over_configurations(order, lines)


def _create_custom(order: Order, position: int, line: PreparedLine, now: datetime) -> None:
    assert line.revision is not None  # every custom line is a design
    snapshot = freeze(line.revision, line.choices)
    work_order = create_custom_work_order(
        snapshot=snapshot,
        choices_with_texts=line.choices,
        quantity=line.quantity,
        reference=order.number,
        due_at=line.promised_at or now + UNDATED_DUE,
        now=now,
    )
    row = OrderLine.objects.create(
        **_agreed(order, position, line),
        snapshot=snapshot.as_json(),
        work_order=work_order,
        owed=line.quantity,
    )
    _record_placing(row, Counter.OWED, now)


def _create_stock(order: Order, position: int, line: PreparedLine, now: datetime) -> None:
    reserve(sku=line.sku, quantity=line.quantity, reference=order.number, now=now)
    row = OrderLine.objects.create(
        **_agreed(order, position, line), sku=line.sku, reserved=line.quantity
    )
    _record_placing(row, Counter.RESERVED, now)
    add_step(order, OrderEvent.Kind.RESERVED, now=now, line=row)


def _agreed(order: Order, position: int, line: PreparedLine) -> dict[str, Any]:
    return {
        "order": order,
        "position": position,
        "kind": line.kind,
        "product_code": line.product_code,
        "product_name": dict(line.product_name),
        "quantity": line.quantity,
        "unit_minor": line.price.unit_minor,
        "total_minor": line.price.total_minor,
        "tax_minor": line.price.tax_minor,
        "price_lines": [asdict(step) for step in line.price.lines],
        "promised_at": line.promised_at,
        "promised_run": line.promised_run,
    }


def _record_placing(line: OrderLine, target: LineMovement.Counter, now: datetime) -> None:
    LineMovement.objects.create(
        line=line, source="", target=target, quantity=line.quantity, happened_at=now
    )


def _take_over_configurations(order: Order, lines: Sequence[PreparedLine]) -> None:
    """A configuration that nobody owned belongs to the first account that orders it."""
    if order.account_id is None:
        return
    ordered = [line.configuration for line in lines if line.configuration]
    Configuration.objects.filter(pk__in=ordered, account=None).update(account=order.account)
