"""Plans as the product makes them, ready to be cut into windows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.order_books import MACHINES, order_book
from benchmarks.plan_windows import Schedule
from benchmarks.planner import CENTRE, START, formed_runs, run_to_plan
from production.planner.books.improvement import improve_sequences
from production.planner.books.planning import plan_book
from production.planner.books.values import BookLine, Family, Shop
from production.planner.changeovers import changeover_minutes
from production.planner.order_search import improve_order
from production.planner.sequencing import make_plan
from production.planner.values import (
    Assignment,
    CalendarRules,
    Kind,
    Machine,
    Plan,
    Problem,
    RunToPlan,
    Shift,
    Slot,
    Step,
)
from production.planner.working_calendar import WorkingCalendar

TWO_SHIFTS = CalendarRules("UTC", tuple(Shift(day, 360, 1_320) for day in range(5)))


def book_schedule(lines: Sequence[BookLine], shop: Shop) -> Schedule:
    """Return the plan of a book: lines of one family in a row are a run, and every date counts."""
    rows = plan_book(lines, shop, improve_sequences)
    families: dict[str, Family | None] = {_name(line.family): line.family for line in lines}
    families[""] = None

    def between(before: str, after: str) -> int:
        return shop.changeover_min(families[before], families[after] or (0, 0, 0))

    problem = Problem(
        now=START,
        centres=(replace(CENTRE, changeovers=()),),
        machines=tuple(Machine(number, CENTRE.id) for number in range(1, shop.machines + 1)),
        runs=tuple(_line_to_plan(line) for line in lines),
    )
    slots = {
        row.line: Slot(
            row.machine,
            START + row.start_min - row.setup_min,
            START + row.start_min,
            START + row.end_min,
            row.setup_min,
        )
        for row in rows
    }
    return Schedule(problem, _plan_of(slots), between, is_book=True)


@dataclass(frozen=True, slots=True)
class FactoryPlans:
    """A factory, its plan by the dispatcher alone, and as the product searches on from there."""

    problem: Problem
    dispatched: Plan
    searched: Plan

    def schedule_of(self, plan: Plan) -> Schedule:
        centre = self.problem.centres[0]

        def between(before: str, after: str) -> int:
            return changeover_minutes(centre, before, after)

        return Schedule(self.problem, plan, between, is_book=False)


def factory_plans(lines: int, seed: int) -> FactoryPlans:
    """Plan the closed runs of a generated book on eight machines in two shifts.

    The book's minutes are working minutes here: releases and dates lie as far apart in shifts.
    """
    calendar = WorkingCalendar(TWO_SHIFTS, START)
    first = calendar.counted(START)
    runs = []
    for number, (run, closed_at) in enumerate(formed_runs(order_book(lines, seed)), 1):
        row = run_to_plan(number, run, closed_at)
        runs.append(
            replace(
                row,
                release=calendar.minute_of(first + row.release - START),
                latest_end=calendar.end_at(first + row.latest_end - START),
            )
        )
    problem = Problem(
        now=START,
        centres=(replace(CENTRE, calendar=TWO_SHIFTS),),
        machines=tuple(Machine(number, CENTRE.id) for number in range(1, MACHINES + 1)),
        runs=tuple(runs),
    )
    dispatched = make_plan(problem)
    return FactoryPlans(problem, dispatched, improve_order(problem, dispatched, {}))


def _plan_of(slots: dict[int, Slot]) -> Plan:
    return Plan(tuple(Assignment(run, slot) for run, slot in sorted(slots.items())))


def _line_to_plan(line: BookLine) -> RunToPlan:
    name = _name(line.family)
    return RunToPlan(
        id=line.number,
        work_centre=CENTRE.id,
        family=name,
        minutes=line.minutes,
        latest_end=START + line.due,
        steps=(Step(line.number, line.number, 0, name, line.minutes),),
        kind=Kind.CUSTOM,
        release=START + line.release,
    )


def _name(family: Family) -> str:
    return ".".join(map(str, family))
