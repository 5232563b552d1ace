"""Make the lines of a new order: freeze designs, order their work, reserve stock."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from catalog.snapshot import Design, freeze_all
from configurator.artefacts import load_revision
from configurator.models import Configuration
from orders.models import LineMovement, Order, OrderEvent, OrderLine
from orders.services.preparation import PreparedLine
from orders.services.requested_lines import inside
from orders.services.timeline import add_line_steps
from orders.statuses import LineKind
from production.services.holds import seat_held
from production.services.stock import reserve
from production.services.work_orders import OrderedDesign, create_custom_work_orders

Counter = LineMovement.Counter
UNDATED_DUE = timedelta(days=28)  # when the factory can give no date, the work is due then


def create_lines(order: Order, lines: Sequence[PreparedLine], *, now: datetime) -> None:
    """Make all lines in the caller's transaction.

    Stock is reserved in the order of its skus, so that two orders never wait for each other.
    """
    numbered = list(enumerate(lines, start=1))
    custom = [(position, line) for position, line in numbered if line.kind == LineKind.CUSTOM]
    stock = [(position, line) for position, line in numbered if line.kind == LineKind.STOCK]
    rows = [*_custom_rows(order, custom, now), *_stock_rows(order, stock, now)]
    made = OrderLine.objects.bulk_create(sorted(rows, key=lambda row: row.position))
    LineMovement.objects.bulk_create(_placing(row, now) for row in made)
    reserved = [row for row in made if row.kind == LineKind.STOCK]
    add_line_steps(order, OrderEvent.Kind.RESERVED, now=now, lines=reserved)
    _take_over_configurations(order, lines)


def _custom_rows(
    order: Order, custom: Sequence[tuple[int, PreparedLine]], now: datetime
) -> list[OrderLine]:
    """Freeze the designs and order their work."""
    if not custom:
        return []
    designs = _ordered_designs([line for _, line in custom], now)
    work_orders = create_custom_work_orders(designs=designs, reference=order.number, now=now)
    held = {
        line.hold: work_order
        for (_, line), work_order in zip(custom, work_orders, strict=True)
        if line.hold
    }
    if held:
        seat_held(ordered=held, now=now)
    return [
        OrderLine(
            **_agreed(order, position, line),
            snapshot=work_order.snapshot,
            work_order=work_order,
            owed=line.quantity,
        )
        for (position, line), work_order in zip(custom, work_orders, strict=True)
    ]


def _ordered_designs(lines: Sequence[PreparedLine], now: datetime) -> list[OrderedDesign]:
    designs = [_design(line) for line in lines]
    return [
        OrderedDesign(
            snapshot=snapshot,
            document=design.document,
            choices=line.choices,
            quantity=line.quantity,
            due_at=line.promised_at or now + UNDATED_DUE,
            basis=line.basis if line.promised_at else {},
        )
        for line, design, snapshot in zip(lines, designs, freeze_all(designs), strict=True)
    ]


def _design(line: PreparedLine) -> Design:
    assert line.revision is not None  # every custom line is a design
    return Design(line.revision, load_revision(line.revision).document, line.choices, line.context)


def _stock_rows(
    order: Order, stock: Sequence[tuple[int, PreparedLine]], now: datetime
) -> Iterator[OrderLine]:
    for position, line in sorted(stock, key=lambda numbered: numbered[1].sku):
        with inside(f"/lines/{position - 1}"):
            reserve(sku=line.sku, quantity=line.quantity, reference=order.number, now=now)
        yield OrderLine(**_agreed(order, position, line), sku=line.sku, reserved=line.quantity)


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
        "saving_minor": line.price.saving_minor,
        "savings": [saving.as_json() for saving in line.savings],
        "promised_at": line.promised_at,
        "promised_run": line.promised_run,
    }


def _placing(line: OrderLine, now: datetime) -> LineMovement:
    target = Counter.RESERVED if line.kind == LineKind.STOCK else Counter.OWED
    return LineMovement(
        line=line, source="", target=target, quantity=line.quantity, happened_at=now
    )


def _take_over_configurations(order: Order, lines: Sequence[PreparedLine]) -> None:
    """A configuration that nobody owned belongs to the first account that orders it."""
    if order.account_id is None:
        return
    ordered = [line.configuration for line in lines if line.configuration]
    Configuration.objects.filter(pk__in=ordered, account=None).update(account=order.account)
