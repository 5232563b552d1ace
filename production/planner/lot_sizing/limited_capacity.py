"""Lots of one item when only so many pieces can be made in a period: building ahead of a peak.

Source: Florian and Klein (1971), Management Science 18, for one capacity in all periods. Between
two periods that end with nothing left, all lots but one are as large as the capacity.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import inf

from production.planner.lot_sizing.single_item import LotPlan

# Full lots so far, and whether the one smaller lot was made.
State = tuple[int, bool]


def limited_lots(
    demand: Sequence[int], setup_cost: float, holding_cost: float, capacity: int
) -> LotPlan:
    """Return the cheapest lots of at most `capacity` that meet every period's demand; exact.

    Parameters
    ----------
    demand
        Whole pieces of each period, not negative; O(n^4) in the periods.
    setup_cost
        Cost of a period with a lot.
    holding_cost
        Cost of keeping a piece from a period into the next.
    capacity
        Most pieces of one period.

    Raises
    ------
    ValueError
        For a negative demand or cost, a capacity below 1, or more demand than can be made.
    """
    if capacity < 1 or min(setup_cost, holding_cost, *demand, 0) < 0:
        raise ValueError("demand and costs are not negative, a capacity of at least 1")
    if list(demand) != in_time(demand, capacity)[: len(demand)]:
        raise ValueError("more is asked for than can be made in time")
    cheapest: list[LotPlan | None] = [LotPlan((), 0.0)]
    for last in range(len(demand)):
        found: LotPlan | None = None
        for first in range(last + 1):
            before = cheapest[first]
            part = _between(demand[first : last + 1], setup_cost, holding_cost, capacity)
            if before is None or part is None:
                continue
            cost = before.cost + part.cost
            if found is None or cost < found.cost:
                found = LotPlan(before.quantities + part.quantities, cost)
        cheapest.append(found)
    best = cheapest[-1]
    if best is None:
        raise ValueError("more is asked for than can be made in time")
    return best


def in_time(demand: Sequence[int], capacity: int) -> list[int]:
    """Return the demand that can be met when it is due: what is too much moves to the next period.

    The last place, one after the demand's own, holds what is left at the end.
    """
    met: list[int] = []
    room, late = 0, 0
    for pieces in demand:
        room += capacity
        asked = pieces + late
        met.append(min(asked, room))
        late = asked - met[-1]
        room -= met[-1]
    return [*met, late]


def _between(
    demand: Sequence[int], setup_cost: float, holding_cost: float, capacity: int
) -> LotPlan | None:
    """Return the cheapest lots that leave nothing at the end, all full but at most one."""
    full, rest = divmod(sum(demand), capacity)
    states: dict[State, tuple[float, tuple[int, ...]]] = {(0, rest == 0): (0.0, ())}
    for asked in accumulate(demand):
        following: dict[State, tuple[float, tuple[int, ...]]] = {}
        for (lots, is_rest_made), (cost, made) in states.items():
            for state, lot in (
                ((lots, is_rest_made), 0),
                ((lots + 1, is_rest_made), capacity),
                ((lots, True), 0 if is_rest_made else rest),
            ):
                left = state[0] * capacity + (rest if state[1] else 0) - asked
                if left < 0 or state[0] > full:
                    continue
                more = cost + (setup_cost if lot else 0) + holding_cost * left
                if more < following.get(state, (inf, ()))[0]:
                    following[state] = (more, (*made, lot))
        states = following
    end = states.get((full, True))
    return LotPlan(end[1], end[0]) if end else None
