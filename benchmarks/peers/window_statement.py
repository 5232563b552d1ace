"""A window of a plan as plain numbers: what a solver, or trying every order, is told of it.

Times count working minutes from the window's beginning, dates are clock minutes from there: a
pause moves every end behind it. Costs are whole numbers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, pairwise, permutations

Order = list[list[int]]


@dataclass(frozen=True, slots=True)
class Worth:
    """What each thing costs that a plan should have little of."""

    late_custom: int
    late_minute: int
    changeover: int
    changeover_min: int


@dataclass(frozen=True, slots=True)
class DatedWork:
    """Work with a date inside a run: it ends `ahead` minutes after the run began, or later.

    `earliest_end` is how soon it can end whenever the run begins; `latest_end` is the last
    working minute at which it is on time, `due` the date.
    """

    ahead: int
    earliest_end: int
    latest_end: int
    due: int
    is_custom: bool


@dataclass(frozen=True, slots=True)
class WindowRun:
    """A run that may go anywhere in the window; its parts stay together in their order."""

    family: int
    minutes: int
    earliest_end: int
    parts: tuple[DatedWork, ...]


@dataclass(frozen=True, slots=True)
class WindowMachine:
    """What stands before the window and behind it; None behind where nothing follows."""

    free_from: int
    family: int
    next_start: int | None = None
    next_family: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """Which runs to order on which machines; `pauses` are (working minute, clock minutes)."""

    runs: tuple[WindowRun, ...]
    machines: tuple[WindowMachine, ...]
    changeover: tuple[tuple[int, ...], ...]
    pauses: tuple[tuple[int, int], ...]
    worth: Worth

    def clock(self, end: int) -> int:
        return end + sum(minutes for after, minutes in self.pauses if after < end)

    def changeover_cost(self, before: int, after: int) -> int:
        minutes = self.changeover[before][after]
        return minutes * self.worth.changeover_min + (self.worth.changeover if minutes else 0)

    def lateness_cost(self, part: DatedWork, end: int) -> int:
        late = max(0, self.clock(end) - part.due)
        return late * self.worth.late_minute + (
            self.worth.late_custom if late and part.is_custom else 0
        )


def cost_of_order(statement: Statement, order: Sequence[Sequence[int]]) -> int | None:
    """Return what an order costs, each run as early as it can; None where the next is in its way."""
    cost = 0
    for machine, row in zip(statement.machines, order, strict=True):
        time, family = machine.free_from, machine.family
        for number in row:
            run = statement.runs[number]
            begins = time + statement.changeover[family][run.family]
            cost += statement.changeover_cost(family, run.family)
            for part in run.parts:
                end = max(begins + part.ahead, part.earliest_end)
                cost += statement.lateness_cost(part, end)
            time, family = max(begins + run.minutes, run.earliest_end), run.family
        if machine.next_start is not None:
            if time + statement.changeover[family][machine.next_family] > machine.next_start:
                return None
            cost += statement.changeover_cost(family, machine.next_family)
    return cost


def every_order(statement: Statement) -> Iterator[Order]:
    """Yield every order of the runs on the machines; for windows of a handful."""
    size = len(statement.runs)
    for row in permutations(range(size)):
        for cuts in combinations_with_replacement(range(size + 1), len(statement.machines) - 1):
            yield [list(row[low:high]) for low, high in pairwise((0, *cuts, size))]


def least_cost(statement: Statement) -> int | None:
    """Return the least cost of all orders, found by trying each; None where none is possible."""
    costs = (cost_of_order(statement, order) for order in every_order(statement))
    return min((cost for cost in costs if cost is not None), default=None)
