"""The three shops on small scenarios; what a reader can check by hand is worked out beside it."""

import json
from dataclasses import replace
from math import isfinite

import pytest

from production.planner.simulation.experiment import simulate
from production.planner.simulation.values import Cancelled, Settings, Way
from production.planner.values import PlanningError
from tests.production.planner.simulation.scenarios import calm, centre, design, scenario, settings


@pytest.mark.parametrize("seed", range(20))
def test_laws_hold_in_all_three_shops(seed):
    result = simulate(scenario(), settings(seed=seed))

    assert result.as_json()["laws"] == {
        "costs_reconcile": True,
        "units_reconcile": True,
        "littles_law": True,
    }


def test_result_is_the_same_text_for_the_same_seed():
    first, second, other = (
        json.dumps(simulate(scenario(), settings(seed=seed)).as_json()) for seed in (4, 4, 5)
    )

    assert first == second
    assert first != other


def test_every_measure_is_a_finite_number_in_all_shops():
    shops = simulate(scenario(), settings()).as_json()["shops"]

    names = [set(figures) for figures in shops.values()]
    assert names[0] == names[1] == names[2]
    assert all(isfinite(value) for figures in shops.values() for value in figures.values())


def test_orders_made_alone_and_in_runs_fit_wholly():
    result = simulate(scenario(), settings(standard_variants=1))

    fits = {way.value: result.shops[way]["option_fit"] for way in Way}
    assert fits["single"] == fits["runs"] == 1.0
    assert fits["stock"] < 1.0


def test_runs_change_over_less_often_than_single_orders():
    shops = simulate(scenario(), settings()).shops

    assert shops[Way.RUNS]["changeovers_per_100"] < shops[Way.SINGLE]["changeovers_per_100"]
    assert shops[Way.RUNS]["unit_cost_minor"] < shops[Way.SINGLE]["unit_cost_minor"]


def test_single_order_costs_what_bill_and_routing_say():
    """One design, nothing goes wrong: 3.00 of clay and 5 minutes at 1.00; one first changeover."""
    shop = scenario(
        products=(scenario().products[0].__class__("cup", (0,), 1.0),),
        designs=(design(colour="red"),),
    )

    figures = simulate(shop, settings(assumptions=calm())).shops[Way.SINGLE]

    assert figures["pieces_delivered"] == 200
    assert figures["material_minor"] == 200 * 300
    assert figures["labour_minor"] == 200 * 500
    assert figures["setup_minor"] == 2_000
    assert figures["total_cost_minor"] == 200 * 800 + 2_000
    assert figures["unit_cost_minor"] == 810


def test_energy_of_a_piece_is_minutes_times_the_stated_power():
    """One colour: 5 minutes a piece and one changeover of 20 at 3 kW; 1,020 minutes for 200 cups."""
    shop = scenario(
        centres=(centre(power=3_000),),
        products=(replace(scenario().products[0], designs=(0,), most_pieces=1),),
        designs=(design(colour="red"),),
    )

    figures = simulate(shop, settings(assumptions=calm())).shops[Way.SINGLE]

    assert figures["energy_kwh"] == 1_020 * 3_000 / 60_000
    assert figures["energy_per_piece_kwh"] == 51 / 200


def test_energy_is_left_out_where_no_work_centre_states_its_power():
    figures = simulate(scenario(), settings()).shops[Way.RUNS]

    assert "energy_kwh" not in figures


def test_progress_names_shop_and_day():
    seen = []

    simulate(scenario(), settings(days=2), lambda way, day: seen.append((way.value, day)))

    assert seen == [(way, day) for way in ("stock", "single", "runs") for day in (0, 1)]


def test_progress_can_stop_the_simulation():
    def stop(way, day):
        if day == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        simulate(scenario(), settings(), stop)


def test_settings_refuse_a_stream_without_days():
    with pytest.raises(PlanningError, match="days has to be at least 1"):
        Settings(days=0)


def test_scenario_refuses_a_shop_without_products():
    with pytest.raises(PlanningError, match="at least one product"):
        scenario(products=())
