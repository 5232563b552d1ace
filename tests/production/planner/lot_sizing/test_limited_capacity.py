"""Lots under a capacity against all ways to make them."""

from itertools import product
from random import Random

import pytest

from production.planner.lot_sizing.limited_capacity import in_time, limited_lots
from production.planner.lot_sizing.single_item import wagner_whitin


def cost_of(lots, demand, setup, holding):
    left = cost = 0
    for lot, asked in zip(lots, demand, strict=True):
        left += lot - asked
        if left < 0:
            return None
        cost += setup * (lot > 0) + holding * left
    return cost


def cheapest_of_all(demand, setup, holding, capacity):
    ways = product(range(capacity + 1), repeat=len(demand))
    costs = (cost_of(lots, demand, setup, holding) for lots in ways)
    return min((cost for cost in costs if cost is not None), default=None)


@pytest.mark.parametrize("seed", range(25))
def test_lots_are_as_cheap_as_the_best_of_all_ways(seed):
    random = Random(seed)
    capacity = random.randint(1, 4)
    demand = in_time([random.randint(0, 5) for _ in range(5)], capacity)[:-1]
    setup, holding = random.randint(0, 9), random.randint(0, 3)

    plan = limited_lots(demand, setup, holding, capacity)

    assert max(plan.quantities) <= capacity
    assert plan.cost == cost_of(plan.quantities, demand, setup, holding)
    assert plan.cost == cheapest_of_all(demand, setup, holding, capacity)


def test_lots_are_those_of_wagner_and_whitin_where_a_period_makes_all():
    demand = [10, 62, 12, 130, 154, 129, 88, 52, 124, 160, 238, 41]

    assert limited_lots(demand, 270, 2, 10_000).cost == wagner_whitin(demand, 270, 2).cost


def test_peak_is_built_ahead_no_earlier_than_needed():
    assert limited_lots([0, 0, 0, 0, 50], 5, 1, 20).quantities == (0, 0, 10, 20, 20)


def test_what_cannot_be_made_in_time_moves_on():
    assert in_time([5, 0, 9, 3], 4) == [4, 1, 7, 4, 1]


@pytest.mark.parametrize(
    ("demand", "capacity"), [([5, 0], 4), ([-1], 4), ([1], 0)], ids=["late", "negative", "none"]
)
def test_impossible_asking_is_refused(demand, capacity):
    with pytest.raises(ValueError, match=r"asked for than|not negative"):
        limited_lots(demand, 1, 1, capacity)
