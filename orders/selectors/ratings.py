"""What customers said, by option and by whether the promise was kept."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count

from orders.models import OptionRating, Rating


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The mean of so many ratings of one thing."""

    what: str
    mean: float
    count: int


def satisfaction_by_option(product_code: str) -> list[Satisfaction]:
    """Return the mean of each rated option of a product, the worst first."""
    rows = OptionRating.objects.filter(product_code=product_code)
    found = rows.values("group", "option").annotate(mean=Avg("stars"), count=Count("pk"))
    return [
        Satisfaction(f"{row['group']}={row['option']}", row["mean"], row["count"])
        for row in found.order_by("mean", "group", "option")
    ]


def satisfaction_by_promise() -> list[Satisfaction]:
    """Return the mean where the promise was kept, and where it was not."""
    rows: Any = Rating.objects.exclude(was_promise_kept=None).values("was_promise_kept")
    found = rows.annotate(mean=Avg("stars"), count=Count("pk")).order_by("-was_promise_kept")
    names = {True: "kept", False: "not kept"}
    return [
        Satisfaction(names[row["was_promise_kept"]], row["mean"], row["count"]) for row in found
    ]
