"""Arithmetic in working minutes over weekly shifts and closed days."""

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from production.planner.values import CalendarRules, PlanningError

DAYS_BEFORE = 60
DAYS_AT_ONCE = 120
LAST_DAY = 3660
MINUTES_PER_DAY = 1440


class WorkingCalendar:
    """The working time of a calendar as stretches of minutes, grown forward when asked.

    Parameters
    ----------
    rules
        Shifts and closed days.
    origin
        A minute near which questions will be asked; nothing is known earlier than 60 days
        before it.

    Raises
    ------
    PlanningError
        When the calendar has no working time within ten years.
    """

    def __init__(self, rules: CalendarRules, origin: int) -> None:
        self._rules = rules
        zone = ZoneInfo(rules.time_zone)
        today = datetime.fromtimestamp(origin * 60, UTC).astimezone(zone).date()
        self._first_day = today - timedelta(days=DAYS_BEFORE)
        self._days, starts, ends, counted = _first_stretches(rules, self._first_day)
        self._starts, self._ends, self._counted = list(starts), list(ends), list(counted)

    def next_working(self, minute: int) -> int:
        """Return the first working minute at or after this one."""
        return self._start_at(self._count(minute))

    def end_after(self, start: int, minutes: int) -> int:
        """Return when `minutes` of work that may begin at `start` are done."""
        if minutes == 0:
            return start
        return self._end_at(self._count(start) + minutes)

    def start_before(self, end: int, minutes: int) -> int:
        """Return the latest start from which `minutes` of work are done by `end`."""
        if minutes == 0:
            return end
        return self._start_at(max(0, self._count(end) - minutes))

    def minutes_between(self, start: int, end: int) -> int:
        """Return the working minutes in a stretch of time."""
        return self._count(end) - self._count(start)

    def counted(self, minute: int) -> int:
        """Return how many working minutes lie before this one, from where the calendar begins."""
        return self._count(minute)

    def minute_of(self, count: int) -> int:
        """Return the working minute before which `count` working minutes lie."""
        return self._start_at(count)

    def end_at(self, count: int) -> int:
        """Return the minute at which `count` working minutes are over."""
        return self._end_at(count)

    def unbroken_start(self, minute: int, minutes: int) -> int:
        """Return the first start at or after `minute` that needs no pause.

        Raises
        ------
        PlanningError
            When no stretch of working time is that long.
        """
        start = self.next_working(minute)
        while self.end_after(start, minutes) - start != minutes:
            following = bisect_right(self._starts, start)
            self._need(following)
            start = self._starts[following]
            if start - minute > LAST_DAY * MINUTES_PER_DAY // 10:
                raise PlanningError(f"no shift is as long as {minutes} minutes without a pause")
        return start

    def _count(self, minute: int) -> int:
        while self._ends[-1] < minute:
            self._grow()
        index = bisect_right(self._starts, minute) - 1
        if index < 0:
            return 0
        return self._counted[index] + min(minute, self._ends[index]) - self._starts[index]

    def _start_at(self, count: int) -> int:
        while self._counted[-1] <= count:
            self._grow()
        index = bisect_right(self._counted, count) - 1
        return self._starts[index] + count - self._counted[index]

    def _end_at(self, count: int) -> int:
        while self._counted[-1] < count:
            self._grow()
        index = bisect_left(self._counted, count) - 1
        return self._starts[index] + count - self._counted[index]

    def _need(self, index: int) -> None:
        while len(self._starts) <= index:
            self._grow()

    @classmethod
    def _grown_once(cls, rules: CalendarRules, first_day: date) -> "WorkingCalendar":
        calendar = cls.__new__(cls)
        calendar._rules, calendar._first_day, calendar._days = rules, first_day, 0
        calendar._starts, calendar._ends, calendar._counted = [], [], [0]
        calendar._grow()
        return calendar

    def _grow(self) -> None:
        known = self._counted[-1]
        while self._counted[-1] == known:
            if self._days > LAST_DAY:
                raise PlanningError("the calendar has no working time")
            first_day = self._first_day + timedelta(days=self._days)
            for start, end in _stretches(self._rules, first_day):
                self._append(start, end)
            self._days += DAYS_AT_ONCE

    def _append(self, start: int, end: int) -> None:
        if self._ends and start <= self._ends[-1]:
            longer = max(end, self._ends[-1])
            self._counted[-1] += longer - self._ends[-1]
            self._ends[-1] = longer
            return
        self._starts.append(start)
        self._ends.append(end)
        self._counted.append(self._counted[-1] + end - start)


@lru_cache(maxsize=256)
def _first_stretches(
    rules: CalendarRules, first_day: date
) -> tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """Return days, starts, ends and counts to begin with; every question begins with the same."""
    calendar = WorkingCalendar._grown_once(rules, first_day)
    return calendar._days, tuple(calendar._starts), tuple(calendar._ends), tuple(calendar._counted)


@lru_cache(maxsize=256)
def _stretches(rules: CalendarRules, first_day: date) -> tuple[tuple[int, int], ...]:
    """Return the working stretches of the days from `first_day`; many calendars ask for the same."""
    zone = ZoneInfo(rules.time_zone)
    shifts = sorted(rules.shifts, key=lambda shift: shift.start_min)
    found = []
    for day in (first_day + timedelta(days=number) for number in range(DAYS_AT_ONCE)):
        if day in rules.closed_days:
            continue
        for shift in shifts:
            if shift.weekday == day.weekday():
                start, end = _minute(day, shift.start_min, zone), _minute(day, shift.end_min, zone)
                if start < end:
                    found.append((start, end))
    return tuple(found)


def _minute(day: date, minute_of_day: int, zone: ZoneInfo) -> int:
    days, minutes = divmod(minute_of_day, MINUTES_PER_DAY)
    clock = time(minutes // 60, minutes % 60, tzinfo=zone)
    return int(datetime.combine(day + timedelta(days=days), clock).timestamp()) // 60
