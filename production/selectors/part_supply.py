"""From when on a new order has its counted parts, behind all that others need.

What no open order needs is worked out once for each plan and kept; what was ordered since is
asked for where it could matter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil

from django.db.models import Max, Subquery, Sum

from production.clock import to_minute
from production.models import Part, PartEntry, PlanVersion, Purchase, Requirement, WorkOrder
from production.planner.netting import free_from
from production.planner.promising.buffers import SAMPLES, learnt_buffer
from production.selectors.materials import (
    MINUTES_PER_DAY,
    OPEN,
    counted_parts,
    deliveries_of,
    largest_needs,
    still_needed,
)
from production.selectors.part_waits import PartWait, coming_from

# Where so many orders of the kind could be served, those since the plan change nothing.
PLENTY = 100
MARGIN = 10


@dataclass(frozen=True)
class PartSupply:
    """What of each counted part no order up to the newest one needs; below 0 where they lack it.

    `largest` is the most that one of these orders needs.
    """

    free: Mapping[int, Decimal]
    newest_order: int
    largest: Mapping[int, Decimal] = field(default_factory=dict)

    def may_run_short(self, part: int, pieces: int) -> bool:
        """Say whether some design of so many pieces may have to wait for a part.

        The largest need of an open order, or one unit, stands for what a piece takes, tenfold.
        """
        return self.free[part] < MARGIN * max(1, self.largest.get(part, 0)) * pieces

    def wait(self, needed: Mapping[int, Fraction], now: int) -> PartWait | None:
        """Return what a new order waits for the longest; None where all its parts lie there.

        Parameters
        ----------
        needed
            Quantity by counted part, for all pieces.
        now
            Minutes since 1970. A delivery that is overdue is taken to come at the next full half
            hour; a part that nobody has ordered, after its supplier's lead time.
        """
        scarce = {part for part, much in needed.items() if self.free[part] < much * PLENTY}
        if not scarce:
            return None
        since = self._needed_since(scarce)
        free = {part: self.free[part] - since.get(part, 0) for part in scarce}
        short = [part for part in scarce if free[part] < needed[part]]
        waits = _waits(short, needed, free, now) if short else []
        return max(waits, key=lambda wait: wait.until or 0, default=None)

    def _needed_since(self, parts: Iterable[int]) -> Mapping[int, Decimal]:
        new = Requirement.objects.filter(work_order__gt=self.newest_order, part__in=parts)
        rows = new.filter(work_order__status__in=OPEN).values_list("part")
        return dict(rows.annotate(needed=Sum("quantity")).order_by())


def part_supply() -> PartSupply:
    """Return what is free as of the active plan and the last movement of a part."""
    last = PartEntry.objects.order_by("-pk").values("pk")[:1]
    active = PlanVersion.objects.filter(status=PlanVersion.Status.ACTIVE)
    state = active.values_list("pk", Subquery(last)).first()
    return _supply(*state) if state else _supply.__wrapped__(0, None)


@lru_cache(maxsize=2)
def _supply(plan: int, entry: int | None) -> PartSupply:
    newest = WorkOrder.objects.aggregate(newest=Max("pk"))["newest"] or 0
    needed = still_needed()
    on_hand = counted_parts().values_list("pk", "on_hand")
    free = {part: there - needed.get(part, 0) for part, there in on_hand}
    return PartSupply(free, newest, largest_needs())


def _waits(
    short: Iterable[int],
    needed: Mapping[int, Fraction],
    free: Mapping[int, Decimal],
    now: int,
) -> list[PartWait]:
    parts = list(Part.objects.filter(pk__in=short))
    coming, lateness = deliveries_of(parts), learnt_lateness()
    waits = []
    for part in parts:
        until = free_from(
            Decimal(ceil(needed[part.pk] * 1000)) / 1000,
            free=free[part.pk],
            deliveries=coming_from(coming[part.pk], now),
            bought_at=now + part.lead_time_days * MINUTES_PER_DAY,
        )
        waits.append(PartWait(part.name, until + lateness))
    return waits


def learnt_lateness() -> int:
    """Return how many minutes after their date deliveries come, as far as outcomes have taught."""
    received = Purchase.objects.filter(status=Purchase.Status.RECEIVED)
    last = received.order_by("-received_at", "-pk").values_list("received_at", "expected_at")
    late = [to_minute(came) - to_minute(told) for came, told in last[:SAMPLES] if came]
    return round(learnt_buffer(reversed(late), 0.0))
