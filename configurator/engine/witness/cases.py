"""All valid configurations of a component as few cases: what a case fixes, and what it leaves open.

What a case leaves open falls into *pieces* that share no clause; each piece lists the few rows it
can be. Cases share pieces. So no solver and no witness is needed for a click: a literal is possible
if a case that is left fixes it, or needs a piece with a row that is left and has it.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from configurator.engine.witness.bits import Rows
from configurator.engine.witness.tree import PlaceArray


@dataclass(frozen=True, eq=False)
class Cases:
    """All valid configurations of a component, literals numbered as in `Component`.

    Parameters
    ----------
    variables : int
        Number of variables.
    held : Rows
        ``[word, place]``, literals first, then pieces: bit b of word w says whether case 64 w + b
        fixes the literal or needs the piece. Every variable is fixed by a case or stands in one
        piece that it needs.
    starts : PlaceArray
        Where the blocks of each piece begin; a block is 64 rows of one piece.
    literals, blocks : PlaceArray
        Per entry, a literal and a block of a piece where it stands; piece by piece.
    rows : Rows
        Per entry, the rows of the block that have the literal, as bits.
    """

    variables: int
    held: Rows
    starts: PlaceArray
    literals: PlaceArray
    blocks: PlaceArray
    rows: Rows

    @cached_property
    def everything(self) -> Rows:
        """All cases, as bits of words."""
        return np.asarray(np.bitwise_or.reduce(self.held, axis=1))

    @cached_property
    def whole_blocks(self) -> Rows:
        """Per block, all its rows, as bits."""
        found = np.zeros(int(self.blocks.max(initial=-1)) + 1, dtype=np.uint64)
        np.bitwise_or.at(found, self.blocks, self.rows)
        return found

    @cached_property
    def place_of_block(self) -> PlaceArray:
        """Per block, the place of its piece in ``held``."""
        many = np.diff(self.starts, append=len(self.whole_blocks))
        return 2 * self.variables + np.repeat(np.arange(len(self.starts)), many)

    @cached_property
    def entries_of_block(self) -> tuple[PlaceArray, PlaceArray]:
        """Per block, where its entries begin, and how many there are."""
        many = np.bincount(self.blocks, minlength=len(self.whole_blocks))
        return np.cumsum(many) - many, many

    def pieces_without(self, rows: Rows) -> PlaceArray:
        """Return the places in ``held`` of the pieces of which no row is left.

        Parameters
        ----------
        rows : Rows
            Per block, the rows that are left.
        """
        if not len(self.starts):
            return np.zeros(0, dtype=np.intp)
        empty = np.bitwise_or.reduceat(rows, self.starts) == 0
        return np.flatnonzero(empty) + 2 * self.variables

    def entries_of(self, literal: int) -> PlaceArray:
        """Return the entries of a literal, each in a block of its own."""
        order, starts = self._by_literal
        return order[starts[literal] : starts[literal + 1]]

    @cached_property
    def _by_literal(self) -> tuple[PlaceArray, list[int]]:
        counts = np.bincount(self.literals, minlength=2 * self.variables)
        return np.argsort(self.literals, kind="stable"), [0, *np.cumsum(counts).tolist()]
