"""Answers for one component that is divided into cases: no solver, no witness, bit operations."""

from collections.abc import Sequence

import numpy as np

from configurator.engine.arrays import BoolArray
from configurator.engine.errors import InconsistentChoices
from configurator.engine.witness.bits import Rows, spread
from configurator.engine.witness.cases import Cases


class CasePool:
    """One customer's cases of one component, those that agree with all decisions.

    Parameters
    ----------
    cases : Cases
        All of them; shared.
    forced : BoolArray
        Per literal, whether it follows from the decisions; written here, read by the session.

    Attributes
    ----------
    solver_calls : int
        Always 0.
    """

    solver_calls = 0

    def __init__(self, cases: Cases, forced: BoolArray) -> None:
        self._all = cases
        self._forced = forced
        self.is_touched = True
        self.restart()

    def restart(self) -> None:
        """Forget all decisions."""
        if not self.is_touched:
            return
        found = self._all
        self._rows = found.whole_blocks
        # Only words with a case that is left.
        self._cases, self._held = found.everything, found.held
        self._forced[:] = False
        self.is_touched = False

    def decide(self, literals: Sequence[int]) -> None:
        """Add decisions; exact afterwards.

        Parameters
        ----------
        literals : sequence of int
            Numbers of the literals that must hold.

        Raises
        ------
        InconsistentChoices
            If they cannot hold together with the earlier ones; the pool is then as it was.
        """
        fresh = [literal for literal in literals if not self._forced[literal]]
        if not fresh:
            return
        found, rows = self._all, self._rows.copy()
        against = [literal ^ 1 for literal in fresh]
        for literal in against:
            entries = found.entries_of(literal)
            rows[found.blocks[entries]] &= ~found.rows[entries]
        cases = self._cases & ~self._holding([*against, *found.pieces_without(rows).tolist()])
        if not cases.any():
            raise InconsistentChoices("the decisions contradict each other")
        self._cases, self._rows = cases, rows
        self.is_touched = True
        self._drop_words()
        self._close()

    def is_sound(self) -> bool:
        """Tell whether every case that is left agrees with all that is forced."""
        opposite = (np.flatnonzero(self._forced) ^ 1).tolist()
        against = self._holding([*opposite, *self._all.pieces_without(self._rows).tolist()])
        return bool(self._cases.any()) and not (self._cases & against).any()

    def _holding(self, places: Sequence[int]) -> Rows:
        """Return the cases that fix one of some literals or need one of some pieces."""
        return np.asarray(np.bitwise_or.reduce(self._held[:, places], axis=1))

    def _drop_words(self) -> None:
        (left,) = self._cases.nonzero()
        if len(left) < len(self._cases):
            self._cases, self._held = self._cases[left], self._held[left]

    def _close(self) -> None:
        """Mark as forced what has lost its opposite."""
        found = self._all
        is_held = np.bitwise_or.reduce(self._held & self._cases[:, None], axis=0) != 0
        rows = np.where(is_held[found.place_of_block], self._rows, 0)
        (blocks,) = rows.nonzero()
        first, many = found.entries_of_block
        many = many[blocks]
        entries = spread(first[blocks], many)
        is_shown = (np.repeat(rows[blocks], many) & found.rows[entries]) != 0
        possible = is_held[: len(self._forced)]
        possible[found.literals[entries[is_shown]]] = True
        self._forced.reshape(-1, 2)[:] = ~possible.reshape(-1, 2)[:, ::-1]
