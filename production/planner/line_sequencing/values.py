"""Instances of the two kinds, and what a sequence comes to."""

from dataclasses import dataclass
from typing import NamedTuple

from production.planner.values import PlanningError


class SequencingError(PlanningError):
    """An instance that cannot be read; the message names the place."""


class Ratio(NamedTuple):
    """Any `window` cars in a row should hold at most `most` with the option."""

    most: int
    window: int


@dataclass(frozen=True, slots=True)
class CarSequencing:
    """Classes of equal cars; a class's options are a flag for each ratio.

    Source: CSPLib problem 001 (Dincbas, Simonis, van Hentenryck 1988).
    """

    ratios: tuple[Ratio, ...]
    classes: tuple[int, ...]
    quantities: tuple[int, ...]
    options: tuple[tuple[int, ...], ...]

    @property
    def cars(self) -> int:
        return sum(self.quantities)


# An end that nobody waits for.
NEVER = 2**40


@dataclass(frozen=True, slots=True)
class DueTimes:
    """When the cars of a paint line can be worked on and have to be done.

    All in working minutes, counted from wherever `start` is, at which the line takes the first
    car behind the settled ones. By car: `ready`, `minutes`, `latest` (`NEVER` where nobody
    waits), `is_excused` (late anyway: its minutes count, not that it is late) and `may_move`.
    `purges[before][after]` are the minutes from one colour to another, `first_purges` those from
    what stands on the line at the start.
    """

    start: int
    ready: tuple[int, ...]
    minutes: tuple[int, ...]
    latest: tuple[int, ...]
    is_excused: tuple[bool, ...]
    may_move: tuple[bool, ...]
    purges: tuple[tuple[int, ...], ...]
    first_purges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PaintLine:
    """Single cars with a colour and options; ratios of high and low priority.

    At most `batch_limit` cars of one colour may follow each other: then the gun is purged.
    The first `settled` cars stand where they are: the others are sequenced behind them, with
    `times` as the due dates let them.
    Source: the form of the ROADEF challenge 2005 (Nguyen, Cung 2005).
    """

    batch_limit: int
    ratios: tuple[Ratio, ...]
    is_high: tuple[bool, ...]
    colours: tuple[int, ...]
    options: tuple[tuple[int, ...], ...]
    settled: int = 0
    times: DueTimes | None = None

    @property
    def cars(self) -> int:
        return len(self.colours)


class PaintFigures(NamedTuple):
    """What a sequence of a paint line comes to, in the order in which it matters.

    `overlong`: cars beyond the batch limit; `high`, `low`: over all full windows, the cars above
    the ratio, summed; `colour`: changes of colour in the sequence.
    """

    overlong: int
    high: int
    colour: int
    low: int
