"""What a machine that stops does to work: when a started run ends, which slots it meets."""

from collections.abc import Sequence

from production.planner.values import Slot, Stop
from production.planner.working_calendar import WorkingCalendar


def expected_end(
    calendar: WorkingCalendar, started: int, minutes: int, now: int, stops: Sequence[Stop] = ()
) -> int:
    """Return when a started run should end: never before `now`, however late it runs.

    In the `stops` of its machine, in their order, nothing is done.
    """
    end = calendar.end_after(started, minutes)
    for stop in stops:
        begins = max(started, stop.start)
        if begins < end and begins < stop.end:
            end = calendar.end_after(stop.end, calendar.minutes_between(begins, end))
    return max(end, now)


def meets(calendar: WorkingCalendar, slot: Slot, stop: Stop) -> bool:
    """Say whether a stop takes working time from a slot."""
    first, last = max(slot.changeover_start, stop.start), min(slot.end, stop.end)
    return first < last and calendar.minutes_between(first, last) > 0
