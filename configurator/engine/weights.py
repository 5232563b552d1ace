"""Own choices, defaults and costs as one cost per value: what the sweeps add up.

A total is ``defaults broken * penalty + weight of broken preferences * unit + money``. The unit
is larger than any spread of money and the penalty larger than all preferences, so that the least
total keeps the most defaults, breaks the least weight among those, and is cheapest among these.
A free colour that nobody asked for costs more than all defaults: only a law can bring it in.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from configurator.engine.arrays import INFINITE, IntArray
from configurator.engine.choices import Chosen, Own, read_value
from configurator.engine.compiled import Compiled
from configurator.engine.costs import Costs
from configurator.engine.errors import EngineError, ValueOutOfRange
from configurator.engine.model import Group, GroupKind
from configurator.engine.portions import Portions


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Costs of all values of all variables for one question.

    Parameters
    ----------
    artefact : Compiled
        The compiled model.
    wishes : mapping of int to Chosen
        The defaults that count, by place of the group.
    hard : IntArray
        Per value, its cost; `INFINITE` where it contradicts an own choice.
    free : IntArray
        The same with the own choice of the value's group taken back.
    portions : mapping of int to Portions
        Per variable of a some_of, its options.
    penalty : int
        Cost of one default that is not kept: a multiple of the unit.
    unit : int
        Cost of one weight of a preference that is not kept.
    spread : int
        No two configurations differ in money by more than this.
    units : int
        How many defaults count, each unit of a some_of for itself.
    """

    artefact: Compiled
    wishes: Mapping[int, Chosen]
    hard: IntArray
    free: IntArray
    portions: Mapping[int, Portions]
    penalty: int
    unit: int
    spread: int
    units: int = 0

    def money(self, totals: IntArray) -> IntArray:
        """Return the money in totals."""
        broken = (totals + self.spread) // self.unit
        return totals - broken * self.unit

    def undefaulted(self, index: int) -> "Weights":
        """Return the weights without the conditional defaults of a group."""
        free, hard = self.free.copy(), self.hard.copy()
        marks = zip(self.artefact.mark_variables, self.artefact.model.marks, strict=True)
        for variable, mark in marks:
            if mark.default_of == index:
                start = self.artefact.values_of(variable).start
                free[start] = hard[start] = 0
        return replace(self, free=free, hard=hard)

    def emptied(self, index: int) -> "Weights":
        """Return the weights after "none" was chosen in a one_of that is not always asked.

        Its default counts no more then; for all other values it would break the same default,
        but the empty value breaks it only where the group is present.
        """
        hard = self.hard.copy()
        at = self.artefact.values_of(self.artefact.variables_by_group[index][0])
        lost = self.penalty * _units(self.wishes.get(index))
        hard[at] = INFINITE
        hard[at.start] = self.free[at.start] - lost
        marks = zip(self.artefact.mark_variables, self.artefact.model.marks, strict=True)
        for variable, mark in marks:
            if mark.group == index:
                hard[self.artefact.values_of(variable).start] += lost
        return replace(self, hard=hard)


def weigh(
    artefact: Compiled,
    own: Own,
    costs: Costs,
    *,
    defaults: bool,
    settled: Collection[int] = (),
) -> Weights:
    """Put own choices, defaults and costs together.

    Parameters
    ----------
    artefact : Compiled
        The compiled model.
    own : mapping
        Answers by place of the group.
    costs : Costs
        Additive costs.
    defaults : bool
        Whether the document's defaults of unanswered groups count, and its preferences.
    settled : collection of int
        Places of unanswered groups whose defaults do not count either.

    Raises
    ------
    ValueOutOfRange
        If the costs are too large to be added up exactly.
    """
    model = artefact.model
    money = costs.money_of(model)
    wishes = {
        index: wish
        for index, wish in document_defaults(artefact).items()
        if defaults and index not in own and index not in settled
    }
    spread = sum(money_spread(group, one) for group, one in zip(model.groups, money, strict=True))
    unit = 2 * spread + 1
    heaviest = sum(mark.weight for mark in model.marks) if defaults else 0
    penalty = unit * (heaviest + 1)
    wishing = {
        mark.default_of
        for mark in model.marks
        if defaults and mark.default_of not in own and mark.default_of not in settled
    } - {-1}
    many = sum(map(_units, wishes.values())) + len(wishing)
    colours = sum(group.free_value > 0 for group in model.groups)
    if (colours + 1) * (many + 2) * penalty >= INFINITE // 4:
        raise ValueOutOfRange("the costs are too large to be added up")
    hard = np.zeros(int(artefact.value_starts[-1]), dtype=np.int64)
    free = np.zeros_like(hard)
    portions: dict[int, Portions] = {}
    for index, variables in enumerate(artefact.variables_by_group):
        answer, wish = own.get(index), wishes.get(index)
        if model.groups[index].kind is GroupKind.SOME_OF:
            for variable in variables:
                portion = _portions(artefact, variable, answer, wish, money[index], penalty)
                portions[variable] = portion
                at = artefact.values_of(variable)
                hard[at], free[at] = portion.cost, portion.cost
            continue
        at = artefact.values_of(variables[0])
        free[at.start + 1 : at.stop] = money[index]
        if wish is not None:
            free[at] += penalty
            free[at.start + wish.value] -= penalty
        unasked = model.groups[index].free_value
        if unasked > 0 and answer is None and (wish is None or wish.value != unasked):
            free[at.start + unasked] += penalty * (many + 1)
        hard[at] = free[at]
        if answer is not None:
            hard[at] = INFINITE
            hard[at.start + answer.value] = free[at.start + answer.value]
    for variable, mark in zip(artefact.mark_variables, model.marks, strict=True):
        # An absent group breaks no default: what its empty value costs is given back.
        at = artefact.values_of(variable)
        free[at.start] -= penalty * _units(wishes.get(mark.group))
        free[at.start] += unit * mark.weight if defaults else 0
        free[at.start] += penalty if mark.default_of in wishing else 0
        hard[at] = free[at]
    return Weights(artefact, wishes, hard, free, portions, penalty, unit, spread, many)


def document_defaults(artefact: Compiled) -> Mapping[int, Chosen]:
    """Return the defaults of the document by place of the group, those without conditions.

    A default that its group cannot take (a withdrawn option) counts as none.
    """
    found: Mapping[int, Chosen] | None = artefact.__dict__.get("_defaults")
    if found is None:
        read = {
            index: _read_default(artefact, index, group.default)
            for index, group in enumerate(artefact.model.groups)
            if not group.conditional
        }
        found = {index: chosen for index, chosen in read.items() if chosen is not None}
        artefact.__dict__["_defaults"] = found
    return found


def _read_default(artefact: Compiled, index: int, value: Any) -> Chosen | None:
    if value is None or value in ("", [], {}):
        return None
    try:
        return read_value(artefact.model, index, value)
    except EngineError:
        return None


def _units(wish: Chosen | None) -> int:
    """Return how many defaults a default counts as: one for each unit of a some_of."""
    return 0 if wish is None else sum(wish.quantities.values()) or 1


def money_spread(group: Group, money: IntArray) -> int:
    """Return by how much two choices in a group can differ in cost at most."""
    if not money.size:
        return 0
    largest = int(np.abs(money).max())
    if group.kind is GroupKind.SOME_OF:
        return 2 * largest * min(group.max_count, len(money) * group.max_quantity)
    return 2 * largest


def _portions(
    artefact: Compiled, variable: int, answer: Chosen | None, wish: Chosen | None,
    money: IntArray, penalty: int,
) -> Portions:  # fmt: skip
    options = np.array(artefact.variables[variable].options, dtype=np.int64)
    group = artefact.model.groups[artefact.variables[variable].group]

    def per_option(chosen: Chosen | None) -> IntArray:
        quantities = chosen.quantities if chosen is not None else {}
        many = np.array([quantities.get(int(option), 0) for option in options], dtype=np.int64)
        return np.minimum(many, group.max_quantity)

    return Portions.of(
        options, per_option(answer), per_option(wish), np.full_like(options, group.max_quantity),
        artefact.variables[variable].size, money[options], penalty,
    )  # fmt: skip
