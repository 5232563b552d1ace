"""What a plan with mixed lines is judged by: its customers first, then its lines."""

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from production.planner.line_sequencing.values import PaintFigures
from production.planner.mixed_lines.statement import (
    car_of,
    mixed_machines,
    order_on,
    planned_figures,
)
from production.planner.objective import objective_of
from production.planner.values import Kind, Plan, Problem


class Standing(NamedTuple):
    """The figures of a plan in the order in which they matter, less is better.

    `minutes_late` are those of custom runs, which may grow only for the batch limit; cars, windows
    and colours are summed over the mixed lines.
    """

    unplaced: int
    late_custom_runs: int
    overlong: int
    minutes_late: int
    high: int
    colour: int
    low: int

    def is_allowed_beside(self, other: "Standing") -> bool:
        """Say whether no more customers are late, and no more cars beyond the batch limit."""
        return self[:2] <= other[:2] and self.overlong <= other.overlong


def is_harmless(problem: Problem, plan: Plan, plain: Plan) -> bool:
    """Say whether a plan is allowed beside the plain one, and those who are late wait no longer."""
    one, other = standing_of(problem, plan), standing_of(problem, plain)
    return one.is_allowed_beside(other) and one.minutes_late <= other.minutes_late


def best_allowed(problem: Problem, plain: Plan, others: Iterable[Plan]) -> Plan:
    """Return the best of these plans that is allowed beside the plain one, else the plain one.

    Of equal ones the first, the plain one last.
    """
    bar = standing_of(problem, plain)
    standings = [(standing_of(problem, plan), plan) for plan in others]
    allowed = [row for row in standings if row[0].is_allowed_beside(bar)]
    return min([*allowed, (bar, plain)], key=itemgetter(0))[1]


def standing_of(problem: Problem, plan: Plan) -> Standing:
    """Return what a plan comes to."""
    objective = objective_of(problem, plan)
    lines = PaintFigures(*map(sum, zip((0, 0, 0, 0), *_figures(problem, plan), strict=True)))
    return Standing(
        objective["unplaced"],
        objective["late_custom_runs"],
        lines.overlong,
        _minutes_late(problem, plan),
        lines.high,
        lines.colour,
        lines.low,
    )


def _figures(problem: Problem, plan: Plan) -> Iterator[PaintFigures]:
    runs = {run.id: run for run in problem.runs}
    for centre, machine in mixed_machines(problem):
        cars = [car_of(runs[run]) for run in order_on(plan, machine.id)]
        if centre.line and cars:
            yield planned_figures(centre.line, machine.passed, cars)


def _minutes_late(problem: Problem, plan: Plan) -> int:
    latest = {run.id: run.latest_end for run in problem.runs if run.kind is Kind.CUSTOM}
    return sum(
        max(0, item.slot.end - latest[item.run]) for item in plan.assignments if item.run in latest
    )
