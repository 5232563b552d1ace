"""What is stored with a revision: the compiled model as arrays that nothing ever changes."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from configurator.engine.arrays import Grouping, IndexArray
from configurator.engine.compiled import Compiled
from configurator.engine.diagram import Diagram
from configurator.engine.storage import pack, unpack

# Edges of a diagram up to which a copy in wider integers is kept.
UNCAST = 200_000


@dataclass(frozen=True, eq=False)
class SweptLayer:
    """A layer of a diagram, sorted for sweeps.

    Parameters
    ----------
    variable : int
        The variable it assigns.
    parents, classes, children : IndexArray
        Per edge, sorted by parent; ``classes`` count over all variables.
    parent_starts : IndexArray
        Where the edges of each node begin.
    first_class, class_count : int
        First class of the variable, and how many it has.
    width : int
        How many nodes the next layer has.
    """

    variable: int
    parents: IndexArray
    classes: IndexArray
    children: IndexArray
    parent_starts: IndexArray
    first_class: int
    class_count: int
    width: int

    @cached_property
    def by_child(self) -> Grouping:
        """The edges by the node they lead to."""
        return Grouping.by_key(self.children, self.width)

    @cached_property
    def by_class(self) -> Grouping:
        """The edges by class, counted from the variable's first."""
        return Grouping.by_key(self.classes - self.first_class, self.class_count)


@dataclass(frozen=True, eq=False)
class Ladder:
    """The layers of one diagram, and their edges in one piece for the way from the end up.

    Parameters
    ----------
    layers : tuple of SweptLayer
        The first one has one node.
    """

    layers: tuple[SweptLayer, ...]

    @cached_property
    def edge_cuts(self) -> list[int]:
        """Where the edges of each layer begin among all; the end comes last."""
        return _cuts(len(layer.classes) for layer in self.layers)

    @cached_property
    def node_cuts(self) -> list[int]:
        """Where the nodes of each layer begin among all; the node at the end comes last."""
        return _cuts(len(layer.parent_starts) for layer in self.layers)

    @cached_property
    def classes(self) -> npt.NDArray[np.integer]:
        """Per edge, its class."""
        return self._joined(layer.classes for layer in self.layers)

    @cached_property
    def children(self) -> npt.NDArray[np.integer]:
        """Per edge, where it leads, counted among all nodes."""
        pairs = zip(self.layers, self.node_cuts[1:], strict=True)
        return self._joined(layer.children + start for layer, start in pairs)

    @cached_property
    def starts(self) -> npt.NDArray[np.integer]:
        """Per node, where its edges begin; their end comes last."""
        pairs = zip(self.layers, self.edge_cuts, strict=False)
        starts = [layer.parent_starts + start for layer, start in pairs]
        return self._joined([*starts, np.array(self.edge_cuts[-1:], dtype=np.int32)])

    def _joined(self, parts: Iterable[IndexArray]) -> npt.NDArray[np.integer]:
        """Return arrays as one; short ones in the type that NumPy need not cast."""
        kind = np.intp if self.edge_cuts[-1] <= UNCAST else np.int32
        return np.concatenate([*parts]).astype(kind, copy=False)


def _cuts(lengths: Iterable[int]) -> list[int]:
    return [0, *itertools.accumulate(lengths)]


@dataclass(frozen=True, eq=False)
class Artefact(Compiled):
    """A model compiled into diagrams.

    Parameters
    ----------
    diagrams : tuple of Diagram
        One per component of rules that hang together.
    alone : tuple of IndexArray
        Per variable outside all diagrams, in order: class of each value, 0 or -1 for dead.
    """

    diagrams: tuple[Diagram, ...]
    alone: tuple[IndexArray, ...]

    @cached_property
    def component_of(self) -> IndexArray:
        """Per variable, its diagram; variables alone follow, each a component of its own."""
        component = np.full(len(self.variables), -1, dtype=np.int32)
        for index, diagram in enumerate(self.diagrams):
            component[[layer.variable for layer in diagram.layers]] = index
        outside = list(self.alone_variables)
        component[outside] = len(self.diagrams) + np.arange(len(outside))
        return component

    @cached_property
    def alone_variables(self) -> tuple[int, ...]:
        """The variables outside all diagrams, ascending."""
        inside = {layer.variable for diagram in self.diagrams for layer in diagram.layers}
        return tuple(i for i in range(len(self.variables)) if i not in inside)

    @cached_property
    def _local_classes(self) -> tuple[IndexArray, ...]:
        local: dict[int, IndexArray] = {}
        for diagram in self.diagrams:
            for layer, classes in zip(diagram.layers, diagram.class_of_value, strict=True):
                local[layer.variable] = classes
        local.update(zip(self.alone_variables, self.alone, strict=True))
        return tuple(local[index] for index in range(len(self.variables)))

    @cached_property
    def class_starts(self) -> IndexArray:
        """Number of the first class of each variable; the number of all classes comes last."""
        counts = [int(classes.max(initial=-1)) + 1 for classes in self._local_classes]
        return np.cumsum([0, *counts]).astype(np.int32)

    @cached_property
    def class_of_value(self) -> IndexArray:
        """Class of every value of every variable; dead values share one class after the last."""
        dead = int(self.class_starts[-1])
        return np.concatenate(
            [
                np.where(classes < 0, dead, classes + start)
                for classes, start in zip(self._local_classes, self.class_starts, strict=False)
            ]
            or [np.zeros(0, dtype=np.int32)]
        ).astype(np.int32)

    @cached_property
    def values_by_class(self) -> Grouping:
        """All values by class, the dead ones last."""
        return Grouping.by_key(self.class_of_value, int(self.class_starts[-1]) + 1)

    @cached_property
    def swept(self) -> tuple[tuple[SweptLayer, ...], ...]:
        """The layers of every diagram, sorted for sweeps."""
        return tuple(self._swept(diagram) for diagram in self.diagrams)

    @cached_property
    def ladders(self) -> tuple[Ladder, ...]:
        """The layers of every diagram in one piece."""
        return tuple(Ladder(layers) for layers in self.swept)

    def _swept(self, diagram: Diagram) -> tuple[SweptLayer, ...]:
        widths = [layer.nodes for layer in diagram.layers[1:]] + [1]
        return tuple(
            SweptLayer(
                layer.variable,
                layer.parents,
                (layer.classes + self.class_starts[layer.variable]).astype(np.int32),
                layer.children,
                np.searchsorted(layer.parents, np.arange(layer.nodes)).astype(np.int32),
                int(self.class_starts[layer.variable]),
                many,
                width,
            )
            for layer, width, many in zip(diagram.layers, widths, diagram.class_counts, strict=True)
        )

    @property
    def dead_class(self) -> int:
        """The class of dead values."""
        return int(self.class_starts[-1])

    @property
    def nodes(self) -> int:
        """Nodes of all diagrams."""
        return sum(diagram.nodes for diagram in self.diagrams)

    @property
    def edges(self) -> int:
        """Edges of all diagrams."""
        return sum(diagram.edges for diagram in self.diagrams)

    def to_bytes(self) -> bytes:
        """Return the artefact in a form that `from_bytes` reads; no pickle.

        Returns
        -------
        bytes
            Compressed; the same artefact gives the same bytes.
        """
        return pack(self)

    @classmethod
    def from_bytes(cls, content: bytes) -> "Artefact":
        """Read what `to_bytes` wrote.

        Raises
        ------
        MalformedModel
            If the bytes are something else.
        """
        model, variables, diagrams, alone, codes, automata, is_void = unpack(content)
        return cls(model, variables, codes, automata, is_void, diagrams, alone)
