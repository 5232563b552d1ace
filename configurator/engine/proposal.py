"""The best configuration that was found, read back as choices."""

from collections.abc import Mapping
from typing import Any

from catalog.language.evaluate import evaluate
from catalog.language.graphemes import grapheme_count
from configurator.engine.arrays import IntArray
from configurator.engine.choices import NONE, Chosen, Own, number_value
from configurator.engine.compiled import Compiled
from configurator.engine.least import Least
from configurator.engine.model import PREFERENCE, GroupKind
from configurator.engine.weights import document_defaults


def absent_groups(artefact: Compiled, values: IntArray) -> frozenset[int]:
    """Return the places of the groups that a configuration does not ask."""
    absent = (mark.group for variable, mark in artefact.marked if not values[variable])
    return frozenset(group for group in absent if group >= 0)


def kept_preferences(artefact: Compiled, values: IntArray) -> dict[str, bool]:
    """Return, per code of a preference, whether a configuration keeps it."""
    return {
        mark.code.removeprefix(PREFERENCE): bool(values[variable])
        for variable, mark in artefact.marked
        if mark.weight
    }


def value_of_group(artefact: Compiled, index: int, values: IntArray, found: Least, own: Own) -> Any:
    """Return a group's value in a configuration, in the form of choices.

    Parameters
    ----------
    artefact : Compiled
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


def _text(artefact: Compiled, index: int, length: int, own: Own) -> str:
    """Return the own or default text, or free colour, of that value; nobody else can say one."""
    known: list[Chosen | None] = [own.get(index)]
    known.append(None if index in own else document_defaults(artefact).get(index))
    texts = [chosen.text for chosen in known if chosen is not None and chosen.value == length]
    return texts[0] if texts else NONE


def missing_texts(artefact: Compiled, values: IntArray, full: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the texts and free colours that are needed but that only the customer can give."""
    return tuple(
        group.code
        for index, group in artefact.model.asked
        if group.kind is not GroupKind.SOME_OF
        and values[artefact.variables_by_group[index][0]] > 0
        and full[group.code] == NONE
    )


def full_choices(found: Least, values: IntArray, own: Own) -> dict[str, Any]:
    """Return the whole configuration, groups in the order of the document."""
    artefact = found.artefact
    full = {
        group.code: value_of_group(artefact, index, values, found, own)
        for index, group in artefact.model.asked
    }
    for index, group in artefact.model.asked:
        if group.kind is GroupKind.TEXT and group.conditional and index not in own:
            length = int(values[artefact.variables_by_group[index][0]])
            full[group.code] = _conditional_text(artefact, index, length, full)
    return full


def _conditional_text(artefact: Compiled, index: int, length: int, full: Mapping[str, Any]) -> str:
    """Return the default text whose condition holds, where it is as long as the text has to be."""
    value = default_that_holds(artefact, index, full)
    return str(value) if value is not None and grapheme_count(str(value)) == length else NONE


def default_that_holds(artefact: Compiled, index: int, full: Mapping[str, Any]) -> Any:
    """Return the default of a group whose condition holds first in a configuration, or None."""
    model = artefact.model
    for condition, value in model.defaults_of(index):
        if condition is None or evaluate(condition, model.schema, full):
            return value
    return None
