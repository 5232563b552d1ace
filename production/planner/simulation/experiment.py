"""The whole experiment: one stream of customers, three shops, their measures and their laws."""

from dataclasses import asdict, dataclass
from typing import Any

from production.planner.simulation.closing import close_books
from production.planner.simulation.laws import Laws, check_laws
from production.planner.simulation.measures import Basket, Figures, cost_by_product, measure
from production.planner.simulation.shop import Shop
from production.planner.simulation.shops import open_shop
from production.planner.simulation.stream import customers_of
from production.planner.simulation.values import Progress, Scenario, Settings, Way

DIGITS = 6


@dataclass(frozen=True, slots=True)
class Result:
    """What the three shops came to; `product_costs` is a piece's cost by product and shop."""

    shops: dict[Way, Figures]
    laws: dict[Way, Laws]
    product_costs: dict[str, dict[Way, float]]

    def as_json(self) -> dict[str, Any]:
        """Return plain values; the same seed gives the same text."""
        return {
            "shops": {way.value: _rounded(figures) for way, figures in self.shops.items()},
            "laws": {
                "costs_reconcile": all(laws.costs_reconcile for laws in self.laws.values()),
                "units_reconcile": all(laws.units_reconcile for laws in self.laws.values()),
                "littles_law": all(laws.littles_law for laws in self.laws.values()),
            },
            "laws_by_shop": {way.value: asdict(laws) for way, laws in self.laws.items()},
            "product_cost_minor": {
                code: {way.value: round(cost) for way, cost in costs.items()}
                for code, costs in self.product_costs.items()
            },
        }


def simulate(scenario: Scenario, settings: Settings, progress: Progress | None = None) -> Result:
    """Serve the same customers in three shops; deterministic for scenario, settings and seed.

    Parameters
    ----------
    scenario, settings
        What there is and what is assumed.
    progress
        Called with the shop and the day at each day's beginning; it may raise `Cancelled`.
    """
    customers = customers_of(scenario, settings)
    shops: list[Shop] = []
    for way in Way:
        shop = open_shop(scenario, settings, way)
        shop.serve(customers, progress)
        close_books(shop)
        shops.append(shop)
    basket = Basket.of(shops)
    return Result(
        shops={shop.way: measure(shop, basket) for shop in shops},
        laws={shop.way: check_laws(shop) for shop in shops},
        product_costs=_product_costs(scenario, shops),
    )


def _product_costs(scenario: Scenario, shops: list[Shop]) -> dict[str, dict[Way, float]]:
    costs = {shop.way: cost_by_product(shop) for shop in shops}
    return {
        product.code: {way: found[number] for way, found in costs.items() if number in found}
        for number, product in enumerate(scenario.products)
    }


def _rounded(figures: Figures) -> Figures:
    return {
        name: round(value, DIGITS) if isinstance(value, float) else value
        for name, value in figures.items()
    }
