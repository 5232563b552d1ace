"""One pass up each diagram, and one down where it is asked for: the least total of every value."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from configurator.engine.arrays import IMPOSSIBLE, INFINITE, BoolArray, IntArray
from configurator.engine.artefact import Artefact, SweptLayer
from configurator.engine.weights import Weights

Layers = tuple[SweptLayer, ...]


@dataclass(frozen=True, eq=False)
class Sweep:
    """Least totals under some weights; exact.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.
    weights : Weights
        Costs of values.
    layers : tuple
        Per diagram, the layers swept: all of them, or what some choices leave of them.
    class_cost : IntArray
        Per class, the least cost of its values; the dead class comes last.
    upward : tuple
        Per diagram, per layer, the least cost from each node to the end.
    least : IntArray
        Per component, its least total.
    """

    artefact: Artefact
    weights: Weights
    layers: tuple[Layers, ...]
    class_cost: IntArray
    upward: tuple[tuple[IntArray, ...], ...]
    least: IntArray

    @cached_property
    def beside(self) -> IntArray:
        """Per class, the least cost of the other variables of its component."""
        beside = np.zeros(len(self.class_cost), dtype=np.int64)
        beside[-1] = INFINITE
        for layers, up in zip(self.layers, self.upward, strict=True):
            _descend(layers, self.class_cost, up, beside)
        return beside

    @property
    def is_proven(self) -> bool:
        """Whether the total is the least: always."""
        return True

    @property
    def bound(self) -> int:
        """No configuration has a smaller total."""
        return self.total

    def known(self, variable: int) -> BoolArray:
        """Return, per value of a variable, whether `rest` is exact: always."""
        return np.ones(self.artefact.variables[variable].size, dtype=np.bool_)

    @cached_property
    def values(self) -> IntArray:
        """The value of every variable in a configuration of least total.

        Deterministic: at each variable in turn the first value, in option order, that keeps the
        total, which is not `INFINITE`.
        """
        values = np.zeros(len(self.artefact.variables), dtype=np.int64)
        seen = np.zeros(len(self.artefact.variables), dtype=np.bool_)
        for layers, upward in zip(self.layers, self.upward, strict=True):
            node = 0
            for layer, up in zip(layers, upward[1:], strict=True):
                values[layer.variable], node = self._step(layer, up, node)
                seen[layer.variable] = True
        for variable in np.flatnonzero(~seen):
            at = self.artefact.values_of(int(variable))
            dead = self.artefact.class_of_value[at] == self.artefact.dead_class
            values[variable] = int(np.argmin(np.where(dead, INFINITE, self.weights.hard[at])))
        return values

    def _step(self, layer: SweptLayer, up: IntArray, node: int) -> tuple[int, int]:
        """Return the best value at a node and the node it leads to."""
        ends = np.append(layer.parent_starts, len(layer.parents))
        edges = slice(int(ends[node]), int(ends[node + 1]))
        starts = self.artefact.class_starts
        many = int(starts[layer.variable + 1]) - layer.first_class
        onward = np.full(many + 1, INFINITE, dtype=np.int64)
        child = np.zeros(many + 1, dtype=np.int64)
        local = layer.classes[edges] - layer.first_class
        onward[local] = up[layer.children[edges]]
        child[local] = layer.children[edges]
        at = self.artefact.values_of(layer.variable)
        classes = np.minimum(self.artefact.class_of_value[at] - layer.first_class, many)
        value = int(np.argmin(self.weights.hard[at] + onward[classes]))
        return value, int(child[classes[value]])

    @property
    def total(self) -> int:
        """The least total of a configuration with all own choices, `INFINITE` for none."""
        possible = not self.artefact.is_void and self.least.max(initial=0) < IMPOSSIBLE
        return int(self.least.sum()) if possible else INFINITE

    @property
    def money(self) -> int:
        """The money in the least total."""
        return int(self.weights.money(np.array([self.total]))[0])

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


def sweep(artefact: Artefact, weights: Weights, layers: tuple[Layers, ...] | None = None) -> Sweep:
    """Sweep all diagrams upward; the way down follows when `Sweep.rest` is asked for.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.
    weights : Weights
        Costs of values; ``hard`` counts.
    layers : tuple, optional
        What `restrict` left for choices that ``weights`` hold too.

    Returns
    -------
    Sweep
    """
    layers = artefact.swept if layers is None else layers
    class_cost = least_by_class(artefact, weights.hard)
    starts = artefact.class_starts
    least = np.full(int(artefact.component_of.max(initial=-1)) + 1, INFINITE, dtype=np.int64)
    upward = tuple(_climb(each, class_cost) for each in layers)
    for index, up in enumerate(upward):
        least[index] = up[0][0]
    for variable in np.flatnonzero(artefact.component_of >= len(layers)):
        costs = class_cost[starts[variable] : starts[variable + 1]]
        least[artefact.component_of[variable]] = costs.min(initial=INFINITE)
    if artefact.is_void:
        least[:] = INFINITE
    return Sweep(artefact, weights, layers, class_cost, upward, least)


def least_by_class(artefact: Artefact, costs: IntArray) -> IntArray:
    """Return, per class, the least cost of its values; `INFINITE` for the dead class."""
    class_cost = artefact.values_by_class.least(costs)
    class_cost[-1] = INFINITE
    return class_cost


def restrict(artefact: Artefact, weights: Weights) -> tuple[Layers, ...]:
    """Return what can still be reached from the roots, for many sweeps that only forbid more.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.
    weights : Weights
        Values whose ``hard`` cost is infinite are followed no further.
    """
    possible = least_by_class(artefact, weights.hard) < IMPOSSIBLE
    return tuple(_reached(layers, possible) for layers in artefact.swept)


def _reached(layers: Layers, possible: BoolArray) -> Layers:
    nodes, found = np.zeros(1, dtype=np.int32), []
    for layer in layers:
        begins = layer.parent_starts[nodes]
        lengths = np.append(layer.parent_starts, len(layer.classes))[nodes + 1] - begins
        starts = np.cumsum(lengths) - lengths
        edges = np.repeat(begins - starts, lengths) + np.arange(int(lengths.sum()))
        classes, children = layer.classes[edges], layer.children[edges]
        is_reached = np.zeros(layer.width, dtype=np.bool_)
        is_reached[children[possible[classes]]] = True
        nodes = np.flatnonzero(is_reached).astype(np.int32)
        if not nodes.size:
            return layers
        number = np.zeros(layer.width, dtype=np.int32)
        number[nodes] = np.arange(len(nodes))
        # Forbidden edges stay, so that no node is without one; where they lead does not matter.
        found.append(
            SweptLayer(
                layer.variable,
                np.repeat(np.arange(len(lengths)), lengths).astype(np.int32),
                classes,
                number[children],
                starts.astype(np.int32),
                layer.first_class,
                layer.class_count,
                len(nodes),
            )
        )
    return tuple(found)


def _climb(layers: Layers, class_cost: IntArray) -> tuple[IntArray, ...]:
    """Return the least cost from each node of each layer to the end; the end comes last."""
    found = [np.zeros(1, dtype=np.int64)]
    for layer in reversed(layers):
        through = class_cost[layer.classes] + found[-1][layer.children]
        found.append(np.minimum(np.minimum.reduceat(through, layer.parent_starts), INFINITE))
    return tuple(found[::-1])


def _descend(
    layers: Layers,
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
