"""Mend the order of a plan's mixed lines within what the due dates of their cars allow.

Where the best order of a line makes customers late: from the order that the plan has, fewer cars
beyond the batch limit and fewer high ratios broken, and nobody late who was in time.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from production.planner.changeovers import Changeover
from production.planner.line_sequencing.values import NEVER, DueTimes, PaintLine
from production.planner.mixed_lines.queues import LineQueue, Search, line_queues
from production.planner.mixed_lines.standing import best_allowed, standing_of
from production.planner.mixed_lines.statement import car_of, order_on, paint_line
from production.planner.sequencing import plan_in_order, run_predecessors
from production.planner.values import Kind, Plan, PlanningError, Problem, RunToPlan, Slot
from production.planner.working_calendar import WorkingCalendar

# Minutes of a changeover that nobody has named: too long for any sequence.
NOT_NAMED = 1_000_000


def mend_lines(
    problem: Problem,
    plan: Plan,
    machines: Iterable[int],
    before: Mapping[int, Slot],
    search: Search,
    changeover: Changeover,
) -> Plan:
    """Return the plan with one of these mixed lines after the other mended, all else in its order.

    Never worse than the plan itself. The order of the plan before stands where it is as good.
    """
    for machine in machines:
        for line in line_queues(problem, plan):
            if line.machine.id == machine:
                plan = _Mending(problem, plan, line, changeover).best(before, search)
    return plan


class _Mending:
    """A mixed line of a plan while its order is mended.

    Its cars behind the last settled one are timed as the plan would time them: a car waits for
    what it waits for in the plan, and a stop is no working time.
    """

    def __init__(
        self, problem: Problem, plan: Plan, line: LineQueue, changeover: Changeover
    ) -> None:
        self._problem = problem
        self._plan = plan
        self._line = line
        self._changeover = changeover
        self._slots = {item.run: item.slot for item in plan.assignments}
        self._waits = run_predecessors(problem)
        self._calendar = WorkingCalendar(line.centre.calendar, problem.now)
        last = max((line.cars.index(run) for run in line.settled), default=-1)
        self._front, self._rest = line.cars[: last + 1], line.cars[last + 1 :]

    def best(self, before: Mapping[int, Slot], search: Search) -> Plan:
        """Return the best of the plan with the order before, what is found, and the plan."""
        plans = [self._in_order(self._line.with_free(self._line.as_before(before)))]
        bar = standing_of(self._problem, self._plan)
        for held in self._holds():
            plans.append(self._in_order(self._found(held, search)))
            if standing_of(self._problem, plans[-1]).is_allowed_beside(bar):
                break
        return best_allowed(self._problem, self._plan, plans)

    def _holds(self) -> list[set[int]]:
        """Return which cars may not end later than in the plan, try by try.

        None; those that other runs wait for, whose dates no latest end here knows; all.
        """
        runs = {run.id for run in self._rest}
        awaited = runs.intersection(chain.from_iterable(self._waits.values()))
        return [set(), awaited, runs] if awaited else [set(), runs]

    def _in_order(self, cars: Sequence[int]) -> Plan:
        """Return the plan with the line in this order."""
        order = {machine.id: order_on(self._plan, machine.id) for machine in self._problem.machines}
        order[self._line.machine.id] = list(cars)
        return plan_in_order(self._problem, order, self._changeover)

    def _found(self, held: Collection[int], search: Search) -> list[int]:
        """Return the runs of the line in the order that the search finds within their times."""
        passed = [*self._line.machine.passed, *map(car_of, self._front)]
        passed = passed[-self._line.rules.memory :]
        cars = paint_line(self._line.rules, [*passed, *map(car_of, self._rest)], len(passed))
        order = search(replace(cars, times=self._times(cars, held)))
        found = [self._rest[number - len(passed)] for number in order[len(passed) :]]
        return [run.id for run in (*self._front, *found)]

    def _times(self, cars: PaintLine, held: Collection[int]) -> DueTimes:
        settled, rest = cars.settled, self._rest
        free = {run.id for run in self._line.free}
        names = dict(zip(cars.colours[settled:], [run.family for run in rest], strict=True))
        colours = [names.get(number, "") for number in range(max(cars.colours) + 1)]
        ahead = self._front[-1] if self._front else None
        return DueTimes(
            start=self._counted(self._slots[ahead.id].end if ahead else self._problem.now),
            ready=(0,) * settled + tuple(self._counted(self._ready(run)) for run in rest),
            minutes=(0,) * settled + tuple(run.minutes for run in rest),
            latest=(NEVER,) * settled + tuple(self._latest(run, run.id in held) for run in rest),
            is_excused=(True,) * settled
            + tuple(self._is_late(run) and run.id not in held for run in rest),
            may_move=(False,) * settled + tuple(run.id in free for run in rest),
            purges=tuple(self._purges(colour, colours) for colour in colours),
            first_purges=self._purges(
                ahead.family if ahead else self._line.machine.family, colours
            ),
        )

    def _purges(self, before: str, colours: Sequence[str]) -> tuple[int, ...]:
        return tuple(self._purge(before, after) for after in colours)

    def _purge(self, before: str, after: str) -> int:
        try:
            return self._changeover(self._line.centre, before, after)
        except PlanningError:
            return NOT_NAMED

    def _ready(self, run: RunToPlan) -> int:
        ends = [self._slots[earlier].end for earlier in self._waits[run.id]]
        return max([self._problem.now, run.release, *ends])

    def _latest(self, run: RunToPlan, is_held: bool) -> int:
        """Return how many minutes the line may have worked when a car is done."""
        if is_held:
            return self._counted(self._slots[run.id].end)
        return self._counted(run.latest_end) if run.kind is Kind.CUSTOM else NEVER

    def _is_late(self, run: RunToPlan) -> bool:
        return self._slots[run.id].end > run.latest_end

    def _counted(self, minute: int) -> int:
        """Return how many minutes the line can work before this one."""
        stops = [stop for stop in self._line.machine.stops if stop.start < minute]
        return self._calendar.counted(minute) - sum(
            self._calendar.minutes_between(stop.start, min(stop.end, minute)) for stop in stops
        )
