"""One pass up each diagram, and one down where it is asked for: the least total of every value."""

import itertools
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from configurator.engine.arrays import IMPOSSIBLE, INFINITE, BoolArray, IndexArray, IntArray
from configurator.engine.artefact import Artefact, Ladder, SweptLayer
from configurator.engine.weights import Weights

# A layer adds a cost to what is below it: so many of them stay within int64 before they are bounded.
UNBOUNDED = 4


@dataclass(frozen=True, eq=False)
class Sweep:
    """Least totals under some weights; exact.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.
    weights : Weights
        Costs of values.
    ladders : tuple of Ladder
        Per diagram, the layers swept: all of them, or what some choices leave of them.
    class_cost : IntArray
        Per class, the least cost of its values; the dead class comes last.
    upward : tuple
        Per diagram, the least cost from each node to the end, which comes last.
    least : IntArray
        Per component, its least total.
    """

    artefact: Artefact
    weights: Weights
    ladders: tuple[Ladder, ...]
    class_cost: IntArray
    upward: tuple[IntArray, ...]
    least: IntArray

    @cached_property
    def beside(self) -> IntArray:
        """Per class, the least cost of the other variables of its component."""
        beside = np.zeros(len(self.class_cost), dtype=np.int64)
        beside[-1] = INFINITE
        for ladder, up in zip(self.ladders, self.upward, strict=True):
            _descend(ladder, self.class_cost, up, beside)
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
        starts = self.artefact.value_starts
        for ladder, up in zip(self.ladders, self.upward, strict=True):
            node = 0
            for layer in ladder.layers:
                value, node = self._step(ladder, up, node)
                values[layer.variable] = value - starts[layer.variable]
        for variable in self.artefact.alone_variables:
            at = self.artefact.values_of(variable)
            dead = self.artefact.class_of_value[at] == self.artefact.dead_class
            values[variable] = int(np.argmin(np.where(dead, INFINITE, self.weights.hard[at])))
        return values

    def _step(self, ladder: Ladder, up: IntArray, node: int) -> tuple[int, int]:
        """Return the first of the best values at a node, counted over all, and where it leads."""
        edges = slice(*ladder.starts[node : node + 2].tolist())
        classes, children = ladder.classes[edges], ladder.children[edges]
        onward = (self.class_cost.take(classes) + up.take(children)).tolist()
        least = min(onward)
        value, edge = min(
            (int(self._first_value[classes[edge]]), edge)
            for edge, cost in enumerate(onward)
            if cost == least
        )
        return value, int(children[edge])

    @cached_property
    def _first_value(self) -> IndexArray:
        """Per class, the first of its cheapest values, counted over all variables."""
        order, class_of_value = self.artefact.values_by_class.order, self.artefact.class_of_value
        classes = class_of_value[order]
        cheapest = np.flatnonzero(self.weights.hard[order] == self.class_cost[classes])[::-1]
        found = np.zeros(len(self.class_cost), dtype=np.int32)
        found[classes[cheapest]] = order[cheapest]
        return found

    @cached_property
    def total(self) -> int:
        """The least total of a configuration with all own choices, `INFINITE` for none."""
        least: list[int] = self.least.tolist()
        possible = not self.artefact.is_void and max(least, default=0) < IMPOSSIBLE
        return sum(least) if possible else INFINITE

    @property
    def money(self) -> int:
        """The money in the least total."""
        return self.weights.money_in(self.total)

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


def sweep(artefact: Artefact, weights: Weights, ladders: tuple[Ladder, ...] | None = None) -> Sweep:
    """Sweep all diagrams upward; the way down follows when `Sweep.rest` is asked for.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.
    weights : Weights
        Costs of values; ``hard`` counts.
    ladders : tuple of Ladder, optional
        What `restrict` left for choices that ``weights`` hold too.

    Returns
    -------
    Sweep
    """
    ladders = artefact.ladders if ladders is None else ladders
    class_cost = least_by_class(artefact, weights.hard)
    starts = artefact.class_starts
    upward = tuple(_climb(each, class_cost) for each in ladders)
    totals = [int(up[0]) for up in upward]
    for variable in artefact.alone_variables:
        costs = class_cost[starts[variable] : starts[variable + 1]]
        totals.append(int(costs.min(initial=INFINITE)))
    least = np.array(totals, dtype=np.int64)
    if artefact.is_void:
        least[:] = INFINITE
    return Sweep(artefact, weights, ladders, class_cost, upward, least)


def least_by_class(artefact: Artefact, costs: IntArray) -> IntArray:
    """Return, per class, the least cost of its values; `INFINITE` for the dead class."""
    class_cost = artefact.values_by_class.least(costs)
    class_cost[-1] = INFINITE
    return class_cost


def restrict(artefact: Artefact, weights: Weights) -> tuple[Ladder, ...]:
    """Return what can still be reached from the roots, for many sweeps that only forbid more.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.
    weights : Weights
        Values whose ``hard`` cost is infinite are followed no further.
    """
    possible = least_by_class(artefact, weights.hard) < IMPOSSIBLE
    return tuple(_reached(ladder, possible) for ladder in artefact.ladders)


def _reached(ladder: Ladder, possible: BoolArray) -> Ladder:
    nodes, found = np.zeros(1, dtype=np.int32), []
    for layer in ladder.layers:
        begins = layer.parent_starts[nodes]
        lengths = np.append(layer.parent_starts, len(layer.classes))[nodes + 1] - begins
        starts = np.cumsum(lengths) - lengths
        edges = np.repeat(begins - starts, lengths) + np.arange(int(lengths.sum()))
        classes, children = layer.classes[edges], layer.children[edges]
        is_reached = np.zeros(layer.width, dtype=np.bool_)
        is_reached[children[possible[classes]]] = True
        nodes = np.flatnonzero(is_reached).astype(np.int32)
        if not nodes.size:
            return ladder
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
    return Ladder(tuple(found))


def _climb(ladder: Ladder, class_cost: IntArray) -> IntArray:
    """Return the least cost from each node to the end, which comes last."""
    edges, nodes = ladder.edge_cuts, ladder.node_cuts
    children, starts = ladder.children, ladder.starts
    through = class_cost.take(ladder.classes)
    least = np.zeros(nodes[-1] + 1, dtype=np.int64)
    for place in range(len(ladder.layers) - 1, -1, -1):
        first, last = edges[place : place + 2]
        at = slice(*nodes[place : place + 2])
        through[first:last] += least.take(children[first:last])
        np.minimum.reduceat(through[:last], starts[at], out=least[at])
        if place % UNBOUNDED == 0:
            np.minimum(least[at], INFINITE, out=least[at])
    return np.minimum(least, INFINITE, out=least)


def _descend(
    ladder: Ladder,
    class_cost: IntArray,
    upward: IntArray,
    beside: IntArray,
) -> None:
    """Write the least cost beside each class; its own cost is never part of it."""
    down = np.zeros(1, dtype=np.int64)
    cuts = [*ladder.node_cuts[1:], len(upward)]
    for layer, (first, last) in zip(ladder.layers, itertools.pairwise(cuts), strict=True):
        up = upward[first:last]
        reached = down[layer.parents]
        around = layer.by_class.least(reached + up[layer.children])
        first = layer.first_class
        beside[first : first + layer.by_class.size] = np.minimum(around, INFINITE)
        down = np.minimum(layer.by_child.least(reached + class_cost[layer.classes]), INFINITE)
