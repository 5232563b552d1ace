"""Witnesses of one component kept valid from click to click.

Every column of ``rows`` is a complete valid example with all decisions: a literal that holds in
one of them is possible. A click repairs the columns that disagree with it instead of dropping
them: wherever a clause broke, its literal of a *target* column, which has all decisions, is put
in. Columns only ever move towards the target, so repairing ends with valid columns.
"""

from collections.abc import Sequence

import numpy as np

from configurator.engine.arrays import BoolArray
from configurator.engine.errors import InconsistentChoices
from configurator.engine.witness.bits import FULL, Rows
from configurator.engine.witness.component import Component, numbered_literals, signed_literals
from configurator.engine.witness.mending import covering_columns, repair, store
from configurator.engine.witness.solver import Solver
from configurator.engine.witness.tree import PlaceArray

# Repairing once more pays where very many literals are left, as under a huge alternative.
FEW = 256
# After so many refusals in a row, with so many literals left, all are asked for at once.
ROW, MANY = 3, 8
# A solver that was asked so often is built anew.
LEFTOVERS = 10_000


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
            if self._solver.leftovers > LEFTOVERS:
                self._solver = Solver(self._component.signed_clauses(), self._component.variables)

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
        made = self._follow()
        before = self._rows.copy()
        repair(self._component, self._rows, made, target)
        self._settle(before, made)

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

    def _settle(self, before: Rows, fresh: PlaceArray) -> None:
        """Ask for every literal that no witness shows: a new witness, or its opposite is forced."""
        component, forced = self._component, self._forced
        missing = component.asked_literals & ~self._rows.any(axis=1)
        missing[forced.reshape(-1, 2)[:, ::-1].ravel()] = False
        (wanted,) = missing.nonzero()
        is_worth_it, refusals = True, 0
        while len(wanted):
            signed = signed_literals(wanted).tolist()
            if self._ask([*self._assumed, signed[0]], signed):
                model = self._model()
                self._rows = store(component, self._rows, model[None])
                wanted = wanted[~model[wanted]]
                if is_worth_it and len(wanted) >= FEW:
                    left = self._repair_again(before, fresh, model, wanted)
                    is_worth_it = len(left) < len(wanted)
                    wanted = left
                refusals = 0
            else:
                fresh = np.concatenate([fresh, self._refute(signed[:1])])
                wanted = wanted[~forced[wanted ^ 1]]
                refusals += 1
            if refusals >= ROW and len(wanted) >= MANY:
                self._ask_together(wanted)
                return

    def _refute(self, signed: Sequence[int]) -> PlaceArray:
        """Note literals that cannot hold; return the literals that are new."""
        self._assumed += [-literal for literal in signed]
        return self._follow()

    def _ask_together(self, wanted: PlaceArray) -> None:
        """Ask whether any of some literals can hold, until a no answers for all that are left."""
        while len(wanted):
            signed = signed_literals(wanted).tolist()
            self.solver_calls += 1
            if not self._solver.any_holds(self._assumed, signed):
                self._refute(signed)
                return
            model = self._model()
            self._rows = store(self._component, self._rows, model[None])
            wanted = wanted[~model[wanted]]

    def _repair_again(
        self, before: Rows, fresh: PlaceArray, target: BoolArray, wanted: PlaceArray
    ) -> PlaceArray:
        """Repair the witnesses from before the click towards another target.

        Returns
        -------
        PlaceArray
            The literals that no witness shows now either.
        """
        rows = before.copy()
        repair(self._component, rows, fresh, target)
        examples = covering_columns(rows, wanted)
        self._rows = store(self._component, self._rows, examples)
        return wanted[~examples[:, wanted].any(axis=0)]
