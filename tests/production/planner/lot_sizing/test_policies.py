"""What the policies order, worked out by hand, and what holds for all figures."""

import json
from dataclasses import replace
from random import Random

import pytest

from production.planner.lot_sizing.policies import (
    Decision,
    LineFacts,
    Rate,
    decide,
    demand_rate,
    weighted,
)

FIXED = LineFacts("fixed", position=4, reorder_point=4, order_quantity=10)
STEADY = LineFacts(
    "s_q",
    position=30,
    reorder_point=4,
    order_quantity=10,
    lead_weeks=2.0,
    weeks=(8, 12, 8, 12, 8, 12),
    setup_minor=5_000,
    unit_minor=1_000,
    shortage_minor=3_000,
)
SEASON = replace(
    STEADY,
    policy="wagner_whitin",
    position=0,
    weeks=(),
    lead_weeks=0.0,
    forecast=(0.0, 0.0, 0.0, 0.0, 50.0, 0.0),
    capacity=20,
)


def drawn(random):
    return LineFacts(
        policy=random.choice(["fixed", "s_q", "wagner_whitin", "newsvendor"]),
        position=random.randint(-5, 80),
        reorder_point=random.randint(0, 20),
        order_quantity=random.randint(1, 40),
        lead_weeks=random.choice([0.0, 1.0, 2.5]),
        service=random.choice([0.5, 0.9, 0.99]),
        weeks=tuple(random.randint(0, 30) for _ in range(random.randint(0, 12))),
        half_life_weeks=random.choice([None, 4]),
        forecast=tuple(random.choice([0.0, random.random() * 40]) for _ in range(12)),
        setup_minor=random.randint(0, 20_000),
        unit_minor=random.randint(0, 5_000),
        shortage_minor=random.randint(0, 5_000),
        capacity=random.choice([None, 15]),
        life_weeks=random.choice([None, -1.0, 6.0]),
        is_ordered_this_week=random.random() < 0.2,
    )


def test_fixed_line_orders_multiples_until_above_its_point():
    assert decide(FIXED) == Decision("fixed", "as_set", 4, 10, 10)
    assert decide(replace(FIXED, position=5)).quantity == 0
    assert decide(replace(FIXED, reorder_point=25)).quantity == 30


def test_steady_demand_orders_economic_lots_with_safety_stock():
    """Mean 10, deviation 2.19: 20 + 1.645 * 2.19 * sqrt(2) = 25.1; lot sqrt(2 * 521 * 50 / 2) = 161.5."""
    assert decide(STEADY) == Decision("s_q", "as_set", 26, 161, 0)
    assert decide(replace(STEADY, position=26)).quantity == 161


def test_peak_is_built_ahead_as_the_capacity_asks():
    """50 in the fifth week at 20 a week: safety stock is none without a lead time."""
    quantities = []
    facts = SEASON
    for week in range(5):
        later = replace(facts, forecast=SEASON.forecast[week:] + (0.0,) * week)
        ordered = decide(later).quantity
        quantities.append(ordered)
        sold = round(SEASON.forecast[week])
        facts = replace(facts, position=facts.position + ordered - sold)

    assert quantities == [0, 0, 10, 20, 20]


def test_season_without_a_capacity_is_made_in_one_lot_when_keeping_costs_more():
    made = decide(replace(SEASON, capacity=None, forecast=(50.0, 0.0, 0.0, 0.0, 50.0)))

    assert (made.policy, made.quantity) == ("wagner_whitin", 100)


def test_line_on_a_forecast_orders_once_a_week():
    facts = replace(SEASON, forecast=(50.0, 9.0), is_ordered_this_week=True)

    assert decide(facts) == Decision("wagner_whitin", "ordered_this_week", 50, 20, 0)


def test_short_life_goods_are_ordered_up_to_the_critical_ratio():
    """Six weeks at 10 with 2.19: 60 + 0.674 * 2.19 * sqrt(6) = 63.6, a ratio of three in four."""
    facts = replace(STEADY, policy="newsvendor", life_weeks=4.0, position=20)

    assert decide(facts) == Decision("newsvendor", "as_set", 26, 38, 44)


def test_season_that_is_over_orders_nothing():
    facts = replace(STEADY, policy="newsvendor", life_weeks=-1.0, position=0)

    assert decide(facts) == Decision("newsvendor", "as_set", 0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"weeks": (9, 9, 9)}, "no_demand"),
        ({"weeks": (0, 0, 0, 0, 0)}, "no_demand"),
        ({"unit_minor": 0}, "costs_nothing"),
        ({"policy": "wagner_whitin"}, "no_forecast"),
        ({"policy": "newsvendor"}, "no_life"),
        ({"policy": "newsvendor", "life_weeks": 4.0, "weeks": ()}, "no_demand"),
        ({"policy": "newsvendor", "life_weeks": 4.0, "shortage_minor": 0}, "costs_nothing"),
    ],
)
def test_missing_figures_fall_back_to_the_fixed_ones_and_say_why(changes, reason):
    decided = decide(replace(STEADY, position=3, **changes))

    assert decided == Decision("fixed", reason, 4, 10, 10)


def test_forecast_stands_in_for_demand_that_is_not_measured_yet():
    facts = replace(STEADY, weeks=(3,), forecast=(16.0,) * 26)

    assert demand_rate(facts) == Rate(16.0, 4.0, False)


def test_half_life_makes_old_weeks_count_less():
    """Weights 1/2 and 1: the mean of 4 and 10 is 8."""
    assert weighted([4, 10], half_life_weeks=1) == pytest.approx((8.0, 18**0.5))
    assert weighted([4, 10]) == pytest.approx((7.0, 18**0.5))


@pytest.mark.parametrize("seed", range(200))
def test_decision_is_the_same_from_the_facts_written_down_and_never_negative(seed):
    facts = drawn(Random(seed))

    decided = decide(facts)

    assert decide(LineFacts.from_json(json.loads(json.dumps(facts.as_json())))) == decided
    assert min(decided.reorder_point, decided.order_quantity, decided.quantity) >= 0


@pytest.mark.parametrize("seed", range(100))
def test_what_was_ordered_is_not_ordered_again(seed):
    facts = replace(drawn(Random(seed)), is_ordered_this_week=False)
    first = decide(facts).quantity

    again = replace(facts, position=facts.position + first, is_ordered_this_week=first > 0)

    assert decide(again).quantity == 0


@pytest.mark.parametrize(
    "changes", [{"weeks": (-1,)}, {"forecast": (-1.0,)}, {"order_quantity": 0}]
)
def test_facts_below_zero_are_refused(changes):
    with pytest.raises(ValueError, match="at least 1"):
        replace(FIXED, **changes)
