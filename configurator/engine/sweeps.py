"""One pass down and one pass up each diagram: the least total through every value."""

from dataclasses import dataclass

import numpy as np

from configurator.engine.arrays import IMPOSSIBLE, INFINITE, IntArray
from configurator.engine.artefact import Artefact, SweptLayer
from configurator.engine.weights import Weights


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """Least totals under some weights; exact.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.
    weights : Weights
        Costs of values.
    class_cost : IntArray
        Per class, the least cost of its values; the dead class comes last.
    upward : tuple
        Per diagram, per layer, the least cost from each node to the end.
    least : IntArray
        Per component, its least total.
    beside : IntArray
        Per class, the least cost of the other variables of its component.
    """

    artefact: Artefact
    weights: Weights
    class_cost: IntArray
    upward: tuple[tuple[IntArray, ...], ...]
    least: IntArray
    beside: IntArray

    @property
    def total(self) -> int:
        """The least total of a configuration with all own choices, `INFINITE` for none."""
        possible = not self.artefact.is_void and self.least.max(initial=0) < IMPOSSIBLE
        return int(self.least.sum()) if possible else INFINITE

    def rest(self, variable: int) -> IntArray:
        """Return, per value of a variable, the least cost of all other variables."""
        at = self.artefact.values_of(variable)
        beside = self.beside[self.artefact.class_of_value[at]]
        return np.minimum(beside + self._others(variable), INFINITE)

    def _others(self, variable: int) -> int:
        """Return the least total of all other components."""
        component = int(self.artefact.component_of[variable])
        impossible = np.flatnonzero(self.least >= IMPOSSIBLE)
        if self.artefact.is_void or np.any(impossible != component):
            return INFINITE
        own = 0 if impossible.size else int(self.least[component])
        return int(self.least.sum(where=self.least < IMPOSSIBLE)) - own


def sweep(artefact: Artefact, weights: Weights) -> Sweep:
    """Sweep all diagrams.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.
    weights : Weights
        Costs of values; ``hard`` counts.

    Returns
    -------
    Sweep
    """
    class_cost = artefact.values_by_class.least(weights.hard)
    class_cost[-1] = INFINITE
    starts = artefact.class_starts
    least = np.full(int(artefact.component_of.max(initial=-1)) + 1, INFINITE, dtype=np.int64)
    beside = np.zeros(len(class_cost), dtype=np.int64)
    beside[-1] = INFINITE
    upward = []
    for index, layers in enumerate(artefact.swept):
        up = _climb(layers, class_cost)
        least[index] = up[0][0]
        _descend(layers, class_cost, up, beside)
        upward.append(up)
    for variable in np.flatnonzero(artefact.component_of >= len(artefact.swept)):
        costs = class_cost[starts[variable] : starts[variable + 1]]
        least[artefact.component_of[variable]] = costs.min(initial=INFINITE)
    if artefact.is_void:
        least[:] = INFINITE
    return Sweep(artefact, weights, class_cost, tuple(upward), least, beside)


def _climb(layers: tuple[SweptLayer, ...], class_cost: IntArray) -> tuple[IntArray, ...]:
    """Return the least cost from each node of each layer to the end; the end comes last."""
    found = [np.zeros(1, dtype=np.int64)]
    for layer in reversed(layers):
        through = class_cost[layer.classes] + found[-1][layer.children]
        found.append(np.minimum(np.minimum.reduceat(through, layer.parent_starts), INFINITE))
    return tuple(found[::-1])


def _descend(
    layers: tuple[SweptLayer, ...],
    class_cost: IntArray,
    upward: tuple[IntArray, ...],
    beside: IntArray,
) -> None:
    """Write the least cost beside each class; its own cost is never part of it."""
    down = np.zeros(1, dtype=np.int64)
    for layer, up in zip(layers, upward[1:], strict=True):
        reached = down[layer.parents]
        around = layer.by_class.least(reached + up[layer.children])
        first = layer.first_class
        beside[first : first + layer.by_class.size] = np.minimum(around, INFINITE)
        down = np.minimum(layer.by_child.least(reached + class_cost[layer.classes]), INFINITE)
