import random
from itertools import product

import pytest

from production.planner.lot_sizing.single_item import (
    LotPlan,
    economic_order_quantity,
    newsvendor_quantity,
    reorder_point,
    safety_stock,
    wagner_whitin,
)


def cost_of(demand, quantities, setup_cost, holding):
    stock, total = 0, 0.0
    for wanted, made, cost in zip(demand, quantities, holding, strict=True):
        stock += made - wanted
        total += (setup_cost if made else 0) + stock * cost
        if stock < 0:
            return None
    return total


def cheapest(demand, setup_cost, holding):
    """Referee: every choice of periods with a lot, each lot until the next one."""
    costs = []
    for has_lot in product((False, True), repeat=len(demand)):
        quantities, place = [0] * len(demand), None
        for period, wanted in enumerate(demand):
            place = period if has_lot[period] else place
            if place is not None:
                quantities[place] += wanted
        cost = cost_of(demand, quantities, 0, holding)
        if cost is not None:
            costs.append(cost + setup_cost * sum(has_lot))
    return min(costs)


@pytest.mark.parametrize("seed", range(60))
def test_wagner_whitin_agrees_with_every_choice_of_lots(seed):
    dice = random.Random(seed)
    periods = dice.randrange(1, 10)
    demand = [dice.choice([0, dice.randrange(120)]) for _ in range(periods)]
    setup_cost = dice.randrange(500)
    holding = [dice.randrange(5) for _ in range(periods)]

    plan = wagner_whitin(demand, setup_cost, holding)

    assert plan.cost == cheapest(demand, setup_cost, holding)
    assert cost_of(demand, plan.quantities, setup_cost, holding) == plan.cost


def test_wagner_whitin_of_a_textbook_case():
    """One lot for the first three periods (0 + 10 + 2 * 20 kept), one for the last."""
    assert wagner_whitin([50, 10, 20, 100], 70, 1) == LotPlan((80, 0, 0, 100), 190.0)


def test_wagner_whitin_of_no_demand_makes_nothing():
    assert wagner_whitin([0, 0], 10, 1) == LotPlan((0, 0), 0.0)


@pytest.mark.parametrize(("demand", "setup", "holding"), [([-1], 1, 1), ([1], -1, 1), ([1], 1, -1)])
def test_wagner_whitin_refuses_what_is_negative(demand, setup, holding):
    with pytest.raises(ValueError, match="not negative"):
        wagner_whitin(demand, setup, holding)


def test_wagner_whitin_refuses_too_few_holding_costs():
    with pytest.raises(ValueError, match="each period"):
        wagner_whitin([1, 2], 1, [1.0])


def test_economic_order_quantity_costs_least():
    """Harris: 1,000 a year, 10 a set-up, 2 a piece and year."""
    assert economic_order_quantity(1_000, 10, 2) == 100


def test_economic_order_quantity_refuses_stock_that_costs_nothing():
    with pytest.raises(ValueError, match="holding cost above 0"):
        economic_order_quantity(1, 1, 0)


def test_newsvendor_takes_the_critical_ratio():
    """As dear too few as too many: the mean. 84.13 % is one deviation above it."""
    assert newsvendor_quantity(100, 20, 5, 5) == pytest.approx(100)
    assert newsvendor_quantity(100, 20, 0.8413447, 0.1586553) == pytest.approx(120, abs=1e-4)
    assert newsvendor_quantity(10, 100, 1, 9) == 0


def test_newsvendor_refuses_costs_of_nothing():
    with pytest.raises(ValueError, match="costs above 0"):
        newsvendor_quantity(1, 1, 0, 1)


def test_safety_stock_covers_demand_and_lead_time():
    """97.725 % are two deviations; four days of 3 and 10 a day over half a day: (36 + 25)^0.5."""
    service = 0.9772498681

    assert safety_stock(service, 10, 3, 4) == pytest.approx(12, abs=1e-6)
    assert safety_stock(service, 10, 3, 4, 0.5) == pytest.approx(2 * 61**0.5, abs=1e-6)
    assert reorder_point(service, 10, 3, 4) == pytest.approx(52, abs=1e-6)


@pytest.mark.parametrize("service", [0.49, 1.0])
def test_safety_stock_refuses_a_service_that_no_stock_gives(service):
    with pytest.raises(ValueError, match="service"):
        safety_stock(service, 1, 1, 1)
