"""What stands against blocked options, and what the cheapest way to each of them costs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from time import monotonic

from configurator.answers import PricedRevision
from configurator.engine import Compiled, Reason, TimeLimitReached, explain, repairs
from configurator.values import Choices, Value

TIME_LIMIT_S = 0.06
KEPT_ANSWERS = 64


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an option is blocked; `change_minor` is the price of its cheapest way out.

    The price is relative to the design as it stands, None where there is no way out. Where it is
    not proven to be the least, a cheaper way may exist.
    """

    reason: Reason
    change_minor: int | None
    is_proven: bool = True


@lru_cache(maxsize=KEPT_ANSWERS)
def _known(priced: PricedRevision, own: str, group: str) -> dict[int, tuple[str, Obstacle]]:
    """Return this process's memory: per class of options, one that was asked, and the answer."""
    return {}


def obstacles(
    priced: PricedRevision,
    own: Choices,
    group: str,
    options: Iterable[str],
    *,
    time_limit_s: float = TIME_LIMIT_S,
) -> dict[str, Obstacle]:
    """Return what stands against each blocked option, as many as the time limit lets.

    Options that no rule can tell apart have the same reason and the same ways out; what they
    cost differs by their own price, so that one of each class is asked. Exact; an option
    that is missing was not reached in time.
    """
    found: dict[str, Obstacle] = {}
    known = _known(priced, repr(own), group)
    classes = _classes(priced.loaded.artefact, group)
    deadline = monotonic() + time_limit_s
    for option in options:
        key = classes[option]
        if key not in known:
            if monotonic() > deadline:
                continue
            asked = _asked(priced, own, group, option)
            if asked is None:
                continue
            known[key] = (option, asked)
        found[option] = _same_class(priced, group, option, *known[key])
    return found


def _asked(priced: PricedRevision, own: Choices, group: str, option: str) -> Obstacle | None:
    kept, wanted = own, option_value(priced, group, option)
    if priced.loaded.groups[group]["kind"] != "some_of":
        kept = {code: value for code, value in own.items() if code != group}
    artefact = priced.loaded.artefact
    try:
        reason = explain(artefact, priced.judged(kept), group, wanted)
        ways = repairs(artefact, priced.judged(kept), group, wanted, priced.costs)
    except TimeLimitReached:
        return None
    if not ways:
        return Obstacle(reason, None)
    before = priced.answer(own).proposal_cost
    cheapest = next(way for way in ways if "cheapest" in way.kinds)
    return Obstacle(reason, priced.change_minor(int(cheapest.cost) - before), cheapest.is_proven)


def option_value(priced: PricedRevision, group: str, option: str) -> Value:
    """Return an option as the value of its group: a code, or one of a group of several."""
    return option if priced.loaded.groups[group]["kind"] != "some_of" else {option: 1}


def with_option(priced: PricedRevision, choices: Choices, group: str, option: str) -> Choices:
    """Return choices with an option, beside what its group of several holds already."""
    value, held = option_value(priced, group, option), choices.get(group)
    if isinstance(value, dict) and isinstance(held, dict):
        value = held | value
    return choices | {group: value}


def _same_class(
    priced: PricedRevision, group: str, option: str, asked: str, obstacle: Obstacle
) -> Obstacle:
    costs = priced.costs.options.get(group)
    if obstacle.change_minor is None or costs is None:
        return obstacle
    places = _places(priced.loaded.artefact, group)
    dearer = int(costs[places[option]]) - int(costs[places[asked]])
    return replace(obstacle, change_minor=obstacle.change_minor + priced.change_minor(dearer))


@lru_cache(maxsize=256)
def _places(artefact: Compiled, group: str) -> dict[str, int]:
    _index, known = artefact.group(group)
    return {option: place for place, option in enumerate(known.options)}


@lru_cache(maxsize=256)
def _classes(artefact: Compiled, group: str) -> dict[str, int]:
    return dict(_class_of_options(artefact, group))


def _class_of_options(artefact: Compiled, group: str) -> Iterator[tuple[str, int]]:
    index, known = artefact.group(group)
    variables = artefact.variables_by_group[index]
    if artefact.variables[variables[0]].options:
        for variable in variables:
            for place in artefact.variables[variable].options:
                yield known.options[place], variable
        return
    # The first value of the variable is "none".
    classes = artefact.class_of_value[artefact.values_of(variables[0])].tolist()[1:]
    dead = artefact.dead_class
    for place, (option, found) in enumerate(zip(known.options, classes, strict=True)):
        # Options that fit nothing share a class, though each for a reason of its own.
        yield option, -place - 1 if found == dead else found
