"""The runs of one work centre that could go next, timed on each of its machines at once.

Everything is counted in working minutes of the calendar, so that one sum over arrays answers
for all runs; a machine that takes a run is timed again, the others are not.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from production.planner.objective import WORTH
from production.planner.values import Kind, Machine, PlanningError, RunToPlan
from production.planner.working_calendar import WorkingCalendar

Ints = NDArray[np.int64]
NEVER = 2**60
# Changeover minutes that one minute of lateness outweighs.
LATE_MINUTE = WORTH["minutes_late"] / 100


@dataclass(frozen=True, slots=True)
class Choice:
    """A run on a machine: its changeover, and its start and end in counted minutes."""

    run: RunToPlan
    machine: int
    changeover: int
    start: int
    end: int


class LineUp:
    """Runs without a slot on one work centre, and when each could end on each machine.

    Parameters
    ----------
    runs
        All runs that may wait here; one counts from `admit` until `remove`.
    machines
        The machines of the work centre.
    calendar
        Its working time.
    changeover
        Minutes from one family to another; raises PlanningError where nothing says.
    """

    def __init__(
        self,
        runs: Iterable[RunToPlan],
        machines: Sequence[Machine],
        calendar: WorkingCalendar,
        changeover: Callable[[str, str], int],
    ) -> None:
        self.runs = sorted(runs, key=lambda run: (run.latest_end, run.id))
        self._place = {run.id: place for place, run in enumerate(self.runs)}
        self._machines = [machine.id for machine in machines]
        self._calendar, self._changeover = calendar, changeover
        families = sorted({run.family for run in self.runs})
        number = {family: place for place, family in enumerate(families)}
        self._families = families
        self._family = np.array([number[run.family] for run in self.runs], np.int64)
        self._minutes = np.array([run.minutes for run in self.runs], np.int64)
        self._due = np.array([run.latest_end for run in self.runs], np.int64)
        self._due_counted = np.array(
            [calendar.counted(run.latest_end) for run in self.runs], np.int64
        )
        self._ids = np.array([run.id for run in self.runs], np.int64)
        self._custom = np.array([run.kind is Kind.CUSTOM for run in self.runs], bool)
        self._rigid = np.array([not run.may_pause for run in self.runs], bool)
        self._has_rigid = bool(self._rigid.any())
        self._everywhere = np.arange(len(self.runs))
        self._ready = np.zeros(len(self.runs), np.int64)
        self._active = np.zeros(len(self.runs), bool)
        shape = (len(machines), len(self.runs))
        self._gaps = np.zeros(shape, np.int64)
        self._starts = np.zeros(shape, np.int64)
        self._ends = np.full(shape, NEVER, np.int64)
        self._free = [0] * len(machines)
        self._stops = [
            [(calendar.counted(stop.start), calendar.counted(stop.end)) for stop in machine.stops]
            for machine in machines
        ]
        self._set_up = [""] * len(machines)
        self._rows: dict[str, Ints] = {}
        # The least end a machine, None once it has to be looked up; whether a run may fit nowhere.
        self._least: list[int | None] = [None] * len(machines)
        self._may_be_stuck = False

    def admit(self, ready: Mapping[int, int]) -> None:
        """Let runs compete from now on; `ready` gives the minute from which each may begin."""
        places = np.array([self._place[run] for run in ready], np.int64)
        self._ready[places] = [self._calendar.counted(minute) for minute in ready.values()]
        self._active[places] = True
        for row in range(len(self._machines)):
            self._time(row, places)

    def remove(self, run: RunToPlan) -> None:
        place = self._place[run.id]
        self._active[place] = False
        for row, end in enumerate(self._ends[:, place].tolist()):
            if end == self._least[row]:
                self._least[row] = None
        self._ends[:, place] = NEVER

    def set_machine(self, machine: int, free_from: int, family: str) -> None:
        """Time every run again on a machine that is free from this minute, set up for a family."""
        row = self._machines.index(machine)
        self._free[row] = self._calendar.counted(free_from)
        self._set_up[row] = family
        self._time(row, self._everywhere)

    def stuck(self) -> list[tuple[RunToPlan, str]]:
        """Return the runs that no machine can take, and why."""
        if not self._may_be_stuck or not self._active.any():
            return []
        hopeless = np.flatnonzero(self._active & (self._ends.min(axis=0) == NEVER))
        return [(self.runs[place], self._reason(self.runs[place])) for place in hopeless]

    def first_to_end(self) -> Choice | None:
        """Return what ends first; of those that end together the run and machine numbered first."""
        least = min(self._least_end(row) for row in range(len(self._machines)))
        if least == NEVER:
            return None
        _, row, place = min(
            (int(self._ids[place]), row, int(place))
            for row in range(len(self._machines))
            if self._least[row] == least
            for place in np.flatnonzero(self._ends[row] == least)
        )
        return self._choice(row, place)

    def rivals(self, first: Choice) -> Ints:
        """Return the places of the runs that would begin on its machine before it ends."""
        row = self._machines.index(first.machine)
        begins = self._starts[row] - self._gaps[row]
        return np.flatnonzero((self._ends[row] < NEVER) & (begins < first.end))

    def of_kind(self, places: Ints, kind: Kind) -> Ints:
        """Return the places that hold runs of this kind."""
        return places[self._custom[places] == (kind is Kind.CUSTOM)]

    def smooth(self, places: Ints, machine: int) -> Ints:
        """Return the places whose runs need no changeover on the machine."""
        row = self._machines.index(machine)
        return places[self._gaps[row, places] == 0]

    def most_urgent(self, places: Ints, machine: int) -> Choice:
        """Return the run with the earliest due date, then the least changeover."""
        row = self._machines.index(machine)
        tied = places[self._due[places] == self._due[places[0]]]
        return self._choice(row, int(tied[np.argmin(self._gaps[row, tied])]))

    def least_changeover(self, places: Ints, machine: int) -> Choice:
        """Return the run with the least changeover, then the earliest due date."""
        row = self._machines.index(machine)
        return self._choice(row, int(places[np.argmin(self._gaps[row, places])]))

    def least_regret(self, places: Ints, machine: int) -> Choice:
        """Return the run with the least changeover, each minute late outweighing a part of one.

        For runs of which the most urgent is late whatever is done: going from due date to due
        date would spend on changeovers what all the others need.
        """
        row = self._machines.index(machine)
        late = self._ends[row, places] - self._due_counted[places]
        regret = self._gaps[row, places] - late * LATE_MINUTE
        return self._choice(row, int(places[np.argmin(regret)]))

    def _least_end(self, row: int) -> int:
        least = self._least[row]
        if least is None:
            least = self._least[row] = int(self._ends[row].min())
        return least

    def _choice(self, row: int, place: int) -> Choice:
        return Choice(
            run=self.runs[place],
            machine=self._machines[row],
            changeover=int(self._gaps[row, place]),
            start=int(self._starts[row, place]),
            end=int(self._ends[row, place]),
        )

    def _time(self, row: int, places: Ints) -> None:
        """Time some runs on one machine."""
        gaps = self._changeovers(self._set_up[row])[self._family[places]]
        is_possible = self._active[places] & (gaps < NEVER)
        starts = self._starts_after(self._free[row], gaps, places, is_possible)
        for stopped, again in self._stops[row]:
            meets = (starts - gaps < again) & (starts + self._minutes[places] > stopped)
            if stopped < again and meets.any():
                free = np.where(meets, max(self._free[row], again), starts - gaps)
                starts = self._starts_after(free, gaps, places, is_possible & (starts < NEVER))
        is_possible &= starts < NEVER
        self._gaps[row, places] = gaps
        self._starts[row, places] = starts
        ends = starts + self._minutes[places]
        self._ends[row, places] = np.where(is_possible, ends, NEVER)
        self._least[row] = None

    def _starts_after(
        self, free: Ints | int, gaps: Ints, places: Ints, is_possible: NDArray[np.bool_]
    ) -> Ints:
        """Return the first starts on a machine that is free from some minute; NEVER where none."""
        starts = np.maximum(self._ready[places], free + gaps)
        if self._has_rigid:
            rigid = np.flatnonzero(self._rigid[places] & is_possible)
            starts[rigid] = self._unbroken(starts[rigid], self._minutes[places][rigid])
        return np.where(is_possible, starts, NEVER)

    def _unbroken(self, starts: Ints, minutes: Ints) -> Ints:
        """Return the first starts from which work needs no pause; NEVER where there is none."""
        found = np.full(len(starts), NEVER, np.int64)
        for place, (start, length) in enumerate(
            zip(starts.tolist(), minutes.tolist(), strict=True)
        ):
            minute = self._calendar.minute_of(start)
            try:
                unbroken = self._calendar.unbroken_start(minute, length)
            except PlanningError:
                self._may_be_stuck = True
                continue
            found[place] = self._calendar.counted(unbroken)
        return found

    def _changeovers(self, before: str) -> Ints:
        if before not in self._rows:
            minutes = [self._between(before, after) for after in self._families]
            self._rows[before] = np.array(minutes, np.int64)
        return self._rows[before]

    def _between(self, before: str, after: str) -> int:
        try:
            return self._changeover(before, after)
        except PlanningError:
            self._may_be_stuck = True
            return NEVER

    def _reason(self, run: RunToPlan) -> str:
        """Say what keeps the last machine from taking the run."""
        ready = self._calendar.minute_of(int(self._ready[self._place[run.id]]))
        try:
            for family in self._set_up:
                self._changeover(family, run.family)
            self._calendar.unbroken_start(ready, run.minutes)
        except PlanningError as error:
            return str(error)
        return "no machine can take it"
