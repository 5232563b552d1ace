"""A model of groups as clauses, for solvers that know nothing else.

One variable an option. A table of two columns becomes supports, one of more a variable a row; a
sum becomes the partial sums that can be reached, a variable each.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, count
from typing import Any, Protocol

Clause = list[int]


class Groups(Protocol):
    """What the encoding reads of a model."""

    @property
    def rules(self) -> tuple[Mapping[str, Any], ...]: ...

    @property
    def sizes(self) -> list[int]: ...

    def weights(self, group: int, attribute: str) -> list[int]: ...


class GroupClauses:
    """The clauses of a model; `literal(group, option)` names an option in them."""

    def __init__(self, model: Groups) -> None:
        self.model = model
        self.starts = [1]
        for size in model.sizes:
            self.starts.append(self.starts[-1] + size)
        self._fresh = count(self.starts[-1])
        self.clauses: list[Clause] = []
        for group, size in enumerate(model.sizes):
            self.clauses += exactly_one([self.literal(group, option) for option in range(size)])
        for rule in model.rules:
            self.clauses += self._encoded(rule)

    def literal(self, group: int, option: int) -> int:
        return self.starts[group] + option

    def _encoded(self, rule: Mapping[str, Any]) -> Iterable[Clause]:
        if rule["kind"] == "excludes":
            return [[-self.literal(*rule["a"]), -self.literal(*rule["b"])]]
        if rule["kind"] == "requires":
            return [[-self.literal(*rule["if"]), *(self.literal(*pick) for pick in rule["any"])]]
        if rule["kind"] == "formula":
            return [[sign * self.literal(*pick) for pick, sign in clause] for clause in rule["cnf"]]
        if rule["kind"] == "table":
            return self._table(rule["groups"], rule["tuples"])
        return self._at_most(rule["terms"], rule["rhs"])

    def _table(self, scope: Sequence[int], rows: Sequence[Sequence[int]]) -> Iterator[Clause]:
        if len(scope) == 2:
            yield from self._supports(scope, rows)
            yield from self._supports(scope[::-1], [row[::-1] for row in rows])
            return
        chosen = []
        for row in rows:
            chosen.append(next(self._fresh))
            for group, option in zip(scope, row, strict=True):
                yield [-chosen[-1], self.literal(group, option)]
        yield chosen

    def _supports(self, scope: Sequence[int], rows: Sequence[Sequence[int]]) -> Iterator[Clause]:
        first, second = scope
        for option in range(self.model.sizes[first]):
            partners = [self.literal(second, other) for own, other in rows if own == option]
            yield [-self.literal(first, option), *partners]

    def _at_most(self, terms: Sequence[tuple[int, int, str]], limit: int) -> Iterator[Clause]:
        """Yield what makes each partial sum known, and refuse the sums that cannot end well."""
        weights = [
            (group, [factor * weight for weight in self.model.weights(group, attribute)])
            for factor, group, attribute in terms
        ]
        least = sum(min(found) for _, found in weights)
        reached: dict[int, int | None] = {0: None}
        for group, found in weights:
            least -= min(found)
            following: dict[int, int | None] = {}
            for total, literal in reached.items():
                for option, weight in enumerate(found):
                    clause = [-self.literal(group, option)]
                    if literal is not None:
                        clause.append(-literal)
                    if total + weight + least <= limit:
                        known = following.setdefault(total + weight, None) or next(self._fresh)
                        following[total + weight] = known
                        clause.append(known)
                    yield clause
            reached = following


def exactly_one(literals: Sequence[int]) -> Iterator[Clause]:
    """Yield clauses that want one of the literals and forbid each pair."""
    yield list(literals)
    for one, other in combinations(literals, 2):
        yield [-one, -other]
