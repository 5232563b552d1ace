"""When each step of a lot has to be done so that the next ones fit before the due date."""

from collections.abc import Sequence

from foundation.errors import Conflict
from production.planner.values import PlanningError
from production.planner.working_calendar import WorkingCalendar
from production.selectors.needs import NeededStep


def latest_ends(steps: Sequence[NeededStep], pieces: int, due: int, now: int) -> list[int]:
    """Work back from the due minute: each next step needs its time, changeover and slack.

    Raises
    ------
    Conflict
        When a work centre has no working time.
    """
    end = due
    ends: list[int] = []
    for step in reversed(steps):
        ends.insert(0, end)
        needed = step.minutes(pieces) + step.centre.longest_changeover_min
        end = _calendar(step, now).start_before(end, needed + step.centre.policy.due_slack_min)
    return ends


def _calendar(step: NeededStep, minute: int) -> WorkingCalendar:
    try:
        return WorkingCalendar(step.centre.calendar, minute)
    except PlanningError as error:
        raise Conflict(
            f"Work centre {step.centre.row.code} cannot work: {error}.", code="no_working_time"
        ) from error
