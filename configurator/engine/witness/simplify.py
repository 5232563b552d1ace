"""Clauses made smaller without losing a solution: fixed and equal literals, separate components."""

import sys
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

Clause = tuple[int, ...]


class Simplifier:
    """Clauses over representatives of classes of equal literals.

    Parameters
    ----------
    clauses : sequence of tuple of int
        Literals in DIMACS style; they can hold.
    fixed : npt.NDArray[np.int8]
        Per variable 1, -1 or 0 for open.

    Attributes
    ----------
    stands_for : list of int
        Per variable, counted from 1: the literal that stands for it, `TRUE`, or ``-TRUE``.
    clauses : list of tuple of int
        What is left, over literals that stand for themselves; none of one literal.
    """

    def __init__(self, clauses: Sequence[Clause], fixed: npt.NDArray[np.int8]) -> None:
        self.true = len(fixed) + 1
        self.stands_for = list(range(self.true + 1))
        for place in np.flatnonzero(fixed).tolist():
            self.stands_for[place + 1] = int(fixed[place]) * self.true
        self.clauses = list(clauses)
        while self._rewrite():
            pass

    def literal(self, literal: int) -> int:
        """Return the literal that stands for another, ``true`` or ``-true``."""
        found = self.stands_for[abs(literal)]
        while abs(found) != abs(self.stands_for[abs(found)]):
            onward = self.stands_for[abs(found)]
            found = onward if found > 0 else -onward
        return found if literal > 0 else -found

    def _rewrite(self) -> bool:
        """Put representatives in, fix units, merge equal literals; say whether anything changed."""
        self._flatten()
        kept: dict[Clause, None] = {}
        units = []
        for clause in self.clauses:
            rewritten = self._rewritten(clause)
            if rewritten is None:
                continue
            if len(rewritten) == 1:
                units.append(rewritten[0])
            kept[rewritten] = None
        self.clauses = list(kept)
        for unit in units:
            self.stands_for[abs(unit)] = self.true if unit > 0 else -self.true
        return bool(units) or self._merge()

    def _flatten(self) -> None:
        self.stands_for = [self.literal(v) if v else 0 for v in range(len(self.stands_for))]

    def _rewritten(self, clause: Clause) -> Clause | None:
        stands_for, true = self.stands_for, self.true
        literals = {stands_for[x] if x > 0 else -stands_for[-x] for x in clause}
        literals.discard(-true)
        if true in literals or any(-literal in literals for literal in literals):
            return None
        return tuple(sorted(literals))

    def _merge(self) -> bool:
        merged = False
        for component in equal_literals(clause for clause in self.clauses if len(clause) == 2):
            first = min(component, key=abs)
            for literal in component:
                if literal != first and self.stands_for[abs(literal)] == abs(literal):
                    self.stands_for[abs(literal)] = first if literal > 0 else -first
                    merged = True
        return merged


def equal_literals(pairs: Iterable[Clause]) -> list[list[int]]:
    """Return sets of two and more literals that imply each other in a ring.

    Parameters
    ----------
    pairs : iterable of tuple of int
        Clauses of two literals.

    Notes
    -----
    Source: Tarjan, "Depth-first search and linear graph algorithms", 1972, without recursion.
    """
    implied: dict[int, list[int]] = {}
    for one, other in pairs:
        implied.setdefault(-one, []).append(other)
        implied.setdefault(-other, []).append(one)
    search = _RingSearch(implied)
    for literal in implied:
        if literal not in search.low:
            search.start(literal)
    return [ring for ring in search.rings if len(ring) > 1]


class _RingSearch:
    def __init__(self, implied: dict[int, list[int]]) -> None:
        self._implied = implied
        # Numbers in the order of the visit; a finished literal gets one above all others.
        self.low: dict[int, int] = {}
        self._path: list[int] = []
        self.rings: list[list[int]] = []

    def start(self, literal: int) -> None:
        """Visit everything that follows from a literal."""
        stack = [self._enter(literal)]
        while stack:
            literal, number, onward = stack[-1]
            for following in onward:
                if following not in self.low:
                    stack.append(self._enter(following))
                    break
                self.low[literal] = min(self.low[literal], self.low[following])
            else:
                stack.pop()
                self._leave(literal, number)
                if stack:
                    above = stack[-1][0]
                    self.low[above] = min(self.low[above], self.low[literal])

    def _enter(self, literal: int) -> tuple[int, int, Iterator[int]]:
        number = len(self.low)
        self.low[literal] = number
        self._path.append(literal)
        return literal, number, iter(self._implied.get(literal, ()))

    def _leave(self, literal: int, number: int) -> None:
        if self.low[literal] != number:
            return
        ring = [self._path.pop()]
        while ring[-1] != literal:
            ring.append(self._path.pop())
        for member in ring:
            self.low[member] = sys.maxsize
        self.rings.append(ring)


def split(clauses: Sequence[Clause], variables: int) -> list[list[int]]:
    """Return the sets of variables that clauses tie together; variables in no clause are left out.

    Parameters
    ----------
    clauses : sequence of tuple of int
        Literals in DIMACS style.
    variables : int
        Number of variables.

    Returns
    -------
    list of list of int
        Ascending inside, largest set first.
    """
    above = list(range(variables + 1))

    def top(variable: int) -> int:
        while above[variable] != variable:
            above[variable] = above[above[variable]]
            variable = above[variable]
        return variable

    for clause in clauses:
        first = top(abs(clause[0]))
        for literal in clause[1:]:
            above[top(abs(literal))] = first
    members: dict[int, list[int]] = {}
    for variable in sorted({abs(literal) for clause in clauses for literal in clause}):
        members.setdefault(top(variable), []).append(variable)
    return sorted(members.values(), key=lambda found: (-len(found), found[0]))
