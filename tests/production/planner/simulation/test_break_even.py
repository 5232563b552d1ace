"""Closed forms of the break-even charts; every number is worked out in the docstring."""

import pytest

from production.planner.simulation.break_even import CostCurves, SetupStep, cost_curves
from tests.production.planner.simulation.scenarios import calm, centre, design, scenario, settings


def curves(**changes):
    """A piece of 10.00, kept for 2.00 a year, set up for 36.50 among many families."""
    values = {
        "piece_minor": 1_000.0,
        "holding_per_year": 200.0,
        "order_pieces": 1.0,
        "pieces_per_year": 3_650.0,
        "variety": 1_000_000,
        "most_lot_days": 36_500,
        "steps": (SetupStep(3_650.0, 0.0, 0.0, 1_000_000, 0.0, 1e6),),
        **changes,
    }
    return CostCurves(**values)


def test_one_by_one_pays_the_whole_set_up():
    assert curves().single(1_000_000) == pytest.approx(4_650, rel=1e-5)


def test_two_designs_find_their_own_family_every_second_time():
    assert curves().single(2) == 1_000 + 3_650 / 2
    assert curves().single(1) == curves().runs(1) == 1_000


def test_stock_line_costs_the_root_of_two_k_h_over_d():
    """D = 730: sqrt(2 * 3650 * 200 / 730) = 44.72 cents... of 1.00: 10.00 + 44.72."""
    assert curves().stock(730) == pytest.approx(1_000 + (2 * 3_650 * 200 / 730) ** 0.5, rel=1e-5)


def test_no_lot_lasts_longer_than_it_may():
    """365 a year and 30 days: lots of 30 instead of sqrt(2*365*3650/200) = 115."""
    monthly = curves(most_lot_days=30)

    assert monthly.lot_size(365, 1_000_000) == 30
    assert monthly.stock(365) == pytest.approx(1_000 + 3_650 / 30 + 200 * 30 / 730, rel=1e-5)


def test_runs_share_a_set_up_by_what_gathers_while_they_wait():
    """Two families, 3,650 a year: five a day each; a day's wait and the order itself make six."""
    waiting = curves(steps=(SetupStep(3_650.0, 0.0, 0.0, 2, 1.0, 1e6),), variety=2)

    assert waiting.runs(2) == 1_000 + 3_650 / 2 / 6


def test_break_even_volume_is_two_k_h_over_the_square_of_the_runs_set_up():
    """Runs pay 1,825 / 6 = 304.2; a stock line pays that at 2 * 1825 * 200 / 304.2^2 = 7.9 a year."""
    waiting = curves(steps=(SetupStep(3_650.0, 0.0, 0.0, 2, 1.0, 1e6),), variety=2)

    textbook = 2 * 1_825 * 200 / (1_825 / 6) ** 2

    assert waiting.break_even_volume() == pytest.approx(textbook, rel=0.002)


def test_no_set_up_means_no_volume_for_a_stock_line():
    free = curves(steps=(SetupStep(0.0, 0.0, 0.0, 5, 1.0, 1e6),), variety=5)

    assert free.break_even_volume() is None


def test_crossover_is_where_both_cost_the_same():
    waiting = curves(steps=(SetupStep(3_650.0, 0.0, 0.0, 20, 1.0, 1e6),), variety=20)

    crossover = waiting.crossover_variety()

    stock = waiting.stock(waiting.pieces_per_year / crossover, crossover)
    assert stock == pytest.approx(waiting.runs(crossover), rel=0.002)
    assert waiting.stock(waiting.pieces_per_year / 4, 4) < waiting.runs(4)


def test_curves_come_from_the_products_own_routing():
    """Painting: 20 minutes to change over at 1.00, 5 a piece, three colours, 240 minutes to wait."""
    plain = settings(orders_per_day=4, assumptions=calm(holding_share_per_year=0.5))

    found = cost_curves(scenario(centres=(centre(),), designs=scenario().designs), plain)["cup"]

    assert found.steps == (SetupStep(2_000.0, 0.0, 0.0, 3, 240 / 1_440, 48.0),)
    assert (found.piece_minor, found.holding_per_year) == (800.0, 400.0)
    assert (found.order_pieces, found.variety) == (1.5, 3)
    assert found.pieces_per_year == pytest.approx(365 * 2 * 1.5)
    assert CostCurves.from_json(found.as_json()) == found


def test_oven_is_shared_by_what_it_holds():
    """60 minutes at 1.00 for four pieces: 15.00 in a full oven, 60.00 for a piece alone."""
    oven = centre(treats_all_at_once=True, max_pieces=4, changeover=0)
    shop = scenario(centres=(oven,), designs=(design(minutes=0, fixed=60), *scenario().designs[1:]))

    found = cost_curves(shop, settings(assumptions=calm(holding_share_per_year=0.5)))["cup"]

    assert found.piece_minor == 300
    assert found.single(3) == 300 + 6_000 / 1.5
