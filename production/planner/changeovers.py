"""Minutes that a machine needs from one family to the next."""

from collections.abc import Callable
from fnmatch import fnmatchcase

from production.planner.values import Centre, PlanningError

Changeover = Callable[[Centre, str, str], int]


class MissingChangeover(PlanningError):
    """No rule says how long this changeover takes, and the work centre has no default."""


def least_changeover(centre: Centre, to_family: str) -> int:
    """Return the shortest changeover to a family from any other one; 0 where none is known.

    A rule that only says how long the family takes to itself does not count.
    """
    known = [
        rule.minutes
        for rule in centre.changeovers
        if rule.from_pattern != to_family and fnmatchcase(to_family, rule.to_pattern)
    ]
    if centre.default_changeover_min is not None:
        known.append(centre.default_changeover_min)
    return min(known, default=0)


def changeover_minutes(centre: Centre, from_family: str, to_family: str) -> int:
    """Return the changeover: none inside a family, else the first rule that fits, else the default.

    Raises
    ------
    MissingChangeover
        When nothing says how long it takes.
    """
    if from_family == to_family:
        return 0
    for rule in centre.changeovers:
        if fnmatchcase(from_family, rule.from_pattern) and fnmatchcase(to_family, rule.to_pattern):
            return rule.minutes
    if centre.default_changeover_min is None:
        raise MissingChangeover(
            f"{centre.name} has no changeover from “{from_family or 'unknown'}” to “{to_family}”: "
            "add a rule or a default"
        )
    return centre.default_changeover_min


def remembered(changeover: Changeover) -> Changeover:
    """Return the same answers, each looked up once; for a planner that asks many times over."""
    known: dict[tuple[int, str, str], int] = {}

    def minutes(centre: Centre, from_family: str, to_family: str) -> int:
        key = (centre.id, from_family, to_family)
        if key not in known:
            known[key] = changeover(centre, from_family, to_family)
        return known[key]

    return minutes
