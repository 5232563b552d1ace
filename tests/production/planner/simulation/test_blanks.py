"""Blanks: what is made ahead, and that a design is finished from it with nothing lost."""

from dataclasses import replace

import pytest

from production.planner.simulation.blanks import blanks_for
from production.planner.simulation.experiment import simulate
from production.planner.simulation.ledger import Movement
from production.planner.simulation.shops import open_shop
from production.planner.simulation.stream import customers_of, expected_pieces_per_day
from production.planner.simulation.values import Part, Product, Step, Way
from tests.production.planner.simulation.scenarios import calm, centre, design, scenario, settings

CUT = Step(0, "cut", 0.0, 5.0)
NOBODY = frozenset()


def cup(colour, *, cut=CUT, glaze=1, **changes):
    """Cut for 5 minutes, then brushed; every cup takes clay, and its own glaze."""
    steps = (cut, Step(1, colour, 0.0, 5.0))
    return replace(design(colour=colour), steps=steps, parts=((0, 1_000), (glaze, 100)), **changes)


def cups(*designs):
    """Setting up the cut costs 90.00, the colour nothing: the cut is worth making ahead."""
    return scenario(
        centres=(centre("saw", changeover=90), centre("brush", changeover=0)),
        parts=(Part("clay", 300), Part("red glaze", 50), Part("green glaze", 60)),
        products=(Product("cup", tuple(range(len(designs))), 1.0),),
        designs=designs,
    )


def plain(**changes):
    return settings(assumptions=calm(holding_share_per_year=0.2), **changes)


def blanks_of(shop, shelved=NOBODY, **changes):
    chosen = plain(**changes)
    return blanks_for(shop, chosen, expected_pieces_per_day(shop, chosen), shelved)


def test_common_cut_is_a_blank_with_what_all_designs_take():
    shop = cups(cup("red", glaze=1), cup("green", glaze=2))

    blanks = blanks_of(shop)

    assert blanks.blank_by_design == {0: 2, 1: 2}
    blank = blanks.scenario.designs[2]
    assert (blank.steps, blank.parts, blank.is_blank) == ((CUT,), ((0, 1_000),), True)
    assert [rest.parts for rest in blanks.rest_by_design.values()] == [((1, 100),), ((2, 100),)]
    assert blanks.rest_by_design[0].steps == (Step(1, "red", 0.0, 5.0),)
    assert round(blanks.per_day[2], 9) == 10.0


def test_unlike_settings_of_one_family_are_unlike_blanks():
    handled = replace(CUT, setting="handle yes")
    shop = cups(cup("red"), cup("green"), cup("red", cut=handled), cup("green", cut=handled))

    assert blanks_of(shop).blank_by_design == {0: 4, 1: 4, 2: 5, 3: 5}


def test_blank_that_one_design_alone_is_finished_from_is_not_made():
    shop = cups(cup("red"), cup("green", cut=replace(CUT, setting="handle yes")))

    assert blanks_of(shop).blank_by_design == {}


def test_blank_that_is_seldom_used_is_not_made():
    shop = cups(cup("red"), cup("green"))

    assert set(blanks_of(shop, orders_per_day=2).blank_by_design) == {0, 1}
    assert blanks_of(shop, orders_per_day=1).blank_by_design == {}


def test_nothing_is_made_ahead_with_a_customers_own_text_on_it():
    own = cup("red", cut=replace(CUT, is_personal=True), is_personal=True)
    shop = cups(cup("red"), cup("green"), own)

    assert blanks_of(shop).blank_by_design == {0: 3, 1: 3}


def test_design_that_lies_finished_on_a_shelf_needs_no_blank():
    shop = cups(cup("red"), cup("green"), cup("blue", is_standard=True))

    assert set(blanks_of(shop, shelved=frozenset({2})).blank_by_design) == {0, 1}


def test_shop_without_blanks_keeps_the_scenario_as_it_is():
    shop = cups(cup("red"), cup("green"))

    assert blanks_of(shop, keeps_blanks=False).scenario == shop


def test_orders_are_finished_from_blanks_and_every_blank_is_accounted_for():
    shop, chosen = cups(cup("red"), cup("green", glaze=2)), plain()
    runs = open_shop(shop, chosen, Way.RUNS)

    runs.serve(customers_of(shop, chosen))

    blank = {
        movement: sum(
            row.pieces for row in runs.ledger.pieces if row.design == 2 and row.movement is movement
        )
        for movement in Movement
    }
    assert blank[Movement.USED] == sum(row.work_min for row in runs.floor.rows if row.centre) // 5
    assert blank[Movement.MADE] == blank[Movement.USED] + runs.shelves[2].on_hand
    assert blank[Movement.SOLD] == 0


@pytest.mark.parametrize("seed", range(20))
def test_laws_hold_with_blanks_scrap_breakdowns_and_late_parts(seed):
    shop = cups(cup("red"), cup("green", glaze=2))

    result = simulate(shop, settings(seed=seed))

    assert result.as_json()["laws"] == {
        "costs_reconcile": True,
        "units_reconcile": True,
        "littles_law": True,
    }


def test_blanks_save_changeovers_and_the_laws_still_hold():
    shop = cups(cup("red"), cup("green"), cup("blue", cut=replace(CUT, family="own")))

    kept, without = (simulate(shop, plain(keeps_blanks=keeps)) for keeps in (True, False))

    runs = Way.RUNS
    assert kept.as_json()["laws"] == {
        "costs_reconcile": True,
        "units_reconcile": True,
        "littles_law": True,
    }
    assert kept.shops[runs]["setup_minor"] < without.shops[runs]["setup_minor"]
    assert kept.shops[runs]["variety_offered"] == kept.shops[runs]["variety_made"] == 3
    assert kept.shops[Way.SINGLE] == without.shops[Way.SINGLE]
