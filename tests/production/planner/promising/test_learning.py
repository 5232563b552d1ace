import pytest

from production.planner.promising.buffers import learnt_buffer
from production.planner.promising.demand import Demand
from production.planner.promising.family_map import first_map, renewed_map


def test_buffer_covers_nearly_all_outcomes():
    assert learnt_buffer(range(1, 101), 5.0) == 98


def test_buffer_never_falls_below_its_floor():
    assert learnt_buffer([-30.0] * 100, 5.0) == 5.0


def test_buffer_waits_for_enough_outcomes():
    assert learnt_buffer([90.0] * 39, 5.0) == 5.0


def test_buffer_forgets_old_outcomes():
    assert learnt_buffer([500.0] * 100 + [7.0] * 400, 5.0) == 7.0


def test_demand_counts_half_after_its_half_life():
    demand = Demand(100.0, 0.0)
    demand.see("red", 60.0, 1_000.0)

    assert demand.rate("red", 1_100.0) == pytest.approx(demand.rate("red", 1_000.0) / 2, rel=0.01)


def test_steady_demand_is_found_from_the_start():
    demand = Demand(1_000.0, 0.0)
    for minute in range(500):
        demand.see("red", 0.3, float(minute))

    assert demand.rate("red", 500.0) == pytest.approx(0.3, rel=0.02)


def test_rates_are_filled_from_before_until_enough_was_seen():
    demand = Demand(1_000.0, 0.0, {"red": 0.3})

    assert demand.rates(0.0) == {"red": 0.3}


def test_like_families_share_a_machine_and_the_biggest_has_its_own():
    rates = {"oak/a": 4.0, "oak/b": 1.0, "oak/c": 1.0, "ash/a": 1.5, "ash/b": 0.5}

    assert first_map(rates, lambda name: name.split("/")[0], [1, 2]) == {
        "oak/a": 1, "oak/b": 2, "oak/c": 2, "ash/a": 2, "ash/b": 2,
    }  # fmt: skip


def test_map_moves_a_group_when_the_demand_moved():
    current = {"oak/a": 1, "ash/a": 1, "elm/a": 2}
    rates = {"oak/a": 3.0, "ash/a": 2.0, "elm/a": 0.5}

    renewed = renewed_map(current, rates, lambda name: name.split("/")[0], [1, 2], 1.2)

    assert renewed == {"oak/a": 1, "ash/a": 2, "elm/a": 2}


def test_map_stays_while_loads_are_even():
    current = {"oak/a": 1, "elm/a": 2}

    assert renewed_map(current, {"oak/a": 1.0, "elm/a": 1.1}, str, [1, 2], 1.2) == current
