"""Part of the core that shares no clause with the rest: its clauses, and witnesses as bit columns."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from configurator.engine.arrays import BoolArray
from configurator.engine.witness.bits import Rows
from configurator.engine.witness.cases import Cases
from configurator.engine.witness.tree import PlaceArray

# As good as "to the end": a column moves at most once per literal.
ALL_ROUNDS = 1_000_000


@dataclass(frozen=True, eq=False)
class Component:
    """Clauses and witnesses of some variables.

    Literals are numbered ``2 * variable`` (holds) and ``2 * variable + 1`` (does not hold),
    variables from 0.

    Parameters
    ----------
    asked : BoolArray
        Per variable, whether an option or a "one of the others" stands on it; helpers need no
        witness.
    literals : PlaceArray
        The literals of all clauses, one clause after the other.
    starts : PlaceArray
        Where each clause begins; the end comes last.
    rows : Rows
        ``[literal, word]``: bit b of word w says whether the literal holds in witness 64 w + b.
        Every column is a complete valid example. There are none where there are cases.
    rounds : int
        Rounds of repair before a witness is given up.
    cases : Cases or None
        All valid configurations, where few cases hold them.
    """

    asked: BoolArray
    literals: PlaceArray
    starts: PlaceArray
    rows: Rows
    rounds: int
    cases: Cases | None = None

    @property
    def variables(self) -> int:
        """Number of variables."""
        return len(self.asked)

    @cached_property
    def lengths(self) -> PlaceArray:
        """Number of literals of every clause."""
        return np.diff(self.starts)

    @cached_property
    def asked_literals(self) -> BoolArray:
        """Per literal, whether it needs a witness."""
        return np.repeat(self.asked, 2)

    @cached_property
    def occurrences(self) -> tuple[PlaceArray, PlaceArray, PlaceArray]:
        """Clauses of each literal, one list after the other; where they begin; how many."""
        clause = np.repeat(np.arange(len(self.lengths)), self.lengths)
        order = np.argsort(self.literals, kind="stable")
        counts = np.bincount(self.literals, minlength=2 * self.variables)
        return clause[order], np.cumsum(counts) - counts, counts

    @cached_property
    def preferred(self) -> PlaceArray:
        """The literals, those last whose making endangers the fewest clauses."""
        endangered = self.occurrences[2].reshape(-1, 2)[:, ::-1].ravel()
        return np.argsort(-endangered, kind="stable")

    @cached_property
    def preference(self) -> PlaceArray:
        """Per literal, its place in ``preferred``."""
        places = np.empty_like(self.preferred)
        places[self.preferred] = np.arange(len(places))
        return places

    def signed_clauses(self) -> list[list[int]]:
        """Return the clauses in DIMACS style."""
        signed = signed_literals(self.literals).tolist()
        starts = self.starts.tolist()
        return [signed[a:b] for a, b in itertools.pairwise(starts)]

    def broken_rows(self, rows: Rows) -> Rows:
        """Return the witnesses of some rows, as bits of words, that break a clause."""
        if not len(self.lengths):
            return np.zeros(rows.shape[1], dtype=np.uint64)
        kept = np.bitwise_or.reduceat(rows[self.literals], self.starts[:-1], axis=0)
        broken: Rows = np.bitwise_or.reduce(~kept, axis=0)
        return broken


def signed_literals(literals: PlaceArray) -> PlaceArray:
    """Return literals in DIMACS style, variables counted from 1."""
    variables = (literals >> 1) + 1
    return np.where(literals & 1, -variables, variables)


def numbered_literals(signed: Sequence[int]) -> PlaceArray:
    """Return literals in DIMACS style as their numbers."""
    literals = np.array(signed, dtype=np.intp)
    return 2 * np.abs(literals) - 2 + (literals < 0)
