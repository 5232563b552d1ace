"""Check a complete configuration literally: the rules are evaluated, no diagram is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalog.language.evaluate import evaluate
from configurator.engine.choices import Chosen, read_value
from configurator.engine.compiled import Compiled
from configurator.engine.errors import EngineError, ValueOutOfRange
from configurator.engine.model import Group, GroupKind, Model


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong with a configuration.

    Parameters
    ----------
    pointer : str
        Code of the group or rule.
    code : str
        "unknown_group", "invalid_value", "missing", "count", "absent" or "rule".
    detail : str
        One plain sentence.
    """

    pointer: str
    code: str
    detail: str


def is_valid(artefact: Compiled, choices: Mapping[str, Any]) -> list[Violation]:
    """Check a configuration that is meant to be complete and literal.

    Parameters
    ----------
    artefact : Compiled
        Only its model is read.
    choices : mapping of str to value
        As in `answer`, but a some_of means exactly these; nothing is filled in.

    Returns
    -------
    list of Violation
        Empty for a valid configuration; groups first, rules and conditional groups only where
        every value was read.

    Raises
    ------
    ValueOutOfRange
        If ``choices`` is no mapping.
    """
    if not isinstance(choices, Mapping):
        raise ValueOutOfRange("choices must map groups to values")
    model = artefact.model
    found = [
        Violation(str(code)[:80], "unknown_group", f"there is no group {str(code)[:80]!r}")
        for code in choices
        if code not in model.index_by_code
    ]
    literal: dict[str, Any] = {}
    for index, group in enumerate(model.groups):
        try:
            literal[group.code] = _literal(model, index, choices.get(group.code))
        except EngineError as error:
            found.append(Violation(group.code, "invalid_value", error.message))
    is_read = len(literal) == len(model.groups)
    for index, group in enumerate(model.groups):
        condition = model.conditions.get(index)
        if condition is None:
            found += _group_violations(group, literal)
        elif is_read:
            is_present = bool(evaluate(condition, model.schema, literal))
            found += (_group_violations if is_present else _absent_violations)(group, literal)
    if not is_read:
        return found
    return found + [
        Violation(rule.code, "rule", f"rule {rule.code} is broken")
        for rule in model.rules
        if not evaluate(rule.expression, model.schema, literal)
    ]


def _literal(model: Model, index: int, value: Any) -> Any:
    """Return a value in the form the rule language reads; "" for empty."""
    if value is None or (isinstance(value, str) and value == ""):
        return ""
    group = model.groups[index]
    chosen: Chosen = read_value(model, index, value)
    if group.kind is GroupKind.SOME_OF:
        return {group.options[option]: many for option, many in chosen.quantities.items()}
    if group.kind is GroupKind.NUMBER:
        return group.minimum + group.step * (chosen.value - 1)
    return value


def _absent_violations(group: Group, literal: Mapping[str, Any]) -> list[Violation]:
    if literal[group.code] in ("", {}):
        return []
    return [Violation(group.code, "absent", f"{group.code} is not part of this configuration")]


def _group_violations(group: Group, literal: Mapping[str, Any]) -> list[Violation]:
    value = literal.get(group.code)
    if value is None:
        return []
    if group.kind is GroupKind.SOME_OF:
        many = sum(value.values()) if value else 0
        if group.min_count <= many <= group.max_count:
            return []
        text = f"{group.code} needs {group.min_count} to {group.max_count}; {many} are chosen"
        return [Violation(group.code, "count", text)]
    if value == "" and not group.is_optional:
        return [Violation(group.code, "missing", f"{group.code} needs a value")]
    return []
