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
        self._seen: list[bytes] = [b""] * len(artefact.swept)
        self._alive = np.zeros(int(artefact.class_starts[-1]) + 1, dtype=np.bool_)

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
        inside = np.zeros(by_class.size, dtype=np.bool_)
        for index, layers in enumerate(artefact.swept):
            classes = _classes_of(artefact, layers)
            inside[classes] = True
            now = is_open[classes].tobytes()
            if now != self._seen[index]:
                self._alive[classes] = False
                _spread(layers, is_open, self._alive)
                self._seen[index] = now
        alive = np.where(inside, self._alive, is_open)
        return np.asarray(allowed & alive[artefact.class_of_value])


def _classes_of(artefact: Artefact, layers: Sequence[SweptLayer]) -> IndexArray:
    starts = artefact.class_starts
    return np.concatenate(
        [np.arange(starts[layer.variable], starts[layer.variable + 1]) for layer in layers]
    ).astype(np.int32)


def _spread(layers: Sequence[SweptLayer], is_open: BoolArray, alive: BoolArray) -> None:
    """Mark the classes on a path from the root to the end through open classes."""
    upward: list[BoolArray] = []
    reaches_end = np.ones(1, dtype=np.bool_)
    for layer in reversed(layers):
        edges = is_open[layer.classes] & reaches_end[layer.children]
        upward.append(edges)
        reaches_end = np.logical_or.reduceat(edges, layer.parent_starts)
    reached = np.ones(1, dtype=np.bool_)
    for layer, edges in zip(layers, reversed(upward), strict=True):
        kept = np.flatnonzero(edges & reached[layer.parents])
        alive[layer.classes[kept]] = True
        reached = np.zeros(layer.by_child.size, dtype=np.bool_)
        reached[layer.children[kept]] = True
