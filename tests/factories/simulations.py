"""A stored simulation of two small products, run for real."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from catalog.models import Product
from production.models import Simulation
from production.planner.simulation.advice import advise
from production.planner.simulation.break_even import cost_curves
from production.planner.simulation.experiment import simulate
from production.services.simulation_jobs import store_simulation
from production.simulation_requests import Request
from tests.factories.production import NOW
from tests.production.planner.simulation.scenarios import scenario, settings

SMALL = Request(days=20, seed=3, orders_per_day=10, variety=3)


@lru_cache(maxsize=1)
def small_report() -> dict[str, Any]:
    """What the small shop comes to; worked out once."""
    shop, plain = scenario(), settings()
    curves = cost_curves(shop, plain)
    return {
        **SMALL.as_json(),
        "currency": "EUR",
        **simulate(shop, plain).as_json(),
        "cost_curves": {code: curve.as_json() for code, curve in curves.items()},
        "advice": [advice.as_json(shop) for advice in advise(shop, plain)],
    }


def make_simulation(**changes: Any) -> Simulation:
    """A simulation that is done, beside the product whose routing is charted."""
    Product.objects.get_or_create(code="cup", defaults={"name": {"en": "Cup"}})
    request = replace(SMALL, **changes)
    return store_simulation(request=request, report=small_report(), now=NOW)
