"""A step that a digital machine makes for small orders and a line for large ones, by hand."""

from dataclasses import replace

import pytest

from production.planner.simulation.blanks import blanks_for
from production.planner.simulation.experiment import simulate
from production.planner.simulation.shops import open_shop
from production.planner.simulation.stream import customers_of, expected_pieces_per_day
from production.planner.simulation.values import Product, Step, Way
from production.planner.simulation.working_cost import LotCost
from tests.production.planner.simulation.scenarios import calm, centre, design, scenario, settings

LINE, DIGITAL = Step(0, "red", 20.0, 1.0), Step(1, "red", 0.0, 5.0)


def printed(*, digital_up_to, **changes):
    """Cups ordered by one to four: digital up to a limit, 5.00 each; else 40.00 and 1.00 each."""
    digital = centre("printer", changeover=0, is_family_run=False)
    cup = design(steps=(DIGITAL,), larger=((digital_up_to, (LINE,)),), **changes)
    return scenario(
        centres=(centre("line"), digital),
        products=(Product("cup", (0,), 1.0, most_pieces=4),),
        designs=(cup,),
    )


@pytest.mark.parametrize(("pieces", "steps"), [(1, "digital"), (2, "digital"), (3, "line")])
def test_pieces_choose_the_steps(pieces, steps):
    (cup,) = printed(digital_up_to=2).designs

    assert cup.steps_for(pieces) == {"digital": (DIGITAL,), "line": (LINE,)}[steps]


def test_of_two_limits_the_last_one_passed_counts():
    cup = design(steps=(DIGITAL,), larger=((2, (LINE,)), (5, (LINE, LINE))))

    assert [len(cup.steps_for(pieces)) for pieces in (2, 3, 5, 6)] == [1, 1, 1, 2]
    assert [cup.steps_for(pieces)[0] for pieces in (2, 3)] == [DIGITAL, LINE]


@pytest.mark.parametrize("way", [Way.SINGLE, Way.RUNS])
def test_small_orders_are_made_digitally_and_large_ones_on_the_line(way):
    chosen, shop = settings(assumptions=calm()), printed(digital_up_to=2)
    opened = open_shop(shop, chosen, way)
    customers = list(customers_of(shop, chosen))

    opened.serve(customers)

    made = {0: 0, 1: 0}
    for row in opened.floor.rows:
        made[row.centre] += row.work_min
    small = sum(one.pieces for one in customers if one.pieces <= 2)
    large = [one.pieces for one in customers if one.pieces > 2]
    assert made == {0: 20 * len(large) + sum(large), 1: 5 * small}


def test_stock_shop_makes_its_lots_on_the_line():
    chosen = settings(assumptions=calm(holding_share_per_year=0.2))
    opened = open_shop(printed(digital_up_to=2), chosen, Way.STOCK)

    opened.serve(customers_of(printed(digital_up_to=2), chosen))

    assert {row.centre for row in opened.floor.rows} == {0}


def test_costs_of_a_lot_are_those_of_the_machine_that_makes_it():
    shop = printed(digital_up_to=2)
    (cup,) = shop.designs

    small, large = (LotCost.of(shop, cup, 0.0, pieces) for pieces in (2, 3))

    assert (small.labour, small.setup) == (500.0, 0.0)
    assert (large.labour, large.setup) == (100.0, 4_000.0)


def test_what_fails_is_made_again_where_its_order_was():
    chosen = settings(assumptions=calm(scrap_per_step=0.2))
    shop = printed(digital_up_to=1)
    shop = replace(shop, products=(replace(shop.products[0], sizes=(4,)),))
    opened = open_shop(shop, chosen, Way.SINGLE)

    opened.serve(customers_of(shop, chosen))

    assert {row.centre for row in opened.floor.rows} == {0}


def test_blank_and_rest_keep_the_steps_of_large_orders():
    brush = Step(0, "brush", 0.0, 5.0)
    cups = tuple(
        replace(cup, steps=(*cup.steps, brush), larger=((2, (LINE, brush)),), parts=parts)
        for cup, parts in (
            (design(steps=(DIGITAL,), colour="red"), ((0, 1_000),)),
            (design(steps=(DIGITAL,), colour="green"), ((0, 2_000),)),
        )
    )
    shop = printed(digital_up_to=2)
    shop = replace(shop, designs=cups, products=(Product("cup", (0, 1), 1.0),))
    shop = replace(shop, centres=(shop.centres[0], centre("printer", changeover=90)))
    chosen = settings(assumptions=calm(holding_share_per_year=0.2))

    blanks = blanks_for(shop, chosen, expected_pieces_per_day(shop, chosen), frozenset())

    blank, rest = blanks.scenario.designs[2], blanks.rest_by_design[0]
    assert (blank.steps, blank.larger) == ((DIGITAL,), ((2, (LINE,)),))
    assert (rest.steps, rest.larger) == ((brush,), ((2, (brush,)),))


@pytest.mark.parametrize("seed", range(5))
def test_laws_hold_with_two_machines_for_a_step(seed):
    result = simulate(printed(digital_up_to=2), settings(seed=seed))

    assert result.as_json()["laws"] == {
        "costs_reconcile": True,
        "units_reconcile": True,
        "littles_law": True,
    }
