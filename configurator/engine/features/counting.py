"""How many configurations a feature model has: exact, or not at all.

Clauses are split into parts that share no variable; a part is counted once by trying a variable
both ways, and remembered.

Source: Bayardo and Pehoushek, "Counting models using connected components", AAAI 2000; Sang et
al., "Combining component caching and clause learning for effective model counting", SAT 2004.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from time import monotonic

from configurator.engine.errors import TimeLimitReached
from configurator.engine.features.feature_model import FeatureModel
from configurator.engine.features.weighted_clauses import WeightedClauses, weigh_clauses

Clause = frozenset[int]
REMEMBERED_CLAUSES = 20_000_000
"""Clauses of all remembered parts together; beyond, nothing more is remembered."""


def count_configurations(model: FeatureModel, seconds: float = 10.0) -> int:
    """Count the valid configurations of a Boolean feature model.

    Parameters
    ----------
    model : FeatureModel
        With Boolean features and constraints only.
    seconds : float
        Wall time before the count is given up.

    Returns
    -------
    int
        Exact.

    Raises
    ------
    TimeLimitReached
        If the time is up; there is no estimate.
    MalformedModel
        If a constraint contains arithmetic.
    ModelTooLarge
        If the model needs too many clauses.
    """
    return _Counter(weigh_clauses(model), monotonic() + seconds).run()


@dataclass(slots=True)
class _Part:
    """Clauses that hang together, being counted.

    Parameters
    ----------
    key : frozenset of Clause
        The clauses.
    variables : list of int
        What they are about.
    signs : list of int
        The literals of the chosen variable that are still to be tried.
    product : int
        Ways of the branch so far.
    total : int
        Ways of the finished branches.
    waiting : list
        Parts of the branch that are still to be counted.
    """

    key: frozenset[Clause]
    variables: list[int]
    signs: list[int]
    product: int = 0
    total: int = 0
    waiting: "list[tuple[list[Clause], list[int]]]" = field(default_factory=list)


class _Counter:
    def __init__(self, problem: WeightedClauses, deadline: float) -> None:
        self._problem = problem
        self._deadline = deadline
        self._known: dict[frozenset[Clause], int] = {}
        self._remembered = 0

    def run(self) -> int:
        clauses = [
            clause
            for clause in map(frozenset, set(self._problem.clauses))
            if not any(-literal in clause for literal in clause)
        ]
        units = [next(iter(clause)) for clause in clauses if len(clause) == 1]
        if any(not clause for clause in clauses):
            return 0
        top = _Part(frozenset(), list(self._problem.variables), [])
        self._branch(top, clauses, units)
        stack = [top]
        while True:
            part = stack[-1]
            if part.waiting and part.product:
                below, variables = part.waiting.pop()
                key = frozenset(below)
                known = self._known.get(key)
                if known is None:
                    stack.append(self._open(key, variables))
                else:
                    part.product *= known
                continue
            part.total += part.product
            part.product = 0
            if part.signs:
                self._branch(part, part.key, [part.signs.pop()])
                continue
            stack.pop()
            if not stack:
                return part.total
            self._remember(part)
            stack[-1].product *= part.total

    def _remember(self, part: _Part) -> None:
        self._remembered += len(part.key)
        if self._remembered < REMEMBERED_CLAUSES:
            self._known[part.key] = part.total

    def _open(self, key: frozenset[Clause], variables: list[int]) -> _Part:
        if monotonic() > self._deadline:
            raise TimeLimitReached("counting took too long")
        score = dict.fromkeys(variables, 0.0)
        for clause in key:
            weight = 0.5 ** min(len(clause), 20)
            for literal in clause:
                score[abs(literal)] += weight
        chosen = max(variables, key=lambda variable: (score[variable], -variable))
        return _Part(key, variables, [-chosen, chosen])

    def _branch(self, part: _Part, clauses: Iterable[Clause], literals: list[int]) -> None:
        """Set literals and all that follows; leave the parts that remain waiting."""
        found = _follow(clauses, literals)
        if found is None:
            part.product, part.waiting = 0, []
            return
        left, fixed = found
        part.product = 1
        for literal in fixed:
            part.product *= self._weight(literal)
        free = {v for v in part.variables if v not in fixed and -v not in fixed}
        part.waiting = list(_split(left))
        for _, variables in part.waiting:
            free.difference_update(variables)
        for variable in free:
            part.product *= self._weight(variable) + 1

    def _weight(self, literal: int) -> int:
        return self._problem.weights.get(literal, 1)


def _follow(clauses: Iterable[Clause], literals: list[int]) -> tuple[list[Clause], set[int]] | None:
    """Return what is left after literals and units are set, and those; None for a clash."""
    fixed: set[int] = set()
    waiting = list(literals)
    left = list(clauses)
    while waiting:
        literal = waiting.pop()
        if -literal in fixed:
            return None
        if literal in fixed:
            continue
        fixed.add(literal)
        kept = []
        for clause in left:
            if literal in clause:
                continue
            if -literal in clause:
                clause = clause - {-literal}  # shortened on its way
                if len(clause) <= 1:
                    if not clause:
                        return None
                    waiting.extend(clause)
                    continue
            kept.append(clause)
        left = kept
    return left, fixed


def _split(clauses: list[Clause]) -> Iterator[tuple[list[Clause], list[int]]]:
    """Return the sets of clauses that share no variable, with their variables."""
    above: dict[int, int] = {}

    def top(variable: int) -> int:
        while above[variable] != variable:
            above[variable] = variable = above[above[variable]]
        return variable

    for clause in clauses:
        first, *others = map(abs, clause)
        above.setdefault(first, first)
        root = top(first)
        for other in others:
            above.setdefault(other, other)
            above[top(other)] = root
    parts: dict[int, tuple[list[Clause], list[int]]] = {}
    for variable in above:
        parts.setdefault(top(variable), ([], []))[1].append(variable)
    for clause in clauses:
        parts[top(abs(next(iter(clause))))][0].append(clause)
    yield from parts.values()
