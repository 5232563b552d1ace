"""Ways out: the own choices to change so that a blocked value becomes possible."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from configurator.engine.artefact import Artefact
from configurator.engine.choices import Chosen
from configurator.engine.costs import Costs
from configurator.engine.demands import (
    Demand,
    Wish,
    clashing_demands,
    demanded_value,
)
from configurator.engine.model import GroupKind
from configurator.engine.proposal import absent_groups, best_values, value_of_group
from configurator.engine.sweeps import sweep
from configurator.engine.weights import weigh

Kind = Literal["fewest", "cheapest"]
CHANGE_SETS_LIMIT = 2_000
"""Sets of changes that are looked at before the search is cut short."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A way to get a wanted value.

    Parameters
    ----------
    changes : mapping of str to value
        New values of the own choices that change; None takes back a text, or the choice in a
        group that is not asked any more.
    choices : mapping of str to value
        The own choices afterwards, the wanted value among them.
    cost : int
        Cost of the proposal afterwards, in minor units.
    kinds : frozenset of str
        "fewest" changes, "cheapest", or both.
    is_proven : bool
        Whether every set of changes was looked at; else there may be a better one.
    """

    changes: Mapping[str, Any]
    choices: Mapping[str, Any]
    cost: int
    kinds: frozenset[Kind]
    is_proven: bool


@dataclass(frozen=True, slots=True)
class _Way:
    """A set of dropped demands with its best outcome."""

    dropped: frozenset[Demand]
    total: int
    money: int
    changes: Mapping[str, Any]
    choices: Mapping[str, Any]


def repairs(
    artefact: Artefact,
    choices: Mapping[str, Any],
    group: str,
    value: Any,
    costs: Costs | None = None,
) -> list[Repair]:
    """Return the best ways to get a value that clashes with own choices.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.
    choices : mapping of str to value
        Own choices.
    group, value : str, value
        What is wanted, as in `explain`.
    costs : Costs, optional
        Additive costs.

    Returns
    -------
    list of Repair
        The one with the fewest changes and the cheapest (one entry when they are the same);
        empty only when no configuration has the value. No repair changes a choice needlessly:
        no smaller part of its changes would do. A change is another answer to a group, or one
        option of a some_of dropped. New values are those that break the fewest defaults of
        unanswered groups and are cheapest among these. Exact where ``is_proven``.

    Raises
    ------
    UnknownGroup, UnknownOption, ValueOutOfRange
        If something cannot be read.
    """
    wish = Wish.of(artefact, choices, group, value)
    search = _Search(artefact, wish)
    ways = [_best_way(artefact, wish, dropped, costs or Costs()) for dropped in search.found()]
    if not ways:
        return []
    fewest = min(ways, key=lambda way: (len(way.dropped), way.total))
    cheapest = min(ways, key=lambda way: (way.money, len(way.dropped), way.total))
    kinds: list[tuple[_Way, frozenset[Kind]]] = [
        (fewest, frozenset({"fewest"})),
        (cheapest, frozenset({"cheapest"})),
    ]
    if fewest is cheapest:
        kinds = [(fewest, frozenset({"fewest", "cheapest"}))]
    return [
        Repair(way.changes, way.choices, way.money, kind, search.is_complete) for way, kind in kinds
    ]


class _Search:
    """All smallest sets of demands to drop: minimal hitting sets of the clashes.

    Source: Reiter, A theory of diagnosis from first principles, 1987; breadth first, so that
    a set with a smaller one inside is met after it and left out.
    """

    def __init__(self, artefact: Artefact, wish: Wish) -> None:
        self.artefact = artefact
        self.wish = wish
        self.is_complete = True
        self.clashes: list[list[Demand]] = []

    def found(self) -> Iterator[frozenset[Demand]]:
        """Yield the sets, smallest first."""
        waiting, seen = [frozenset[Demand]()], set[frozenset[Demand]]()
        hits: list[frozenset[Demand]] = []
        while waiting:
            dropped = waiting.pop(0)
            if dropped in seen or any(hit <= dropped for hit in hits):
                continue
            seen.add(dropped)
            if len(seen) > CHANGE_SETS_LIMIT:
                self.is_complete = False
                return
            clash = self._clash(dropped)
            if clash is None:
                hits.append(dropped)
                yield dropped
            else:
                waiting.extend(dropped | {demand} for demand in clash)

    def _clash(self, dropped: frozenset[Demand]) -> list[Demand] | None:
        """Return a clash that dropping these leaves untouched, None when there is none."""
        for clash in self.clashes:
            if dropped.isdisjoint(clash):
                return clash
        kept = [demand for demand in self.wish.demands if demand not in dropped]
        found = clashing_demands(self.artefact, self.wish, kept)
        if found is not None:
            self.clashes.append(found)
        return found


def _best_way(artefact: Artefact, wish: Wish, dropped: frozenset[Demand], costs: Costs) -> _Way:
    """Return the best outcome of dropping some demands and keeping all others."""
    answers = wish.together(demand for demand in wish.demands if demand not in dropped)
    for demand in dropped:
        if demand.option >= 0:
            answers.setdefault(demand.group, Chosen())
    changed = {demand.group for demand in dropped if demand.option < 0}
    settled = {g for g in changed if artefact.model.groups[g].kind is not GroupKind.TEXT}
    found = sweep(artefact, weigh(artefact, answers, costs, defaults=True, settled=settled))
    values = best_values(found)
    absent = absent_groups(artefact, values)
    changes: dict[str, Any] = {}
    for index in sorted({demand.group for demand in dropped}):
        code = artefact.model.groups[index].code
        if index in absent:
            changes[code] = None
        elif index in settled:
            changes[code] = value_of_group(artefact, index, values, found, answers)
        else:
            changes[code] = _answered_value(artefact, answers, index)
    resulting = {
        artefact.model.groups[index].code: _answered_value(artefact, answers, index)
        for index in answers
    }
    resulting |= {code: value for code, value in changes.items() if value is not None}
    money = int(found.weights.money(np.array([found.total]))[0])
    return _Way(dropped, found.total, money, changes, resulting)


def _answered_value(artefact: Artefact, answers: Mapping[int, Chosen], index: int) -> Any:
    """Return an answer in the form of choices; None for a text taken back."""
    if index not in answers:
        return None
    group, chosen = artefact.model.groups[index], answers[index]
    if group.kind is GroupKind.SOME_OF:
        return {group.options[option]: many for option, many in chosen.quantities.items()}
    return demanded_value(artefact, Demand(index, -1, chosen))
