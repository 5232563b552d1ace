"""The rules of a mixed line, the cars on it, and what a sequence of them comes to."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class OptionRatio:
    """Of any `window` cars in a row at most `most` should have the option.

    High ratios matter more than changes of colour, the others less.
    """

    option: str
    most: int
    window: int
    is_high: bool = True


@dataclass(frozen=True, slots=True)
class LineRules:
    """What a mixed line asks of a sequence; without a `batch_limit` any number may be alike."""

    ratios: tuple[OptionRatio, ...] = ()
    batch_limit: int | None = None

    @property
    def memory(self) -> int:
        """Return how many cars that have passed still count for the next one."""
        return max([1, self.batch_limit or 1, *(ratio.window - 1 for ratio in self.ratios)])


@dataclass(frozen=True, slots=True)
class Car:
    """A car as a mixed line sees it: its colour and the options that ratios name."""

    colour: str
    options: tuple[str, ...] = ()


class LineLoad(NamedTuple):
    """What a sequence comes to, in the order in which it matters.

    `overlong`: cars beyond the batch limit; `high`, `low`: over all windows of high and of other
    ratios that end with a planned car, the cars above the ratio, summed; `colour`: changes of
    colour; `purge_min`: the minutes that those take.
    """

    overlong: int
    high: int
    colour: int
    low: int
    purge_min: int


@dataclass(frozen=True, slots=True)
class LineSequence:
    """The runs of a mixed line in their order, one car each, and what that comes to.

    `arrival` is what the same cars would have come to in the order in which they were ordered.
    """

    machine: int
    runs: tuple[int, ...]
    load: LineLoad
    arrival: LineLoad
