"""Fill own choices up to a whole configuration: cheapest, least of any cost, or soonest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from configurator.engine.aims import Lexicographic
from configurator.engine.arrays import IMPOSSIBLE
from configurator.engine.choices import read_choices
from configurator.engine.compiled import Compiled
from configurator.engine.costs import Costs
from configurator.engine.errors import InconsistentChoices, ValueOutOfRange
from configurator.engine.least import find_least
from configurator.engine.proposal import full_choices
from configurator.engine.readiness import Lateness, ReadyTimes
from configurator.engine.soonest import find_soonest
from configurator.engine.weights import weigh


@dataclass(frozen=True, slots=True)
class Completion:
    """A whole configuration that is best by its aim.

    Parameters
    ----------
    choices : mapping of str to value
        A value for every group. A text that must be filled stays "": only the customer has it.
    cost : int
        What it costs, in minor units.
    measure : int or None
        Its least additive cost, or when it is ready; None where only money counted.
    bound : int
        No completion has less; equal to ``measure``, or to ``cost`` where only money counted,
        unless a limit stopped the proof or witnesses could not prove it.
    is_proven : bool
        Whether no completion is better, and none as good is cheaper.
    """

    choices: dict[str, Any]
    cost: int
    measure: int | None
    bound: int
    is_proven: bool


def complete(
    artefact: Compiled,
    choices: Mapping[str, Any],
    costs: Costs | None = None,
    aim: str = "cheapest",
) -> dict[str, Any]:
    """Fill own choices up to the cheapest valid configuration; exact.

    Parameters
    ----------
    artefact : Compiled
        The compiled model.
    choices : mapping of str to value
        Own choices.
    costs : Costs, optional
        Additive costs.
    aim : {"cheapest"}
        What to make small; other aims need more to go by, see `best_completion`.

    Returns
    -------
    dict
        A value for every group. A text that must be filled stays "": only the customer has it.

    Raises
    ------
    InconsistentChoices
        If no valid configuration has all own choices.
    """
    if aim != "cheapest":
        raise ValueOutOfRange(f"there is no aim {aim!r}")
    return best_completion(artefact, choices, costs).choices


def best_completion(
    artefact: Compiled,
    choices: Mapping[str, Any],
    costs: Costs | None = None,
    *,
    measure: Costs | None = None,
    ready: ReadyTimes | None = None,
) -> Completion:
    """Fill own choices up by one aim; defaults do not count.

    Parameters
    ----------
    artefact : Compiled
        The compiled model.
    choices : mapping of str to value
        Own choices.
    costs : Costs, optional
        Money; the aim where there is no other, else it decides between equals.
    measure : Costs, optional
        Aim at the least of another additive cost: new parts, or how seldom options are chosen.
    ready : ReadyTimes, optional
        Aim at the soonest; not together with ``measure``.

    Returns
    -------
    Completion
        Proven best, unless ``ready`` has so many combinations that a limit stops the proof, or
        witnesses answer and cannot prove it.

    Raises
    ------
    InconsistentChoices
        If no valid configuration has all own choices.
    TimeLimitReached
        If a limit stopped the search before any configuration was found.
    UnknownGroup, UnknownOption, ValueOutOfRange
        If something cannot be read or costs are too large.
    """
    if measure is not None and ready is not None:
        raise ValueOutOfRange("name one aim: a measure or ready times")
    money = costs or Costs()
    if ready is not None:
        return _soonest(artefact, choices, money, ready)
    both = Lexicographic(first=measure, then=money) if measure is not None else None
    own = read_choices(artefact.model, choices)
    found = find_least(artefact, weigh(artefact, own, both or money, defaults=False))
    if found.total >= IMPOSSIBLE:
        raise InconsistentChoices("no valid configuration has all these choices")
    full = full_choices(found, found.values, own)
    bound = found.weights.money_in(found.bound)
    if both is None:
        return Completion(full, found.money, None, bound, found.is_proven)
    least, cost = both.parts(artefact.model, found.money)
    bound = both.parts(artefact.model, bound)[0]
    return Completion(full, cost, least, bound, found.is_proven)


def _soonest(
    artefact: Compiled, choices: Mapping[str, Any], costs: Costs, ready: ReadyTimes
) -> Completion:
    own = read_choices(artefact.model, choices)
    weights = weigh(artefact, own, costs, defaults=False)
    if find_least(artefact, weights).total >= IMPOSSIBLE:
        raise InconsistentChoices("no valid configuration has all these choices")
    best = find_soonest(artefact, weights, Lateness.read(artefact, ready))
    if best is None:
        raise RuntimeError("no time is late enough for what is possible")
    full = full_choices(best.found, best.values, own)
    return Completion(full, best.found.money, best.ready_at, best.bound, best.is_proven)
