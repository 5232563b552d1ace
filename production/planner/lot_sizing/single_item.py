"""Lots, reorder points and stocks of one item: the textbook's formulas, pure and exact.

Source: Silver, Pyke, Thomas, Inventory and Production Management in Supply Chains (4th ed.,
2017), chapters 4 to 9; the dynamic programme is Wagner and Whitin (1958), Management Science 5.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class LotPlan:
    """The cheapest lots: how many pieces to make in each period, and what they cost."""

    quantities: tuple[int, ...]
    cost: float


def wagner_whitin(
    demand: Sequence[int], setup_cost: float, holding_cost: float | Sequence[float]
) -> LotPlan:
    """Return the cheapest lots that meet every period's demand in time; exact.

    There is a best plan in which each lot covers whole periods in a row: O(n^2) over the last
    period with a lot.

    Parameters
    ----------
    demand
        Pieces asked for in each period, not negative.
    setup_cost
        Cost of a period with a lot.
    holding_cost
        Cost of keeping a piece from a period into the next: one for all, or one a period.

    Returns
    -------
    LotPlan
        The earliest lots of several plans that cost the same.

    Raises
    ------
    ValueError
        For a negative demand or cost.
    """
    periods = len(demand)
    holding = _holding(holding_cost, periods)
    if setup_cost < 0 or min(demand, default=0) < 0 or min(holding, default=0) < 0:
        raise ValueError("demand and costs are not negative")
    cheapest = [0.0] + [inf] * periods
    last_lot = [0] * (periods + 1)
    for first in range(periods):
        pieces_cost, kept = cheapest[first] + setup_cost, 0.0
        if demand[first] == 0 and cheapest[first] < cheapest[first + 1]:
            cheapest[first + 1], last_lot[first + 1] = cheapest[first], -1
        for period in range(first, periods):
            if period > first:
                kept += holding[period - 1]
            pieces_cost += demand[period] * kept
            if pieces_cost < cheapest[period + 1]:
                cheapest[period + 1], last_lot[period + 1] = pieces_cost, first
    return LotPlan(_quantities(demand, last_lot), cheapest[periods])


def economic_order_quantity(demand_rate: float, setup_cost: float, holding_cost: float) -> float:
    """Return the lot with the least cost of set-ups and stock at a steady demand (Harris 1913).

    Rate and holding cost are per the same unit of time; raises ValueError for a rate or cost
    that is negative, or for stock that costs nothing.
    """
    if demand_rate < 0 or setup_cost < 0 or holding_cost <= 0:
        raise ValueError("a demand and costs of 0 or more, a holding cost above 0")
    return sqrt(2 * demand_rate * setup_cost / holding_cost)


def newsvendor_quantity(
    mean: float, deviation: float, shortage_cost: float, overage_cost: float
) -> float:
    """Return the stock for one season of normal demand: the critical ratio's quantile, >= 0.

    A piece too few costs `shortage_cost`, one too many `overage_cost`; raises ValueError for a
    negative deviation or costs that are not above 0.
    """
    if deviation < 0 or shortage_cost <= 0 or overage_cost <= 0:
        raise ValueError("a deviation of 0 or more, costs above 0")
    ratio = shortage_cost / (shortage_cost + overage_cost)
    return max(0.0, mean + deviation * NormalDist().inv_cdf(ratio))


def safety_stock(
    service: float,
    demand_rate: float,
    deviation: float,
    lead_time: float,
    lead_deviation: float = 0,
) -> float:
    """Return the stock that covers the demand of a lead time in a share of the cycles.

    Demand per unit of time is normal with `deviation`, the lead time (in such units) with
    `lead_deviation`, both independent. `service` is at least 0.5
    and below 1; ValueError beyond.
    """
    if not 0.5 <= service < 1 or min(demand_rate, deviation, lead_time, lead_deviation) < 0:
        raise ValueError("a service of at least 0.5 and below 1, the others 0 or more")
    spread = sqrt(lead_time * deviation**2 + (demand_rate * lead_deviation) ** 2)
    return NormalDist().inv_cdf(service) * spread


def reorder_point(
    service: float,
    demand_rate: float,
    deviation: float,
    lead_time: float,
    lead_deviation: float = 0,
) -> float:
    """Return the position at which to order: the lead time's demand and the safety stock."""
    extra = safety_stock(service, demand_rate, deviation, lead_time, lead_deviation)
    return demand_rate * lead_time + extra


def _holding(cost: float | Sequence[float], periods: int) -> Sequence[float]:
    if isinstance(cost, Sequence):
        if len(cost) < periods:
            raise ValueError("a holding cost for each period is needed")
        return cost
    return [cost] * periods


def _quantities(demand: Sequence[int], last_lot: Sequence[int]) -> tuple[int, ...]:
    quantities = [0] * len(demand)
    end = len(demand)
    while end:
        first = last_lot[end]
        if first < 0:
            end -= 1
            continue
        quantities[first] = sum(demand[first:end])
        end = first
    return tuple(quantities)
