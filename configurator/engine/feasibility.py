"""Whether many sets of demands can be met, up to 64 of them in one pass over the diagrams.

Each edge carries one bit for each set instead of a cost; a set can be met where its bit
arrives at every root. A pass costs what a pass of costs does, so 64 questions cost one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from configurator.engine.arrays import BoolArray, IntArray
from configurator.engine.artefact import Artefact, SweptLayer
from configurator.engine.choices import Chosen, Own
from configurator.engine.model import GroupKind

WordArray = npt.NDArray[Any]
WORD = 64
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_BITS: WordArray = np.uint64(1) << np.arange(WORD, dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Demand:
    """One own choice: the answer to a group, or a quantity of one option of a some_of.

    Parameters
    ----------
    group : int
        Place of the group.
    option : int
        Place of the option in a some_of, else -1.
    chosen : Chosen
        What is demanded.
    """

    group: int
    option: int
    chosen: Chosen = field(compare=False)

    def variable(self, artefact: Artefact) -> int:
        """Return the variable that the demand restricts."""
        variables = artefact.variables_by_group[self.group]
        if self.option < 0:
            return variables[0]
        return next(v for v in variables if self.option in artefact.variables[v].options)


def possible_sets(
    artefact: Artefact, wanted: Own, demands: Sequence[Demand], members: BoolArray
) -> BoolArray:
    """Tell which sets of demands some valid configuration meets together with what is wanted.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.
    wanted : mapping
        Answers that every set has, by place of the group.
    demands : sequence of Demand
        The demands; none speaks of an answer in ``wanted``, of a some_of of an option in it.
    members : BoolArray
        Per set and demand, whether the demand is in the set.

    Returns
    -------
    BoolArray
        One entry for each set; exact.
    """
    by_component = possible_by_component(artefact, wanted, demands, members)
    found: BoolArray = np.ones(len(members), dtype=np.bool_)
    for possible in by_component.values():
        found &= possible
    return found & (not artefact.is_void)


def possible_by_component(
    artefact: Artefact, wanted: Own, demands: Sequence[Demand], members: BoolArray
) -> dict[int, BoolArray]:
    """Return the same for each component that demands or wanted answers touch, ascending.

    All other components can always be met, unless the artefact is void.
    """
    touched = {v for index in wanted for v in artefact.variables_by_group[index]}
    touched.update(demand.variable(artefact) for demand in demands)
    by_component: dict[int, set[int]] = {}
    for variable in touched:
        by_component.setdefault(int(artefact.component_of[variable]), set()).add(variable)
    found: dict[int, list[BoolArray]] = {component: [] for component in sorted(by_component)}
    for begin in range(0, len(members), WORD):
        part = members[begin : begin + WORD]
        class_bits = _class_bits(artefact, wanted, demands, part)
        for component, parts in found.items():
            met = _met(artefact, component, by_component[component], class_bits)
            parts.append((met & _BITS[: len(part)]) != 0)
    return {component: np.concatenate(parts) for component, parts in found.items()}


def _class_bits(
    artefact: Artefact, wanted: Own, demands: Sequence[Demand], part: BoolArray
) -> WordArray:
    """Return, per class of values, the sets that allow one of its values."""
    bits = np.full(int(artefact.class_starts[-1]) + 1, ALL, dtype=np.uint64)
    bits[-1] = 0
    quantities: dict[int, IntArray] = {}
    always = np.ones(len(part), dtype=np.bool_)
    for index, chosen in wanted.items():
        _restrict(artefact, index, chosen, always, bits, quantities)
    for place, demand in enumerate(demands):
        _restrict(artefact, demand.group, demand.chosen, part[:, place], bits, quantities)
    for variable, least in quantities.items():
        _keep_at_least(artefact, variable, least, bits)
    return _narrowest(bits, len(part))


def _narrowest(bits: WordArray, sets: int) -> WordArray:
    """Return the words as narrow as the number of sets allows: a pass moves fewer bytes."""
    for kind in (np.uint8, np.uint16, np.uint32):
        if sets <= 8 * np.dtype(kind).itemsize:
            return bits.astype(kind)
    return bits


def _restrict(
    artefact: Artefact, index: int, chosen: Chosen, sets: BoolArray,
    bits: WordArray, quantities: dict[int, IntArray],
) -> None:  # fmt: skip
    """Take a demand into the sets that have it."""
    group = artefact.model.groups[index]
    if group.kind is GroupKind.SOME_OF:
        for variable in artefact.variables_by_group[index]:
            options = artefact.variables[variable].options
            many = sum(chosen.quantities.get(option, 0) for option in options)
            if many:
                before = quantities.get(variable, np.zeros(len(sets), dtype=np.int64))
                quantities[variable] = before + many * sets
        return
    (variable,) = artefact.variables_by_group[index]
    place = int(artefact.value_starts[variable]) + chosen.value
    kept = int(artefact.class_of_value[place])
    before = bits[kept]
    first, last = artefact.class_starts[variable], artefact.class_starts[variable + 1]
    bits[first:last] &= ~np.bitwise_or.reduce(_BITS[: len(sets)][sets], initial=np.uint64(0))
    bits[kept] = before


def _keep_at_least(artefact: Artefact, variable: int, least: IntArray, bits: WordArray) -> None:
    """Allow only quantities of a class of options that reach what each set demands."""
    at = artefact.values_of(variable)
    size = at.stop - at.start
    by_quantity = np.zeros(size + 1, dtype=np.uint64)
    np.bitwise_or.at(by_quantity, np.minimum(least, size), _BITS[: len(least)])
    # Bits beyond the sets stay zero: nobody asks for them.
    allowed = np.bitwise_or.accumulate(by_quantity[:size])
    reached = np.zeros_like(bits)
    np.bitwise_or.at(reached, artefact.class_of_value[at], allowed)
    first, last = artefact.class_starts[variable], artefact.class_starts[variable + 1]
    bits[first:last] &= reached[first:last]


def _met(artefact: Artefact, component: int, touched: set[int], class_bits: WordArray) -> np.uint64:
    """Return the sets that a component can meet."""
    if component < len(artefact.swept):
        return _climb(artefact.swept[component], touched, class_bits)
    (variable,) = touched
    first, last = artefact.class_starts[variable], artefact.class_starts[variable + 1]
    return np.uint64(np.bitwise_or.reduce(class_bits[first:last], initial=0))


def _climb(layers: tuple[SweptLayer, ...], touched: set[int], class_bits: WordArray) -> np.uint64:
    """Return the bits that arrive at the root.

    Below the last layer touched every node reaches the end, and every node of the first one
    is reached from the root: only the layers between them are climbed.
    """
    places = [place for place, layer in enumerate(layers) if layer.variable in touched]
    between = layers[places[0] : places[-1] + 1]
    through = class_bits[between[-1].classes]
    for layer, below in zip(between[-2::-1], between[:0:-1], strict=True):
        up = np.bitwise_or.reduceat(through, below.parent_starts)
        through = class_bits[layer.classes]
        through &= up[layer.children]
    return np.uint64(np.bitwise_or.reduce(through, initial=0))
