"""OR-Tools CP-SAT: the best order of a window of a plan, with a proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.peers.window_statement import DatedWork, Order, Statement, WindowRun

WORKERS = 2


@dataclass(frozen=True, slots=True)
class Solution:
    """The best order found, its cost, the bound below which none can be, and the seconds."""

    order: Order
    cost: int
    bound: int
    is_proved: bool
    seconds: float


class WindowModel:
    """One circuit a machine through the runs that it takes, and when each run begins."""

    def __init__(self, statement: Statement) -> None:
        self.cp = cp_model.CpModel()
        self._statement = statement
        self._costs: list[Any] = []
        self._latest = _horizon(statement)
        self._begins = [self._begin(run) for run in statement.runs]
        self._ends = [self._end(*pair) for pair in zip(statement.runs, self._begins, strict=True)]
        # By machine: (run before, run after) -> literal; the machine itself is -1.
        self._arcs: list[dict[tuple[int, int], Any]] = []
        self._places = [
            [self.cp.new_bool_var("") for _ in statement.machines] for _ in statement.runs
        ]
        for places in self._places:
            self.cp.add_exactly_one(places)
        for number in range(len(statement.machines)):
            self._add_machine(number)
        for run, begin in zip(statement.runs, self._begins, strict=True):
            for part in run.parts:
                self._add_lateness(part, begin)
        self.cp.minimize(sum(self._costs))

    def solve(self, seconds: float, order: Sequence[Sequence[int]]) -> Solution | None:
        """Return the best order found within the seconds, beginning with this one."""
        for arcs, row in zip(self._arcs, order, strict=True):
            steps = set(zip([-1, *row], [*row, -1], strict=True))
            for step, literal in arcs.items():
                self.cp.add_hint(literal, step in steps)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = WORKERS
        solver.parameters.max_time_in_seconds = seconds
        started = perf_counter()
        status = solver.solve(self.cp)
        took = perf_counter() - started
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return Solution(
            order=[self._row(solver, arcs) for arcs in self._arcs],
            cost=round(solver.objective_value),
            bound=round(solver.best_objective_bound),
            is_proved=status == cp_model.OPTIMAL,
            seconds=took,
        )

    def _begin(self, run: WindowRun) -> Any:
        return self.cp.new_int_var(0, self._latest - run.minutes, "")

    def _end(self, run: WindowRun, begin: Any) -> Any:
        end = self.cp.new_int_var(run.earliest_end, max(self._latest, run.earliest_end), "")
        self.cp.add(end >= begin + run.minutes)
        return end

    def _add_machine(self, number: int) -> None:
        statement = self._statement
        machine, size = statement.machines[number], len(statement.runs)
        arcs: dict[tuple[int, int], Any] = {}
        intervals = []
        for run in range(size):
            here = self._places[run][number]
            intervals.append(
                self.cp.new_optional_fixed_size_interval_var(
                    self._begins[run], statement.runs[run].minutes, here, ""
                )
            )
            for before in range(-1, size):
                if before != run:
                    arcs[before, run] = self._arc(machine.family, machine.free_from, before, run)
        for run in range(-1, size):
            arcs[run, -1] = self._last_arc(number, run)
        self.cp.add_circuit(
            [
                *((before + 1, after + 1, literal) for (before, after), literal in arcs.items()),
                *((run + 1, run + 1, ~self._places[run][number]) for run in range(size)),
            ]
        )
        self.cp.add_no_overlap(intervals)
        self._arcs.append(arcs)

    def _arc(self, family: int, free_from: int, before: int, run: int) -> Any:
        """One run right after another, or first on its machine."""
        literal = self.cp.new_bool_var("")
        statement, after = self._statement, self._statement.runs[run].family
        from_family = family if before < 0 else statement.runs[before].family
        free = free_from if before < 0 else self._ends[before]
        gap = statement.changeover[from_family][after]
        self.cp.add(self._begins[run] >= free + gap).only_enforce_if(literal)
        self._costs.append(statement.changeover_cost(from_family, after) * literal)
        return literal

    def _last_arc(self, number: int, run: int) -> Any:
        """What stands behind the window starts when it did, with the changeover that it needs."""
        literal = self.cp.new_bool_var("")
        statement, machine = self._statement, self._statement.machines[number]
        if machine.next_start is None:
            return literal
        family = machine.family if run < 0 else statement.runs[run].family
        free = machine.free_from if run < 0 else self._ends[run]
        gap = statement.changeover[family][machine.next_family]
        self.cp.add(free + gap <= machine.next_start).only_enforce_if(literal)
        self._costs.append(statement.changeover_cost(family, machine.next_family) * literal)
        return literal

    def _add_lateness(self, part: DatedWork, begin: Any) -> None:
        statement = self._statement
        most = statement.clock(max(self._latest, part.earliest_end)) - part.due
        if most <= 0:
            return
        least = max(0, statement.clock(part.earliest_end) - part.due)
        minutes = self.cp.new_int_var(least, most, "")
        pauses = 0
        for after, pause in statement.pauses:
            if after < part.earliest_end:
                pauses += pause
            elif after < self._latest:
                is_behind = self.cp.new_bool_var("")
                self.cp.add(begin + part.ahead <= after).only_enforce_if(~is_behind)
                pauses += pause * is_behind
        self.cp.add(minutes >= begin + part.ahead + pauses - part.due)
        self._costs.append(statement.worth.late_minute * minutes)
        if not part.is_custom:
            return
        if least:
            self._costs.append(statement.worth.late_custom)
            return
        is_late = self.cp.new_bool_var("")
        self.cp.add(begin + part.ahead <= part.latest_end).only_enforce_if(~is_late)
        self._costs.append(statement.worth.late_custom * is_late)

    def _row(self, solver: cp_model.CpSolver, arcs: dict[tuple[int, int], Any]) -> list[int]:
        following = {before: after for (before, after), it in arcs.items() if solver.value(it)}
        row: list[int] = []
        after = following[-1]
        while after >= 0:
            row.append(after)
            after = following[after]
        return row


def _horizon(statement: Statement) -> int:
    """Return a minute by which every order that never waits needlessly is done."""
    starts = [machine.next_start for machine in statement.machines]
    known = [start for start in starts if start is not None]
    if len(known) == len(starts):
        return max(known)
    most = max(minutes for row in statement.changeover for minutes in row)
    free = max(machine.free_from for machine in statement.machines)
    earliest = max(run.earliest_end for run in statement.runs)
    return max(free, earliest, *known) + sum(run.minutes + most for run in statement.runs)
