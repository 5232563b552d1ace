"""Which set-ups a seat in open runs saves, as facts from which the saving follows."""

from collections.abc import Iterable
from typing import Any

from production.models import Run
from production.planner.changeovers import least_changeover
from production.savings import SavedSetup
from production.selectors.facts import Facts
from production.selectors.needs import NeededStep


def saved_setups(joined: Iterable[tuple[NeededStep, Run]], facts: Facts) -> tuple[SavedSetup, ...]:
    """Return the set-up that each joined run saves, against a run of one's own.

    A run of one's own would take the shortest changeover to its family at least, whatever the
    machine made before; so much, and no more, is counted as saved.
    """
    policy = facts.seat_policy
    if not policy.saved_setup_percent:
        return ()
    found = (_saved_setup(step, run, facts) for step, run in joined)
    return tuple(setup for setup in found if setup["setup_min"] and setup["rate_minor_per_hour"])


def _saved_setup(step: NeededStep, run: Run, facts: Facts) -> dict[str, Any]:
    centre, policy = step.centre, facts.seat_policy
    return {
        "run": run.number,
        "work_centre": centre.row.code,
        "name": dict(centre.row.name),
        "family": step.family,
        "closes_at": run.closes_at.isoformat(),
        "setup_min": least_changeover(centre.centre, step.family),
        "rate_minor_per_hour": centre.row.rate_minor_per_hour,
        "policy": policy.version,
        "percent": policy.saved_setup_percent,
        "most_of_price_percent": policy.most_of_price_percent,
    }
