"""Which receipt each quantity that left a shelf came from: first in, first out."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Movement:
    """One row of a shelf's ledger: more for a receipt, less for what was taken."""

    entry: int
    change: Decimal


@dataclass(frozen=True, slots=True)
class Portion:
    """What one entry took of another; `source` is None for what lay there before the ledger."""

    source: int | None
    taker: int
    quantity: Decimal


def portions(movements: Iterable[Movement]) -> tuple[Portion, ...]:
    """Split all that was taken over what it came from.

    The portions of a taker add up to what it took.

    Parameters
    ----------
    movements
        The whole ledger of one shelf, oldest first.
    """
    shelf: deque[tuple[int, Decimal]] = deque()
    found: list[Portion] = []
    for movement in movements:
        if movement.change > 0:
            shelf.append((movement.entry, movement.change))
        elif movement.change < 0:
            found += _taken(shelf, movement.entry, -movement.change)
    return tuple(found)


def _taken(shelf: deque[tuple[int, Decimal]], taker: int, wanted: Decimal) -> list[Portion]:
    found = []
    while wanted and shelf:
        source, there = shelf.popleft()
        quantity = min(wanted, there)
        found.append(Portion(source, taker, quantity))
        wanted -= quantity
        if there > quantity:
            shelf.appendleft((source, there - quantity))
    return [*found, Portion(None, taker, wanted)] if wanted else found
