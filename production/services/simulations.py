"""Run the three shops on this shop's own products."""

from datetime import datetime
from typing import Any

from foundation.errors import InvalidInput
from production.planner.simulation.advice import advise
from production.planner.simulation.break_even import cost_curves
from production.planner.simulation.experiment import simulate
from production.planner.simulation.values import Progress, Settings
from production.planner.values import PlanningError
from production.selectors.scenario import WhatIf, shop_scenario
from production.services.advised import advice_json
from production.simulation_requests import Request, check_moment, check_request


def run_simulation(
    request: Request, now: datetime, progress: Progress | None = None
) -> dict[str, Any]:
    """Return request, measures and laws as plain values, without any timing.

    Raises
    ------
    InvalidInput
        For numbers outside their bounds, or own orders up to a moment to come.
    Conflict
        When nothing is on sale that the factory can make, or too little was ordered yet.
    """
    check_request(request)
    check_moment(request, now)
    what_if = WhatIf(request.variety, request.changeover_percent, request.extra_machines)
    named = shop_scenario(request.seed, what_if, now, request.own_orders_until)
    settings = Settings(request.days, request.seed, request.orders_per_day)
    try:
        result = simulate(named.scenario, settings, progress)
    except PlanningError as error:
        raise InvalidInput(str(error), code="cannot_simulate") from error
    curves = cost_curves(named.scenario, settings)
    return {
        **request.as_json(),
        "currency": named.currency,
        "orders_left_out": named.orders_left_out,
        **result.as_json(),
        "cost_curves": {code: curve.as_json() for code, curve in curves.items()},
        "advice": [advice_json(advice, named) for advice in advise(named.scenario, settings)],
    }
