"""How many configurations extend some choices: exact, in total and for each option.

What counts as different: every option, every quantity, every value of a number. Of a text it
is only whether it is filled: lengths that can always take each other's place count as one, so
that a text counts for more only where a rule or a preference tells its lengths apart.
"""

from collections.abc import Mapping, Sequence
from operator import mul
from typing import Any

import numpy as np

from configurator.engine.arrays import Grouping, IntArray
from configurator.engine.artefact import Artefact, SweptLayer
from configurator.engine.choices import NONE, Chosen, Own, number_value, read_choices
from configurator.engine.errors import ValueOutOfRange
from configurator.engine.model import GroupKind
from configurator.engine.residues import combined, primes_beyond
from configurator.engine.ways import Taking

DIRECT = 1 << 62


def count(artefact: Artefact, choices: Mapping[str, Any]) -> int:
    """Count the valid configurations that have all own choices.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.
    choices : mapping of str to value
        Own choices; of a some_of, at least these.

    Returns
    -------
    int
        Exact, of any size; 0 where the choices clash.

    Raises
    ------
    UnknownGroup, UnknownOption, ValueOutOfRange
        If a choice cannot be read.
    """
    own = read_choices(artefact.model, choices)
    return _Count(artefact, own).total


def count_per_option(artefact: Artefact, choices: Mapping[str, Any], group: str) -> dict[Any, int]:
    """Count, for each value of a group, the valid configurations that have it.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.
    choices : mapping of str to value
        Own choices; the answer to a one_of or number asked about is taken back first, as it is
        where an option is called possible. In a some_of all that is chosen stays.
    group : str
        A one_of, some_of or number.

    Returns
    -------
    dict
        Per option code, of a number per value; "" stands for none. Of a some_of, the
        configurations that take at least one of the option, so that they overlap.

    Raises
    ------
    UnknownGroup, UnknownOption, ValueOutOfRange
        If something cannot be read, or the group is a text.
    """
    index, known = artefact.group(group)
    if known.kind is GroupKind.TEXT:
        raise ValueOutOfRange(f"{group} has no options", group)
    own = read_choices(artefact.model, choices)
    if known.kind is GroupKind.SOME_OF:
        return _count_some_of(artefact, own, index)
    own = {other: chosen for other, chosen in own.items() if other != index}
    (variable,) = artefact.variables_by_group[index]
    counted = _Count(artefact, own).per_value(variable)
    names: list[Any] = [NONE, *known.options]
    if known.kind is GroupKind.NUMBER:
        names = [number_value(known, value) for value in range(len(counted))]
    return dict(zip(names, counted, strict=True))


def _count_some_of(artefact: Artefact, own: Own, index: int) -> dict[Any, int]:
    counted = _Count(artefact, own)
    found: dict[Any, int] = {}
    options = artefact.model.groups[index].options
    for variable in artefact.variables_by_group[index]:
        taking = counted.taking[variable]
        beside = counted.beside(variable)
        alike: dict[int, int] = {}
        for option in artefact.variables[variable].options:
            least = taking.least_of(option)
            if least not in alike:
                ways = taking.with_one_of(option)
                alike[least] = sum(map(mul, ways, beside))
            found[options[option]] = alike[least]
    return {code: found[code] for code in options}


class _Count:
    """The counts of one set of own choices."""

    def __init__(self, artefact: Artefact, own: Own) -> None:
        self.artefact = artefact
        self.own = own
        self.taking: dict[int, Taking] = {}
        self.weights = [self._weights(v) for v in range(len(artefact.variables))]

    @property
    def total(self) -> int:
        """How many configurations there are."""
        if self.artefact.is_void:
            return 0
        total = 1
        for component in range(int(self.artefact.component_of.max(initial=-1)) + 1):
            total *= self._of_component(component)
        return total

    def per_value(self, variable: int) -> list[int]:
        """Return how many configurations have each value of a variable."""
        return [w * b for w, b in zip(self.weights[variable], self.beside(variable), strict=True)]

    def beside(self, variable: int) -> list[int]:
        """Return, per value, in how many ways all other variables can complete it."""
        artefact = self.artefact
        at = artefact.values_of(variable)
        local = artefact.class_of_value[at] - artefact.class_starts[variable]
        is_dead = artefact.class_of_value[at] == artefact.class_starts[-1]
        component = int(artefact.component_of[variable])
        others = 0 if artefact.is_void else 1
        for other in range(int(artefact.component_of.max(initial=-1)) + 1):
            if other != component and others:
                others *= self._of_component(other)
        if component < len(artefact.swept):
            by_class = self._swept(component, variable)
        else:
            by_class = [1] * int(
                artefact.class_starts[variable + 1] - artefact.class_starts[variable]
            )
        return [
            0 if dead else others * by_class[int(place)]
            for place, dead in zip(local, is_dead, strict=True)
        ]

    def _weights(self, variable: int) -> Sequence[int]:
        """Return how many ways there are to have each value of a variable."""
        artefact = self.artefact
        known = artefact.variables[variable]
        if known.options:
            group = artefact.model.groups[known.group]
            least = self.own.get(known.group, Chosen()).quantities
            taking = Taking(known.options, least, group.max_quantity, self._largest(variable))
            self.taking[variable] = taking
            return taking.ways + [0] * (known.size - len(taking.ways))
        weights = [1] * known.size
        if known.group < 0:
            return weights
        chosen = self.own.get(known.group)
        if chosen is not None:
            return [int(value == chosen.value) for value in range(known.size)]
        if artefact.model.groups[known.group].kind is GroupKind.TEXT:
            classes = artefact.class_of_value[artefact.values_of(variable)]
            _, first = np.unique(classes[1:], return_index=True)
            return [int(value == 0 or value - 1 in first) for value in range(known.size)]
        return weights

    def _largest(self, variable: int) -> int:
        """Return the largest value of a variable that is not dead, 0 for none."""
        classes = self.artefact.class_of_value[self.artefact.values_of(variable)]
        return int(np.flatnonzero(classes != self.artefact.class_starts[-1]).max(initial=0))

    def _class_weights(self, variable: int) -> list[int]:
        """Return how many ways there are to have each class of values."""
        artefact = self.artefact
        first, last = artefact.class_starts[variable], artefact.class_starts[variable + 1]
        totals = [0] * (int(last - first) + 1)
        classes = artefact.class_of_value[artefact.values_of(variable)]
        places = np.minimum(classes - first, last - first).tolist()
        for place, weight in zip(places, self.weights[variable], strict=True):
            totals[place] += weight
        return totals[:-1]

    def _of_component(self, component: int) -> int:
        if component < len(self.artefact.swept):
            return self._swept(component)[0]
        (variable,) = np.flatnonzero(self.artefact.component_of == component)
        return sum(self._class_weights(int(variable)))

    def _swept(self, component: int, variable: int | None = None) -> list[int]:
        """Return the count of a component, or per class of a variable the ways beside it.

        No partial count is larger than the product of the ways to have any value of each
        variable. Below `DIRECT` plain integers hold it; else the diagram is swept modulo
        enough primes and the remainders are put together.
        """
        layers = self.artefact.swept[component]
        weights = [self._class_weights(layer.variable) for layer in layers]
        bound = 1
        for each in weights:
            bound *= max(1, sum(each))
        if bound < DIRECT:
            return list(map(int, self._swept_modulo(layers, weights, variable, 0)))
        primes = primes_beyond(bound)
        rests = [self._swept_modulo(layers, weights, variable, prime) for prime in primes]
        return combined(np.stack(rests), primes)

    def _swept_modulo(
        self, layers: Sequence[SweptLayer], weights: Sequence[Sequence[int]],
        variable: int | None, prime: int,
    ) -> IntArray:  # fmt: skip
        factors = [
            np.array([w % prime if prime else w for w in each], dtype=np.int64) for each in weights
        ]
        up = np.ones(1, dtype=np.int64)
        found = [up]
        for layer, factor in zip(reversed(layers), reversed(factors), strict=True):
            through = _reduced(
                factor[layer.classes - layer.first_class] * up[layer.children], prime
            )
            up = _reduced(np.add.reduceat(through, layer.parent_starts), prime)
            found.append(up)
        if variable is None:
            return up
        down = np.ones(1, dtype=np.int64)
        for layer, factor, below in zip(layers, factors, found[-2::-1], strict=True):
            local = layer.classes - layer.first_class
            if layer.variable == variable:
                through = _reduced(down[layer.parents] * below[layer.children], prime)
                return _reduced(_added(layer.by_class, through), prime)
            through = _reduced(factor[local] * down[layer.parents], prime)
            down = _reduced(_added(layer.by_child, through), prime)
        raise RuntimeError("the variable is not in its component")


def _reduced(values: IntArray, prime: int) -> IntArray:
    return values % prime if prime else values


def _added(grouping: Grouping, values: IntArray) -> IntArray:
    totals = np.zeros(grouping.size, dtype=np.int64)
    if grouping.starts.size:
        totals[grouping.keys] = np.add.reduceat(values[grouping.order], grouping.starts)
    return totals
