"""The answer to a click: status and cost of every option, and the proposal."""

from collections.abc import Mapping
from enum import IntEnum
from functools import cached_property
from typing import Any, Literal

import numpy as np

from configurator.engine.arrays import IMPOSSIBLE, NO_COST, BoolArray, IntArray, StatusArray
from configurator.engine.choices import Own, number_value, read_choices
from configurator.engine.compiled import Compiled
from configurator.engine.costs import Costs
from configurator.engine.errors import ValueOutOfRange
from configurator.engine.least import Least, find_least
from configurator.engine.model import Group, GroupKind
from configurator.engine.proposal import (
    absent_groups,
    default_that_holds,
    full_choices,
    kept_preferences,
    missing_texts,
    value_of_group,
)
from configurator.engine.weights import document_defaults, weigh

Source = Literal["you", "default", "completion", "rule"]
Totals = tuple[IntArray, BoolArray]
"""The least total with each value, and whether it is proven."""


class Status(IntEnum):
    """What an option is after a click."""

    CHOSEN = 0
    FORCED = 1
    POSSIBLE = 2
    BLOCKED = 3


def answer(
    artefact: Compiled,
    choices: Mapping[str, Any],
    costs: Costs | None = None,
    defaults: bool = True,
) -> "Answer":
    """Answer for every option of every group; exact.

    Parameters
    ----------
    artefact : Compiled
        The compiled model.
    choices : mapping of str to value
        Own choices; of a some_of, at least these.
    costs : Costs, optional
        Additive costs in minor units; nothing costs anything without them.
    defaults : bool
        Whether the proposal keeps the document's defaults of unanswered groups where it can,
        and then its preferences.

    Returns
    -------
    Answer

    Raises
    ------
    UnknownGroup, UnknownOption, ValueOutOfRange
        If a choice cannot be read or costs are too large.
    """
    own = read_choices(artefact.model, choices)
    weights = weigh(artefact, own, costs or Costs(), defaults=defaults)
    return Answer(artefact, own, find_least(artefact, weights), has_defaults=defaults)


class Answer:
    """Statuses, costs and the proposal; parts are worked out when they are asked for.

    Parameters
    ----------
    artefact : Compiled
        The compiled model.
    own : mapping
        Own choices by place of the group.
    found : Least
        Least totals.
    has_defaults : bool
        Whether defaults counted.

    Notes
    -----
    An option is BLOCKED when it clashes with the other answers: the answer to its own group
    is taken back first. Each option of a some_of is a question of its own: the others chosen
    in its group stay.
    """

    def __init__(self, artefact: Compiled, own: Own, found: Least, *, has_defaults: bool) -> None:
        self._artefact = artefact
        self._own = own
        self._found = found
        self._has_defaults = has_defaults
        self._totals: dict[int, Totals] = {}

    @cached_property
    def is_consistent(self) -> bool:
        """Whether a valid configuration has all own choices."""
        return self._found.total < IMPOSSIBLE

    @property
    def groups(self) -> tuple[str, ...]:
        """Codes of the groups that are asked: all of them."""
        return tuple(group.code for _, group in self._artefact.model.asked)

    def status(self, group: str) -> StatusArray:
        """Return the `Status` of every option of a one_of or some_of, in option order.

        Raises
        ------
        UnknownGroup, ValueOutOfRange
            If there is no such group or it has no options.
        """
        index, known = self._with_options(group)
        if known.kind is GroupKind.ONE_OF:
            return self._value_status(index)[1:]
        status = self._plain_status(self._totals_of(index)[0])
        status[self._forced_quantities(index) > 0] = Status.FORCED
        chosen = self._own.get(index)
        status[list(chosen.quantities) if chosen is not None else []] = Status.CHOSEN
        return status

    def none_status(self, group: str) -> Status:
        """Return the `Status` of "none" in a one_of; BLOCKED where an answer is needed."""
        index, known = self._with_options(group)
        if known.kind is not GroupKind.ONE_OF:
            raise ValueOutOfRange(f"{group} has no value for none", group)
        return Status(int(self._value_status(index)[0]))

    def number_status(self, group: str) -> StatusArray:
        """Return the `Status` of every value of a number, from its minimum on."""
        return self._value_status(self._of_kind(group, GroupKind.NUMBER))[1:]

    def bounds(self, group: str) -> tuple[Any, Any] | None:
        """Return the least and largest possible number, or length of a text; None for neither."""
        index, known = self._artefact.group(group)
        if known.kind not in (GroupKind.NUMBER, GroupKind.TEXT):
            raise ValueOutOfRange(f"{group} has no bounds", group)
        possible = np.flatnonzero(self._value_status(index) != Status.BLOCKED)
        if known.kind is GroupKind.TEXT:
            return (int(possible[0]), int(possible[-1])) if possible.size else None
        possible = possible[possible > 0]
        if not possible.size:
            return None
        return number_value(known, int(possible[0])), number_value(known, int(possible[-1]))

    def cost_change(self, group: str) -> IntArray:
        """Return what the proposal would cost more after each choice of a group.

        Parameters
        ----------
        group : str
            A one_of, some_of (options in order) or number (values from the minimum on). Of a
            some_of, the choice adds one to what is chosen or wished there.

        Returns
        -------
        IntArray
            Minor units; `NO_COST` where the choice is blocked, the own choices clash, or the
            cheapest proposal with that choice is not proven.
        """
        index, known = self._artefact.group(group)
        if known.kind is GroupKind.TEXT:
            raise ValueOutOfRange(f"{group} has no options", group)
        change = self._change(self._totals_of(index))
        if known.kind is not GroupKind.SOME_OF:
            return change[1:]
        chosen = self._own.get(index)
        if chosen is not None and self.is_consistent:
            change[list(chosen.quantities)] = 0
        return change

    def none_cost_change(self, group: str) -> int:
        """Return what the proposal would cost more with "none" in a one_of."""
        index = self._of_kind(group, GroupKind.ONE_OF)
        least, proven = self._totals_of(index)
        if least[0] < IMPOSSIBLE and index in self._artefact.model.conditions:
            weights = self._found.weights.undefaulted(index).emptied(index)
            found = find_least(self._artefact, weights)
            least, proven = np.array([found.total]), np.array([found.is_proven])
        return int(self._change((least[:1], proven[:1]))[0])

    @cached_property
    def proposal(self) -> dict[str, Any]:
        """Own choices, most defaults, least weight of broken preferences, cheapest; in this order.

        Empty on a clash. A free colour is only in it where the customer, a default or a law
        asks for one.
        Of a some_of, each unit of its default counts as one default.
        """
        return full_choices(self._found, self._values, self._own) if self.is_consistent else {}

    @cached_property
    def proposal_cost(self) -> int:
        """Cost of the proposal in minor units; `NO_COST` on a clash."""
        if not self.is_consistent:
            return NO_COST
        return self._found.weights.money_in(self._found.total)

    @property
    def is_proven(self) -> bool:
        """Whether the proposal is proven to be the best; always where diagrams answer."""
        return self._found.is_proven

    @cached_property
    def open_texts(self) -> tuple[str, ...]:
        """Groups that need a text, file or free colour that only the customer can give."""
        if not self.is_consistent:
            return ()
        return missing_texts(self._artefact, self._values, self.proposal)

    @cached_property
    def present(self) -> dict[str, bool]:
        """Per group, whether the proposal asks it; all are present on a clash."""
        absent = absent_groups(self._artefact, self._values) if self.is_consistent else ()
        return {group.code: index not in absent for index, group in self._artefact.model.asked}

    @cached_property
    def preferences(self) -> dict[str, bool]:
        """Per preference, whether the proposal keeps it; empty on a clash."""
        return kept_preferences(self._artefact, self._values) if self.is_consistent else {}

    @cached_property
    def forced(self) -> dict[str, Any]:
        """Values of unanswered groups that have only one possible value."""
        if not self.is_consistent:
            return {}
        found = {
            group.code: self._only_value(index)
            for index, group in self._artefact.model.asked
            if index not in self._own
        }
        return {code: value for code, value in found.items() if value is not None}

    @cached_property
    def by(self) -> dict[str, Source]:
        """Where each value of the proposal comes from."""
        if not self.is_consistent:
            return {}
        return {group.code: self._source(index) for index, group in self._artefact.model.asked}

    @cached_property
    def _values(self) -> IntArray:
        return self._found.values

    def _source(self, index: int) -> Source:
        code = self._artefact.model.groups[index].code
        if index in self._own:
            return "you"
        if code in self.forced:
            return "rule"
        if self._has_defaults and self._artefact.model.groups[index].conditional:
            return "default" if self._is_conditional_default(index) else "completion"
        default = document_defaults(self._artefact).get(index) if self._has_defaults else None
        if default is None:
            return "completion"
        if default.value >= 0:
            (variable,) = self._artefact.variables_by_group[index]
            return "default" if self._values[variable] == default.value else "completion"
        options = self._artefact.model.groups[index].options
        wished = {options[option]: many for option, many in default.quantities.items()}
        return "default" if self.proposal[code] == wished else "completion"

    def _is_conditional_default(self, index: int) -> bool:
        """Tell whether the proposal has the default whose condition holds there."""
        proposal = self.proposal
        value = default_that_holds(self._artefact, index, proposal)
        if value is None:
            return False
        has = proposal[self._artefact.model.groups[index].code]
        return bool(has == (dict.fromkeys(value, 1) if isinstance(value, list) else value))

    def _only_value(self, index: int) -> Any:
        """Return the value of a group that can have no other, else None."""
        variables = self._artefact.variables_by_group[index]
        group = self._artefact.model.groups[index]
        for variable in variables:
            possible = np.flatnonzero(self._possible(variable))
            if len(possible) != 1:
                return None
            size = self._artefact.variables[variable].size
            if group.kind is GroupKind.SOME_OF and possible[0] not in (0, size - 1):
                options = self._artefact.variables[variable].options
                if len(options) > 1:
                    return None
            if group.kind is GroupKind.TEXT and possible[0] > 0:
                return None
            if possible[0] == group.free_value:
                return None
        return value_of_group(self._artefact, index, self._values, self._found, {})

    def _possible(self, variable: int) -> BoolArray:
        at = self._artefact.values_of(variable)
        totals = self._found.rest(variable) + self._found.weights.free[at]
        return np.asarray(totals < IMPOSSIBLE)

    def _totals_of(self, index: int) -> Totals:
        """Return the least total with each value of a group, or one more of each option."""
        totals = self._totals.get(index)
        if totals is None:
            totals = self._totals[index] = self._least_totals(index)
        return totals

    def _least_totals(self, index: int) -> Totals:
        artefact, found = self._artefact, self._found
        variables = artefact.variables_by_group[index]
        group = artefact.model.groups[index]
        is_several = group.kind is GroupKind.SOME_OF
        if group.conditional and index not in self._own and self._has_defaults and not is_several:
            # Once it is answered its defaults count no more, whatever their conditions say; an
            # option of several comes on top of what is wished.
            found = find_least(artefact, found.weights.undefaulted(index))
        if not is_several:
            (variable,) = variables
            own = found.weights.free[artefact.values_of(variable)]
            return found.rest(variable) + own, found.known(variable)
        totals = np.zeros(len(group.options), dtype=np.int64)
        proven = np.ones(len(group.options), dtype=np.bool_)
        for variable in variables:
            portion = found.weights.portions[variable]
            totals[portion.options] = portion.cost_with_one(found.rest(variable))
            proven[portion.options] = found.known(variable).all()
        return totals, proven

    def _forced_quantities(self, index: int) -> IntArray:
        artefact, found = self._artefact, self._found
        forced = np.zeros(len(artefact.model.groups[index].options), dtype=np.int64)
        for variable in artefact.variables_by_group[index]:
            portion = found.weights.portions[variable]
            forced[portion.options] = portion.must_have(found.rest(variable))
        return forced

    def _value_status(self, index: int) -> StatusArray:
        status = self._plain_status(self._totals_of(index)[0])
        if index in self._own:
            status[self._own[index].value] = Status.CHOSEN
            return status
        possible = np.flatnonzero(status == Status.POSSIBLE)
        if len(possible) == 1:
            status[possible] = Status.FORCED
        return status

    def _plain_status(self, totals: IntArray) -> StatusArray:
        return np.where(totals < IMPOSSIBLE, Status.POSSIBLE, Status.BLOCKED).astype(np.int8)

    def _change(self, totals: Totals) -> IntArray:
        least, proven = totals
        change = np.full(len(least), NO_COST, dtype=np.int64)
        told = (least < IMPOSSIBLE) & proven
        if self.is_consistent and self.is_proven:
            change[told] = self._found.weights.money(least[told]) - self.proposal_cost
        return change

    def _with_options(self, group: str) -> tuple[int, Group]:
        index, known = self._artefact.group(group)
        if known.kind not in (GroupKind.ONE_OF, GroupKind.SOME_OF):
            raise ValueOutOfRange(f"{group} has no options", group)
        return index, known

    def _of_kind(self, group: str, kind: GroupKind) -> int:
        index, known = self._artefact.group(group)
        if known.kind is not kind:
            raise ValueOutOfRange(f"{group} is no {kind}", group)
        return index
