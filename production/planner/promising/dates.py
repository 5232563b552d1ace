"""The date of a promise, from facts that are kept so that it can be worked out again."""

from collections.abc import Mapping
from typing import Any

from production.planner.promising.policy import PromisePolicy


def promise_facts(
    now: int, planned_end: int, buffer_min: int, policy: PromisePolicy
) -> dict[str, Any]:
    """Gather what a promise rests on, as plain JSON values; minutes since 1970."""
    return {
        "now": now,
        "planned_end": planned_end,
        "buffer_min": buffer_min,
        "floor_min": policy.floor_min,
        "slack_share": policy.slack_share,
    }


def recompute_promise(facts: Mapping[str, Any]) -> int:
    """Return the minute that these facts promise: the planned end, slack and buffer."""
    policy = PromisePolicy(slack_share=facts["slack_share"], floor_min=facts["floor_min"])
    return round(policy.promise_at(facts["now"], facts["planned_end"], facts["buffer_min"]))
