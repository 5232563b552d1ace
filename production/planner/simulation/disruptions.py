"""What goes wrong, the same for all three shops: broken machines and late deliveries."""

from random import Random

from production.planner.simulation.values import DAY_MIN, START_MIN, Assumptions
from production.planner.working_calendar import WorkingCalendar


class Breakdowns:
    """When each machine stands still, drawn machine by machine as far as anybody asks."""

    def __init__(self, seed: int, machine: str, assumptions: Assumptions) -> None:
        self._rng = Random(f"{seed}/breakdown/{machine}")  # noqa: S311 - a simulation
        self._assumptions = assumptions
        self._stretches: list[tuple[int, int]] = []
        self._until = START_MIN - assumptions.lead_in_days * DAY_MIN
        self._next = 0
        self.down_min = 0

    def end_of_work(self, calendar: WorkingCalendar, start: int, minutes: int) -> int:
        """Return when work that begins at `start` is done, repairs included.

        Ask in order of time: a repair stops the work that it falls into, once.
        """
        end = calendar.end_after(start, minutes)
        if self._assumptions.days_between_breakdowns <= 0:
            return end
        self._grow(end)
        while self._next < len(self._stretches) and self._stretches[self._next][0] < end:
            begins, repaired = self._stretches[self._next]
            self._next += 1
            if repaired > start:
                left = calendar.minutes_between(max(begins, start), end)
                self.down_min += repaired - max(begins, start)
                end = calendar.end_after(repaired, left)
                self._grow(end)
        return end

    def _grow(self, minute: int) -> None:
        mean = self._assumptions.days_between_breakdowns * DAY_MIN
        while self._until <= minute:
            begins = self._until + max(1, round(self._rng.expovariate(1 / mean)))
            repaired = begins + self._rng.randint(*self._assumptions.repair_min)
            self._stretches.append((begins, repaired))
            self._until = repaired


def delivery_days(seed: int, part: str, day: int, assumptions: Assumptions) -> int:
    """Return how many days a delivery takes that is ordered on a day."""
    rng = Random(f"{seed}/delivery/{part}/{day}")  # noqa: S311 - a simulation, not a secret
    is_late = rng.random() < assumptions.late_delivery_share
    return assumptions.material_lead_days + (assumptions.late_delivery_days if is_late else 0)
