"""A feature model made small for counting: what no rule reaches becomes a weight.

A feature is kept if a constraint names it or something below it. All others only multiply the
configurations of what they hang below: a literal's weight is the number of ways they leave.
"""

from dataclasses import dataclass, field
from math import prod

from configurator.engine.features.clause_form import ClauseForm
from configurator.engine.features.feature_model import FeatureGroup, FeatureModel
from configurator.engine.features.formulas import Name, postorder


@dataclass(frozen=True, slots=True)
class WeightedClauses:
    """Clauses and the weight of their literals.

    Parameters
    ----------
    clauses : tuple of tuple of int
        Over the variables that are counted.
    variables : tuple of int
        All of them.
    weights : dict of int to int
        Of positive literals; all other literals weigh 1.
    """

    clauses: tuple[tuple[int, ...], ...]
    variables: tuple[int, ...]
    weights: dict[int, int] = field(default_factory=dict)


def weigh_clauses(model: FeatureModel) -> WeightedClauses:
    """Return clauses whose weighted count is the number of configurations.

    Parameters
    ----------
    model : FeatureModel
        With Boolean features and constraints only.

    Raises
    ------
    MalformedModel
        If a constraint contains arithmetic.
    ModelTooLarge
        If there are too many clauses.
    """
    return _Weigher(model).result()


class _Weigher:
    def __init__(self, model: FeatureModel) -> None:
        self._model = model
        self._form = ClauseForm(len(model.features))
        self._weights: dict[int, int] = {}
        self._is_kept = _kept(model)
        self._ways = [1] * len(model.features)

    def result(self) -> WeightedClauses:
        model, form = self._model, self._form
        form.add(1)
        for formula in model.constraints:
            form.demand(formula)
        for index in reversed(range(len(model.features))):
            for group in model.features[index].groups:
                self._hang(index, model.groups[group])
            if self._is_kept[index] and self._ways[index] != 1:
                self._weights[index + 1] = self._ways[index]
        variables = [index + 1 for index, is_kept in enumerate(self._is_kept) if is_kept]
        variables += range(len(model.features) + 1, form.variables + 1)
        return WeightedClauses(tuple(form.clauses), tuple(variables), self._weights)

    def _hang(self, parent: int, group: FeatureGroup) -> None:
        """Multiply what the others below a feature leave, and write clauses for those kept."""
        kept = [member for member in group.members if self._is_kept[member]]
        others = [self._ways[member] for member in group.members if not self._is_kept[member]]
        many = len(group.members)
        for member in kept:
            self._form.add(-member - 1, parent + 1)
        if not kept:
            self._ways[parent] *= _choices(others, group.low, group.high)
        elif group.low == many:
            self._ways[parent] *= prod(others)
            for member in kept:
                self._form.add(-parent - 1, member + 1)
        elif group.low <= 0 and group.high == many:
            self._ways[parent] *= prod(ways + 1 for ways in others)
        else:
            literals = [member + 1 for member in kept]
            self._count(parent, group, literals + self._rest(parent, others, group.high))

    def _rest(self, parent: int, others: list[int], high: int) -> list[int]:
        """Return a literal for "one of the others", weighted; only of an or or an alternative."""
        if not others:
            return []
        rest = self._form.helper()
        self._form.add(-rest, parent + 1)
        self._weights[rest] = sum(others) if high == 1 else prod(w + 1 for w in others) - 1
        return [rest]

    def _count(self, parent: int, group: FeatureGroup, literals: list[int]) -> None:
        if group.high == 1 and group.low <= 1:
            if group.low == 1:
                self._form.add(-parent - 1, *literals)
            for place, literal in enumerate(literals):
                for other in literals[:place]:
                    self._form.add(-literal, -other)
        elif group.low == 1 and group.high == len(group.members):
            self._form.add(-parent - 1, *literals)
        else:
            self._form.count_between(parent + 1, group.low, group.high, literals)


def _kept(model: FeatureModel) -> list[bool]:
    kept = [False] * len(model.features)
    kept[0] = True
    named = {
        node.feature
        for formula in model.constraints
        for node in postorder(formula)
        if isinstance(node, Name)
    }
    for start in named:
        feature = start
        while not kept[feature]:
            kept[feature] = True
            feature = model.features[feature].parent
    # A count that one literal cannot stand for needs all members; parents come first.
    for group in model.groups:
        many = len(group.members)
        is_plain = group.low in (0, many) if group.high == many else group.low <= 1 == group.high
        is_plain = is_plain or (group.low == 1 and group.high == many)
        if not is_plain and any(kept[member] for member in group.members):
            for member in group.members:
                kept[member] = True
    return kept


def _choices(ways: list[int], low: int, high: int) -> int:
    """Return in how many ways ``low`` to ``high`` of some features can be had."""
    if low <= 0 and high >= len(ways):
        return prod(way + 1 for way in ways)
    if low == len(ways):
        return prod(ways)
    by_count = [1]
    for way in ways:
        longer = [*by_count, 0]
        for count, before in enumerate(by_count):
            longer[count + 1] += before * way
        by_count = longer[: high + 1]
    return sum(by_count[max(low, 0) :])
