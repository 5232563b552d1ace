"""Own choices taken apart: single demands that can be dropped one by one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from configurator.engine.arrays import IMPOSSIBLE, BoolArray
from configurator.engine.artefact import Artefact
from configurator.engine.choices import NONE, Chosen, Own, number_value, read_choices, read_value
from configurator.engine.costs import Costs
from configurator.engine.model import GroupKind
from configurator.engine.sweeps import Sweep, sweep
from configurator.engine.weights import weigh

FREE_OF_CHARGE = Costs()


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


@dataclass(frozen=True, slots=True)
class Wish:
    """A wanted value beside the own choices it may clash with.

    Parameters
    ----------
    wanted : mapping
        The wanted answer by place of its group.
    demands : tuple of Demand
        The own choices, oldest first; those that the wanted value replaces are left out.
    """

    wanted: Own
    demands: tuple[Demand, ...]

    @classmethod
    def of(cls, artefact: Artefact, choices: Mapping[str, Any], group: str, value: Any) -> "Wish":
        """Read own choices and a wanted value.

        Of a some_of, the options named are wanted in addition to those chosen before.

        Raises
        ------
        UnknownGroup, UnknownOption, ValueOutOfRange
            If something cannot be read.
        """
        own = read_choices(artefact.model, choices)
        index, _ = artefact.group(group)
        wanted = read_value(artefact.model, index, value)
        demands = [demand for demand in split(own) if not _is_replaced(demand, index, wanted)]
        return cls({index: wanted}, tuple(demands))

    def together(self, kept: Iterable[Demand]) -> dict[int, Chosen]:
        """Return the wanted value and some of the own choices as answers."""
        answers = dict(self.wanted)
        for demand in kept:
            if demand.option < 0:
                answers[demand.group] = demand.chosen
            else:
                before = answers.get(demand.group, Chosen()).quantities
                answers[demand.group] = Chosen(quantities={**before, **demand.chosen.quantities})
        return answers


def split(own: Own) -> list[Demand]:
    """Return the single demands of own choices, in their order."""
    demands = []
    for index, chosen in own.items():
        if chosen.value >= 0:
            demands.append(Demand(index, -1, chosen))
        demands.extend(
            Demand(index, option, Chosen(quantities={option: many}))
            for option, many in chosen.quantities.items()
        )
    return demands


def _is_replaced(demand: Demand, index: int, wanted: Chosen) -> bool:
    return demand.group == index and (demand.option < 0 or demand.option in wanted.quantities)


def demanded_value(artefact: Artefact, demand: Demand) -> Any:
    """Return a demand's value in the form of choices."""
    group = artefact.model.groups[demand.group]
    chosen = demand.chosen
    if group.kind is GroupKind.SOME_OF:
        return {group.options[option]: many for option, many in chosen.quantities.items()}
    if group.kind is GroupKind.NUMBER:
        return number_value(group, chosen.value)
    if group.kind is GroupKind.TEXT:
        return chosen.text
    return group.options[chosen.value - 1] if chosen.value else NONE


def sweep_answers(artefact: Artefact, answers: Own) -> Sweep:
    """Sweep for possibility alone: nothing costs anything."""
    return sweep(artefact, weigh(artefact, answers, FREE_OF_CHARGE, defaults=False))


def is_possible(artefact: Artefact, answers: Own) -> bool:
    """Tell whether a valid configuration has all these answers."""
    return sweep_answers(artefact, answers).total < IMPOSSIBLE


def clashing_demands(
    artefact: Artefact, wish: Wish, demands: Sequence[Demand]
) -> list[Demand] | None:
    """Return demands of which none can be left out without the clash disappearing.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.
    wish : Wish
        Holds the wanted value.
    demands : sequence of Demand
        Tried from the first on: what comes last stays in.

    Returns
    -------
    list of Demand or None
        None when the wanted value is possible with all demands.
    """
    found = sweep_answers(artefact, wish.together(demands))
    if found.total < IMPOSSIBLE:
        return None
    kept = _in_one_component(artefact, found, demands)
    for demand in list(kept):
        fewer = [other for other in kept if other != demand]
        if not is_possible(artefact, wish.together(fewer)):
            kept = fewer
    return kept


def _in_one_component(artefact: Artefact, found: Sweep, demands: Sequence[Demand]) -> list[Demand]:
    """Return the demands of one component without a path: all others take no part."""
    stuck = np.flatnonzero(found.least >= IMPOSSIBLE)
    if artefact.is_void or not stuck.size:
        return []
    return [d for d in demands if artefact.component_of[_variable(artefact, d)] == stuck[0]]


def _variable(artefact: Artefact, demand: Demand) -> int:
    variables = artefact.variables_by_group[demand.group]
    if demand.option < 0:
        return variables[0]
    return next(v for v in variables if demand.option in artefact.variables[v].options)


def allowed_values(artefact: Artefact, answers: Own) -> dict[int, BoolArray]:
    """Return, per variable that answers restrict, whether each of its values is allowed."""
    weights = weigh(artefact, answers, FREE_OF_CHARGE, defaults=False)
    allowed = {}
    for index in answers:
        for variable in artefact.variables_by_group[index]:
            allowed[variable] = weights.hard[artefact.values_of(variable)] < IMPOSSIBLE
    return allowed
