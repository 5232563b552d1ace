"""What customers chose, where they stopped, and what stopped them, of the latest thirty days."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Sum

from configurator.models import ClashCount, Configuration

WINDOW = timedelta(days=30)
MOST_DESIGNS = 5_000


@dataclass(frozen=True, slots=True)
class Learned:
    """Counts of one product; nothing in them leads back to a person.

    `answered` and `stopped` count designs by group: that have an own answer there, and whose
    latest answer it is. `chosen` counts them by group and option, `stops` clashes by rule.
    """

    designs: int
    answered: Mapping[str, int]
    stopped: Mapping[str, int]
    chosen: Mapping[tuple[str, str], int]
    stops: Mapping[str, int]


def learned(product_code: str, now: datetime) -> Learned:
    """Return the counts of the latest designs with at least one own answer: two queries."""
    since = now - WINDOW
    rows = Configuration.objects.filter(product_code=product_code, changed_at__gte=since)
    designs = [
        (choices, order)
        for choices, order in rows.values_list("choices", "chosen_order")[:MOST_DESIGNS]
        if order
    ]
    stops = ClashCount.objects.filter(product_code=product_code, day__gte=since.date())
    return Learned(
        designs=len(designs),
        answered=Counter(group for _choices, order in designs for group in order),
        stopped=Counter(order[-1] for _choices, order in designs),
        chosen=Counter(
            (group, option)
            for choices, _order in designs
            for group, value in choices.items()
            for option in _options(value)
        ),
        stops={
            row["rule"]: row["times"]
            for row in stops.order_by().values("rule").annotate(times=Sum("count"))
        },
    )


def _options(value: Any) -> list[str]:
    """Return the option codes of an answer; numbers have none, and texts match no option."""
    if isinstance(value, dict):
        return [code for code, quantity in value.items() if quantity]
    return [value] if isinstance(value, str) else []
