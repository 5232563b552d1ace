"""Witnesses of one component kept valid from click to click.

Every column of ``rows`` is a complete valid example with all decisions: a literal that holds in
one of them is possible. A click repairs the columns that disagree with it instead of dropping
them: wherever a clause broke, its literal of a *target* column, which has all decisions, is put
in. Columns only ever move towards the target, so repairing ends with valid columns.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from configurator.engine.arrays import BoolArray
from configurator.engine.errors import InconsistentChoices
from configurator.engine.witness.component import (
    FULL,
    Component,
    Rows,
    numbered_literals,
    signed_literals,
    spread,
)
from configurator.engine.witness.solver import Solver
from configurator.engine.witness.tree import PlaceArray


class Pool:
    """One customer's witnesses of one component.

    Parameters
    ----------
    component : Component
        Clauses and the witnesses to start from.
    forced : BoolArray
        Per literal, whether it follows from the decisions; written here, read by the session.

    Attributes
    ----------
    solver_calls : int
        Questions put to the solver so far.
    """

    def __init__(self, component: Component, forced: BoolArray) -> None:
        self._component = component
        self._forced = forced
        self._solver = Solver(component.signed_clauses(), component.variables)
        self._clause_of, self._first, self._many = component.occurrences
        self.solver_calls = 0
        self.is_touched = True
        self.restart()

    def restart(self) -> None:
        """Forget all decisions."""
        if self.is_touched:
            self._rows = self._component.rows.copy()
            self._assumed: list[int] = []
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
        if any(self._forced[literal ^ 1] for literal in fresh):
            raise InconsistentChoices("the decisions contradict each other")
        assumed = self._assumed + signed_literals(np.array(fresh)).tolist()
        target = self._target(fresh, assumed)
        self._assumed = assumed
        self.is_touched = True
        self._repair(self._follow(), target)
        self._settle()

    def is_sound(self) -> bool:
        """Tell whether every witness has all decisions and breaks no clause."""
        rows = self._rows
        return bool(
            (rows[self._forced] == FULL).all()
            and ((rows[0::2] ^ rows[1::2]) == FULL).all()
            and not self._component.broken_rows(rows).any()
        )

    def _target(self, fresh: Sequence[int], assumed: Sequence[int]) -> BoolArray:
        """Return a complete valid example with all decisions."""
        common = np.bitwise_and.reduce(self._rows[fresh], axis=0)
        (words,) = common.nonzero()
        if len(words):
            word = int(words[0])
            bits = int(common[word])
            return self._holding(word, (bits & -bits).bit_length() - 1)
        if not self._ask(assumed):
            raise InconsistentChoices("the decisions contradict each other")
        return self._model()

    def _holding(self, word: int, bit: int) -> BoolArray:
        return (self._rows[:, word] >> np.uint64(bit) & np.uint64(1)).astype(np.bool_)

    def _ask(self, assumed: Sequence[int], liked: Sequence[int] = ()) -> bool:
        self.solver_calls += 1
        return self._solver.holds(assumed, liked)

    def _model(self) -> BoolArray:
        holds = np.array(self._solver.model(), dtype=np.intp) > 0
        both = np.empty(2 * len(holds), dtype=np.bool_)
        both[0::2], both[1::2] = holds, ~holds
        return both

    def _follow(self) -> PlaceArray:
        """Mark what unit propagation finds; return the literals that are new."""
        literals = numbered_literals(self._solver.implied(self._assumed))
        made = literals[~self._forced[literals]]
        self._forced[made] = True
        return made

    def _repair(self, made: PlaceArray, target: BoolArray) -> None:
        """Put literals into all witnesses and mend what that breaks."""
        rows = self._rows
        changed = ~rows[made]
        rows[made] = FULL
        rows[made ^ 1] = 0
        moved = changed.any(axis=1)
        made, changed = made[moved], changed[moved]
        goal = np.where(target, np.arange(len(target)), 0)
        for _ in range(self._component.rounds):
            if not len(made):
                return
            made, changed = self._mend(made, goal)
        if len(made):
            self._give_up(np.bitwise_or.reduce(changed, axis=0), target)

    def _mend(self, made: PlaceArray, goal: PlaceArray) -> tuple[PlaceArray, Rows]:
        """Mend the clauses that literals just made broke; return the literals made for that."""
        component, rows = self._component, self._rows
        against = made ^ 1
        clauses = self._clause_of[spread(self._first[against], self._many[against])]
        if not len(clauses):
            return clauses, rows[:0]
        lengths = component.lengths[clauses]
        literals = component.literals[spread(component.starts[clauses], lengths)]
        begins = np.cumsum(lengths) - lengths
        broken = ~np.bitwise_or.reduceat(rows[literals], begins, axis=0)
        is_broken = broken.any(axis=1)
        if not is_broken.any():
            return clauses[:0], rows[:0]
        # Any literal of the target mends; the greatest is found without a loop.
        mending = np.maximum.reduceat(goal[literals], begins)[is_broken]
        made, changed = _join(mending, broken[is_broken])
        rows[made] |= changed
        rows[made ^ 1] &= ~changed
        return made, changed

    def _give_up(self, columns: Rows, target: BoolArray) -> None:
        """Replace witnesses by the target."""
        self._rows &= ~columns
        self._rows[target] |= columns

    def _settle(self) -> None:
        """Ask for every literal that no witness shows: a new witness, or its opposite is forced."""
        component, forced = self._component, self._forced
        missing = component.asked_literals & ~self._rows.any(axis=1)
        missing[forced.reshape(-1, 2)[:, ::-1].ravel()] = False
        (wanted,) = missing.nonzero()
        while len(wanted):
            literal = int(wanted[0])
            signed = signed_literals(wanted).tolist()
            if self._ask([*self._assumed, signed[0]], signed):
                model = self._model()
                self._keep(model)
                wanted = wanted[~model[wanted]]
            else:
                self._assumed.append(-signed[0])
                self._follow()
                forced[literal ^ 1] = True
                wanted = wanted[~forced[wanted ^ 1]]

    def _keep(self, model: BoolArray) -> None:
        """Store a witness over one that is nobody's only one; if there is none, let it go."""
        shown = np.bitwise_count(self._rows).sum(axis=1) == 1
        shown &= self._component.asked_literals
        precious = np.bitwise_or.reduce(self._rows[shown], axis=0)
        (words,) = (~precious).nonzero()
        if not len(words):
            return
        word = int(words[0])
        free = ~int(precious[word])
        bit = np.uint64(free & -free)
        self._rows[:, word] &= ~bit
        self._rows[model, word] |= bit


def _join(literals: PlaceArray, columns: Rows) -> tuple[PlaceArray, npt.NDArray[np.uint64]]:
    """Join the columns of equal literals."""
    if len(literals) == 1:
        return literals, columns
    order = np.argsort(literals)
    ranked = literals[order]
    starts = np.flatnonzero(np.diff(ranked, prepend=-1))
    return ranked[starts], np.bitwise_or.reduceat(columns[order], starts, axis=0)
