"""Plan with the cars of mixed lines in an order that spreads options and gathers colours.

The dispatcher plans first; the cars that are ready then get the best order found, behind those
whose place is settled, and the dispatcher plans again with it. Deterministic as the search is.
"""

from collections import defaultdict, deque
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
from production.planner.mixed_lines.values import Car, LineRules
from production.planner.objective import objective_of
from production.planner.sequencing import make_plan, plan_in_order, run_predecessors
from production.planner.values import Kind, Machine, Plan, Problem, RunToPlan, Slot

Search = Callable[[PaintLine], Sequence[int]]
Order = list[RunToPlan]
# Where a whole backlog in its best order makes customers late, so many cars at a time.
STRETCHES = (24, 8)


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
    for stretch in (len(problem.runs), *STRETCHES):
        follows: dict[int, int] = {}
        for line in lines:
            order = line.best_order(before, search, stretch)
            follows |= {later.id: earlier.id for earlier, later in pairwise(order)}
        plan = make_plan(problem, changeover, follows)
        if _harm(problem, plan) <= _harm(problem, plain):
            return plan
    return plain


def with_fresh_cars(
    problem: Problem,
    plan: Plan,
    before: Mapping[int, Slot],
    search: Search,
    changeover: Changeover = changeover_minutes,
) -> Plan:
    """Return a plan with the lines that got new cars in the best order, all else in its order.

    The plan itself where that would do harm, as for `plan_with_lines`. A line without new cars
    keeps its order: what disturbed the plan happened elsewhere.
    """
    lines = [line for line in _lines(problem, plan) if line.is_fresh(before)]
    order = {machine.id: order_on(plan, machine.id) for machine in problem.machines}
    for line in lines:
        order[line.machine] = line.queue(line.best_order(before, search, len(problem.runs)))
    if not lines:
        return plan
    again = plan_in_order(problem, order, changeover)
    return again if _harm(problem, again) <= _harm(problem, plan) else plan


class _Line:
    """A mixed line in a plan: of its queue `free` may change places, behind `head`."""

    def __init__(
        self, rules: LineRules, machine: Machine, queue: Order, head: Order, free: Order
    ) -> None:
        self.rules = rules
        self.machine = machine.id
        self.free = free
        self.head = [*machine.passed, *map(car_of, head)]
        self._queue = queue

    def is_fresh(self, before: Mapping[int, Slot]) -> bool:
        """Say whether a car is there that the plan before did not have."""
        return any(run.id not in before for run in self.free)

    def queue(self, order: Order) -> list[int]:
        """Return the runs of the line, the free ones in this order."""
        free = {run.id for run in self.free}
        rest = iter(order)
        return [next(rest).id if run.id in free else run.id for run in self._queue]

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
        return _urgent_first([cars[number - len(head)] for number in order[len(head) :]])

    def _as_before(self, before: Mapping[int, Slot]) -> Order:
        """Return the cars as the plan before had them, new ones behind."""
        known = [run for run in self.free if run.id in before]
        fresh = [run for run in self.free if run.id not in before]
        return [*sorted(known, key=lambda run: (before[run.id].start, run.id)), *fresh]

    def _figures(self, order: Order) -> PaintFigures:
        return planned_figures(self.rules, self.head, [car_of(run) for run in order])


def _urgent_first(order: Order) -> Order:
    """Give cars that the line cannot tell apart their places by due date."""
    alike: dict[Car, Order] = defaultdict(list)
    for run in order:
        alike[car_of(run)].append(run)
    queues = {
        car: deque(sorted(runs, key=lambda run: (run.kind is Kind.STOCK, run.latest_end, run.id)))
        for car, runs in alike.items()
    }
    return [queues[car_of(run)].popleft() for run in order]


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
            yield _Line(centre.line, machine, placed, head, free)


def _harm(problem: Problem, plan: Plan) -> tuple[int, int]:
    objective = objective_of(problem, plan)
    return objective["unplaced"], objective["late_custom_runs"]
