"""First come, first served: each line by itself on the machine that is free first."""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol


class Line(Protocol):
    """What is read of an order line."""

    @property
    def family(self) -> str: ...
    @property
    def minutes(self) -> int: ...
    @property
    def release(self) -> int: ...
    @property
    def due(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a schedule comes to."""

    changeovers: int
    changeover_min: int
    on_time: int


def first_come_first_served(
    lines: Iterable[Line], machines: int, changeover_min: Callable[[str, str], int]
) -> Outcome:
    """Schedule the lines in order of arrival, with a changeover wherever the family changes."""
    free = [(0, machine, "") for machine in range(machines)]
    changeovers = minutes = on_time = 0
    for line in sorted(lines, key=lambda line: line.release):
        ready, machine, family = heapq.heappop(free)
        changeover = changeover_min(family, line.family)
        end = max(ready + changeover, line.release) + line.minutes
        changeovers += changeover > 0
        minutes += changeover
        on_time += end <= line.due
        heapq.heappush(free, (end, machine, line.family))
    return Outcome(changeovers, minutes, on_time)
