"""What publishing asks the solver: what is fixed for good, and complete valid examples of the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np
import numpy.typing as npt

from configurator.engine.arrays import BoolArray
from configurator.engine.limits import Budget
from configurator.engine.witness.solver import Solver

# Examples with random leanings, for variety.
RANDOM_EXAMPLES = 100
# Where helpers are many, as in models of groups, fewer rows of a better choice are worth more.
RANDOM_EXAMPLES_OF_DENSE = 1000
HELPERS = 0.25
SECONDS = 2.0
SEED = 20_240_601


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """What the solver found.

    Parameters
    ----------
    fixed : npt.NDArray[np.int8]
        Per variable 1 or -1 where all examples agree for good, else 0; complete for the
        variables that were asked for.
    models : BoolArray
        Complete examples, one per row; every open variable that was asked for is seen both ways.
    """

    fixed: npt.NDArray[np.int8]
    models: BoolArray


def find_examples(
    clauses: Sequence[Sequence[int]], asked: BoolArray, budget: Budget
) -> Examples | None:
    """Find out which variables are fixed, and examples that show the others both ways.

    Parameters
    ----------
    clauses : sequence of sequence of int
        Literals in DIMACS style.
    asked : BoolArray
        Per variable, whether its state matters.
    budget : Budget
        Bounds the time.

    Returns
    -------
    Examples or None
        None when the clauses cannot hold. Deterministic.

    Raises
    ------
    ModelTooLarge, TimeLimitReached
        If a bound is passed.
    """
    search = _Search(clauses, asked)
    if not search.run(budget):
        return None
    search.vary(budget)
    return Examples(search.fixed, np.array(search.models, dtype=np.bool_))


class _Search:
    def __init__(self, clauses: Sequence[Sequence[int]], asked: BoolArray) -> None:
        self._solver = Solver(clauses, len(asked))
        self._asked = asked
        self.fixed = np.zeros(len(asked), dtype=np.int8)
        self.models: list[BoolArray] = []
        # Row 0: not yet seen selected; row 1: not yet seen left out.
        self._unseen = np.stack([asked, asked])

    def run(self, budget: Budget) -> bool:
        """Ask until every variable is fixed or seen both ways; False if nothing holds."""
        if not self._solver.holds([]):
            return False
        self._see()
        while True:
            budget.check_time()
            wanted = self._wanted()
            if not wanted:
                return True
            if self._solver.holds(wanted[:1], wanted):
                self._see()
            else:
                self._fix(self._solver.implied([-wanted[0]]) or [-wanted[0]])
                self._solver.add([-wanted[0]])

    def vary(self, budget: Budget) -> None:
        """Add examples with random leanings."""
        open_variables = np.flatnonzero(self._asked & (self.fixed == 0)) + 1
        leaning = np.random.default_rng(SEED)
        is_dense = self._asked.mean() < 1 - HELPERS
        many = RANDOM_EXAMPLES_OF_DENSE if is_dense else RANDOM_EXAMPLES
        started = perf_counter()
        for number in range(many if len(open_variables) else 0):
            budget.check_time()
            if number >= RANDOM_EXAMPLES and perf_counter() - started > SECONDS:
                return
            signs = leaning.integers(0, 2, len(open_variables)) * 2 - 1
            if self._solver.holds([], (open_variables * signs).tolist()):
                self._see()

    def _wanted(self) -> list[int]:
        selected, left_out = (np.flatnonzero(row) + 1 for row in self._unseen)
        # Nobody is seen neither way: after the first example one of the two rows is clear.
        return [*selected.tolist(), *(-left_out).tolist()]

    def _see(self) -> None:
        model = np.array(self._solver.model(), dtype=np.int64) > 0
        self.models.append(model)
        self._unseen[0] &= ~model
        self._unseen[1] &= model

    def _fix(self, literals: Sequence[int]) -> None:
        for literal in literals:
            place = abs(literal) - 1
            self.fixed[place] = 1 if literal > 0 else -1
            self._unseen[:, place] = False
