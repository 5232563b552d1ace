"""Move own choices to another revision with the fewest changes, and say what changed and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np

from configurator.engine.answer import answer
from configurator.engine.arrays import IMPOSSIBLE, INFINITE
from configurator.engine.choices import Chosen, Own, read_choices, read_value
from configurator.engine.compiled import Compiled
from configurator.engine.costs import Costs
from configurator.engine.errors import EngineError, InconsistentChoices, ValueOutOfRange
from configurator.engine.least import find_least
from configurator.engine.model import GroupKind, Model
from configurator.engine.proposal import value_of_group
from configurator.engine.reasons import Reason, explain
from configurator.engine.weights import Weights, weigh


class Cause(StrEnum):
    """Why a choice did not come along as it was."""

    GROUP_GONE = "group_gone"
    VALUE_GONE = "value_gone"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Difference:
    """One own choice that is another now; of a some_of, one option.

    Parameters
    ----------
    group : str
        The group.
    old, new : value
        What was chosen, and what the proposal has there now; None for nothing.
    cause : Cause
        Why.
    reason : Reason or None
        Of `Cause.RULES`, the kept choices and the rules that exclude the old value, minimal.
    """

    group: str
    old: Any
    new: Any
    cause: Cause
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Migration:
    """Own choices on the new revision, and how they differ.

    Parameters
    ----------
    choices : mapping of str to value
        In the old order; together they can be finished into a valid configuration.
    report : tuple of Difference
        Every choice that is not kept, in the old order.
    added : tuple of str
        Groups that the old revision did not have.
    """

    choices: Mapping[str, Any]
    report: tuple[Difference, ...]
    added: tuple[str, ...]


def migrate(
    old: Model,
    choices: Mapping[str, Any],
    artefact: Compiled,
    costs: Costs | None = None,
    context: Mapping[str, Any] | None = None,
) -> Migration:
    """Move own choices to a new revision with the fewest changes.

    Exact by diagrams; where witnesses answer, no choice that is given up would fit beside the rest.

    Parameters
    ----------
    old : Model
        The model that the choices were made on.
    choices : mapping of str to value
        Own choices, oldest first.
    artefact : Compiled
        The compiled new model.
    costs : Costs, optional
        Additive costs on the new revision.
    context : mapping of str to str, optional
        Day and channel on the new revision, see `catalog.language.context`.

    Returns
    -------
    Migration
        A change is an answer taken back, or one unit less of an option of a some_of; no own
        choice is put in its place. Of the ways with the fewest changes it is the one whose best
        configuration breaks the fewest defaults and preferences, and is cheapest among those.

    Raises
    ------
    InconsistentChoices
        If the new revision allows no configuration at all.
    UnknownGroup, UnknownOption, ValueOutOfRange
        If the choices cannot be read on the old model, or costs are too large.
    """
    asked = _single_choices(old, choices)
    wishes = {(code, option): _wish(artefact.model, code, value) for code, option, value in asked}
    soft = _joined({key: wish for key, wish in wishes.items() if wish is not None})
    within = dict(context or {})
    kept, is_proven = _most_kept(artefact, choices, soft, costs or Costs(), within)
    if not is_proven:
        kept = _all_that_fits(artefact, kept, choices, soft, within)
    own = {code: kept[code] for code in choices if code in kept}
    judged = own | within
    proposal = answer(artefact, judged, costs).proposal
    report = tuple(
        _difference(artefact, judged, proposal, code, option, value, wishes[code, option])
        for code, option, value in asked
        if not _is_kept(own, code, option, value)
    )
    added = [group.code for _, group in artefact.model.asked if group.code not in old.index_by_code]
    return Migration(own, report, tuple(added))


def _single_choices(old: Model, choices: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    """Return (group, option, value): one entry for each option of a some_of, else option ""."""
    found: list[tuple[str, str, Any]] = []
    for index, chosen in read_choices(old, choices).items():
        group = old.groups[index]
        if chosen.quantities:
            codes = [(group.options[option], many) for option, many in chosen.quantities.items()]
            found += [(group.code, option, {option: many}) for option, many in codes]
        else:
            found.append((group.code, "", choices[group.code]))
    return found


def _wish(model: Model, code: str, value: Any) -> tuple[int, Chosen] | None:
    """Read a choice on the new model, with as many of an option as it allows; None for gone."""
    index = model.index_by_code.get(code)
    if index is None:
        return None
    group = model.groups[index]
    if group.kind is GroupKind.SOME_OF and isinstance(value, Mapping):
        value = {option: min(many, group.max_quantity) for option, many in value.items()}
    try:
        return index, read_value(model, index, value)
    except EngineError:
        return None


def _joined(wishes: Mapping[tuple[str, str], tuple[int, Chosen]]) -> dict[int, Chosen]:
    joined: dict[int, Chosen] = {}
    for index, chosen in wishes.values():
        before = joined.get(index)
        if before is not None and chosen.quantities:
            chosen = Chosen(quantities={**before.quantities, **chosen.quantities})
        joined[index] = chosen
    return joined


def _most_kept(
    artefact: Compiled,
    choices: Mapping[str, Any],
    soft: Own,
    costs: Costs,
    context: Mapping[str, Any],
) -> tuple[dict[str, Any], bool]:
    """Return the choices kept when as few as possible are given up, and whether that is proven."""
    found = find_least(artefact, _softened(artefact, soft, costs, context))
    if found.total >= IMPOSSIBLE:
        raise InconsistentChoices("the new revision allows no configuration")
    values = found.values
    kept: dict[str, Any] = {}
    for index, chosen in soft.items():
        group = artefact.model.groups[index]
        if group.kind is GroupKind.SOME_OF:
            value = value_of_group(artefact, index, values, found, soft)
            wished = {group.options[o]: many for o, many in chosen.quantities.items()}
            taken = {o: min(many, value.get(o, 0)) for o, many in wished.items()}
            if any(taken.values()) or not wished:
                kept[group.code] = {o: many for o, many in taken.items() if many}
        elif values[artefact.variables_by_group[index][0]] == chosen.value:
            kept[group.code] = choices[group.code]
    return kept, found.is_proven


def _all_that_fits(
    artefact: Compiled,
    kept: Mapping[str, Any],
    choices: Mapping[str, Any],
    soft: Own,
    context: Mapping[str, Any],
) -> dict[str, Any]:
    """Take choices in again, one by one, that were given up although they fit."""
    own = dict(kept)
    for index, chosen in soft.items():
        group = artefact.model.groups[index]
        if not chosen.quantities and group.code not in own:
            own = _more(artefact, own, group.code, [choices[group.code]], context)
        for option, many in chosen.quantities.items():
            held = own.get(group.code, {})
            code = group.options[option]
            wishes = [{**held, code: less} for less in range(many, held.get(code, 0), -1)]
            own = _more(artefact, own, group.code, wishes, context)
    return own


def _more(
    artefact: Compiled,
    own: dict[str, Any],
    code: str,
    wishes: Sequence[Any],
    context: Mapping[str, Any],
) -> dict[str, Any]:
    """Return own choices with the first wish for a group that fits, unchanged if none does."""
    for wish in wishes:
        more = own | {code: wish}
        if answer(artefact, {**more, **context}).is_consistent:
            return more
    return own


def _softened(artefact: Compiled, soft: Own, costs: Costs, context: Mapping[str, Any]) -> Weights:
    """Return weights under which a lost choice costs more than everything else together."""
    fixed = read_choices(artefact.model, context)
    weights = weigh(artefact, fixed, costs, defaults=True, settled=soft)
    unasked = weights.penalty * (weights.units + 1)
    colours = sum(group.free_value > 0 for group in artefact.model.groups)
    change = weights.penalty + unasked * (colours + 1)
    many = sum(sum(chosen.quantities.values()) or 1 for chosen in soft.values())
    if change * (many + 2) >= INFINITE // 4:
        raise ValueOutOfRange("the costs are too large to be added up")
    hard, portions = weights.hard.copy(), dict(weights.portions)
    for index, chosen in soft.items():
        for variable in artefact.variables_by_group[index]:
            at = artefact.values_of(variable)
            if chosen.value >= 0:
                hard[at] += change
                hard[at.start + chosen.value] -= change
                if chosen.value == artefact.model.groups[index].free_value:
                    hard[at.start + chosen.value] -= unasked
                continue
            wished = [chosen.quantities.get(o, 0) for o in artefact.variables[variable].options]
            portion = portions[variable].wishing(np.array(wished, dtype=np.int64), change)
            portions[variable] = portion
            hard[at] = portion.cost
    return replace(weights, hard=hard, portions=portions)


def _is_kept(own: Mapping[str, Any], code: str, option: str, value: Any) -> bool:
    if not option:
        return code in own
    return bool(own.get(code, {}).get(option, 0) == value[option])


def _difference(
    artefact: Compiled, own: Mapping[str, Any], proposal: Mapping[str, Any],
    code: str, option: str, value: Any, wish: tuple[int, Chosen] | None,
) -> Difference:  # fmt: skip
    if code not in artefact.model.index_by_code:
        return Difference(code, value, None, Cause.GROUP_GONE)
    new = proposal[code]
    if option:
        taken = new.get(option, 0) if isinstance(new, Mapping) else 0
        new = {option: taken} if taken else None
    if wish is None:
        return Difference(code, value, new, Cause.VALUE_GONE)
    group = artefact.model.groups[wish[0]]
    if option and value[option] > group.max_quantity:
        if own.get(code, {}).get(option, 0) == group.max_quantity:
            return Difference(code, value, new, Cause.VALUE_GONE)
        value = {option: group.max_quantity}
    return Difference(code, value, new, Cause.RULES, explain(artefact, own, code, value))
