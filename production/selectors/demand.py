"""How much of each family is asked for, and how many seats that opens ahead."""

from collections.abc import Collection, Mapping
from datetime import datetime

from production.models import FamilyDemand
from production.planner.promising.demand import covered, faded
from production.planner.promising.policy import PromisePolicy
from production.selectors.centres import CentreFacts

# In the product the minutes of demand are those of the clock.
HALF_LIFE_MIN = 2 * 1440.0
POLICY = PromisePolicy(half_life_min=HALF_LIFE_MIN)

# Minutes asked for a minute, by work centre and family.
Rates = Mapping[tuple[int, str], float]


def demand_rates(centres: Collection[int], now: datetime) -> Rates:
    """Return the demand of all families of these work centres, in one query."""
    rows = FamilyDemand.objects.filter(work_centre__in=centres).order_by()
    columns = rows.values_list("work_centre_id", "family", "rate", "seen_at", "since")
    return {
        (centre, family): _rate_now(rate, seen_at, since, now)
        for centre, family, rate, seen_at, since in columns
    }


def _rate_now(rate: float, seen_at: datetime, since: datetime, now: datetime) -> float:
    """Return the minutes asked for a minute, what is past counted less."""
    age = (now - seen_at).total_seconds() / 60
    watched = (now - since).total_seconds() / 60
    return faded(rate, age, HALF_LIFE_MIN) / covered(watched, HALF_LIFE_MIN)


def opens_ahead(facts: CentreFacts) -> bool:
    """Say whether new runs of a work centre keep seats for those who will come."""
    row = facts.row
    return bool(
        facts.policy_row.seats_ahead_min and row.is_family_run and not row.treats_all_at_once
    )


def seats_min(facts: CentreFacts, first_min: int, rate: float, wait_min: int) -> int:
    """Return the seats of a new run: its first member and who comes while it waits."""
    if not opens_ahead(facts):
        return first_min
    wanted = PromisePolicy(most_minutes=facts.policy.max_minutes).seats_min(
        first_min, rate, wait_min
    )
    ahead = facts.policy_row.seats_ahead_min or 0
    return max(first_min, min(round(wanted), first_min + ahead))
