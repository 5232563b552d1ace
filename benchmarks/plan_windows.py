"""Cut windows out of a plan, and judge any order of their runs as the product does.

A window is some consecutive runs of a few machines of one work centre. What lies before it keeps
its machine until it ends, what lies behind it keeps its start; only its changeover may change.
Runs may pause and wait for no other step.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from benchmarks.figures import DifferenceFound
from benchmarks.peers.window_statement import Order
from production.planner.checker import check_plan
from production.planner.objective import cost_of, objective_of
from production.planner.sequencing import plan_in_order
from production.planner.values import (
    Assignment,
    ChangeoverRule,
    Machine,
    Plan,
    Problem,
    RunToPlan,
    Slot,
    Stop,
)

Between = Callable[[str, str], int]
# Runs of the plan that stay together in their order: a run of a book is all of its lines.
Block = tuple[RunToPlan, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The runs to order, as a small problem of its own.

    Attributes
    ----------
    problem
        Its machines as what lies before leaves them, its runs and the first behind it.
    blocks
        What may change its place.
    order
        The blocks of each machine as the plan has them.
    behind
        The run that follows on each machine, None where none does.
    slots
        The plan's own, by run.
    """

    problem: Problem
    blocks: tuple[Block, ...]
    order: Order
    behind: tuple[RunToPlan | None, ...]
    slots: dict[int, Slot]

    def cost(self) -> int:
        """Return what the window costs as planned."""
        return self._cost(
            Plan(
                tuple(Assignment(run.id, self.slots[run.id]) for run in self.problem.runs),
            )
        )

    def cost_in(self, order: Sequence[Sequence[int]]) -> int | None:
        """Return what it costs in another order, by the product's timing and objective.

        None where what follows would have to start later.

        Raises
        ------
        DifferenceFound
            When the independent checker finds the plan of that order unlawful.
        """
        rows = {}
        for machine, row, behind in zip(self.problem.machines, order, self.behind, strict=True):
            rows[machine.id] = [run.id for number in row for run in self.blocks[number]]
            if behind:
                rows[machine.id].append(behind.id)
        plan = plan_in_order(self.problem, rows)
        starts = {item.run: item.slot.start for item in plan.assignments}
        if any(behind and starts[behind.id] > behind.release for behind in self.behind):
            return None
        return self._cost(plan)

    def _cost(self, plan: Plan) -> int:
        violations = check_plan(self.problem, plan)
        if violations or plan.unplaced:
            raise DifferenceFound(f"a window breaks a law: {[*violations, *plan.unplaced][:3]}")
        return cost_of(objective_of(self.problem, plan))


class Schedule:
    """A plan as rows of blocks, from which windows are cut."""

    def __init__(self, problem: Problem, plan: Plan, between: Between, *, is_book: bool) -> None:
        self._problem, self._between = problem, between
        self._slots = {item.run: item.slot for item in plan.assignments}
        runs = {run.id: run for run in problem.runs}
        self._rows: dict[int, list[Block]] = {}
        for machine in problem.machines:
            mine = [item for item in plan.assignments if item.slot.machine == machine.id]
            row = [runs[it.run] for it in sorted(mine, key=lambda it: (it.slot.start, it.run))]
            self._rows[machine.id] = (
                [tuple(block) for _, block in groupby(row, lambda run: run.family)]
                if is_book
                else [(run,) for run in row]
            )

    def windows(self, size: int, machines: int, count: int, seed: int) -> Iterator[Window]:
        """Yield windows of so many runs on so many machines, drawn with a seed, none twice."""
        dice = random.Random(f"{seed} {size} {machines}")
        seen = set()
        for _ in range(50 * count):
            chosen = sorted(dice.sample(self._problem.machines, machines), key=lambda it: it.id)
            first = dice.choice(self._rows[chosen[0].id])
            places = self._places(chosen, self._slots[first[0].id].start, size)
            if places and (key := (chosen[0].id, *places)) not in seen:
                seen.add(key)
                yield self._window(chosen, places)
            if len(seen) == count:
                return

    def _places(
        self, machines: Sequence[Machine], moment: int, size: int
    ) -> list[tuple[int, int]] | None:
        """Return where the window begins and ends in each row: what starts next, from a moment on."""
        coming = []
        firsts = []
        for row, machine in enumerate(machines):
            starts = [self._slots[block[0].id].start for block in self._rows[machine.id]]
            later = [place for place, start in enumerate(starts) if start >= moment]
            firsts.append(later[0] if later else len(starts))
            coming += [(starts[place], row) for place in later]
        if len(coming) < size:
            return None
        counts = [0] * len(machines)
        for _, row in sorted(coming)[:size]:
            counts[row] += 1
        return [(first, first + count) for first, count in zip(firsts, counts, strict=True)]

    def _window(self, machines: Sequence[Machine], places: Sequence[tuple[int, int]]) -> Window:
        blocks: list[Block] = []
        order: Order = []
        behind: list[RunToPlan | None] = []
        opened = []
        for machine, (first, last) in zip(machines, places, strict=True):
            row = self._rows[machine.id]
            order.append(list(range(len(blocks), len(blocks) + last - first)))
            blocks += row[first:last]
            behind.append(self._kept(row[last][0]) if last < len(row) else None)
            opened.append(self._opened(machine, row[first - 1][-1] if first else None))
        runs = (*(run for block in blocks for run in block), *filter(None, behind))
        families = {run.family for run in runs} | {machine.family for machine in opened}
        centre = next(it for it in self._problem.centres if it.id == machines[0].work_centre)
        rules = tuple(
            ChangeoverRule(before, after, self._between(before, after))
            for before in sorted(families)
            for after in sorted(families - {""})
        )
        return Window(
            problem=Problem(
                now=self._problem.now,
                centres=(replace(centre, changeovers=rules, default_changeover_min=None),),
                machines=tuple(opened),
                runs=runs,
            ),
            blocks=tuple(blocks),
            order=order,
            behind=tuple(behind),
            slots={run.id: self._slots[run.id] for run in runs},
        )

    def _opened(self, machine: Machine, before: RunToPlan | None) -> Machine:
        """Return the machine as the run before the window leaves it."""
        if before is None:
            return machine
        stop = Stop(self._problem.now, self._slots[before.id].end)
        return replace(machine, family=before.family, stops=(stop,))

    def _kept(self, run: RunToPlan) -> RunToPlan:
        """Return a run that starts when it does; how late it is, is not the window's doing."""
        slot = self._slots[run.id]
        return replace(run, release=slot.start, latest_end=max(run.latest_end, slot.end))
