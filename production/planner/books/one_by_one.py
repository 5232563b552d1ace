"""Every line by itself: first come first served, earliest due date, and ATCS with setups."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from production.planner.books.values import BookLine, Family, PlannedLine, Shop

Rule = Callable[[Sequence[BookLine], Shop], list[PlannedLine]]


class _Machines:
    """When each machine is free and what it is set up for, and the rows so far."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.free = [0] * shop.machines
        self.family: list[Family | None] = [None] * shop.machines
        self.rows: list[PlannedLine] = []
        self._minutes: dict[tuple[Family | None, Family], int] = {}

    def changeover(self, machine: int, family: Family) -> int:
        pair = (self.family[machine], family)
        if pair not in self._minutes:
            self._minutes[pair] = self._shop.changeover_min(*pair)
        return self._minutes[pair]

    def start_of(self, line: BookLine, machine: int) -> int:
        return max(self.free[machine] + self.changeover(machine, line.family), line.release)

    def first_to_end(self, line: BookLine) -> int:
        return min(
            range(len(self.free)), key=lambda machine: (self.start_of(line, machine), machine)
        )

    def place(self, line: BookLine, machine: int) -> None:
        start, setup = self.start_of(line, machine), self.changeover(machine, line.family)
        self.free[machine], self.family[machine] = start + line.minutes, line.family
        self.rows.append(
            PlannedLine(
                line.number, machine + 1, len(self.rows) + 1, start, start + line.minutes, setup
            )
        )


def first_come_first_served(lines: Sequence[BookLine], shop: Shop) -> list[PlannedLine]:
    """Place the lines by release, each on the machine on which it ends first."""
    machines = _Machines(shop)
    for line in sorted(lines, key=lambda line: (line.release, line.number)):
        machines.place(line, machines.first_to_end(line))
    return machines.rows


def earliest_due_date(lines: Sequence[BookLine], shop: Shop) -> list[PlannedLine]:
    """Whenever a machine is free, place the released line that is due first where it ends first."""
    machines = _Machines(shop)
    coming = sorted(lines, key=lambda line: (line.release, line.number), reverse=True)
    waiting: list[tuple[int, int, BookLine]] = []
    while coming or waiting:
        now = min(machines.free)
        if not waiting:
            now = max(now, coming[-1].release)
        while coming and coming[-1].release <= now:
            line = coming.pop()
            heappush(waiting, (line.due, line.number, line))
        line = heappop(waiting)[2]
        machines.place(line, machines.first_to_end(line))
    return machines.rows


def apparent_tardiness_cost(
    lines: Sequence[BookLine], shop: Shop, look_ahead: float = 40.0, setup_weight: float = 0.1
) -> list[PlannedLine]:
    """Whenever a machine is free, place the released line of the highest ATCS index on it.

    Source: Lee, Bhaskaran, Pinedo (1997), IIE Transactions 29, 45-52: the shortest processing
    time, discounted by slack (k1, `look_ahead` mean lines) and by the changeover (k2,
    `setup_weight` mean changeovers).
    """
    machines = _Machines(shop)
    arrays = _Arrays(lines, shop)
    coming = sorted(
        range(len(lines)), key=lambda place: (lines[place].release, lines[place].number)
    )
    coming.reverse()
    waiting = np.zeros(len(lines), bool)
    for _ in lines:
        machine = min(range(shop.machines), key=lambda machine: (machines.free[machine], machine))
        now = machines.free[machine]
        if not waiting.any():
            now = machines.free[machine] = max(now, lines[coming[-1]].release)
        while coming and lines[coming[-1]].release <= now:
            waiting[coming.pop()] = True
        places = np.flatnonzero(waiting)
        gaps = arrays.gaps(machines.family[machine])[places]
        slack = np.maximum(0, arrays.latest[places] - now - gaps)
        index = (
            -slack / (look_ahead * arrays.mean_min)
            - gaps / (setup_weight * arrays.mean_setup)
            - arrays.log_minutes[places]
        )
        best = places[np.argmax(index)]
        waiting[best] = False
        machines.place(lines[best], machine)
    return machines.rows


class _Arrays:
    """The lines as arrays: latest begin, logarithm of the minutes, changeovers by family."""

    def __init__(self, lines: Sequence[BookLine], shop: Shop) -> None:
        families = sorted({line.family for line in lines})
        self._number = {family: place for place, family in enumerate(families)}
        self._family = np.array([self._number[line.family] for line in lines])
        self._table = np.array(
            [[shop.changeover_min(one, other) for other in families] for one in families]
        )
        minutes = np.array([line.minutes for line in lines])
        self.latest = np.array([line.due for line in lines]) - minutes
        self.log_minutes = np.log(minutes)
        self.mean_min = float(minutes.mean())
        pairs = max(1, len(families) * (len(families) - 1))
        self.mean_setup = max(1.0, float(self._table.sum()) / pairs)

    def gaps(self, before: Family | None) -> NDArray[np.int64]:
        """Return the minutes from a family to each line's."""
        if before is None:
            return np.zeros(len(self._family), np.int64)
        return self._table[self._number[before]][self._family]


FIRST_COME = "first come first served"
ONE_BY_ONE: Mapping[str, Rule] = {
    FIRST_COME: first_come_first_served,
    "earliest due date": earliest_due_date,
    **{
        f"ATCS, k1 = {k1:g}, k2 = {k2:g}": partial(
            apparent_tardiness_cost, look_ahead=k1, setup_weight=k2
        )
        for k1, k2 in ((3.0, 0.2), (10.0, 0.1), (40.0, 0.1))
    },
}
