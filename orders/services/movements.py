"""Move pieces of a line between its counters, each move a ledger row."""

from datetime import datetime

from foundation.errors import Conflict
from foundation.models import Event
from orders.models import LineMovement, OrderLine


def move_pieces(
    line: OrderLine,
    source: LineMovement.Counter,
    target: LineMovement.Counter,
    quantity: int,
    *,
    now: datetime,
    cause: Event | None = None,
) -> None:
    """Move so many pieces; the caller holds the lock of the line's order.

    Raises
    ------
    Conflict
        When the source counter holds fewer.
    """
    held = getattr(line, source.value)
    if quantity > held:
        raise Conflict(
            f"Line {line.position} has {held} pieces {source.label}, not {quantity}.",
            code="too_few_pieces",
        )
    setattr(line, source.value, held - quantity)
    setattr(line, target.value, getattr(line, target.value) + quantity)
    line.save(update_fields=[source.value, target.value])
    LineMovement.objects.create(
        line=line,
        source=source,
        target=target,
        quantity=quantity,
        happened_at=now,
        cause=cause,
    )
