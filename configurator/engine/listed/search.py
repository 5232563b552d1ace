"""All configurations of a component, one part of the search space after the other."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from configurator.engine.arrays import BoolArray
from configurator.engine.errors import ModelTooLarge
from configurator.engine.limits import Budget
from configurator.engine.listed.component import ClassClauses, Clause
from configurator.engine.witness.component import spread
from configurator.engine.witness.simplify import split
from configurator.engine.witness.solver import Solver

Rows = npt.NDArray[np.uint16]
PlaceArray = npt.NDArray[np.intp]
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
        self._clauses = _Clauses(found.clauses)
        # What the solver implies leaves out what holds without any assumption.
        self._fixed = self._clauses.fixed()
        self._solver = Solver(found.clauses, self._clauses.variables)
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

    def _list(self, values: npt.NDArray[np.int8]) -> bool:
        """List what literals leave; False if one of its parts alone is too large."""
        row = np.zeros(int(self._variable_of[-1]) + 1, dtype=np.uint16)
        held = np.flatnonzero(values[1 : self._options + 1] > 0)
        row[self._variable_of[held]] = self._class_of[held]
        rows = row[None]
        for clauses in _parts(self._clauses.left(values)):
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


class _Clauses:
    """Clauses, and where each variable stands in them."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        lengths = np.fromiter(map(len, clauses), dtype=np.intp)
        self._lengths, self._starts = lengths, np.cumsum(lengths) - lengths
        self._literals = np.fromiter(itertools.chain.from_iterable(clauses), dtype=np.intp)
        variables = np.abs(self._literals)
        self.variables = int(variables.max(initial=0))
        clause = np.repeat(np.arange(len(lengths)), lengths)
        self._clause_of = clause[np.argsort(variables, kind="stable")]
        self._counts = np.bincount(variables, minlength=self.variables + 1)
        self._first = np.cumsum(self._counts) - self._counts

    def fixed(self) -> npt.NDArray[np.int8]:
        """Return per variable 1 or -1 for what unit propagation finds, else 0."""
        values = np.zeros(self.variables + 1, dtype=np.int8)
        while True:
            signs = values[np.abs(self._literals)] * np.sign(self._literals)
            is_held = np.maximum.reduceat(signs, self._starts) > 0
            many = np.add.reduceat(signs == 0, self._starts, dtype=np.intp)
            is_unit = np.repeat(~is_held & (many == 1), self._lengths)
            units = self._literals[is_unit & (signs == 0)]
            if not len(units):
                return values
            values[np.abs(units)] = np.sign(units)

    def left(self, values: npt.NDArray[np.int8]) -> list[Clause]:
        """Return the clauses over open variables that some literals leave, without those."""
        unset = np.flatnonzero(values[1:] == 0) + 1
        places = spread(self._first[unset], self._counts[unset])
        touched = np.unique(self._clause_of[places])
        lengths = self._lengths[touched]
        literals = self._literals[spread(self._starts[touched], lengths)]
        clause = np.repeat(np.arange(len(touched)), lengths)
        signs = values[np.abs(literals)] * np.sign(literals)
        is_kept = np.ones(len(touched), dtype=np.bool_)
        is_kept[clause[signs > 0]] = False
        kept = (signs == 0) & is_kept[clause]
        literals, clause = literals[kept], clause[kept]
        cuts = np.flatnonzero(np.diff(clause)) + 1
        return [tuple(part.tolist()) for part in np.split(literals, cuts)] if len(literals) else []


def _parts(clauses: Sequence[Clause]) -> list[list[Clause]]:
    """Return the clauses of each set of variables that hang together."""
    most = max((abs(x) for clause in clauses for x in clause), default=0)
    sets = split(clauses, most)
    part_of = {variable: part for part, variables in enumerate(sets) for variable in variables}
    parts: list[list[Clause]] = [[] for _ in sets]
    for clause in clauses:
        parts[part_of[abs(clause[0])]].append(clause)
    return parts


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
