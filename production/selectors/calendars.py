"""Calendars as the planner's values."""

from production.models import Calendar
from production.planner.values import CalendarRules, Shift


def calendar_rules(calendar: Calendar) -> CalendarRules:
    """Return a calendar's rules; prefetch shifts and closed days where there are many."""
    shifts = [Shift(row.weekday, row.start_min, row.end_min) for row in calendar.shifts.all()]
    return CalendarRules(
        calendar.time_zone,
        tuple(sorted(shifts, key=lambda shift: (shift.weekday, shift.start_min))),
        frozenset(row.day for row in calendar.closed_days.all()),
    )
