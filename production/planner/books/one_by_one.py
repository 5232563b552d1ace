"""Every line by itself: first come first served, earliest due date, and ATCS with setups."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from heapq import heappop, heappush

import numpy as np

from production.planner.books.index_rule import dispatch_by_index
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
    families = sorted({line.family for line in lines})
    number = {family: place for place, family in enumerate(families)}
    table = np.array([[shop.changeover_min(one, other) for other in families] for one in families])
    minutes = np.array([line.minutes for line in lines])
    releases = np.array([line.release for line in lines])
    pairs = max(1, len(families) * (len(families) - 1))
    order, machine_of = dispatch_by_index(
        coming=np.lexsort((np.array([line.number for line in lines]), releases)),
        releases=releases,
        latest=np.array([line.due for line in lines]) - minutes,
        minutes=minutes,
        log_minutes=np.log(minutes),
        family=np.array([number[line.family] for line in lines]),
        table=table,
        machines=shop.machines,
        look_ahead_min=look_ahead * float(minutes.mean()),
        setup_scale_min=setup_weight * max(1.0, float(table.sum()) / pairs),
    )
    machines = _Machines(shop)
    for place, machine in zip(order.tolist(), machine_of.tolist(), strict=True):
        machines.place(lines[place], machine)
    return machines.rows


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
