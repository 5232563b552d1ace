from collections import Counter

import pytest

from production.planner.simulation.stream import (
    customers_of,
    expected_pieces_per_day,
    season_factor,
    tastes_of,
)
from production.planner.simulation.values import DAY_MIN, START_MIN, Product
from tests.production.planner.simulation.scenarios import scenario, settings


def test_customers_are_as_many_as_asked_and_come_in_order():
    customers = customers_of(scenario(), settings(days=5, orders_per_day=7))

    minutes = [customer.minute for customer in customers]
    assert minutes == sorted(minutes)
    assert Counter((minute - START_MIN) // DAY_MIN for minute in minutes) == dict.fromkeys(
        range(5), 7
    )


def test_customers_of_one_seed_are_the_same_and_of_another_are_not():
    first = customers_of(scenario(), settings(seed=1))

    assert customers_of(scenario(), settings(seed=1)) == first
    assert customers_of(scenario(), settings(seed=2)) != first


def test_tastes_follow_zipf_before_the_change_and_are_dealt_anew_after():
    tastes = tastes_of(scenario(), 3)

    weights = [1, 2**-0.8, 3**-0.8]
    before = [tastes.before[design] for design in (0, 1, 2)]
    assert before == pytest.approx([weight / sum(weights) for weight in weights])
    assert sum(tastes.after[design] for design in (0, 1, 2)) == pytest.approx(1)
    assert tastes.before[3] == tastes.after[3] == 1


def test_customers_after_the_change_day_follow_the_new_tastes():
    many = settings(days=2, orders_per_day=4_000, shift_day=1, seed=5)
    shop = scenario()
    tastes = tastes_of(shop, 5)

    customers = customers_of(shop, many)

    for day, favour in ((0, tastes.before), (1, tastes.after)):
        asked = Counter(
            c.design for c in customers[day * 4_000 : (day + 1) * 4_000] if c.product == 0
        )
        shares = {design: asked[design] / asked.total() for design in (0, 1, 2)}
        assert all(abs(shares[design] - favour[design]) < 0.03 for design in shares)


def test_season_peaks_after_two_thirds_of_the_days():
    toy = Product("toy", (0,), 1.0, season_height=4.0)

    factors = [season_factor(toy, day, 60) for day in range(60)]

    assert max(factors) == factors[40] == 4.0
    assert factors[0] < 1.001
    assert season_factor(Product("cup", (0,), 1.0), 40, 60) == 1.0


def test_own_orders_decide_tastes_and_sizes_instead_of_chance():
    cups = Product("cup", (0, 1, 2), 1.0, most_pieces=7, favour=(6.0, 3.0, 1.0), sizes=(1, 1, 7))
    shop = scenario(products=(cups,), designs=scenario().designs[:3])

    before = tastes_of(shop, 3).before
    customers = customers_of(shop, settings(days=1, orders_per_day=3_000, shift_day=None))

    assert [before[design] for design in (0, 1, 2)] == [0.6, 0.3, 0.1]
    assert {customer.pieces for customer in customers} == {1, 7}
    assert abs(sum(customer.pieces for customer in customers) / 3_000 - 3) < 0.2
    assert cups.mean_pieces == 3


def test_expected_pieces_add_up_to_orders_times_mean_size():
    expected = expected_pieces_per_day(scenario(), settings(orders_per_day=10))

    # Five orders of a cup (1.5 pieces on average), five of a bowl (2 pieces).
    assert round(sum(expected.values()), 9) == 5 * 1.5 + 5 * 2
