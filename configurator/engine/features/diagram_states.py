"""What follows from decisions about single options, out of compiled diagrams.

`configurator.engine.answer` knows what a customer chose; here an option may be refused as well.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from configurator.engine.arrays import BoolArray, IndexArray
from configurator.engine.artefact import Artefact, SweptLayer
from configurator.engine.choices import number_value
from configurator.engine.errors import InconsistentChoices
from configurator.engine.model import GroupKind


@dataclass(frozen=True, slots=True)
class _Portion:
    """A class of options of a some_of: the first option, how many there are, most of each."""

    variable: int
    first: int
    many: int
    most: int


class DiagramStates:
    """Answers which options are forced and blocked; one per thread.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.

    Notes
    -----
    Options are the options of every one_of and some_of and the values of every number, in the
    order of the model; texts have none. Diagrams that a decision does not touch keep their
    answer of the call before; the answer itself depends on artefact and decisions alone.
    """

    def __init__(self, artefact: Artefact) -> None:
        self._artefact = artefact
        self.codes: list[tuple[str, str]] = []
        self._values: list[int] = []
        self._portion_of: dict[int, _Portion] = {}
        self._portions: list[_Portion] = []
        for index, variable in enumerate(artefact.variables):
            self._list_options(index, variable.options)
        self._value_of = np.array(self._values, dtype=np.int64)
        starts = artefact.value_starts
        self._variable_of_value = np.repeat(np.arange(len(artefact.variables)), np.diff(starts))
        self._paths = [_Paths(layers, artefact.class_starts) for layers in artefact.swept]

    def _list_options(self, index: int, options: tuple[int, ...]) -> None:
        artefact = self._artefact
        variable = artefact.variables[index]
        group = artefact.model.groups[variable.group]
        start = int(artefact.value_starts[index])
        if group.kind is GroupKind.SOME_OF:
            portion = _Portion(index, len(self.codes), len(options), group.max_quantity)
            self._portions.append(portion)
            for option in options:
                self._portion_of[len(self.codes)] = portion
                self.codes.append((group.code, group.options[option]))
                self._values.append(-1)
        elif group.kind is not GroupKind.TEXT:
            names = group.options or [
                str(number_value(group, place)) for place in range(1, variable.size)
            ]
            self.codes.extend((group.code, name) for name in names)
            self._values.extend(range(start + 1, start + variable.size))

    def state(
        self, taken: Collection[int], refused: Collection[int]
    ) -> tuple[BoolArray, BoolArray]:
        """Return what follows from decisions, exactly.

        Parameters
        ----------
        taken, refused : collection of int
            Places of options that have to be there, or must not be.

        Returns
        -------
        forced, blocked : BoolArray
            Per option, whether every valid configuration with these decisions has it, or none.

        Raises
        ------
        InconsistentChoices
            If no valid configuration has these decisions.
        """
        allowed = self._allowed(taken, refused)
        possible = self._possible(allowed)
        counts = np.add.reduceat(possible, self._artefact.value_starts[:-1], dtype=np.int64)
        if self._artefact.is_void or not counts.all():
            raise InconsistentChoices("no valid configuration has these decisions")
        can_be = possible[self._value_of]
        forced = can_be & (counts[self._variable_of_value[self._value_of]] == 1)
        blocked = ~can_be
        for portion in self._portions:
            self._divide(portion, possible, set(taken), set(refused), forced, blocked)
        return forced, blocked

    def _allowed(self, taken: Collection[int], refused: Collection[int]) -> BoolArray:
        """Return, per value, whether the decisions leave it."""
        starts = self._artefact.value_starts
        allowed = np.ones(int(starts[-1]), dtype=np.bool_)
        for option in taken:
            value = self._values[option]
            if value >= 0:
                variable = self._variable_of_value[value]
                is_free = allowed[value]
                allowed[starts[variable] : starts[variable + 1]] = False
                allowed[value] = is_free
        for option in refused:
            if self._values[option] >= 0:
                allowed[self._values[option]] = False
        for portion in self._portions:
            mine = range(portion.first, portion.first + portion.many)
            least = sum(option in taken for option in mine)
            most = (portion.many - sum(option in refused for option in mine)) * portion.most
            at = self._artefact.values_of(portion.variable)
            allowed[at][:least] = False
            allowed[at][most + 1 :] = False
        return allowed

    def _divide(
        self,
        portion: _Portion,
        possible: BoolArray,
        taken: set[int],
        refused: set[int],
        forced: BoolArray,
        blocked: BoolArray,
    ) -> None:
        """Say of each option of a class what its quantities allow: undecided ones are alike."""
        mine = range(portion.first, portion.first + portion.many)
        quantities = np.flatnonzero(possible[self._artefact.values_of(portion.variable)])
        least = sum(option in taken for option in mine)
        left = portion.many - sum(option in refused for option in mine)
        for option in mine:
            forced[option] = option in taken or (
                option not in refused and quantities[0] > (left - 1) * portion.most
            )
            blocked[option] = option in refused or (
                option not in taken and quantities[-1] < least + 1
            )

    def _possible(self, allowed: BoolArray) -> BoolArray:
        """Return, per value, whether a valid configuration has it."""
        artefact = self._artefact
        by_class = artefact.values_by_class
        is_open = np.zeros(by_class.size, dtype=np.bool_)
        is_open[by_class.keys] = np.logical_or.reduceat(allowed[by_class.order], by_class.starts)
        is_open[-1] = False
        alive = is_open.copy()
        for paths in self._paths:
            alive[paths.classes] = paths.alive(is_open)
        return np.asarray(allowed & alive[artefact.class_of_value])


class _Paths:
    """The edges of one diagram that are on a path from the root to the end.

    Decisions that extend those before only take edges away, so that a session gets quicker with
    every click; others begin with all edges again.
    """

    def __init__(self, layers: Sequence[SweptLayer], starts: IndexArray) -> None:
        self._layers = layers
        ranges = [(layer.variable, layer.by_child.size) for layer in layers]
        self.classes = np.concatenate(
            [np.arange(starts[variable], starts[variable + 1]) for variable, _ in ranges]
        )
        self._widths = [1, *(width for _, width in ranges)]
        self._is_open = np.ones(len(self.classes), dtype=np.bool_)
        self._alive = self._is_open
        self._edges: list[tuple[IndexArray, IndexArray, IndexArray]] = []
        self._restart()

    def _restart(self) -> None:
        self._edges = [(layer.parents, layer.classes, layer.children) for layer in self._layers]

    def alive(self, is_open: BoolArray) -> BoolArray:
        """Return which classes are on a path through open classes."""
        mine = is_open[self.classes]
        if not np.array_equal(mine, self._is_open):
            if np.any(mine & ~self._is_open):
                self._restart()
            self._is_open = mine
            self._climb(is_open)
            found = np.zeros(len(is_open), dtype=np.bool_)
            self._descend(found)
            self._alive = found[self.classes]
        return self._alive

    def _climb(self, is_open: BoolArray) -> None:
        """Keep the edges through open classes from which the end can be reached."""
        reaches_end = np.ones(1, dtype=np.bool_)
        for place in reversed(range(len(self._edges))):
            parents, classes, children = self._edges[place]
            kept = np.flatnonzero(is_open[classes] & reaches_end[children])
            if len(kept) < len(parents):
                parents = parents[kept]
                self._edges[place] = parents, classes[kept], children[kept]
            reaches_end = np.zeros(self._widths[place], dtype=np.bool_)
            reaches_end[parents] = True

    def _descend(self, found: BoolArray) -> None:
        """Keep the edges that the root reaches, and mark their classes."""
        reached = np.ones(1, dtype=np.bool_)
        for place, (parents, classes, children) in enumerate(self._edges):
            kept = np.flatnonzero(reached[parents])
            if len(kept) < len(parents):
                classes, children = classes[kept], children[kept]
                self._edges[place] = parents[kept], classes, children
            found[classes] = True
            reached = np.zeros(self._widths[place + 1], dtype=np.bool_)
            reached[children] = True
