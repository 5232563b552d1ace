"""Plan with the cars of mixed lines in an order that spreads options and gathers colours.

The dispatcher plans first; the cars that are ready then get the best order found, behind those
whose place is settled, and the dispatcher plans again with it. Deterministic as the search is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from production.planner.changeovers import Changeover, changeover_minutes
from production.planner.line_sequencing.values import PaintFigures, PaintLine
from production.planner.mixed_lines.statement import (
    car_of,
    mixed_machines,
    order_on,
    paint_line,
    planned_figures,
)
from production.planner.mixed_lines.values import LineRules
from production.planner.objective import objective_of
from production.planner.sequencing import make_plan, run_predecessors
from production.planner.values import Machine, Plan, Problem, RunToPlan, Slot

Search = Callable[[PaintLine], Sequence[int]]
Order = list[RunToPlan]
# Where a whole backlog in its best order makes customers late, so many cars at a time.
STRETCH = 24


def plan_with_lines(
    problem: Problem,
    before: Mapping[int, Slot],
    search: Search,
    changeover: Changeover = changeover_minutes,
) -> Plan:
    """Return the dispatcher's plan with every mixed line in the best order found.

    An order that is no better than the one of the plan before is not taken, nor one that makes
    more custom runs late or leaves more runs without a place than the dispatcher would. A work
    centre with several machines is left to the dispatcher.

    Parameters
    ----------
    before
        The slots of the plan before, by run.
    search
        Returns an order of the cars; asked only where two cars or more can change places.
    """
    plain = make_plan(problem, changeover)
    lines = list(_lines(problem, plain))
    if not lines:
        return plain
    for stretch in (len(problem.runs), STRETCH):
        follows: dict[int, int] = {}
        for line in lines:
            order = line.best_order(before, search, stretch)
            follows |= {later.id: earlier.id for earlier, later in pairwise(order)}
        plan = make_plan(problem, changeover, follows)
        if _harm(problem, plan) <= _harm(problem, plain):
            return plan
    return plain


class _Line:
    """A mixed line in the dispatcher's plan: `head` stays, `free` may change places."""

    def __init__(self, rules: LineRules, machine: Machine, head: Order, free: Order) -> None:
        self.rules = rules
        self.free = free
        self.head = [*machine.passed, *map(car_of, head)]

    def best_order(self, before: Mapping[int, Slot], search: Search, stretch: int) -> Order:
        """Return the free cars in the order found, or as they stood where that is as good."""
        found: Order = []
        for first in range(0, len(self.free), stretch):
            found += self._searched(found, self.free[first : first + stretch], search)
        stood = self._as_before(before)
        return min((stood, found), key=self._figures)

    def _searched(self, ahead: Order, cars: Order, search: Search) -> Order:
        head = [*self.head, *map(car_of, ahead)][-self.rules.memory :]
        if len(cars) < 2:
            return cars
        order = search(paint_line(self.rules, [*head, *map(car_of, cars)], len(head)))
        return [cars[number - len(head)] for number in order[len(head) :]]

    def _as_before(self, before: Mapping[int, Slot]) -> Order:
        """Return the cars as the plan before had them, new ones behind."""
        known = [run for run in self.free if run.id in before]
        fresh = [run for run in self.free if run.id not in before]
        return [*sorted(known, key=lambda run: (before[run.id].start, run.id)), *fresh]

    def _figures(self, order: Order) -> PaintFigures:
        return planned_figures(self.rules, self.head, [car_of(run) for run in order])


def _lines(problem: Problem, plan: Plan) -> Iterator[_Line]:
    runs = {run.id: run for run in problem.runs}
    slots = {item.run: item.slot for item in plan.assignments}
    waits = run_predecessors(problem)
    machines = list(mixed_machines(problem))
    for centre, machine in machines:
        if centre.line is None or sum(other.id == centre.id for other, _ in machines) > 1:
            continue
        placed = [runs[run] for run in order_on(plan, machine.id)]
        head = [
            run for run in placed if run.started or (run.frozen and run.frozen == slots[run.id])
        ]
        free = [
            run
            for run in placed
            if run not in head and run.release <= problem.now and not waits[run.id]
        ]
        if len(free) > 1:
            yield _Line(centre.line, machine, head, free)


def _harm(problem: Problem, plan: Plan) -> tuple[int, int]:
    objective = objective_of(problem, plan)
    return objective["unplaced"], objective["late_custom_runs"]
