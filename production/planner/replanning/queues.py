"""The queues of machines, timed one by one in working minutes: quick, to compare places.

An estimate: runs wait for their predecessors as in the plan it starts from, and for no
unbroken stretch of time. What is chosen here is timed exactly and judged afterwards.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from production.planner.changeovers import Changeover
from production.planner.sequencing import run_predecessors
from production.planner.values import Kind, PlanningError, Problem, RunToPlan, Slot
from production.planner.working_calendar import WorkingCalendar

# Minutes late that one more late run counts as.
LATE_RUN_MIN = 240
Times = list[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run could go, and what that adds to the queue; the least `cost` is the best."""

    late_runs: int
    late_min: int
    shifted: int
    minutes_a_shift: int
    changeover_min: int
    end: int
    machine: int
    position: int

    @property
    def regret(self) -> int:
        """Return minutes late, late runs and those pushed back counted as some more of them."""
        return self.late_min + LATE_RUN_MIN * self.late_runs + self.minutes_a_shift * self.shifted

    @property
    def cost(self) -> tuple[int, ...]:
        return (self.regret, self.changeover_min, self.end, self.machine, self.position)


class Queues:
    """The order of work of every machine, and when each run would begin and end.

    `minutes_a_shift` says how many minutes late outweigh pushing one more run back.
    """

    def __init__(
        self,
        problem: Problem,
        slots: Mapping[int, Slot],
        order: Mapping[int, Sequence[int]],
        changeover: Changeover,
        minutes_a_shift: int,
    ) -> None:
        self.minutes_a_shift = minutes_a_shift
        self.order = {machine.id: list(order.get(machine.id, ())) for machine in problem.machines}
        self.runs = {run.id: run for run in problem.runs}
        self._machines = {machine.id: machine for machine in problem.machines}
        self._centres = {centre.id: centre for centre in problem.centres}
        self._calendars = {
            centre.id: WorkingCalendar(centre.calendar, problem.now) for centre in problem.centres
        }
        self._changeover = changeover
        self._now = problem.now
        before = run_predecessors(problem)
        self._ready: dict[int, int] = {}
        self._latest: dict[int, int] = {}
        for run in problem.runs:
            calendar = self._calendars[run.work_centre]
            ends = [slots[row].end for row in before[run.id] if row in slots]
            self._ready[run.id] = calendar.counted(max([problem.now, run.release, *ends]))
            self._latest[run.id] = calendar.counted(run.latest_end)
        self._times: dict[int, Times] = {}

    def machines_of(self, run: RunToPlan) -> Iterator[int]:
        """Give the machines that could make a run."""
        for machine in self._machines.values():
            if machine.work_centre == run.work_centre:
                yield machine.id

    def to_move(self, machine: int) -> list[int]:
        """Return the runs whose leaving could help: the late ones by urgency, then those ahead."""
        times = self._timed(machine)
        late = [
            run
            for run, (_, end, _gap) in zip(self.order[machine], times, strict=True)
            if self._lateness(run, end) and not self.runs[run].started
        ]
        if not late:
            return []
        last = self.order[machine].index(late[-1])
        ahead = [run for run in self.order[machine][:last] if not self.runs[run].started]
        urgent = sorted(late, key=lambda run: (self.runs[run].latest_end, run))
        return [*urgent, *(run for run in ahead if run not in late)]

    def take_out(self, machine: int, run: int) -> int:
        """Take a run out of its queue; return the position it had."""
        position = self.order[machine].index(run)
        self.order[machine].pop(position)
        self._times.pop(machine, None)
        return position

    def put(self, machine: int, position: int, run: int) -> None:
        self.order[machine].insert(position, run)
        self._times.pop(machine, None)

    def best_place(
        self, run: RunToPlan, machines: Sequence[int], most_shifted: float = inf
    ) -> Place | None:
        """Return the best place on these machines, behind what has started or is frozen.

        None where each would push back more than `most_shifted` runs.
        """
        found = [
            place
            for machine in machines
            for position in self._positions(machine)
            if (place := self.place(machine, position, run)) is not None
            and place.shifted <= most_shifted
        ]
        return min(found, key=lambda place: place.cost, default=None)

    def _positions(self, machine: int) -> list[int]:
        queue = self.order[machine]
        settled = [
            at for at, row in enumerate(queue) if self.runs[row].started or self.runs[row].frozen
        ]
        first = max(settled, default=-1) + 1
        return list(range(first, len(queue) + 1))

    def place(self, machine: int, position: int, run: RunToPlan) -> Place | None:
        """Return what a run at a position would do; None where nothing says how to change over."""
        behind, before = self.order[machine][position:], self._timed(machine)[position:]
        tail = [run.id, *behind]
        try:
            after = self._time(machine, tail, position)
        except PlanningError:
            return None
        late_runs, late_min = self._late(tail, after)
        runs_before, min_before = self._late(behind, before)
        return Place(
            late_runs=late_runs - runs_before,
            late_min=late_min - min_before,
            shifted=sum(was[0] != will[0] for was, will in zip(before, after[1:], strict=True)),
            minutes_a_shift=self.minutes_a_shift,
            changeover_min=sum(row[2] for row in after) - sum(row[2] for row in before),
            end=after[0][1],
            machine=machine,
            position=position,
        )

    def _late(self, queue: Sequence[int], times: Times) -> tuple[int, int]:
        """Return the custom runs that are late, and their minutes."""
        late = [self._lateness(run, end) for run, (_, end, _gap) in zip(queue, times, strict=True)]
        return sum(minutes > 0 for minutes in late), sum(late)

    def _lateness(self, run: int, end: int) -> int:
        """Return the working minutes by which a custom run is late."""
        return max(0, end - self._latest[run]) if self.runs[run].kind is Kind.CUSTOM else 0

    def _timed(self, machine: int) -> Times:
        if machine not in self._times:
            self._times[machine] = self._time(machine, self.order[machine], 0)
        return self._times[machine]

    def _time(self, machine: int, queue: Sequence[int], position: int) -> Times:
        """Return start, end and changeover of each run, counted in working minutes.

        The queue stands behind the first `position` runs of its machine.
        """
        row = self._machines[machine]
        calendar, centre = self._calendars[row.work_centre], self._centres[row.work_centre]
        stops = [(calendar.counted(stop.start), calendar.counted(stop.end)) for stop in row.stops]
        free, family = calendar.counted(self._now), row.family
        if position:
            free = self._times[machine][position - 1][1]
            family = self.runs[self.order[machine][position - 1]].family
        times: Times = []
        for run in (self.runs[pk] for pk in queue):
            if run.started:
                start, end, gap = (
                    calendar.counted(run.started.start),
                    calendar.counted(run.started.end),
                    0,
                )
            else:
                gap = self._changeover(centre, family, run.family)
                start = max(free + gap, self._ready[run.id])
                for stopped, again in stops:
                    if start - gap < again and start + run.minutes > stopped:
                        start = max(start, again + gap)
                end = start + run.minutes
            times.append((start, end, gap))
            free, family = end, run.family
        return times
