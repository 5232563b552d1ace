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

    def money_in(self, total: int) -> int:
        """Return the money in one total."""
        return total - (total + self.spread) // self.unit * self.unit

    def undefaulted(self, index: int) -> "Weights":
        """Return the weights without the conditional defaults of a group."""
        free, hard = self.free.copy(), self.hard.copy()
        for variable, mark in self.artefact.marked:
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
        for variable, mark in self.artefact.marked:
            if mark.group == index:
                hard[self.artefact.values_of(variable).start] += lost
        return replace(self, hard=hard)


@dataclass(frozen=True, slots=True, eq=False)
class _Priced:
    """Costs as they are before any choice or default.

    Parameters
    ----------
    artefact : Compiled
        The compiled model.
    money : tuple of IntArray
        Per group, as of `Costs.money_of`.
    spread : int
        No two configurations differ in money by more than this.
    values : IntArray
        Per value of all variables, its money; 0 for what is not a value of a group by itself.
    special : tuple of int
        Places of the groups whose values cost more than that.
    colours : int
        How many groups take a free colour.
    """

    artefact: Compiled
    money: tuple[IntArray, ...]
    spread: int
    values: IntArray
    special: tuple[int, ...]
    colours: int


def _priced(artefact: Compiled, costs: Costs) -> _Priced:
    """Return the plain costs; kept with ``costs``, since a customer's clicks ask for the same."""
    kept: _Priced | None = costs.__dict__.get("_priced")
    if kept is None or kept.artefact is not artefact:
        kept = costs.__dict__["_priced"] = _price(artefact, costs)
    return kept


def _price(artefact: Compiled, costs: Costs) -> _Priced:
    groups, money = artefact.model.groups, costs.money_of(artefact.model)
    values = np.zeros(int(artefact.value_starts[-1]), dtype=np.int64)
    for group, variables, one in zip(groups, artefact.variables_by_group, money, strict=True):
        if group.kind is not GroupKind.SOME_OF:
            at = artefact.values_of(variables[0])
            values[at.start + 1 : at.stop] = one
    return _Priced(
        artefact,
        money,
        sum(money_spread(group, one) for group, one in zip(groups, money, strict=True)),
        values,
        tuple(
            index
            for index, group in enumerate(groups)
            if group.kind is GroupKind.SOME_OF or group.free_value > 0
        ),
        sum(group.free_value > 0 for group in groups),
    )


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
    priced = _priced(artefact, costs)
    wishes = {
        index: wish
        for index, wish in (document_defaults(artefact) if defaults else {}).items()
        if index not in own and index not in settled
    }
    unit = 2 * priced.spread + 1
    marked = artefact.marked
    heaviest = sum(mark.weight for _, mark in marked) if defaults else 0
    penalty = unit * (heaviest + 1)
    wishing = {
        mark.default_of
        for _, mark in marked
        if defaults and mark.default_of not in own and mark.default_of not in settled
    } - {-1}
    many = sum(map(_units, wishes.values())) + len(wishing)
    if (priced.colours + 1) * (many + 2) * penalty >= INFINITE // 4:
        raise ValueOutOfRange("the costs are too large to be added up")
    free, hard = priced.values.copy(), priced.values.copy()
    portions: dict[int, Portions] = {}
    for index in sorted({*priced.special, *own, *wishes}):
        variables, group = artefact.variables_by_group[index], model.groups[index]
        answer, wish = own.get(index), wishes.get(index)
        if group.kind is GroupKind.SOME_OF:
            for variable in variables:
                money = priced.money[index]
                portion = _portions(artefact, variable, answer, wish, money, penalty)
                portions[variable] = portion
                at = artefact.values_of(variable)
                hard[at], free[at] = portion.cost, portion.cost
            continue
        at = artefact.values_of(variables[0])
        if wish is not None:
            free[at] += penalty
            free[at.start + wish.value] -= penalty
        unasked = group.free_value
        if unasked > 0 and answer is None and (wish is None or wish.value != unasked):
            free[at.start + unasked] += penalty * (many + 1)
        hard[at] = free[at]
        if answer is not None:
            hard[at] = INFINITE
            hard[at.start + answer.value] = free[at.start + answer.value]
    for variable, mark in marked:
        # An absent group breaks no default: what its empty value costs is given back.
        at = artefact.values_of(variable)
        free[at.start] -= penalty * _units(wishes.get(mark.group))
        free[at.start] += unit * mark.weight if defaults else 0
        free[at.start] += penalty if mark.default_of in wishing else 0
        hard[at] = free[at]
    return Weights(artefact, wishes, hard, free, portions, penalty, unit, priced.spread, many)


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
