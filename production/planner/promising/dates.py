"""The date of a promise, from facts that are kept so that it can be worked out again."""

from collections.abc import Mapping
from typing import Any

from production.planner.promising.policy import PromisePolicy
from production.planner.working_calendar import WorkingCalendar


def promise_facts(
    now: int,
    planned_end: int,
    buffer_min: int,
    policy: PromisePolicy,
    calendar: WorkingCalendar | None = None,
) -> dict[str, Any]:
    """Gather what a promise rests on, as plain JSON values; minutes since 1970.

    Slack and buffer are working minutes of the calendar, None for one around the clock:
    `wait_min` counts those until the planned end, `off_min` the others behind it.
    """
    facts = {
        "now": now,
        "planned_end": planned_end,
        "buffer_min": buffer_min,
        "floor_min": policy.floor_min,
        "slack_share": policy.slack_share,
        "wait_min": planned_end - now,
        "off_min": 0,
    }
    if calendar is not None:
        facts["wait_min"] = calendar.minutes_between(now, planned_end)
        worked = recompute_promise(facts) - planned_end
        facts["off_min"] = calendar.end_after(planned_end, worked) - planned_end - worked
    return facts


def recompute_promise(facts: Mapping[str, Any]) -> int:
    """Return the minute that these facts promise: the planned end, slack and buffer."""
    policy = PromisePolicy(slack_share=facts["slack_share"], floor_min=facts["floor_min"])
    planned_end = facts["planned_end"]
    wait_min = facts.get("wait_min", planned_end - facts["now"])
    promised = policy.promise_at(planned_end - wait_min, planned_end, facts["buffer_min"])
    return round(promised) + int(facts.get("off_min", 0))


def next_step_from(
    now: int, planned_end: int, buffer_min: int, policy: PromisePolicy, calendar: WorkingCalendar
) -> int:
    """Return the minute from which the step after one with this planned end is planned."""
    wait_min = calendar.minutes_between(now, planned_end)
    between = round(policy.next_step_at(0, wait_min, buffer_min)) - wait_min
    return calendar.end_after(planned_end, between)
