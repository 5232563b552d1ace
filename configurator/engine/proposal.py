"""The best configuration that a sweep found, read back from its diagrams."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from configurator.engine.arrays import INFINITE, IntArray
from configurator.engine.artefact import Artefact, SweptLayer
from configurator.engine.choices import NONE, Chosen, Own, number_value
from configurator.engine.model import PREFERENCE, GroupKind
from configurator.engine.sweeps import Sweep
from configurator.engine.weights import document_defaults


def best_values(found: Sweep) -> IntArray:
    """Return the value of every variable in a configuration of least total.

    Parameters
    ----------
    found : Sweep
        Its total is not `INFINITE`.

    Returns
    -------
    IntArray
        Deterministic: at each variable in turn the first value, in option order, that keeps
        the total.
    """
    values = np.zeros(len(found.artefact.variables), dtype=np.int64)
    seen = np.zeros(len(found.artefact.variables), dtype=np.bool_)
    for layers, upward in zip(found.layers, found.upward, strict=True):
        node = 0
        for layer, up in zip(layers, upward[1:], strict=True):
            values[layer.variable], node = _step(found, layer, up, node)
            seen[layer.variable] = True
    for variable in np.flatnonzero(~seen):
        at = found.artefact.values_of(int(variable))
        dead = found.artefact.class_of_value[at] == int(found.artefact.class_starts[-1])
        values[variable] = int(np.argmin(np.where(dead, INFINITE, found.weights.hard[at])))
    return values


def _step(found: Sweep, layer: SweptLayer, up: IntArray, node: int) -> tuple[int, int]:
    """Return the best value at a node and the node it leads to."""
    ends = np.append(layer.parent_starts, len(layer.parents))
    edges = slice(int(ends[node]), int(ends[node + 1]))
    starts = found.artefact.class_starts
    many = int(starts[layer.variable + 1]) - layer.first_class
    onward = np.full(many + 1, INFINITE, dtype=np.int64)
    child = np.zeros(many + 1, dtype=np.int64)
    local = layer.classes[edges] - layer.first_class
    onward[local] = up[layer.children[edges]]
    child[local] = layer.children[edges]
    at = found.artefact.values_of(layer.variable)
    classes = np.minimum(found.artefact.class_of_value[at] - layer.first_class, many)
    value = int(np.argmin(found.weights.hard[at] + onward[classes]))
    return value, int(child[classes[value]])


def absent_groups(artefact: Artefact, values: IntArray) -> frozenset[int]:
    """Return the places of the groups that a configuration does not ask."""
    marks = zip(artefact.mark_variables, artefact.model.marks, strict=True)
    absent = (mark.group for variable, mark in marks if not values[variable])
    return frozenset(group for group in absent if group >= 0)


def kept_preferences(artefact: Artefact, values: IntArray) -> dict[str, bool]:
    """Return, per code of a preference, whether a configuration keeps it."""
    marks = zip(artefact.mark_variables, artefact.model.marks, strict=True)
    return {
        mark.code.removeprefix(PREFERENCE): bool(values[variable])
        for variable, mark in marks
        if mark.weight
    }


def value_of_group(artefact: Artefact, index: int, values: IntArray, found: Sweep, own: Own) -> Any:
    """Return a group's value in a configuration, in the form of choices.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.
    index : int
        Place of the group.
    values : IntArray
        Value of every variable.
    found : Sweep
        Tells which options of a class are cheapest.
    own : mapping
        Own choices; they and defaults are the only source of texts and free colours.
    """
    group = artefact.model.groups[index]
    variables = artefact.variables_by_group[index]
    if group.kind is GroupKind.SOME_OF:
        taken: dict[int, int] = {}
        for variable in variables:
            taken.update(found.weights.portions[variable].taken(int(values[variable])))
        return {group.options[option]: taken[option] for option in sorted(taken)}
    value = int(values[variables[0]])
    if group.kind is GroupKind.ONE_OF and value != group.free_value:
        return group.options[value - 1] if value else NONE
    if group.kind is GroupKind.NUMBER:
        return number_value(group, value)
    return _text(artefact, index, value, own)


def _text(artefact: Artefact, index: int, length: int, own: Own) -> str:
    """Return the own or default text, or free colour, of that value; nobody else can say one."""
    known: list[Chosen | None] = [own.get(index)]
    known.append(None if index in own else document_defaults(artefact).get(index))
    texts = [chosen.text for chosen in known if chosen is not None and chosen.value == length]
    return texts[0] if texts else NONE


def missing_texts(artefact: Artefact, values: IntArray, full: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the texts and free colours that are needed but that only the customer can give."""
    return tuple(
        group.code
        for index, group in enumerate(artefact.model.groups)
        if group.kind is not GroupKind.SOME_OF
        and values[artefact.variables_by_group[index][0]] > 0
        and full[group.code] == NONE
    )


def full_choices(found: Sweep, values: IntArray, own: Own) -> dict[str, Any]:
    """Return the whole configuration, groups in the order of the document."""
    artefact = found.artefact
    return {
        group.code: value_of_group(artefact, index, values, found, own)
        for index, group in enumerate(artefact.model.groups)
    }
