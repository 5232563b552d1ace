"""All configurations of a component, one part of the search space after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from configurator.engine.arrays import BoolArray
from configurator.engine.errors import ModelTooLarge
from configurator.engine.limits import Budget
from configurator.engine.listed.component import ClassClauses, Clause
from configurator.engine.witness.residual import ClauseIndex, Values, pieces
from configurator.engine.witness.solver import Solver
from configurator.engine.witness.tree import PlaceArray

Rows = npt.NDArray[np.uint16]
WIDEST = 65_535

# What is left of the model is listed at once when so few classes are open.
OPEN_CLASSES = 60
# ... and its parts that share no clause have no more configurations each.
PART_ROWS = 2_000
# After so many ends of the search the number of configurations is estimated.
ENDS = 16
# An estimate may be too high by this factor: much of what is not searched yet holds nothing.
DOUBT = 10


def list_rows(found: ClassClauses, budget: Budget) -> Rows:
    """List all configurations of a component.

    Parameters
    ----------
    found : ClassClauses
        The component.
    budget : Budget
        Bounds the number of configurations and the time.

    Returns
    -------
    Rows
        ``[configuration, variable]``: the class; all rows differ.

    Raises
    ------
    ModelTooLarge
        If a bound is passed, or seems to be far away.
    TimeLimitReached
        If a single question is too hard for the solver.
    """
    if any(len(literals) > WIDEST for literals in found.literals):
        raise ModelTooLarge(f"a variable has more than {WIDEST:,} classes")
    return _Search(found, budget).run()


@dataclass(slots=True)
class _Fork:
    """A part of the search space, divided by the classes of one variable.

    Parameters
    ----------
    assumed : list of int
        Literals that hold in it.
    literals : list of int
        The classes of the variable that are left.
    share : float
        How much of the whole each of them is.
    """

    assumed: list[int]
    literals: list[int]
    share: float
    done: list[int] = field(default_factory=list)


class _Search:
    def __init__(self, found: ClassClauses, budget: Budget) -> None:
        self._budget = budget
        self._most = budget.limits.listed
        sizes = [len(literals) for literals in found.literals]
        self._options = sum(sizes)
        self._variable_of = np.repeat(np.arange(len(sizes)), sizes)
        self._class_of = np.concatenate([np.arange(size) for size in sizes])
        self._index = ClauseIndex(found.clauses, _last(found.clauses))
        # What the solver implies leaves out what holds without any assumption.
        self._fixed = self._index.fixed()
        self._solver = Solver(found.clauses, self._index.variables)
        self._rows: list[Rows] = []
        self._many = self._ends = 0
        self._explored = 0.0

    def run(self) -> Rows:
        forks = list(self._enter([], 1.0)) if self._solver.holds([]) else []
        while forks:
            self._budget.check_time()
            fork = forks[-1]
            if not self._solver.holds([*fork.assumed, *fork.done]):
                forks.pop()
                self._explored += fork.share * (len(fork.literals) - len(fork.done))
                self._estimate()
                continue
            model = self._solver.model()
            (taken,) = (x for x in fork.literals if model[x - 1] > 0)
            fork.done.append(-taken)
            forks.extend(self._enter([*fork.assumed, taken], fork.share))
        width = int(self._variable_of[-1]) + 1
        return np.concatenate([np.zeros((0, width), dtype=np.uint16), *self._rows])

    def _enter(self, assumed: list[int], share: float) -> list[_Fork]:
        """List a part that holds something if it is small; else return how to divide it."""
        values = self._fixed.copy()
        implied = np.array(self._solver.implied(assumed), dtype=np.intp)
        values[np.abs(implied)] = np.sign(implied)
        unset = np.flatnonzero(values[1 : self._options + 1] == 0)
        if len(unset) <= OPEN_CLASSES and self._list(values):
            self._ends += 1
            self._explored += share
            self._estimate()
            return []
        open_classes = np.bincount(self._variable_of[unset])
        widest = int(open_classes.argmax())
        literals = (unset[self._variable_of[unset] == widest] + 1).tolist()
        return [_Fork(assumed, literals, share / len(literals))]

    def _estimate(self) -> None:
        most = self._most
        if self._ends >= ENDS and self._many > self._explored * most * DOUBT:
            guess = self._many / self._explored
            raise ModelTooLarge(f"there seem to be {guess:.0e} configurations; {most:,} are listed")

    def _list(self, values: Values) -> bool:
        """List what literals leave; False if one of its parts alone is too large."""
        row = np.zeros(int(self._variable_of[-1]) + 1, dtype=np.uint16)
        held = np.flatnonzero(values[1 : self._options + 1] > 0)
        row[self._variable_of[held]] = self._class_of[held]
        rows = row[None]
        for clauses in pieces(*self._index.left(values)):
            options, found = _assignments(clauses, self._options)
            if len(found) > PART_ROWS:
                return False
            if self._many + len(rows) * len(found) > self._most:
                raise ModelTooLarge(f"there are more than {self._most:,} configurations")
            rows = self._joined(rows, options, found)
        self._rows.append(rows)
        self._many += len(rows)
        return True

    def _joined(self, rows: Rows, options: PlaceArray, found: BoolArray) -> Rows:
        """Return all pairs of rows and the assignments of one part."""
        many = len(rows)
        rows = np.repeat(rows, len(found), axis=0)
        which, chosen = np.nonzero(np.tile(found, (many, 1)))
        places = options[chosen]
        rows[which, self._variable_of[places]] = self._class_of[places]
        return rows


def _last(clauses: Sequence[Clause]) -> int:
    """Return the highest variable of some clauses."""
    return max((abs(literal) for clause in clauses for literal in clause), default=0)


def _assignments(clauses: Sequence[Clause], options: int) -> tuple[PlaceArray, BoolArray]:
    """Return the options in some clauses and how they can be; a row too many for too large."""
    variables = sorted({abs(x) for clause in clauses for x in clause})
    number = {variable: place for place, variable in enumerate(variables, start=1)}
    own = [[number[x] if x > 0 else -number[-x] for x in clause] for clause in clauses]
    chosen = sum(variable <= options for variable in variables)
    solver = Solver(own, len(variables))
    found: list[list[bool]] = []
    while len(found) <= PART_ROWS and solver.holds([]):
        model = solver.model()[:chosen]
        found.append([literal > 0 for literal in model])
        if not chosen:
            break
        solver.add([-literal for literal in model if literal > 0])
    places = np.array(variables[:chosen], dtype=np.intp) - 1
    return places, np.array(found, dtype=np.bool_).reshape(len(found), chosen)
