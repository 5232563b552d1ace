"""Additive costs of choices, in minor units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import numpy as np

from configurator.engine.arrays import IntArray
from configurator.engine.errors import ValueOutOfRange
from configurator.engine.model import Group, GroupKind, Model

LARGEST_COST = 10**13


@dataclass(frozen=True, eq=False)
class Costs:
    """What each option costs, and one unit of each number.

    Parameters
    ----------
    options : mapping of str to sequence of int
        Per one_of or some_of group, minor units for one of each option, in option order.
        A group that is missing costs nothing.
    numbers : mapping of str to number
        Per number group, exact minor units for one unit; a value's cost is rounded once,
        halves away from zero.
    """

    options: Mapping[str, Sequence[int] | IntArray] = field(default_factory=dict)
    numbers: Mapping[str, Fraction | Decimal | int] = field(default_factory=dict)

    def money_of(self, model: Model) -> tuple[IntArray, ...]:
        """Return, per group, the cost of every option or value, the empty one excluded.

        Texts cost nothing here.

        Raises
        ------
        UnknownGroup
            If a cost names no group of the model.
        ValueOutOfRange
            If a cost is no whole number, too large, or not there for every option.
        """
        kept: dict[int, tuple[Model, tuple[IntArray, ...]]] = self.__dict__.setdefault("_kept", {})
        found = kept.get(id(model))
        if found is None or found[0] is not model:
            for code in (*self.options, *self.numbers):
                model.group_index(code)
            found = model, tuple(self._money(group) for group in model.groups)
            kept.clear()
            kept[id(model)] = found
        return found[1]

    def _money(self, group: Group) -> IntArray:
        if group.kind is GroupKind.NUMBER:
            return _number_money(group, self.numbers.get(group.code, 0))
        many = len(group.options) if group.options else group.max_length
        if group.code not in self.options or group.kind is GroupKind.TEXT:
            return np.zeros(many, dtype=np.int64)
        return _option_money(group, self.options[group.code])


def _option_money(group: Group, given: Sequence[int] | IntArray) -> IntArray:
    money = np.asarray(given)
    if money.shape != (len(group.options),):
        raise ValueOutOfRange(f"{group.code} needs one cost for each option", group.code)
    if money.size and money.dtype.kind not in "iu":
        raise ValueOutOfRange(f"the costs of {group.code} must be whole numbers", group.code)
    if money.size and max(abs(int(money.max())), abs(int(money.min()))) > LARGEST_COST:
        raise ValueOutOfRange(f"a cost of {group.code} is too large", group.code)
    return money.astype(np.int64)


def _number_money(group: Group, given: Fraction | Decimal | int) -> IntArray:
    try:
        unit = Fraction(given)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueOutOfRange(f"the cost of {group.code} is no number", group.code) from error
    first, step = unit * group.minimum, unit * group.step
    last = first + step * (group.steps - 1)
    if max(abs(first), abs(last)) > LARGEST_COST:
        raise ValueOutOfRange(f"a cost of {group.code} is too large", group.code)
    money = [_rounded(first + step * place) for place in range(group.steps)]
    return np.array(money, dtype=np.int64)


def _rounded(amount: Fraction) -> int:
    """Round to a whole number, halves away from zero, as all amounts of the product are."""
    rounded = (2 * abs(amount) + 1) // 2
    return int(rounded if amount >= 0 else -rounded)
