"""Ways out: the own choices to change so that a blocked value becomes possible."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from configurator.engine.aims import Lexicographic
from configurator.engine.arrays import IntArray
from configurator.engine.changes import ChangeSearch
from configurator.engine.choices import NONE, Chosen
from configurator.engine.compiled import Compiled
from configurator.engine.costs import Costs
from configurator.engine.demands import Wish, demanded_value
from configurator.engine.errors import TimeLimitReached
from configurator.engine.feasibility import Demand
from configurator.engine.least import Least, Narrowed, affordable_ways, find_least, narrow
from configurator.engine.model import GroupKind
from configurator.engine.proposal import absent_groups, full_choices, value_of_group
from configurator.engine.readiness import Lateness, ReadyTimes
from configurator.engine.soonest import Soonest, find_soonest
from configurator.engine.weights import weigh

Kind = Literal["fewest", "cheapest", "least", "soonest"]


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
        Cost of the proposal afterwards, in minor units; of ``soonest`` that of ``full``.
    kinds : frozenset of str
        What it is best in: "fewest" changes, "cheapest", "least" of the measure asked for,
        "soonest".
    is_proven : bool
        Whether no repair is better in any of its kinds; else there may be one.
    full : mapping of str to value
        The whole configuration it was chosen for; of "soonest" the one ready by ``ready_at``.
    ready_at : int or None
        When ``full`` is ready, in the unit of the ready times; None where none were given.
    bound : int or None
        Of "soonest": no repair is ready before; equal to ``ready_at`` where proven.
    """

    changes: Mapping[str, Any]
    choices: Mapping[str, Any]
    cost: int
    kinds: frozenset[Kind]
    is_proven: bool
    full: Mapping[str, Any]
    ready_at: int | None = None
    bound: int | None = None


def repairs(
    artefact: Compiled,
    choices: Mapping[str, Any],
    group: str,
    value: Any,
    costs: Costs | None = None,
    *,
    measure: Costs | None = None,
    ready: ReadyTimes | None = None,
) -> list[Repair]:
    """Return the best ways to get a value that clashes with own choices.

    Parameters
    ----------
    artefact : Compiled
        The compiled model.
    choices : mapping of str to value
        Own choices.
    group, value : str, value
        What is wanted, as in `explain`.
    costs : Costs, optional
        Additive costs.
    measure : Costs, optional
        Another additive cost; asks for the repair that has the least of it, then of costs.
    ready : ReadyTimes, optional
        When options and combinations are ready; asks for the soonest repair.

    Returns
    -------
    list of Repair
        The one with the fewest changes, the cheapest, and those asked for (one entry when
        some are the same); empty only when no configuration has the value. No repair changes
        a choice needlessly: no smaller part of its changes would do. A change is another
        answer to a group, or one option of a some_of dropped. New values are those that break
        the fewest defaults of unanswered groups and are best among these; of the soonest,
        those of a configuration that is ready as soon as any with the choices kept, whatever
        the defaults. Each is the best of its kind where ``is_proven``.

    Raises
    ------
    UnknownGroup, UnknownOption, ValueOutOfRange
        If something cannot be read.
    """
    wish = Wish.of(artefact, choices, group, value)
    search = ChangeSearch(artefact, wish)
    sets = list(search.found())
    if not sets:
        return []
    money = costs or Costs()
    ways = _Ways(artefact, wish, sets, money)
    fewest = min(ways.smallest, key=lambda way: (len(way.dropped), way.total))
    cheapest = min(ways.all, key=lambda way: (way.money, len(way.dropped), way.total))
    is_fewest = search.is_complete or search.smallest_unseen > len(fewest.dropped)
    found = [
        _repair(fewest, "fewest", fewest.money, is_proven=is_fewest),
        _repair(
            cheapest,
            "cheapest",
            cheapest.money,
            is_proven=search.is_complete and ways.are_proven,
        ),
    ]
    if measure is not None:
        both = Lexicographic(first=measure, then=money)
        measured = _Ways(artefact, wish, sets, both)
        least = min(measured.all, key=lambda way: (way.money, len(way.dropped), way.total))
        cost = both.parts(artefact.model, least.money)[1]
        is_least = search.is_complete and measured.are_proven
        found.append(_repair(least, "least", cost, is_proven=is_least))
    if ready is not None:
        found += _soonest_repair(ways, Lateness.read(artefact, ready), search)
    return _merged(found)


@dataclass(frozen=True, eq=False)
class _Way:
    """A set of dropped demands with its best outcome."""

    dropped: frozenset[Demand]
    answers: Mapping[int, Chosen]
    settled: frozenset[int]
    found: Least

    @property
    def total(self) -> int:
        return self.found.total

    @cached_property
    def money(self) -> int:
        return self.found.weights.money_in(self.found.total)


class _Ways:
    """The best outcomes of sets of changes under some costs."""

    def __init__(
        self, artefact: Compiled, wish: Wish, sets: Sequence[frozenset[Demand]], costs: Costs
    ) -> None:
        self.artefact = artefact
        self.wish = wish
        self.sets = sets
        self.costs = costs

    @cached_property
    def smallest(self) -> list[_Way]:
        """Those with the fewest changes."""
        least = min(map(len, self.sets))
        many = affordable_ways(self.artefact, len(self.sets))
        return [self._way(dropped) for dropped in self.sets[:many] if len(dropped) == least]

    @cached_property
    def all(self) -> list[_Way]:
        """All of them that can be afforded, smallest first."""
        many = affordable_ways(self.artefact, len(self.sets))
        return self.smallest + [self._way(d) for d in self.sets[len(self.smallest) : many]]

    @property
    def are_proven(self) -> bool:
        """Whether the best of `all` is proven the best there is."""
        return len(self.all) == len(self.sets) and all(way.found.is_proven for way in self.all)

    @cached_property
    def narrowed(self) -> Narrowed:
        """What the demands leave of the diagrams that no set drops."""
        dropped = frozenset[Demand]().union(*self.sets)
        answers = self.answers(dropped)
        return narrow(self.artefact, weigh(self.artefact, answers, Costs(), defaults=False))

    def answers(self, dropped: Collection[Demand]) -> dict[int, Chosen]:
        """Return the answers that are left."""
        answers = self.wish.together(d for d in self.wish.demands if d not in dropped)
        for demand in dropped:
            if demand.option >= 0:
                answers.setdefault(demand.group, Chosen())
        return answers

    def _way(self, dropped: frozenset[Demand]) -> _Way:
        """Drop some demands, keep all others."""
        answers = self.answers(dropped)
        groups = self.artefact.model.groups
        changed = {demand.group for demand in dropped if demand.option < 0}
        settled = frozenset(g for g in changed if groups[g].kind is not GroupKind.TEXT)
        weights = weigh(self.artefact, answers, self.costs, defaults=True, settled=settled)
        return _Way(dropped, answers, settled, find_least(self.artefact, weights, self.narrowed))


def _soonest_repair(ways: _Ways, lateness: Lateness, search: ChangeSearch) -> list[Repair]:
    """Return the soonest repair; later sets of changes are asked only for something sooner."""
    best: tuple[_Way, Soonest] | None = None
    bound = lateness.times[-1]
    is_cut = not search.is_complete or len(ways.all) < len(ways.sets)
    for way in ways.all:
        before = None if best is None else best[1].ready_at + 1
        try:
            found = find_soonest(ways.artefact, way.found.weights, lateness, before)
        except TimeLimitReached:
            is_cut = True
            continue
        if found is None:
            continue
        is_better = best is None or (found.ready_at, len(way.dropped), found.found.total) < (
            best[1].ready_at, len(best[0].dropped), best[1].found.total,
        )  # fmt: skip
        bound = min(bound, found.bound)
        if is_better:
            best = way, found
    if best is None:
        return []
    way, found = best
    bound = lateness.times[0] if is_cut else min(bound, found.ready_at)
    outcome = _Way(way.dropped, way.answers, way.settled, found.found)
    made = _repair(outcome, "soonest", outcome.money, is_proven=bound == found.ready_at)
    return [replace(made, ready_at=found.ready_at, bound=bound)]


def _merged(found: Sequence[Repair]) -> list[Repair]:
    """Return each repair once; one that is soonest keeps its own entry where its date tells more."""
    merged: list[Repair] = []
    for repair in found:
        for place, other in enumerate(merged):
            if (other.choices, other.full, other.is_proven) == (
                repair.choices, repair.full, repair.is_proven,
            ):  # fmt: skip
                merged[place] = replace(repair, kinds=other.kinds | repair.kinds)
                break
        else:
            merged.append(repair)
    return merged


def _repair(way: _Way, kind: Kind, cost: int, *, is_proven: bool) -> Repair:
    """Write a way out down in the form of choices."""
    artefact, answers = way.found.artefact, way.answers
    values = way.found.values
    absent = absent_groups(artefact, values)
    changes: dict[str, Any] = {}
    for index in sorted({demand.group for demand in way.dropped}):
        code = artefact.model.groups[index].code
        if index in absent:
            changes[code] = None
        elif index in way.settled:
            changes[code] = _settled_value(way, index, values)
        else:
            changes[code] = _answered_value(artefact, answers, index)
    resulting = {
        artefact.model.groups[index].code: _answered_value(artefact, answers, index)
        for index in answers
        if index not in artefact.model.hidden
    }
    resulting |= {code: value for code, value in changes.items() if value is not None}
    full = full_choices(way.found, values, answers)
    return Repair(changes, resulting, cost, frozenset({kind}), is_proven, full)


def _settled_value(way: _Way, index: int, values: IntArray) -> Any:
    """Return what a group is changed to; None where only the customer can say the colour."""
    artefact = way.found.artefact
    value = value_of_group(artefact, index, values, way.found, way.answers)
    (variable, *_) = artefact.variables_by_group[index]
    is_free = int(values[variable]) == artefact.model.groups[index].free_value
    return None if is_free and value == NONE else value


def _answered_value(artefact: Compiled, answers: Mapping[int, Chosen], index: int) -> Any:
    """Return an answer in the form of choices; None for a text taken back."""
    if index not in answers:
        return None
    group, chosen = artefact.model.groups[index], answers[index]
    if group.kind is GroupKind.SOME_OF:
        return {group.options[option]: many for option, many in chosen.quantities.items()}
    return demanded_value(artefact, Demand(index, -1, chosen))
