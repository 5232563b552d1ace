"""Replay a plan minute by minute and list what is wrong with it.

Independent on purpose: it shares the values with the planner and none of its arithmetic.
It marks every working minute of the calendars and counts them, so that a mistake in the
planner's cleverer sums cannot hide here.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from itertools import accumulate
from zoneinfo import ZoneInfo

from production.planner.mixed_lines.checker import colour_changes, overloads, overlong_places
from production.planner.mixed_lines.values import Car, LineLoad, LineRules
from production.planner.values import (
    CalendarRules,
    Centre,
    Plan,
    Problem,
    RunToPlan,
    Slot,
)

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Violation:
    """A law that the plan breaks, and where."""

    code: str
    run: int
    message: str


class _Timesheet:
    """Which minutes of a stretch of time are working minutes, one mark a minute."""

    def __init__(self, rules: CalendarRules, first: int, last: int) -> None:
        self._first = first
        self._marks = bytearray(last - first + 1)
        zone = ZoneInfo(rules.time_zone)
        day = datetime.fromtimestamp(first * 60, UTC).astimezone(zone).date() - timedelta(days=1)
        end_day = datetime.fromtimestamp(last * 60, UTC).astimezone(zone).date()
        while day <= end_day:
            for shift in rules.shifts:
                if shift.weekday == day.weekday() and day not in rules.closed_days:
                    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - wall clock
                    opens = (midnight + shift.start_min * MINUTE).replace(tzinfo=zone)
                    shuts = (midnight + shift.end_min * MINUTE).replace(tzinfo=zone)
                    self._mark(int(opens.timestamp() // 60), int(shuts.timestamp() // 60))
            day += timedelta(days=1)
        self._sums = array("q", accumulate(self._marks, initial=0))

    def is_working(self, minute: int) -> bool:
        return bool(self._marks[minute - self._first])

    def worked(self, start: int, end: int) -> int:
        return self._sums[end - self._first] - self._sums[start - self._first]

    def _mark(self, start: int, end: int) -> None:
        start = max(start - self._first, 0)
        end = min(end - self._first, len(self._marks))
        if start < end:
            self._marks[start:end] = b"\x01" * (end - start)


def check_plan(problem: Problem, plan: Plan) -> list[Violation]:
    """Return every violation of a plan; an empty list means that it may be committed."""
    violations = [*_membership(problem), *_completeness(problem, plan)]
    runs = {run.id: run for run in problem.runs}
    slots = {item.run: item.slot for item in plan.assignments if item.run in runs}
    known_machines = {machine.id: machine for machine in problem.machines}
    for run_id, slot in slots.items():
        machine = known_machines.get(slot.machine)
        started = runs[run_id].started
        if started is not None:
            if started != slot:
                violations.append(Violation("started_moved", run_id, "a started run was moved"))
        elif machine is None or machine.work_centre != runs[run_id].work_centre:
            violations.append(
                Violation("wrong_machine", run_id, "not a machine of its work centre")
            )
    violations += _times(problem, runs, slots)
    violations += _machines(problem, runs, slots)
    violations += _stopped(problem, runs, slots)
    violations += _precedence(problem, slots)
    violations += _lines(problem, plan)
    return violations


def _membership(problem: Problem) -> Iterator[Violation]:
    centres = {centre.id: centre for centre in problem.centres}
    seen: dict[int, int] = {}
    for run in problem.runs:
        if not run.steps:
            yield Violation("run_empty", run.id, "a run without members")
        for step in run.steps:
            if step.operation in seen:
                yield Violation("member_twice", run.id, f"also in run {seen[step.operation]}")
            seen[step.operation] = run.id
            if step.family != run.family:
                yield Violation("family_mixed", run.id, f"{step.family} in a run of {run.family}")
        if centres[run.work_centre].treats_all_at_once:
            minutes = max((step.minutes for step in run.steps), default=0)
        else:
            minutes = sum(step.minutes for step in run.steps)
        if minutes != run.minutes:
            yield Violation("minutes_wrong", run.id, f"members need {minutes}, not {run.minutes}")


def _completeness(problem: Problem, plan: Plan) -> Iterator[Violation]:
    named = [item.run for item in plan.assignments] + [item.run for item in plan.unplaced]
    known = {run.id for run in problem.runs}
    for run_id in sorted(set(named) - known):
        yield Violation("run_unknown", run_id, "the plan names a run that nobody asked for")
    for run_id in sorted(known - set(named)):
        yield Violation("run_missing", run_id, "the plan forgets this run")
    for run_id in sorted({run for run in named if named.count(run) > 1} if _repeats(named) else ()):
        yield Violation("run_twice", run_id, "the plan names this run twice")
    for item in plan.unplaced:
        if not item.reason:
            yield Violation("reason_missing", item.run, "no slot and no reason")


def _repeats(named: list[int]) -> bool:
    return len(set(named)) != len(named)


def _times(
    problem: Problem, runs: dict[int, RunToPlan], slots: dict[int, Slot]
) -> Iterator[Violation]:
    placed = {run: slot for run, slot in slots.items() if not runs[run].started}
    if not placed:
        return
    first = min(min(slot.changeover_start, slot.start) for slot in placed.values())
    last = max(max(slot.end, slot.start) for slot in placed.values())
    sheets: dict[int, _Timesheet] = {}
    centres = {centre.id: centre for centre in problem.centres}
    for run_id, slot in placed.items():
        run = runs[run_id]
        if run.work_centre not in sheets:
            rules = centres[run.work_centre].calendar
            sheets[run.work_centre] = _Timesheet(rules, first, last + 1)
        yield from _one_slot(problem, run, slot, sheets[run.work_centre])


def _one_slot(
    problem: Problem, run: RunToPlan, slot: Slot, sheet: _Timesheet
) -> Iterator[Violation]:
    is_being_set_up = run.frozen == slot and slot.start >= problem.now
    if slot.changeover_start < problem.now and not is_being_set_up:
        yield Violation("in_the_past", run.id, "begins before now")
    if run.waits_for:
        yield Violation("waits", run.id, run.waits_for)
    if slot.start < run.release:
        yield Violation("too_early", run.id, "its members are not all there yet")
    if not slot.changeover_start <= slot.start <= slot.end:
        yield Violation("backwards", run.id, "ends before it begins")
        return
    if sheet.worked(slot.changeover_start, slot.start) != slot.changeover_min:
        yield Violation("changeover_length", run.id, "the changeover does not fit before the work")
    if sheet.worked(slot.start, slot.end) != run.minutes:
        yield Violation("length", run.id, "not as many working minutes as its members need")
    begins = slot.changeover_start if slot.changeover_min else slot.start
    is_inside = sheet.is_working(begins) and sheet.is_working(slot.start)
    if not is_inside or (run.minutes and not sheet.is_working(slot.end - 1)):
        yield Violation("outside_calendar", run.id, "begins or ends when nobody works")
    if not run.may_pause and slot.end - slot.start != run.minutes:
        yield Violation("paused", run.id, "is interrupted and may not be")


def _stopped(
    problem: Problem, runs: dict[int, RunToPlan], slots: dict[int, Slot]
) -> Iterator[Violation]:
    """No working minute of a slot lies in a stop of its machine."""
    stopped = {row.id: row for row in problem.machines if row.stops}
    calendars = {centre.id: centre.calendar for centre in problem.centres}
    for run_id, slot in slots.items():
        if slot.machine not in stopped or runs[run_id].started:
            continue
        for stop in stopped[slot.machine].stops:
            first, last = max(slot.changeover_start, stop.start), min(slot.end, stop.end)
            if first < last:
                sheet = _Timesheet(calendars[runs[run_id].work_centre], first, last)
                if sheet.worked(first, last):
                    yield Violation("stopped", run_id, "its machine stands still meanwhile")


def _machines(
    problem: Problem, runs: dict[int, RunToPlan], slots: dict[int, Slot]
) -> Iterator[Violation]:
    centres = {centre.id: centre for centre in problem.centres}
    rows: dict[int, list[tuple[Slot, RunToPlan]]] = defaultdict(list)
    for run_id, slot in slots.items():
        rows[slot.machine].append((slot, runs[run_id]))
    for machine in problem.machines:
        family, busy_until = machine.family, None
        ordered = sorted(rows[machine.id], key=lambda row: (row[0].changeover_start, row[0].end))
        for slot, run in ordered:
            if busy_until is not None and slot.changeover_start < busy_until:
                yield Violation("overlap", run.id, f"overlaps another run on machine {machine.id}")
            if run.started is None:
                needed = _changeover(centres[run.work_centre], family, run.family)
                if needed != slot.changeover_min:
                    text = f"{slot.changeover_min} minutes to change over where {needed} are needed"
                    yield Violation("changeover_wrong", run.id, text)
            family, busy_until = run.family, max(slot.end, busy_until or slot.end)


def _changeover(centre: Centre, before: str, after: str) -> int | None:
    if before == after:
        return 0
    for rule in centre.changeovers:
        if fnmatchcase(before, rule.from_pattern) and fnmatchcase(after, rule.to_pattern):
            return rule.minutes
    return centre.default_changeover_min


def _lines(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """What the plan states of its mixed lines is what a recount finds."""
    runs = {run.id: run for run in problem.runs}
    machines = {machine.id: machine for machine in problem.machines}
    centres = {centre.id: centre for centre in problem.centres}
    for line in plan.lines:
        placed = [item for item in plan.assignments if item.slot.machine == line.machine]
        placed.sort(key=lambda item: (item.slot.changeover_start, item.slot.end, item.run))
        first = line.runs[0] if line.runs else 0
        if tuple(item.run for item in placed) != line.runs:
            yield Violation("line_order", first, "the line works in another order than stated")
            continue
        machine = machines[line.machine]
        rules = centres[machine.work_centre].line or LineRules()
        cars = [Car(runs[run].family, runs[run].options) for run in line.runs]
        found = list(overloads(rules, machine.passed, cars))
        counted = LineLoad(
            overlong=len(overlong_places(rules, machine.passed, cars)),
            high=sum(window.above for window in found if window.ratio.is_high),
            colour=colour_changes(machine.passed, cars),
            low=sum(window.above for window in found if not window.ratio.is_high),
            purge_min=sum(item.slot.changeover_min for item in placed),
        )
        if counted != line.load:
            text = f"the line comes to {tuple(counted)}, not {tuple(line.load)} as stated"
            yield Violation("line_misstated", first, text)


def _precedence(problem: Problem, slots: dict[int, Slot]) -> Iterator[Violation]:
    by_lot: dict[int, list[tuple[int, int]]] = defaultdict(list)
    started = {run.id for run in problem.runs if run.started}
    for run in problem.runs:
        for step in run.steps:
            if not step.is_done:
                by_lot[step.lot].append((step.position, run.id))
    for lot, position in problem.unseated:
        by_lot[lot].append((position, -1))
    for steps in by_lot.values():
        ordered = sorted(steps)
        for index, (_, run_id) in enumerate(ordered):
            if run_id not in slots or run_id in started:
                continue
            for _, earlier in ordered[:index]:
                if earlier not in slots or slots[earlier].end > slots[run_id].start:
                    yield Violation("precedence", run_id, "begins before an earlier step is done")
                    break
