"""What clauses leave once some literals are known: shorter clauses, in pieces that share none."""

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from configurator.engine.arrays import BoolArray
from configurator.engine.witness.bits import spread
from configurator.engine.witness.simplify import Clause, split
from configurator.engine.witness.tree import PlaceArray

# Per variable, counted from 1: 1 holds, -1 does not hold, 0 open.
Values = npt.NDArray[np.int8]


class ClauseIndex:
    """Clauses, and where each variable stands in them.

    Parameters
    ----------
    clauses : sequence of tuple of int
        Literals in DIMACS style; none is empty.
    variables : int
        Number of variables, those in no clause included.
    """

    def __init__(self, clauses: Sequence[Clause], variables: int) -> None:
        lengths = np.fromiter(map(len, clauses), dtype=np.intp)
        self.variables = variables
        self._lengths, self._starts = lengths, np.cumsum(lengths) - lengths
        self._literals = np.fromiter(itertools.chain.from_iterable(clauses), dtype=np.intp)
        places = np.abs(self._literals)
        clause = np.repeat(np.arange(len(lengths)), lengths)
        self._clause_of = clause[np.argsort(places, kind="stable")]
        self._counts = np.bincount(places, minlength=variables + 1)
        self._first = np.cumsum(self._counts) - self._counts

    def fixed(self) -> Values:
        """Return what unit propagation finds before anything is known."""
        values = np.zeros(self.variables + 1, dtype=np.int8)
        while len(self._literals):
            signs = values[np.abs(self._literals)] * np.sign(self._literals)
            is_held = np.maximum.reduceat(signs, self._starts) > 0
            many = np.add.reduceat(signs == 0, self._starts, dtype=np.intp)
            is_unit = np.repeat(~is_held & (many == 1), self._lengths)
            units = self._literals[is_unit & (signs == 0)]
            if not len(units):
                break
            values[np.abs(units)] = np.sign(units)
        return values

    def left(self, values: Values) -> tuple[PlaceArray, PlaceArray]:
        """Return the clauses over open variables that do not hold yet, without known literals.

        Parameters
        ----------
        values : Values
            What is known; unit propagation finds no more.

        Returns
        -------
        literals, clause : PlaceArray
            As `reduced` returns them.
        """
        (unset,) = np.nonzero(values[1:] == 0)
        is_touched = np.zeros(len(self._lengths), dtype=np.bool_)
        is_touched[self._clause_of[spread(self._first[unset + 1], self._counts[unset + 1])]] = True
        (touched,) = is_touched.nonzero()
        lengths = self._lengths[touched]
        literals = self._literals[spread(self._starts[touched], lengths)]
        return reduced(literals, np.repeat(np.arange(len(touched)), lengths), values)


def reduced(
    literals: PlaceArray, clause: PlaceArray, values: Values
) -> tuple[PlaceArray, PlaceArray]:
    """Return the clauses that do not hold yet, without known literals.

    Parameters
    ----------
    literals, clause : PlaceArray
        In DIMACS style, one clause after the other, and an ascending number of the clause of each.
    values : Values
        What is known.

    Returns
    -------
    literals, clause : PlaceArray
        In the same form, the numbers kept.
    """
    signs = values[np.abs(literals)] * np.sign(literals)
    is_kept = np.ones(int(clause[-1]) + 1 if len(clause) else 0, dtype=np.bool_)
    is_kept[clause[signs > 0]] = False
    kept = (signs == 0) & is_kept[clause]
    return literals[kept], clause[kept]


def pieces(literals: PlaceArray, clause: PlaceArray) -> list[list[Clause]]:
    """Return the clauses of each set of variables that hang together.

    Parameters
    ----------
    literals, clause : PlaceArray
        As `reduced` returns them.
    """
    if not len(literals):
        return []
    flat = literals.tolist()
    cuts = [0, *(np.flatnonzero(np.diff(clause)) + 1).tolist(), len(flat)]
    clauses = [tuple(flat[a:b]) for a, b in itertools.pairwise(cuts)]
    sets = split(clauses, int(np.abs(literals).max()))
    piece_of = {variable: piece for piece, variables in enumerate(sets) for variable in variables}
    found: list[list[Clause]] = [[] for _ in sets]
    for each in clauses:
        found[piece_of[abs(each[0])]].append(each)
    return found


def assignments(clauses: Sequence[Clause], most: int) -> tuple[list[int], BoolArray] | None:
    """List how the variables of some clauses can be.

    Parameters
    ----------
    clauses : sequence of tuple of int
        A piece of at most 63 variables.
    most : int
        How many rows there may be, before the last clause is looked at, too.

    Returns
    -------
    variables : list of int
        Ascending.
    rows : BoolArray
        ``[row, variable]``; all rows differ. None instead of both if there are more.
    """
    variables = sorted({abs(x) for clause in clauses for x in clause})
    bit = {variable: 1 << place for place, variable in enumerate(variables)}
    ending: dict[int, list[tuple[int, int]]] = {variable: [] for variable in variables}
    for clause in clauses:
        against = sum(bit[-x] for x in clause if x < 0)
        ending[max(map(abs, clause))].append((sum(bit[abs(x)] for x in clause), against))
    rows = np.zeros(1, dtype=np.int64)
    for variable in variables:
        rows = np.concatenate([rows, rows | bit[variable]])
        for scope, against in ending[variable]:
            rows = rows[rows & scope != against]
        if len(rows) > most:
            return None
    return variables, (rows[:, None] >> np.arange(len(variables)) & 1).astype(np.bool_)
