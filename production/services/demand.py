"""Count what is asked for of each family."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from math import log

from production.models import FamilyDemand, Operation
from production.planner.promising.demand import faded
from production.selectors.demand import HALF_LIFE_MIN


def see_demand(work_centre_id: int, operations: Iterable[Operation], now: datetime) -> None:
    """Add these operations to the demand of their families; the work centre's row is locked."""
    minutes: dict[str, int] = defaultdict(int)
    for operation in operations:
        minutes[operation.family] += operation.minutes
    if not minutes:
        return
    rows = {
        row.family: row
        for row in FamilyDemand.objects.filter(work_centre=work_centre_id, family__in=minutes)
    }
    fresh = [
        FamilyDemand(work_centre_id=work_centre_id, family=family, rate=0.0, seen_at=now, since=now)
        for family in minutes
        if family not in rows
    ]
    for row in [*rows.values(), *fresh]:
        age = (now - row.seen_at).total_seconds() / 60
        added = minutes[row.family] * log(2) / HALF_LIFE_MIN
        row.rate = faded(row.rate, max(0.0, age), HALF_LIFE_MIN) + added
        row.seen_at = max(now, row.seen_at)
    FamilyDemand.objects.bulk_update(rows.values(), ["rate", "seen_at"])
    FamilyDemand.objects.bulk_create(fresh)
