"""How much longer each run may grow before a promise on its way breaks."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

from production.planner.sequencing import run_predecessors
from production.planner.values import Plan, PlanningError, Problem, RunToPlan, Slot
from production.planner.working_calendar import WorkingCalendar

GUARD_SHARE = 0.04


def rooms(problem: Problem, plan: Plan, guard_share: float = GUARD_SHARE) -> dict[int, int]:
    """Return by run the working minutes by which it may grow; 0 where a promise is late already.

    A run that ends later pushes the next one on its machine and the runs with the next steps
    of its lots, as far as there is no time between. So a run's room is the least of its own
    slack and, behind each gap, theirs; one pass from the last run to the first.

    Parameters
    ----------
    guard_share
        The share of the remaining time that stays free before each latest end.
    """
    slots = {item.run: item.slot for item in plan.assignments}
    runs = {run.id: run for run in problem.runs if run.id in slots}
    calendars = _calendars(problem)
    behind = _behind(problem, slots)
    found: dict[int, int] = {}
    for run_id in sorted(slots, key=lambda run: (-slots[run].start, -slots[run].end, run)):
        run, slot = runs[run_id], slots[run_id]
        calendar = calendars.get(run.work_centre)
        if calendar is None:
            continue
        room = _slack(run, slot, calendar, problem.now, guard_share)
        for later in behind[run_id]:
            if later in found:
                gap = calendar.minutes_between(slot.end, slots[later].changeover_start)
                room = min(room, max(0, gap) + found[later])
        found[run_id] = max(0, room)
    return found


def _slack(
    run: RunToPlan, slot: Slot, calendar: WorkingCalendar, now: int, guard_share: float
) -> int:
    left = calendar.minutes_between(slot.end, run.latest_end)
    return left - int(guard_share * calendar.minutes_between(now, max(now, slot.end)))


def _behind(problem: Problem, slots: Mapping[int, Slot]) -> Mapping[int, set[int]]:
    behind: dict[int, set[int]] = defaultdict(set)
    by_machine: dict[int, list[int]] = defaultdict(list)
    for run in sorted(slots, key=lambda run: (slots[run].start, run)):
        by_machine[slots[run].machine].append(run)
    for queue in by_machine.values():
        for earlier, later in pairwise(queue):
            behind[earlier].add(later)
    for run, before in run_predecessors(problem).items():
        for earlier in before:
            behind[earlier].add(run)
    return behind


def _calendars(problem: Problem) -> dict[int, WorkingCalendar]:
    found = {}
    for centre in problem.centres:
        try:
            found[centre.id] = WorkingCalendar(centre.calendar, problem.now)
        except PlanningError:
            continue
    return found
