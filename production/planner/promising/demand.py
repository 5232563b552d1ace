"""How much of each family is asked for, with exponential forgetting."""

from collections.abc import Mapping
from math import exp, log


def faded(rate: float, age_min: float, half_life_min: float) -> float:
    """Return what is left of a rate after some minutes."""
    return rate * exp(-log(2) / half_life_min * age_min)


def covered(age_min: float, half_life_min: float) -> float:
    """Return the share of the past that was watched, by which a rate so far is divided."""
    return max(0.05, 1 - exp(-log(2) / half_life_min * age_min))


class Demand:
    """Minutes of each family asked for a working minute.

    What was seen `half_life_min` ago counts half. Until much was seen, the estimate is
    divided by the share of the past that it covers, so it is not too low at the start; with
    `before` (a rate for each family from an earlier time) that share is filled with it.
    """

    def __init__(
        self, half_life_min: float, start: float, before: Mapping[str, float] | None = None
    ) -> None:
        self._decay = log(2) / half_life_min
        self._start = start
        self._before = dict(before or {})
        self._seen: dict[str, tuple[float, float]] = {}

    def see(self, family: str, minutes: float, now: float) -> None:
        """Count a line of so many minutes."""
        self._seen[family] = (self._faded(family, now) + minutes * self._decay, now)

    def rate(self, family: str, now: float) -> float:
        """Return the minutes asked for a working minute, as far as was seen since the start."""
        covered = 1 - exp(-self._decay * (now - self._start))
        return self._faded(family, now) / max(0.05, covered)

    def rates(self, now: float) -> dict[str, float]:
        """Return the rate of every family, the part not yet covered filled from before."""
        covered = 1 - exp(-self._decay * (now - self._start))
        return {
            family: self._faded(family, now) + (1 - covered) * self._before.get(family, 0.0)
            for family in sorted({*self._seen, *self._before})
        }

    def _faded(self, family: str, now: float) -> float:
        rate, at = self._seen.get(family, (0.0, now))
        return rate * exp(-self._decay * (now - at))
