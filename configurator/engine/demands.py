"""Own choices taken apart: single demands that can be dropped one by one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from configurator.engine.arrays import BoolArray
from configurator.engine.choices import NONE, Chosen, Own, number_value, read_choices, read_value
from configurator.engine.compiled import Compiled
from configurator.engine.feasibility import Demand, possible_sets
from configurator.engine.least import has_small_diagrams
from configurator.engine.model import GroupKind


@dataclass(frozen=True, slots=True)
class Wish:
    """A wanted value beside the own choices it may clash with.

    Parameters
    ----------
    wanted : mapping
        The wanted answer by place of its group, beside the day and channel it is asked for.
    demands : tuple of Demand
        The own choices, oldest first; those that the wanted value replaces are left out.
    """

    wanted: Own
    demands: tuple[Demand, ...]

    @classmethod
    def of(cls, artefact: Compiled, choices: Mapping[str, Any], group: str, value: Any) -> "Wish":
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
        hidden = artefact.model.hidden
        context = {place: chosen for place, chosen in own.items() if place in hidden}
        demands = [
            demand
            for demand in split(own)
            if demand.group not in context and not _is_replaced(demand, index, wanted)
        ]
        return cls(context | {index: wanted}, tuple(demands))

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


def demanded_value(artefact: Compiled, demand: Demand) -> Any:
    """Return a demand's value in the form of choices."""
    group = artefact.model.groups[demand.group]
    chosen = demand.chosen
    if group.kind is GroupKind.SOME_OF:
        return {group.options[option]: many for option, many in chosen.quantities.items()}
    if group.kind is GroupKind.NUMBER:
        return number_value(group, chosen.value)
    if group.kind is GroupKind.TEXT:
        return chosen.text
    if chosen.text:
        return chosen.text
    return group.options[chosen.value - 1] if chosen.value else NONE


def clashing_demands(
    artefact: Compiled, wish: Wish, demands: Sequence[Demand]
) -> list[Demand] | None:
    """Return demands of which none can be left out without the clash disappearing.

    Parameters
    ----------
    artefact : Compiled
        The compiled model.
    wish : Wish
        Holds the wanted value.
    demands : sequence of Demand
        Left out from the first on: what comes last stays in.

    Returns
    -------
    list of Demand or None
        None when the wanted value is possible with all demands.

    Notes
    -----
    The shortest ending of the list that clashes begins with a demand that is needed; the next
    one is found among those after it. In small diagrams all endings are asked in one pass;
    a pass over a large one takes longer than the clauses do for a few endings.
    """
    if artefact.is_void:
        return []
    found: list[Demand] = []
    rest = list(demands)
    while True:
        needed = _shortest_ending(artefact, wish, found, rest)
        if needed is None:
            return None
        if needed == len(rest):
            return found
        found, rest = [*found, rest[needed]], rest[needed + 1 :]


def is_possible(artefact: Compiled, wish: Wish, demands: Sequence[Demand]) -> bool:
    """Tell whether the wanted value is possible with some demands."""
    if not has_small_diagrams(artefact):
        return _is_allowed(artefact, wish, demands)
    members = np.ones((1, len(demands)), dtype=np.bool_)
    return bool(possible_sets(artefact, wish.wanted, demands, members)[0])


def _shortest_ending(
    artefact: Compiled, wish: Wish, found: Sequence[Demand], rest: Sequence[Demand]
) -> int | None:
    """Return where the shortest ending of a list begins that clashes, None when none does."""
    if not has_small_diagrams(artefact):
        return _ending_by_halves(artefact, wish, found, rest)
    members = _endings(len(rest), len(found))
    clashes = np.flatnonzero(~possible_sets(artefact, wish.wanted, [*found, *rest], members))
    return int(clashes[-1]) if clashes.size else None


def _ending_by_halves(
    artefact: Compiled, wish: Wish, found: Sequence[Demand], rest: Sequence[Demand]
) -> int | None:
    """Return the same, asked of the clauses: a shorter ending clashes less."""
    if _is_allowed(artefact, wish, [*found, *rest]):
        return None
    low, high = 0, len(rest)
    while low < high:
        middle = (low + high + 1) // 2
        if _is_allowed(artefact, wish, [*found, *rest[middle:]]):
            high = middle - 1
        else:
            low = middle
    return low


def _is_allowed(artefact: Compiled, wish: Wish, demands: Sequence[Demand]) -> bool:
    return artefact.law_solver.allows(allowed_values(artefact, wish.together(demands)))


def _endings(many: int, found: int) -> BoolArray:
    """Return all endings of a list as sets, longest first, behind what was found."""
    endings = np.triu(np.ones((many + 1, many), dtype=np.bool_))
    return np.hstack([np.ones((many + 1, found), dtype=np.bool_), endings])


def allowed_values(artefact: Compiled, answers: Own) -> dict[int, BoolArray]:
    """Return, per variable that answers restrict, whether each of its values is allowed."""
    allowed = {}
    for index, chosen in answers.items():
        for variable in artefact.variables_by_group[index]:
            known = artefact.variables[variable]
            values = np.arange(known.size)
            if chosen.value >= 0:
                allowed[variable] = values == chosen.value
            elif many := sum(chosen.quantities.get(option, 0) for option in known.options):
                allowed[variable] = values >= many
    return allowed
