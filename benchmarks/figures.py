"""One measured figure beside its peer and its bar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal


class DifferenceFound(Exception):
    """A peer answered the same question differently: no figure means anything then."""


class CannotMeasure(Exception):
    """Something that the whole benchmark needs is not there; the text says what."""


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """A figure that could not be taken this time, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Bar:
    """What GOALS.md asks of a figure.

    `at most` and `at least` bound our own figure, `times` the ratio to the peer.
    """

    kind: Literal["at most", "at least", "times"]
    value: float

    def is_met(self, ours: float, ratio: float | None) -> bool:
        if self.kind == "at most":
            return ours <= self.value
        if self.kind == "at least":
            return ours >= self.value
        return ratio is not None and ratio >= self.value

    def __str__(self) -> str:
        if self.kind == "times":
            return f">= {self.value:g}x"
        return f"{'<=' if self.kind == 'at most' else '>='} {self.value:g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table.

    `ratio` says how many times better than the peer we are: above 1 is better, whichever way
    the unit points.
    """

    name: str
    unit: str
    ours: float
    peer: float | None = None
    peer_name: str = ""
    bar: Bar | None = None
    is_more_better: bool = False

    @property
    def ratio(self) -> float | None:
        better, worse = (self.ours, self.peer) if self.is_more_better else (self.peer, self.ours)
        return better / worse if better is not None and worse else None

    @property
    def is_met(self) -> bool | None:
        """Whether the bar is met; None where there is no bar."""
        return self.bar.is_met(self.ours, self.ratio) if self.bar else None

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "unit": self.unit,
            "ours": self.ours,
            "peer": self.peer,
            "peer_name": self.peer_name,
            "ratio": self.ratio,
            "bar": str(self.bar) if self.bar else None,
            "met": self.is_met,
        }


@dataclass(frozen=True, slots=True)
class Grid:
    """Many figures of one kind as rows below heads, where one a line would be too long."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]

    def as_json(self) -> dict[str, Any]:
        rows = [dict(zip(self.heads, row, strict=True)) for row in self.rows]
        return {"name": self.name, "rows": rows}


Measured = Iterator[Figure | NotMeasured | Grid]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least a share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -int(-len(ordered) * share // 1) - 1)]


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def middle(values: Sequence[float]) -> float:
    """Return the median of what several rounds measured."""
    return float(median(values))
