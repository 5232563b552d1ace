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

    assert (advice.product, advice.centre, advice.kinds, advice.stock_lines) == ("cup", "saw", 1, 0)
    assert advice.best_minor < advice.now_minor


def test_product_that_is_made_as_cheaply_as_can_be_gets_no_advice():
    shop = scenario(centres=(centre(changeover=0),))

    assert [a.product for a in advise(shop, settings(assumptions=calm()))] == []
