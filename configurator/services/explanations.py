"""Why not this, and why this: the reason behind one value of one group."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from configurator.answers import PricedRevision
from configurator.artefacts import LoadedRevision
from configurator.engine import Reason, Status
from configurator.models import Configuration
from configurator.sales import Sale, sale_of
from configurator.services.clashes import Clash, find_clash
from configurator.services.obstacles import Obstacle, obstacles
from configurator.services.renewal import fitting_choices
from configurator.values import Choices, Value, merge_choices, read_choices
from foundation.errors import InvalidInput

WHY_LIMIT_S = 1.0


@dataclass(frozen=True, slots=True)
class Explanation:
    """One value: it is possible, or it clashes and `clash` says why and what to do."""

    loaded: LoadedRevision
    group: str
    value: Value
    clash: Clash | None


def explain_value(
    *,
    configuration: Configuration,
    group: str,
    value: object,
    now: datetime,
    sale: Sale | None = None,
) -> Explanation:
    """Return the minimal reason and the ways out when a value is blocked.

    Raises
    ------
    InvalidInput
        For an unknown group or a value it cannot take.
    """
    sale = sale or sale_of(configuration.product_code, now)
    priced = sale.priced_for(configuration)
    own = fitting_choices(priced, configuration.own)
    wanted = _wanted(priced.loaded, group, value)
    before = own.get(group)
    if isinstance(wanted, dict) and isinstance(before, dict):
        kept, tried = own, own | {group: {**before, **wanted}}
    else:
        kept = merge_choices(own, {group: None})
        tried = kept | {group: wanted}
    if priced.answer(tried).is_consistent:
        return Explanation(priced.loaded, group, wanted, None)
    clash = find_clash(priced, kept, group, wanted, own=own, factory=sale.factory)
    return Explanation(priced.loaded, group, wanted, clash)


def _wanted(loaded: LoadedRevision, group: str, value: object) -> Value:
    """Read the value; in a group of several, one of the option."""
    is_several = group in loaded.groups and loaded.groups[group]["kind"] == "some_of"
    read = read_choices(loaded, {group: [value] if is_several and value else value})[group]
    if read is None:
        raise InvalidInput(
            "Name the option that you ask about.",
            code="invalid_choices",
            errors=[{"pointer": "/option", "detail": "Send an option's code, a number or a text."}],
        )
    return read


def why_forced(priced: PricedRevision, own: Choices, group: str, option: str) -> Clash | None:
    """Return why an option comes along: what blocks the others of its group, together.

    There are no ways out of it. None where the option is not forced.
    """
    options = list(priced.loaded.options.get(group, {}))
    if option not in options or priced.loaded.groups[group]["kind"] != "one_of":
        return None
    answered = priced.answer(own)
    if answered.status(group)[options.index(option)] != Status.FORCED:
        return None
    choices: dict[str, Value] = {}
    rules: dict[str, None] = {}
    others = [other for other in options if other != option]
    found = obstacles(priced, own, group, others, time_limit_s=WHY_LIMIT_S).values()
    for obstacle in found:
        choices |= dict(obstacle.reason.choices)
        rules |= dict.fromkeys(obstacle.reason.rules)
    together = Reason(tuple(choices.items()), tuple(rules), _is_one(found))
    return Clash(group, option, together, ())


def _is_one(found: Collection[Obstacle]) -> bool:
    """Say whether all options have one minimal reason: several together may hold too much."""
    reasons = {repr(obstacle.reason) for obstacle in found}
    return len(reasons) <= 1 and all(obstacle.reason.is_minimal for obstacle in found)
