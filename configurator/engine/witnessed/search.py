"""The least total that witnesses can find: first by the order of costs, with what is proven of it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from configurator.engine.arrays import IMPOSSIBLE, INFINITE, BoolArray, IntArray
from configurator.engine.weights import Weights
from configurator.engine.witnessed.artefact import WitnessedArtefact


@dataclass(frozen=True, eq=False)
class Found:
    """A configuration with all own choices; what is possible is exact, the least is a bound.

    Parameters
    ----------
    artefact : WitnessedArtefact
        The compiled model.
    weights : Weights
        Costs of values.
    """

    artefact: WitnessedArtefact
    weights: Weights

    @cached_property
    def _first(self) -> IntArray | None:
        return self.artefact.questions.first(self.weights.hard, self._allowed)

    @cached_property
    def _allowed(self) -> BoolArray:
        return np.asarray(self.weights.hard < IMPOSSIBLE)

    @cached_property
    def _possible(self) -> BoolArray:
        """Per value, whether it is possible together with all own choices."""
        return self.artefact.questions.possible(self._allowed)

    @property
    def values(self) -> IntArray:
        """The value of every variable; no other answer to a single one would cost less."""
        if self._first is None:
            raise ValueError("nothing is possible")
        return self._first

    @cached_property
    def total(self) -> int:
        """The total of ``values``; `INFINITE` where nothing is possible."""
        return INFINITE if self._first is None else int(self._costs.sum())

    @property
    def _costs(self) -> IntArray:
        """Per variable, the cost of its value."""
        places: IntArray = self.artefact.value_starts[:-1] + self.values
        return self.weights.hard[places]

    @property
    def money(self) -> int:
        """The money in the total."""
        return self.weights.money_in(self.total)

    @cached_property
    def bound(self) -> int:
        """The sum over all variables of the least cost of a possible value."""
        if self._first is None:
            return INFINITE
        costs = np.where(self._possible, self.weights.hard, INFINITE)
        return int(np.minimum.reduceat(costs, self.artefact.value_starts[:-1]).sum())

    @property
    def is_proven(self) -> bool:
        """Whether no configuration has a smaller total, for sure."""
        return self.total == self.bound

    def rest(self, variable: int) -> IntArray:
        """Return, per value, the cost found of all other variables; `INFINITE`: impossible."""
        at = self.artefact.values_of(variable)
        if self._first is not None and self._allowed[at].all():
            possible = self._possible[at]
        else:
            possible = self.artefact.questions.possible_values(variable, self._allowed)
        others = 0 if self._first is None else self.total - int(self._costs[variable])
        return np.where(possible, others, INFINITE)

    def known(self, variable: int) -> BoolArray:
        """Return, per value, whether `rest` is proven.

        Where every other variable has its cheapest possible value and may keep it, nothing
        could be cheaper.
        """
        at = self.artefact.values_of(variable)
        known = np.zeros(at.stop - at.start, dtype=np.bool_)
        if self._first is None or not self.is_proven:
            return known
        known[self.values[variable]] = True
        if self._allowed[at].all():
            for value in np.flatnonzero(self._possible[at]):
                swapped = self.values.copy()
                swapped[variable] = value
                known[value] = known[value] or self.artefact.questions.holds(swapped)
        return known


def search(artefact: WitnessedArtefact, weights: Weights) -> Found:
    """Search for the least total; worked out when it is asked for."""
    return Found(artefact, weights)
