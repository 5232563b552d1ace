"""The runs of a work centre as portions for the compiled search of the books.

Counts working minutes. What other work centres do stays as planned: a run begins after the steps
before it and is due when the next step begins. Beside what the objective counts, each minute that
a run waits costs a little: else a machine would stand idle wherever that saves a changeover.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from production.planner.books.search import improve
from production.planner.books.search_board import Portions, Weights
from production.planner.changeovers import Changeover
from production.planner.objective import WORTH
from production.planner.sequencing import run_predecessors
from production.planner.values import (
    Centre,
    Kind,
    Machine,
    Plan,
    PlanningError,
    Problem,
    RunToPlan,
)
from production.planner.working_calendar import WorkingCalendar

MOVES_A_RUN, MOST_MOVES = 400, 200_000
# Changeover minutes: the search stays near the order it begins with.
WARMEST = 0.5
# Minutes of a changeover that nobody knows.
UNKNOWN_MIN = 100_000
LATE_RUN, LATE_MINUTE = WORTH["late_custom_runs"] / 100, WORTH["minutes_late"] / 100
# Changeover minutes that a minute of waiting outweighs: a run waits a day to save 144.
WAITING_MINUTE = 0.1
# Late lines that it would cost to put something ahead of what is settled.
SETTLED_LINES = 50


@dataclass(frozen=True, slots=True)
class Queue:
    """The runs of a machine: `free` ones may change places, behind those that are settled."""

    machine: Machine
    settled: tuple[RunToPlan, ...]
    free: tuple[RunToPlan, ...]


class _Date(NamedTuple):
    """A latest begin, and what a later one costs in changeover minutes: once, and a minute."""

    latest: int
    once: float
    minute: float


@dataclass(frozen=True, slots=True)
class _Portion:
    """A run, or all that is settled on a machine, in working minutes of the search."""

    family: str
    minutes: int
    earliest_end: int
    dates: tuple[_Date, ...]


def best_queues(
    problem: Problem,
    plan: Plan,
    centre: Centre,
    queues: Sequence[Queue],
    changeover: Changeover,
    ends_at: float,
) -> dict[int, list[int]]:
    """Return the runs of each machine in the best order found for the work centre by itself."""
    work = _Work(problem, plan, WorkingCalendar(centre.calendar, problem.now), queues)
    heads = [work.settled(queue) for queue in queues]
    free = [run for queue in queues for run in queue.free]
    portions = [*heads, *map(work.free, free)]
    place = {run.id: number for number, run in enumerate(free, len(heads))}
    sequences = [
        [number, *(place[run.id] for run in queue.free)] for number, queue in enumerate(queues)
    ]
    found = improve(
        _arrays(portions, centre, changeover),
        sequences,
        Weights(),
        min(MOVES_A_RUN * len(free), MOST_MOVES),
        ends_at,
        WARMEST,
    )
    return {
        queue.machine.id: [
            *(run.id for run in queue.settled),
            *(free[number - len(heads)].id for number in row if number >= len(heads)),
        ]
        for queue, row in zip(queues, found, strict=True)
    }


class _Work:
    """Times of the plan in working minutes of one work centre, from its first free machine on."""

    def __init__(
        self, problem: Problem, plan: Plan, calendar: WorkingCalendar, queues: Sequence[Queue]
    ) -> None:
        self._now, self._calendar = problem.now, calendar
        self._slots = {item.run: item.slot for item in plan.assignments}
        self._earlier = run_predecessors(problem)
        self._next_starts: dict[int, int] = {}
        for run, earlier in self._earlier.items():
            if run in self._slots:
                for one in earlier:
                    start = self._slots[run].start
                    self._next_starts[one] = min(start, self._next_starts.get(one, start))
        # One minute less: a machine that is free at once is still one that has to be waited for.
        self._zero = min(calendar.counted(self._free_from(queue)) for queue in queues) - 1

    def settled(self, queue: Queue) -> _Portion:
        family = queue.settled[-1].family if queue.settled else queue.machine.family
        end = self._counted(self._free_from(queue))
        return _Portion(family, 0, end, (_Date(0, LATE_RUN, 0.0),) * SETTLED_LINES)

    def free(self, run: RunToPlan) -> _Portion:
        ends = [self._slots[earlier].end for earlier in self._earlier[run.id]]
        release = self._counted(max([self._now, run.release, *ends]))
        due = min(run.latest_end, self._next_starts.get(run.id, run.latest_end))
        latest = self._counted(due) - run.minutes
        if release > latest:
            latest = min(latest, -1)
        is_dated = run.kind is Kind.CUSTOM or run.id in self._next_starts
        dates = [
            _Date(release, 0.0, WAITING_MINUTE),
            _Date(latest, LATE_RUN if is_dated else 0.0, LATE_MINUTE),
        ]
        return _Portion(run.family, run.minutes, release + run.minutes, tuple(sorted(dates)))

    def _free_from(self, queue: Queue) -> int:
        return max([self._now, *(self._slots[run.id].end for run in queue.settled)])

    def _counted(self, minute: int) -> int:
        return self._calendar.counted(minute) - self._zero


def _arrays(portions: Sequence[_Portion], centre: Centre, changeover: Changeover) -> Portions:
    families = sorted({portion.family for portion in portions})
    dates = [date for portion in portions for date in portion.dates]
    number = {family: place for place, family in enumerate(families)}
    return Portions(
        family=np.array([number[portion.family] for portion in portions], np.int64),
        minutes=np.array([portion.minutes for portion in portions], np.int64),
        earliest_end=np.array([portion.earliest_end for portion in portions], np.int64),
        latest_begins=np.array([date.latest for date in dates], np.int64),
        first_latest=np.cumsum([0, *(len(portion.dates) for portion in portions)], dtype=np.int64),
        late_line=np.array([date.once for date in dates], np.float64),
        late_minute=np.array([date.minute for date in dates], np.float64),
        changeover=np.array(
            [[_minutes(changeover, centre, one, other) for other in families] for one in families],
            np.int64,
        ),
    )


def _minutes(changeover: Changeover, centre: Centre, before: str, after: str) -> int:
    try:
        return changeover(centre, before, after)
    except PlanningError:
        return UNKNOWN_MIN
