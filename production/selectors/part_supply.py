"""From when on a new order has its counted parts, behind all that others need.

What no open order needs is worked out once for each plan and kept; what was ordered since is
asked for where it could matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from math import ceil

from django.db.models import Max, Sum

from production.clock import to_minute
from production.models import Part, Purchase, Requirement, WorkOrder
from production.planner.netting import Delivery, free_from
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

    `largest` is the most that one of these orders needs, `lateness_min` how late deliveries come.
    """

    parts: Mapping[int, Part]
    free: Mapping[int, Decimal]
    newest_order: int
    largest: Mapping[int, Decimal]
    lateness_min: int

    def may_run_short(self, part: int, pieces: int) -> bool:
        """Say whether some design of so many pieces may have to wait for a part.

        The largest need of an open order, or one unit, stands for what a piece takes, tenfold.
        """
        return self.free[part] < MARGIN * max(1, self.largest.get(part, 0)) * pieces


class SupplyNow:
    """The supply of parts at one moment; for however many designs, it is read once."""

    def __init__(self, now: int, plan: int | None, movement: int | None) -> None:
        self._now, self._plan, self._movement = now, plan, movement

    @cached_property
    def counted(self) -> PartSupply:
        """What is free as of the active plan and the last movement of a part."""
        if self._plan is None:
            return _supply.__wrapped__(0, None)
        return _supply(self._plan, self._movement)

    @cached_property
    def _needed_since(self) -> Mapping[int, Decimal]:
        new = Requirement.objects.filter(work_order__gt=self.counted.newest_order)
        rows = new.filter(work_order__status__in=OPEN).values_list("part")
        return dict(rows.annotate(needed=Sum("quantity")).order_by())

    @cached_property
    def _deliveries(self) -> Mapping[int, list[Delivery]]:
        return deliveries_of(list(self.counted.parts.values()))

    def wait(self, needed: Mapping[int, Fraction]) -> PartWait | None:
        """Return what a new order waits for the longest; None where all its parts lie there.

        A delivery that is overdue is taken to come at the next full half hour, a part that nobody
        has ordered after its supplier's lead time.

        Parameters
        ----------
        needed
            Quantity by counted part, for all pieces.
        """
        free = self.counted.free
        scarce = [part for part, much in needed.items() if free[part] < much * PLENTY]
        left = {part: free[part] - self._needed_since.get(part, 0) for part in scarce}
        waits = [
            self._wait_for(self.counted.parts[part], needed[part], left[part])
            for part in scarce
            if left[part] < needed[part]
        ]
        return max(waits, key=lambda wait: wait.until or 0, default=None)

    def _wait_for(self, part: Part, needed: Fraction, free: Decimal) -> PartWait:
        until = free_from(
            Decimal(ceil(needed * 1000)) / 1000,
            free=free,
            deliveries=coming_from(self._deliveries.get(part.pk, ()), self._now),
            bought_at=self._now + part.lead_time_days * MINUTES_PER_DAY,
        )
        return PartWait(part.name, until + self.counted.lateness_min)


@lru_cache(maxsize=2)
def _supply(plan: int, movement: int | None) -> PartSupply:
    newest = WorkOrder.objects.aggregate(newest=Max("pk"))["newest"] or 0
    needed = still_needed()
    parts = {part.pk: part for part in counted_parts()}
    free = {pk: part.on_hand - needed.get(pk, 0) for pk, part in parts.items()}
    return PartSupply(parts, free, newest, largest_needs(), learnt_lateness())


def learnt_lateness() -> int:
    """Return how many minutes after their date deliveries come, as far as outcomes have taught."""
    received = Purchase.objects.filter(status=Purchase.Status.RECEIVED)
    last = received.order_by("-received_at", "-pk").values_list("received_at", "expected_at")
    late = [to_minute(came) - to_minute(told) for came, told in last[:SAMPLES] if came]
    return round(learnt_buffer(reversed(late), 0.0))
