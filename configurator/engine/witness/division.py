"""A component divided into cases when it is published, where few of them hold everything."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from configurator.engine.errors import TimeLimitReached
from configurator.engine.limits import Budget
from configurator.engine.witness.bits import words_of_rows
from configurator.engine.witness.cases import Cases
from configurator.engine.witness.component import Component
from configurator.engine.witness.piece_list import PieceList
from configurator.engine.witness.residual import Values, pieces, reduced
from configurator.engine.witness.simplify import Clause
from configurator.engine.witness.solver import Solver
from configurator.engine.witness.tree import PlaceArray

# What is open beyond so many variables hardly ever falls into small pieces.
HOPELESS = 160
CASES, WORDS = 4096, 50_000
# Components beyond this are not tried; to find out that they do not fit takes long.
VARIABLES = 2_000
# After a few cases, and whenever they have doubled later, what was explored tells how many will
# follow. What is divided first falls apart latest, so that only a guess far too high counts.
FEW, SAMPLE, FAR = 16, 64, 100_000
DEEPEST = 40
# For one question; harder ones are a sign that cases do not fit.
CONFLICTS = 1_000


def divide(component: Component, budget: Budget) -> Cases | None:
    """Divide a component into cases.

    Parameters
    ----------
    component : Component
        Its clauses count.
    budget : Budget
        Bounds the time.

    Returns
    -------
    Cases or None
        Exact; None where they would be too many. Deterministic.

    Raises
    ------
    ModelTooLarge
        If the time is up.
    """
    if component.variables > VARIABLES:
        return None
    division = _Division(component)
    try:
        return division.cases() if division.run(budget) else None
    except TimeLimitReached:
        return None


@dataclass(frozen=True, slots=True)
class _Branch:
    """A part of the search space.

    Parameters
    ----------
    assumed : list of int
        What holds in it.
    needed : list of int
        Pieces that are listed already.
    literals, clause : PlaceArray
        The other clauses, as `reduced` returns them.
    """

    assumed: list[int]
    needed: list[int]
    literals: PlaceArray
    clause: PlaceArray


class _Division:
    def __init__(self, component: Component) -> None:
        clauses = [tuple(clause) for clause in component.signed_clauses()]
        self._variables = component.variables
        self._whole = _Branch([], [], *_flat(clauses))
        self._solver = Solver(clauses, self._variables)
        self._pieces = PieceList()
        self._found: list[tuple[Values, list[int]]] = []
        self._explored = 0.0
        # Cases, and how much was explored, at the last estimate.
        self._sampled = (SAMPLE, 0.0)

    def run(self, budget: Budget) -> bool:
        """Divide until every case is listed; False where that would be too many."""
        waiting = [self._whole]
        while waiting:
            budget.check_time()
            branch = waiting.pop()
            parts: list[_Branch] = []
            if self._solver.holds(branch.assumed, conflicts=CONFLICTS):
                parts = self._enter(branch)
            waiting += parts
            if not parts:
                self._explored += 0.5 ** len(branch.assumed)
            if len(branch.assumed) >= DEEPEST or not self._fits():
                return False
        return True

    def _fits(self) -> bool:
        """Tell whether cases and pieces are within bounds, and likely to stay there."""
        many = len(self._found)
        if many == FEW and many > self._explored * FAR:
            return False
        if many >= 2 * self._sampled[0]:
            (before, explored), self._sampled = self._sampled, (many, self._explored)
            if (1 - self._explored) * (many - before) > (self._explored - explored) * FAR:
                return False
        return many <= CASES and self._pieces.words <= WORDS

    def _enter(self, branch: _Branch) -> list[_Branch]:
        """Note a case if all its pieces are small; else return the branch in two."""
        values = np.zeros(self._variables + 1, dtype=np.int8)
        implied = np.array(self._solver.implied(branch.assumed), dtype=np.intp)
        values[np.abs(implied)] = np.sign(implied)
        literals, clause = reduced(branch.literals, branch.clause, values)
        needed, dividing = branch.needed, (literals, clause)
        if len(np.unique(np.abs(literals))) <= HOPELESS:
            found = pieces(literals, clause)
            numbers = [self._pieces.number(piece) for piece in found]
            needed = needed + [number for number in numbers if number >= 0]
            large = [piece for piece, number in zip(found, numbers, strict=True) if number < 0]
            if not large:
                self._found.append((values[1:], needed + self._free(values, needed)))
                return []
            dividing = _flat(large[0])
            literals, clause = _flat([clause for piece in large for clause in piece])
        divider = _divider(*dividing)
        return [
            _Branch([*branch.assumed, literal], needed, literals, clause)
            for literal in (-divider, divider)
        ]

    def _free(self, values: Values, needed: Sequence[int]) -> list[int]:
        """Return the pieces of the variables that are neither known nor in a piece."""
        is_free = values[1:] == 0
        for piece in needed:
            is_free[self._pieces.tables[piece][0] // 2] = False
        return [
            self._pieces.number_of_free(place + 1) for place in np.flatnonzero(is_free).tolist()
        ]

    def cases(self) -> Cases:
        """Return what was found."""
        values = np.array([values for values, _ in self._found])
        is_held = np.zeros((len(values), 2 * self._variables + len(self._pieces.tables)), np.bool_)
        is_held[:, 0 : 2 * self._variables : 2] = values > 0
        is_held[:, 1 : 2 * self._variables : 2] = values < 0
        for row, (_, needed) in zip(is_held, self._found, strict=True):
            row[[2 * self._variables + piece for piece in needed]] = True
        return Cases(self._variables, words_of_rows(is_held), *self._pieces.entries())


def _flat(clauses: Sequence[Clause]) -> tuple[PlaceArray, PlaceArray]:
    """Return clauses as `reduced` returns them."""
    lengths = [len(clause) for clause in clauses]
    literals = np.array([literal for clause in clauses for literal in clause], dtype=np.intp)
    return literals, np.repeat(np.arange(len(clauses)), lengths)


def _divider(literals: PlaceArray, clause: PlaceArray) -> int:
    """Return the variable in most clauses, where one literal more halves what a clause counts.

    Source: Jeroslow and Wang, "Solving propositional satisfiability problems", 1990, two-sided.
    """
    lengths = np.bincount(clause)[clause]
    return int(np.bincount(np.abs(literals), weights=0.5**lengths).argmax())
