"""A window of a plan as plain numbers, for solvers that know nothing of the planner."""

from collections.abc import Mapping

from benchmarks.peers.window_statement import (
    DatedWork,
    Statement,
    WindowMachine,
    WindowRun,
    Worth,
)
from benchmarks.plan_windows import Block, Window
from production.planner.objective import WORTH
from production.planner.values import Kind
from production.planner.working_calendar import WorkingCalendar


class _Clock:
    """Working minutes and dates from a working minute on, and the pauses between them."""

    def __init__(self, calendar: WorkingCalendar, first: int) -> None:
        self._calendar, self._first = calendar, first
        self._began = calendar.end_at(first)

    def counted(self, minute: int) -> int:
        return self._calendar.counted(minute) - self._first

    def date(self, minute: int) -> int:
        return minute - self._began

    def pauses(self, last: int) -> tuple[tuple[int, int], ...]:
        """Return after which working minute a pause comes, and how long it is."""
        counts = range(self._first, self._first + last + 1)
        pauses = (
            (at - self._first, self._calendar.minute_of(at) - self._calendar.end_at(at))
            for at in counts
        )
        return tuple((at, minutes) for at, minutes in pauses if minutes)


def statement_of(window: Window) -> Statement:
    """Return the window as numbers."""
    problem = window.problem
    calendar = WorkingCalendar(problem.centres[0].calendar, problem.now)
    free = [machine.stops[0].end if machine.stops else problem.now for machine in problem.machines]
    clock = _Clock(calendar, min(calendar.counted(minute) for minute in free))
    families = sorted(
        {run.family for run in problem.runs} | {machine.family for machine in problem.machines}
    )
    rules = {(it.from_pattern, it.to_pattern): it.minutes for it in problem.centres[0].changeovers}
    number = {family: place for place, family in enumerate(families)}
    return Statement(
        runs=tuple(_window_run(block, number, clock) for block in window.blocks),
        machines=tuple(
            WindowMachine(
                free_from=clock.counted(minute),
                family=number[machine.family],
                next_start=clock.counted(behind.release) if behind else None,
                next_family=number[behind.family] if behind else 0,
            )
            for minute, machine, behind in zip(free, problem.machines, window.behind, strict=True)
        ),
        changeover=tuple(
            tuple(rules.get((before, after), 0) for after in families) for before in families
        ),
        pauses=clock.pauses(_longest(window, clock)),
        worth=Worth(
            late_custom=WORTH["late_custom_runs"],
            late_minute=WORTH["minutes_late"],
            changeover=WORTH["changeovers"],
            changeover_min=WORTH["changeover_min"],
        ),
    )


def _window_run(block: Block, number: Mapping[str, int], clock: _Clock) -> WindowRun:
    parts, ahead, end = [], 0, 0
    for run in block:
        ahead += run.minutes
        end = max(end, clock.counted(run.release)) + run.minutes
        parts.append(
            DatedWork(
                ahead=ahead,
                earliest_end=end,
                latest_end=clock.counted(run.latest_end),
                due=clock.date(run.latest_end),
                is_custom=run.kind is Kind.CUSTOM,
            )
        )
    return WindowRun(number[block[0].family], ahead, end, tuple(parts))


def _longest(window: Window, clock: _Clock) -> int:
    """Return a working minute by which any order of the window is done."""
    runs = window.problem.runs
    most = max((rule.minutes for rule in window.problem.centres[0].changeovers), default=0)
    last = max(clock.counted(run.release) for run in runs)
    return max(last, 0) + sum(run.minutes + most for run in runs)
