"""Net what is needed against what is there and what is coming, part by part.

Time-phased netting with pegging (Orlicky, Material Requirements Planning, 1975): needs are
served in the order of their dates from the shelf first, then from deliveries in the order in
which they come. What nothing serves becomes a suggestion to buy, early enough for the
supplier's lead time. Times are whole minutes since 1970 in UTC, quantities exact.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Need:
    """So much of a part for a work order, from a minute on."""

    work_order: int
    minute: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Delivery:
    """So much of a part that a purchase brings at a minute."""

    purchase: int
    minute: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """How a part is bought: lead time in minutes, in multiples of a quantity, what to keep."""

    lead_time_min: int
    order_multiple: Decimal = Decimal(1)
    safety_stock: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class Peg:
    """So much of a need served by a purchase, or from the shelf (None).

    `late_min` says how many minutes after the need it comes.
    """

    work_order: int
    purchase: int | None
    quantity: Decimal
    late_min: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """What nothing serves: the work order that waits, for how much, from when on."""

    work_order: int
    minute: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Buy so much, ordered by a minute so that it is there when it is needed.

    `is_late` when that minute has passed: ordered now it comes after the need.
    """

    quantity: Decimal
    order_by: int
    needed_at: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Netting:
    """The answer for one part; pegs lead both ways, from need to supply and back."""

    pegs: tuple[Peg, ...]
    shortages: tuple[Shortage, ...]
    suggestion: Suggestion | None
    left: Decimal


def net(
    *,
    on_hand: Decimal,
    needs: Iterable[Need],
    deliveries: Iterable[Delivery],
    terms: Terms,
    now: int,
) -> Netting:
    """Serve the needs of one part.

    Parameters
    ----------
    on_hand
        What lies on the shelf.
    needs, deliveries
        In any order.

    Returns
    -------
    Netting
        Every need is served by its pegs and its shortage, to the last unit; `left` is what
        shelf and deliveries still hold when all needs are served.
    """
    supplies: list[tuple[int | None, int, Decimal]] = [(None, now, on_hand)]
    supplies += [
        (row.purchase, row.minute, row.quantity)
        for row in sorted(deliveries, key=lambda row: (row.minute, row.purchase))
    ]
    wanted = sorted(needs, key=lambda need: (need.minute, need.work_order))
    pegs: list[Peg] = []
    shortages: list[Shortage] = []
    for need in wanted:
        open_quantity = _serve(need, supplies, pegs)
        if open_quantity > 0:
            shortages.append(Shortage(need.work_order, need.minute, open_quantity))
    left = sum((quantity for _, _, quantity in supplies), NOTHING)
    return Netting(tuple(pegs), tuple(shortages), _suggestion(shortages, left, terms, now), left)


def free_from(
    quantity: Decimal, *, free: Decimal, deliveries: Iterable[Delivery], bought_at: int
) -> int:
    """Return the minute from which a new need is served behind all others.

    Parameters
    ----------
    quantity
        What is needed; more than is free.
    free
        What lies there and nobody needs; below 0 where others lack it.
    deliveries
        In any order; what they bring goes to the others first.
    bought_at
        When what nobody has bought yet can be there.
    """
    for row in sorted(deliveries, key=lambda row: (row.minute, row.purchase)):
        free += row.quantity
        if free >= quantity:
            return row.minute
    return bought_at


def _serve(need: Need, supplies: list[tuple[int | None, int, Decimal]], pegs: list[Peg]) -> Decimal:
    """Take from the supplies in their order; return what stays open."""
    still = need.quantity
    while still > 0 and supplies:
        purchase, minute, quantity = supplies[0]
        taken = min(still, quantity)
        if taken > 0:
            late = max(0, minute - need.minute) if purchase is not None else 0
            pegs.append(Peg(need.work_order, purchase, taken, late))
        still -= taken
        if taken == quantity:
            supplies.pop(0)
        else:
            supplies[0] = (purchase, minute, quantity - taken)
    return still


def _suggestion(
    shortages: Sequence[Shortage], left: Decimal, terms: Terms, now: int
) -> Suggestion | None:
    missing = sum((row.quantity for row in shortages), NOTHING) + terms.safety_stock - left
    if missing <= 0:
        return None
    times = (missing / terms.order_multiple).to_integral_value(ROUND_CEILING)
    needed_at = min((row.minute for row in shortages), default=now + terms.lead_time_min)
    order_by = needed_at - terms.lead_time_min
    return Suggestion(times * terms.order_multiple, max(order_by, now), needed_at, order_by < now)
