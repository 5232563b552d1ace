import random
from datetime import UTC, date, datetime

import pytest

from production.planner.values import CalendarRules, PlanningError, Shift
from production.planner.working_calendar import WorkingCalendar
from tests.production.planner.instances import ALWAYS, DAY, MONDAY, TWO_SHIFTS


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) // 60


def two_shifts() -> WorkingCalendar:
    """Monday to Friday 06:00-12:00 and 12:30-22:00 in Berlin, an hour ahead of UTC in March."""
    return WorkingCalendar(TWO_SHIFTS, MONDAY)


def test_next_working_in_the_night_is_the_morning():
    assert two_shifts().next_working(at("2026-03-02T01:00")) == at("2026-03-02T05:00")


def test_next_working_at_a_shifts_end_is_the_next_shifts_start():
    assert two_shifts().next_working(at("2026-03-02T11:00")) == at("2026-03-02T11:30")


def test_end_after_pauses_over_noon_and_weekend():
    start = at("2026-03-06T20:00")

    assert two_shifts().end_after(start, 60) == at("2026-03-06T21:00")
    assert two_shifts().end_after(start, 61) == at("2026-03-09T05:01")


def test_end_after_nothing_is_the_start():
    assert two_shifts().end_after(at("2026-03-01T12:00"), 0) == at("2026-03-01T12:00")


def test_start_before_is_the_latest_start():
    assert two_shifts().start_before(at("2026-03-02T12:00"), 60) == at("2026-03-02T10:30")


def test_minutes_between_counts_working_time_only():
    assert two_shifts().minutes_between(MONDAY, MONDAY + 7 * DAY) == 5 * 930


def test_unbroken_start_skips_a_shift_that_is_too_short():
    assert two_shifts().unbroken_start(at("2026-03-02T05:00"), 400) == at("2026-03-02T11:30")


def test_unbroken_start_refuses_work_longer_than_every_shift():
    with pytest.raises(PlanningError, match="no shift is as long as 571 minutes"):
        two_shifts().unbroken_start(MONDAY, 571)


def test_closed_day_has_no_working_time():
    rules = CalendarRules("Europe/Berlin", TWO_SHIFTS.shifts, frozenset({date(2026, 3, 2)}))

    assert WorkingCalendar(rules, MONDAY).next_working(MONDAY) == at("2026-03-03T05:00")


def test_summer_time_moves_the_shift_with_the_clocks():
    assert two_shifts().next_working(at("2026-03-29T12:00")) == at("2026-03-30T04:00")


def test_shifts_that_touch_at_midnight_are_one_stretch():
    rules = CalendarRules("UTC", (Shift(0, 1200, 1440), Shift(1, 0, 120)))

    assert WorkingCalendar(rules, MONDAY).unbroken_start(MONDAY, 360) == MONDAY + 1200


def test_calendar_without_a_shift_is_refused():
    with pytest.raises(PlanningError, match="no working time"):
        WorkingCalendar(CalendarRules("UTC", ()), MONDAY)


def test_calendar_around_the_clock_never_pauses():
    assert WorkingCalendar(ALWAYS, MONDAY).end_after(MONDAY, 30 * DAY) == MONDAY + 30 * DAY


@pytest.mark.parametrize("seed", range(20))
def test_arithmetic_agrees_with_counting_minutes(seed):
    """Referee: a set of working minutes, counted one by one over two weeks."""
    dice = random.Random(seed)
    shifts = tuple(
        Shift(dice.randrange(7), start, start + dice.randint(1, 300))
        for start in (dice.randrange(1100) for _ in range(6))
    )
    calendar = WorkingCalendar(CalendarRules("UTC", shifts), MONDAY)
    working = [
        minute
        for minute in range(MONDAY, MONDAY + 35 * DAY)
        if any(
            shift.weekday == (minute - MONDAY) // DAY % 7
            and shift.start_min <= (minute - MONDAY) % DAY < shift.end_min
            for shift in shifts
        )
    ]
    for _ in range(50):
        start, minutes = MONDAY + dice.randrange(7 * DAY), dice.randint(1, 100)
        ahead = [minute for minute in working if minute >= start][:minutes]
        behind = [minute for minute in working if minute < start + 14 * DAY][-minutes:]

        assert calendar.next_working(start) == ahead[0]
        assert calendar.end_after(start, minutes) == ahead[-1] + 1
        assert calendar.start_before(start + 14 * DAY, minutes) == behind[0]
        assert calendar.minutes_between(start, ahead[-1] + 1) == minutes
