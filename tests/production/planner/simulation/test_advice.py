"""The adviser reads a scenario: what it proposes costs what it says, and less than now."""

from dataclasses import replace

from production.planner.simulation.advice import advise
from production.planner.simulation.values import Step
from tests.production.planner.simulation.scenarios import calm, centre, design, scenario, settings


def test_dear_common_cut_is_made_ahead_and_finished_to_order():
    """Three colours of one cut: changing the cut costs 90.00, changing the colour nothing."""
    saw, brush = centre("saw", changeover=90), centre("brush", changeover=0)
    cups = tuple(
        replace(design(colour=colour), steps=(Step(0, "cut", 0.0, 5.0), Step(1, colour, 0.0, 5.0)))
        for colour in ("red", "green", "blue")
    )
    shop = scenario(centres=(saw, brush), products=scenario().products[:1], designs=cups)
    plain = settings(orders_per_day=1, assumptions=calm(holding_share_per_year=0.2))

    (advice,) = advise(shop, plain)

    assert (advice.product, advice.centre, advice.stock_lines) == ("cup", "saw", 0)
    assert advice.best_minor < advice.now_minor
    (blank,) = advice.blanks
    assert (blank.design.steps, blank.number) == ((Step(0, "cut", 0.0, 5.0),), None)
    told = advice.as_json(shop)
    assert (told["kinds"], told["added"], told["dropped_count"]) == (1, [], 0)


def test_lot_and_reorder_point_of_what_is_kept_are_the_textbooks():
    """365 a year, K = 90.00, h = 20 % of 8.00: a lot of 203, at most the 30 of a month; 6 + 1.645 * 6^0.5."""
    saw = centre("saw", changeover=90)
    product = replace(scenario().products[0], designs=(0,), most_pieces=1)
    shop = scenario(centres=(saw,), products=(product,), designs=(design(colour="red"),))
    plain = settings(orders_per_day=1, assumptions=calm(holding_share_per_year=0.2))

    (advice,) = advise(shop, plain)

    (kept,) = advice.added
    assert (kept.number, round(kept.pieces_per_year)) == (0, 365)
    assert (kept.lot, kept.reorder_point) == (30, 10)


def test_product_that_is_made_as_cheaply_as_can_be_gets_no_advice():
    shop = scenario(centres=(centre(changeover=0),))

    assert [a.product for a in advise(shop, settings(assumptions=calm()))] == []
