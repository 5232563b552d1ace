from production.planner.promising.dates import next_step_from, promise_facts, recompute_promise
from production.planner.promising.policy import PromisePolicy
from production.planner.values import CalendarRules, Shift
from production.planner.working_calendar import WorkingCalendar
from tests.production.planner.instances import DAY, MONDAY

POLICY = PromisePolicy(floor_min=10.0)
HOUR = 60
EIGHT = MONDAY + 8 * HOUR
# Work is from six to ten at night, Saturdays and Sundays off.
TWO_SHIFTS = CalendarRules("UTC", tuple(Shift(day, 6 * HOUR, 22 * HOUR) for day in range(5)))
CALENDAR = WorkingCalendar(TWO_SHIFTS, EIGHT)


def promised(planned_end, buffer_min):
    facts = promise_facts(EIGHT, planned_end, buffer_min, POLICY, CALENDAR)
    return recompute_promise(facts) - EIGHT


def test_promise_can_be_worked_out_again_from_its_facts():
    """100 minutes of wait: 5 of slack, and the buffer of 30 above the floor of 10."""
    facts = promise_facts(1000, 1100, 30, PromisePolicy(floor_min=10.0))

    assert recompute_promise(facts) == 1135
    assert recompute_promise(replace_buffer(facts, 5)) == 1115


def replace_buffer(facts, minutes):
    return {**facts, "buffer_min": minutes}


def test_slack_and_buffer_are_working_time():
    """Planned for 20:00 after 720 minutes: 36 of slack and 104 of buffer end at 06:20."""
    assert promised(EIGHT + 12 * HOUR, 104) == 22 * HOUR + 20


def test_a_date_on_friday_night_is_promised_for_monday():
    """Planned for 22:00 after five days of 960 minutes less two: 234 of slack and 10 of floor."""
    friday_night = EIGHT + 4 * DAY + 14 * HOUR

    assert promised(friday_night, 0) == 7 * DAY - 2 * HOUR + 234 + 10


def test_promise_that_the_night_does_not_reach_is_the_plain_sum():
    assert promised(EIGHT + 100, 30) == 135


def test_promises_given_before_calendars_counted_are_worked_out_as_they_were_given():
    facts = promise_facts(1000, 1100, 30, POLICY)
    old = {name: facts[name] for name in facts if name not in ("wait_min", "off_min")}

    assert recompute_promise(old) == 1135


def test_next_step_stands_half_an_hour_of_work_behind():
    """Planned for 21:50 after 830 minutes: 41.5 of slack and 30 more, ten of them today."""
    ready = next_step_from(EIGHT, EIGHT + 830, 0, POLICY, CALENDAR)

    assert ready == EIGHT + 22 * HOUR + 62
