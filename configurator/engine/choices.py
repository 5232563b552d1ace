"""Own choices as the engine holds them: read strictly, in the order they were given."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from catalog.language.graphemes import grapheme_count
from configurator.engine.errors import UnknownOption, ValueOutOfRange
from configurator.engine.model import Group, GroupKind, Model

NONE = ""
COLOUR = re.compile("#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Chosen:
    """An answer to one group.

    Parameters
    ----------
    value : int
        Number of the value of a one_of, number or text (0 for empty); -1 for a some_of.
    quantities : mapping of int to int
        Of a some_of, at least this many of each option.
    text : str
        Of a text, the text; of a free colour, the colour as ``#rrggbb``.
    """

    value: int = -1
    quantities: Mapping[int, int] = field(default_factory=dict)
    text: str = ""


Own = Mapping[int, Chosen]


def read_choices(model: Model, choices: Mapping[str, Any]) -> dict[int, Chosen]:
    """Read own choices; None means that a group is not answered.

    Parameters
    ----------
    model : Model
        Gives the groups.
    choices : mapping of str to value
        one_of: option code, "" for none, ``#rrggbb`` for a free colour; some_of: ``{code: quantity}`` or a list of codes,
        at least these; number: int, Decimal or float on the grid, "" for none; text: str.

    Returns
    -------
    dict
        Per place of a group, the answer; in the order of ``choices``.

    Raises
    ------
    UnknownGroup, UnknownOption, ValueOutOfRange
        If a code is unknown or a value cannot be meant.
    """
    if not isinstance(choices, Mapping):
        raise ValueOutOfRange("choices must map groups to values")
    answers = [(model.group_index(code), value) for code, value in choices.items()]
    return {index: read_value(model, index, value) for index, value in answers if value is not None}


def read_value(model: Model, index: int, value: Any) -> Chosen:
    """Read the value of one group; raises as `read_choices`."""
    group = model.groups[index]
    if group.kind is GroupKind.ONE_OF:
        return _read_option(model, index, value)
    if group.kind is GroupKind.SOME_OF:
        return Chosen(quantities=_read_quantities(model, index, value))
    if group.kind is GroupKind.NUMBER:
        return _read_number(group, value)
    return _read_text(group, value)


def _read_option(model: Model, index: int, value: Any) -> Chosen:
    group = model.groups[index]
    if value == NONE and isinstance(value, str):
        if not group.may_be_empty:
            raise ValueOutOfRange(f"{group.code} cannot be empty", group.code)
        return Chosen(0)
    if isinstance(value, str) and group.free_value > 0 and COLOUR.fullmatch(value):
        return Chosen(group.free_value, text=value)
    return Chosen(option_index(model, index, value) + 1)


def option_index(model: Model, index: int, code: Any) -> int:
    """Return the place of an option.

    Raises
    ------
    UnknownOption
        If the group has no option of this code.
    """
    place = model.option_indexes[index].get(code) if isinstance(code, str) else None
    if place is None:
        group = model.groups[index].code
        raise UnknownOption(f"{group} has no option {str(code)[:80]!r}", group)
    return place


def _read_quantities(model: Model, index: int, value: Any) -> dict[int, int]:
    group = model.groups[index]
    if isinstance(value, str) and value != NONE:
        value = {value: 1}
    if not isinstance(value, Mapping):
        if value != NONE and not isinstance(value, Sequence | set | frozenset):
            raise ValueOutOfRange(f"{group.code} takes options with quantities", group.code)
        value = dict.fromkeys(_hashable(group, value), 1)
    read = {option_index(model, index, code): many for code, many in value.items()}
    for many in read.values():
        if not isinstance(many, int) or isinstance(many, bool):
            raise ValueOutOfRange(f"a quantity in {group.code} is no whole number", group.code)
        if not 0 <= many <= group.max_quantity:
            raise ValueOutOfRange(
                f"quantities in {group.code} go from 0 to {group.max_quantity}", group.code
            )
    return {option: many for option, many in read.items() if many}


def _hashable(group: Group, value: Any) -> list[str]:
    if not all(isinstance(code, str) for code in value):
        raise UnknownOption(f"{group.code} has no such option", group.code)
    return list(value)


def _read_number(group: Group, value: Any) -> Chosen:
    if value == NONE and isinstance(value, str):
        if not group.may_be_empty:
            raise ValueOutOfRange(f"{group.code} cannot be empty", group.code)
        return Chosen(0)
    place = (_exact(group, value) - group.minimum) / group.step
    if place.denominator != 1 or not 0 <= place < group.steps:
        raise ValueOutOfRange(f"{group.code} has no such value", group.code)
    return Chosen(int(place) + 1)


def _exact(group: Group, value: Any) -> Fraction:
    is_number = isinstance(value, int | float | Decimal | Fraction) and not isinstance(value, bool)
    if not is_number or (isinstance(value, float | Decimal) and not math.isfinite(value)):
        raise ValueOutOfRange(f"{group.code} takes a number", group.code)
    if isinstance(value, Decimal) and abs(value.adjusted()) > 60:
        raise ValueOutOfRange(f"{group.code} has no such value", group.code)
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def _read_text(group: Group, value: Any) -> Chosen:
    if not isinstance(value, str):
        raise ValueOutOfRange(f"{group.code} takes a text", group.code)
    length = min(len(value), 1) if group.is_file else grapheme_count(value)
    if length > group.max_length:
        raise ValueOutOfRange(
            f"{group.code} takes at most {group.max_length} characters", group.code
        )
    if length == 0 and not group.may_be_empty:
        raise ValueOutOfRange(f"{group.code} cannot be empty", group.code)
    return Chosen(length, text=value)


def number_value(group: Group, value: int) -> int | Decimal | str:
    """Return what a value of a number group is called outside: a number, or "" for empty."""
    if value == 0:
        return NONE
    exact = group.minimum + group.step * (value - 1)
    if exact.denominator == 1:
        return int(exact)
    return Decimal(exact.numerator) / Decimal(exact.denominator)
