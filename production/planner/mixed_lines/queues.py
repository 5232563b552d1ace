"""The queue of a mixed line in a plan: which of its cars may change places, and their best order."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from production.planner.line_sequencing.values import PaintFigures, PaintLine
from production.planner.mixed_lines.statement import (
    car_of,
    mixed_machines,
    order_on,
    paint_line,
    planned_figures,
)
from production.planner.mixed_lines.values import Car, LineRules
from production.planner.sequencing import run_predecessors
from production.planner.values import Centre, Kind, Machine, Plan, Problem, RunToPlan, Slot

Search = Callable[[PaintLine], Sequence[int]]
Order = list[RunToPlan]


@dataclass(frozen=True)
class LineQueue:
    """A mixed line and its cars in the order of a plan.

    Of the `cars`, the `settled` keep their slots and the `free` may change places.
    """

    centre: Centre
    rules: LineRules
    machine: Machine
    cars: Order
    settled: Order
    free: Order

    def is_fresh(self, before: Mapping[int, Slot]) -> bool:
        """Say whether a car is there that the plan before did not have."""
        return any(run.id not in before for run in self.free)

    def with_free(self, order: Iterable[RunToPlan]) -> list[int]:
        """Return the runs of the line, the free ones in this order."""
        free = {run.id for run in self.free}
        rest = iter(order)
        return [next(rest).id if run.id in free else run.id for run in self.cars]

    def best_order(self, before: Mapping[int, Slot], search: Search) -> Order:
        """Return the free cars in the order found, or as they stood where that is as good."""
        return min((self.as_before(before), self._searched(search)), key=self._figures)

    def as_before(self, before: Mapping[int, Slot]) -> Order:
        """Return the free cars as the plan before had them, new ones behind."""
        known = [run for run in self.free if run.id in before]
        fresh = [run for run in self.free if run.id not in before]
        return [*sorted(known, key=lambda run: (before[run.id].start, run.id)), *fresh]

    @cached_property
    def _head(self) -> list[Car]:
        return [*self.machine.passed, *map(car_of, self.settled)]

    def _searched(self, search: Search) -> Order:
        head = self._head[-self.rules.memory :]
        order = search(paint_line(self.rules, [*head, *map(car_of, self.free)], len(head)))
        return _urgent_first([self.free[number - len(head)] for number in order[len(head) :]])

    def _figures(self, order: Order) -> PaintFigures:
        return planned_figures(self.rules, self._head, [car_of(run) for run in order])


def line_queues(problem: Problem, plan: Plan) -> Iterator[LineQueue]:
    """Give the mixed lines on which two cars or more may change places.

    A work centre with several machines is left to the dispatcher.
    """
    runs = {run.id: run for run in problem.runs}
    slots = {item.run: item.slot for item in plan.assignments}
    waits = run_predecessors(problem)
    machines = list(mixed_machines(problem))
    for centre, machine in machines:
        if centre.line is None or sum(other.id == centre.id for other, _ in machines) > 1:
            continue
        cars = [runs[run] for run in order_on(plan, machine.id)]
        settled = [
            run for run in cars if run.started or (run.frozen and run.frozen == slots[run.id])
        ]
        free = [
            run
            for run in cars
            if run not in settled and run.release <= problem.now and not waits[run.id]
        ]
        if len(free) > 1:
            yield LineQueue(centre, centre.line, machine, cars, settled, free)


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
