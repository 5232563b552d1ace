"""Cases built to have a textbook answer: the simulation finds the same."""

from collections import Counter
from dataclasses import dataclass, replace

import pytest

from production.planner.simulation.experiment import simulate
from production.planner.simulation.ledger import Account, Movement
from production.planner.simulation.shop import Shop
from production.planner.simulation.stream import customers_of
from production.planner.simulation.values import Product, Step, Way
from production.planner.simulation.working_cost import LotCost
from tests.production.planner.simulation.scenarios import calm, centre, design, scenario, settings


@dataclass
class FixedLots:
    """Order a lot of this size whenever the shelf is at its reorder point."""

    size: int
    reorder_point: int
    most: int = 10**9

    def order(self, day, position, sold_today):
        if position > self.reorder_point or self.most <= 0:
            return 0
        self.most -= self.size
        return self.size


def one_article(fixed_minutes, holding):
    """A bowl of 3.00 of clay and a minute's work; a lot has fixed minutes at 1.00 and no more."""
    shop = scenario(
        centres=(centre(changeover=0, max_minutes=100_000),),
        products=(Product("bowl", (0,), 1.0, is_configurable=False),),
        designs=(
            replace(
                design(colour="white", is_standard=True),
                steps=(Step(0, "white", fixed_minutes, 1.0),),
            ),
        ),
    )
    return shop, calm(holding_share_per_year=holding)


def stocked(shop, plain, line):
    """Play a shop with this one line on its shelf, and plenty of clay."""
    parts = ({0: 20_000.0}, {0: 2_000_000})
    stock = Shop(shop, plain, Way.STOCK, {0: line}, {0: ((0, 0),), 1: ()}, parts)
    stock.serve(customers_of(shop, plain))
    return stock


def yearly_costs(shop, plain, size):
    """Return what keeping the shelf and setting up the lots that were sold have cost a year."""
    stock = stocked(shop, plain, FixedLots(size, 20))
    area = stock.ledger.area(Account.FINISHED, 0, plain.end_min)
    keep = area * plain.assumptions.holding_share_per_year / (plain.days * 1_440)
    sold = sum(row.pieces for row in stock.ledger.pieces if row.movement is Movement.SOLD)
    return keep, 18_000 * sold * 365 / plain.days / size


def test_cheapest_lot_is_the_economic_order_quantity():
    """D = 7,300 a year, K = 180.00, h = 73 % of 4.00: sqrt(2 * 7300 * 18000 / 292) = 949."""
    shop, assumed = one_article(fixed_minutes=180, holding=0.73)
    assumed = replace(assumed, lead_in_days=1)
    plain = settings(days=365, orders_per_day=20, assumptions=assumed)

    costs = {
        factor: sum(yearly_costs(shop, plain, round(949 * factor)))
        for factor in (0.4, 0.7, 1.0, 1.4, 2.5)
    }

    textbook = LotCost.of(shop, shop.designs[0], 0.73).economic_quantity(7_300)
    assert textbook == 949
    assert min(costs, key=costs.get) == 1.0
    # Textbook: sqrt(2 D K h); the safety stock of a day costs a little more.
    assert costs[1.0] == pytest.approx((2 * 7_300 * 18_000 * 292) ** 0.5, rel=0.06)


def test_cheapest_season_stock_is_the_newsvendors_quantile():
    """Bought once; too much costs 2 a piece, too little 6: the 75 % point of what is asked."""
    shop, assumed = one_article(fixed_minutes=0, holding=0.0)
    half = replace(shop.products[0], designs=(0,))
    other = Product("cup", (1,), 1.0, is_configurable=False)
    shop = replace(shop, products=(half, other), designs=(*shop.designs, design(1, "red")))
    seasons = 60
    asked, cost = [], Counter()
    for seed in range(seasons):
        plain = settings(days=3, orders_per_day=20, seed=seed, assumptions=assumed)
        wanted = sum(customer.product == 0 for customer in customers_of(shop, plain))
        asked.append(wanted)
        for quantity in range(20, 41):
            stock = stocked(shop, plain, FixedLots(quantity, 0, most=quantity))
            lost = sum(not o.is_served for o in stock.outcomes if o.customer.product == 0)
            cost[quantity] += 2 * stock.shelves[0].on_hand + 6 * lost

    quantile = sorted(asked)[round(0.75 * seasons) - 1]

    best = min(cost.values())
    assert cost[quantile] == best


@pytest.mark.parametrize(("days", "cheaper"), [(14, "digital"), (15, "neither"), (16, "line")])
def test_line_and_digital_machine_break_even_at_the_textbook_volume(days, cheaper):
    """A line: 600.00 once and 1.00 a piece; digital: 5.00 a piece. 600 / (5 - 1) = 150 pieces."""
    product = (Product("cup", (0,), 1.0),)
    plain = settings(days=days, orders_per_day=10, assumptions=calm())
    costs = {
        kind: simulate(
            scenario(
                centres=(centre(changeover=changeover),),
                products=product,
                designs=(design(minutes=minutes),),
            ),
            plain,
        ).shops[Way.SINGLE]["total_cost_minor"]
        for kind, changeover, minutes in (("line", 600, 1.0), ("digital", 0, 5.0))
    }

    clay = days * 10 * 300
    assert costs == {"line": clay + 60_000 + days * 1_000, "digital": clay + days * 5_000}
    found = "neither" if costs["line"] == costs["digital"] else min(costs, key=costs.get)
    assert found == cheaper


def test_single_order_changes_over_for_every_unlike_neighbour():
    """Two colours, equally liked: half of all orders follow one of the other colour."""
    shop = scenario(
        products=(
            Product("red cup", (0,), 1.0),
            Product("blue cup", (1,), 1.0),
        ),
        designs=(design(0, "red"), design(1, "blue")),
    )
    plain = settings(days=100, orders_per_day=20, assumptions=calm())

    shops = simulate(shop, plain).shops

    assert abs(shops[Way.SINGLE]["changeovers_per_100"] - 50) < 3
