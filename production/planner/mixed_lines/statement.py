"""State what the sequences of a plan come to, and what the order of arrival would have."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from production.planner.changeovers import Changeover, changeover_minutes
from production.planner.line_sequencing.checker import paint_figures
from production.planner.line_sequencing.values import PaintFigures, PaintLine, Ratio
from production.planner.mixed_lines.values import Car, LineLoad, LineRules, LineSequence
from production.planner.values import (
    Centre,
    Machine,
    Plan,
    PlanningError,
    Problem,
    RunToPlan,
)


def with_lines(problem: Problem, plan: Plan, changeover: Changeover = changeover_minutes) -> Plan:
    """Return the plan with the sequence of every mixed line stated."""
    runs = {run.id: run for run in problem.runs}
    lines = []
    for centre, machine in mixed_machines(problem):
        order = order_on(plan, machine.id)
        if order:
            cars = [runs[run] for run in order]
            lines.append(
                LineSequence(
                    machine.id,
                    tuple(order),
                    _load(centre, machine, cars, changeover),
                    _load(centre, machine, _in_arrival(cars), changeover),
                )
            )
    return replace(plan, lines=tuple(lines))


def mixed_machines(problem: Problem) -> Iterator[tuple[Centre, Machine]]:
    """Give the machines of mixed lines, each with its work centre."""
    centres = {centre.id: centre for centre in problem.centres if centre.line}
    for machine in problem.machines:
        if machine.work_centre in centres:
            yield centres[machine.work_centre], machine


def order_on(plan: Plan, machine: int) -> list[int]:
    """Return the runs of a machine in the order of the plan."""
    mine = [item for item in plan.assignments if item.slot.machine == machine]
    return [item.run for item in sorted(mine, key=lambda item: (item.slot.start, item.run))]


def car_of(run: RunToPlan) -> Car:
    return Car(run.family, run.options)


def paint_line(rules: LineRules, cars: Sequence[Car], settled: int) -> PaintLine:
    """Return cars, the first of them settled, as an instance for the search."""
    numbers = {colour: number for number, colour in enumerate(sorted({c.colour for c in cars}))}
    return PaintLine(
        batch_limit=rules.batch_limit or len(cars),
        ratios=tuple(Ratio(ratio.most, min(ratio.window, len(cars) + 1)) for ratio in rules.ratios),
        is_high=tuple(ratio.is_high for ratio in rules.ratios),
        colours=tuple(numbers[car.colour] for car in cars),
        options=tuple(
            tuple(int(ratio.option in car.options) for ratio in rules.ratios) for car in cars
        ),
        settled=settled,
    )


def planned_figures(rules: LineRules, passed: Sequence[Car], cars: Sequence[Car]) -> PaintFigures:
    """Return what planned cars add behind those that have passed."""
    both, before = figures(rules, [*passed, *cars]), figures(rules, passed)
    return PaintFigures(*(one - other for one, other in zip(both, before, strict=True)))


def figures(rules: LineRules, cars: Sequence[Car]) -> PaintFigures:
    """Return what cars come to in this order."""
    return paint_figures(paint_line(rules, cars, 0), range(len(cars)))


def _load(
    centre: Centre, machine: Machine, runs: Sequence[RunToPlan], changeover: Changeover
) -> LineLoad:
    rules = centre.line or LineRules()
    found = planned_figures(rules, machine.passed, [car_of(run) for run in runs])
    return LineLoad(*found, purge_min=_purge_min(centre, machine, runs, changeover))


def _purge_min(
    centre: Centre, machine: Machine, runs: Sequence[RunToPlan], changeover: Changeover
) -> int:
    """Return the changeovers of the cars that have not started, behind what stands there now."""
    waiting = [run.family for run in runs if not run.started]
    started = [run.family for run in runs if run.started]
    families = [started[-1] if started else machine.family, *waiting]
    return sum(_known(changeover, centre, *pair) for pair in pairwise(families))


def _known(changeover: Changeover, centre: Centre, before: str, after: str) -> int:
    """Return a changeover; one that nothing names counts as nothing in an order nobody plans."""
    try:
        return changeover(centre, before, after)
    except PlanningError:
        return 0


def _in_arrival(runs: Sequence[RunToPlan]) -> list[RunToPlan]:
    """Return the cars as they were ordered, behind those that have started."""
    return sorted(
        runs,
        key=lambda run: (run.started is None, min(step.operation for step in run.steps), run.id),
    )
