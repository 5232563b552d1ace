"""Small pieces of clauses with all the rows that they can be, each listed once."""

from collections.abc import Sequence

import numpy as np

from configurator.engine.arrays import BoolArray
from configurator.engine.witness.bits import Rows, both_ways, words_of_rows
from configurator.engine.witness.component import numbered_literals
from configurator.engine.witness.residual import assignments
from configurator.engine.witness.simplify import Clause
from configurator.engine.witness.tree import PlaceArray

# A piece with more variables or rows is not listed.
OPEN, ROWS = 40, 2048
# The rows of a variable in no clause.
EITHER = np.array([[True], [False]])

Key = frozenset[Clause]


class PieceList:
    """The pieces that were met, each listed once."""

    def __init__(self) -> None:
        self._number: dict[Key, int] = {}
        # Per piece, its literals and which rows have them: ``[block of 64 rows, literal]``.
        self.tables: list[tuple[PlaceArray, Rows]] = []
        self.words = 0

    def number(self, clauses: Sequence[Clause]) -> int:
        """Return the number of a piece, -1 if it is too large to be listed."""
        key = frozenset(clauses)
        if key not in self._number:
            self._number[key] = -1
            if len({abs(x) for clause in clauses for x in clause}) <= OPEN:
                listed = assignments(clauses, ROWS)
                if listed is not None:
                    self._add(key, *listed)
        return self._number[key]

    def number_of_free(self, variable: int) -> int:
        """Return the number of a variable in no clause."""
        key = frozenset({(variable, -variable)})
        if key not in self._number:
            self._add(key, [variable], EITHER)
        return self._number[key]

    def _add(self, key: Key, variables: Sequence[int], rows: BoolArray) -> None:
        self._number[key] = len(self.tables)
        signed = [literal for variable in variables for literal in (variable, -variable)]
        words = words_of_rows(both_ways(rows))
        self.tables.append((numbered_literals(signed), words))
        self.words += words.size

    def entries(self) -> tuple[PlaceArray, PlaceArray, PlaceArray, Rows]:
        """Return where the blocks of each piece begin, and literal, block and word of all entries."""
        many = [len(words) for _, words in self.tables]
        starts = np.cumsum([0, *many])
        literals = [np.tile(found, len(words)) for found, words in self.tables]
        blocks = [
            np.repeat(np.arange(start, start + len(words)), words.shape[1])
            for start, (_, words) in zip(starts.tolist(), self.tables, strict=False)
        ]
        nothing = np.zeros(0, dtype=np.intp)
        return (
            starts[:-1],
            np.concatenate([nothing, *literals]),
            np.concatenate([nothing, *blocks]),
            np.concatenate([np.zeros(0, np.uint64), *(words.ravel() for _, words in self.tables)]),
        )
