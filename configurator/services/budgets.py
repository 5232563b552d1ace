"""Budgets: laws of a product that weigh what is needed against the room there is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from catalog.language import Schema, evaluate, rule_expression
from catalog.language.nodes import (
    Attribute,
    Compare,
    Computed,
    Count,
    Expression,
    Literal,
    Operator,
    Sum,
    Total,
)
from catalog.language.walk import groups_in, walk
from configurator.artefacts import LoadedRevision

Choices = Mapping[str, Any]
DIRECTIONS = (Operator.AT_MOST, Operator.AT_LEAST)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a side of a budget counts: an attribute of a group, "" for pieces of the group."""

    group: str
    attribute: str


@dataclass(frozen=True, slots=True)
class Budget:
    """What one complete configuration needs of a budget, and has.

    `label` is the measure that names it, `shares` what each group takes, in the unit of `unit`.
    """

    rule: str
    label: Measure
    unit: str
    need: Fraction
    room: Fraction
    shares: tuple[tuple[str, Fraction], ...]
    groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Law:
    rule: str
    need: Expression
    room: Expression
    label: Measure
    unit: str


def budgets(loaded: LoadedRevision, full: Choices) -> list[Budget]:
    """Return the budgets of complete choices, in the order of the rules."""
    schema, laws = _laws(loaded)
    return [_budget(law, schema, full) for law in laws.values()]


def budget_of(loaded: LoadedRevision, rule: str, full: Choices) -> Budget | None:
    """Return one budget by the code of its rule, None where that is no budget."""
    schema, laws = _laws(loaded)
    return _budget(laws[rule], schema, full) if rule in laws else None


def _budget(law: _Law, schema: Schema, full: Choices) -> Budget:
    return Budget(
        rule=law.rule,
        label=law.label,
        unit=law.unit,
        need=Fraction(evaluate(law.need, schema, full)),
        room=Fraction(evaluate(law.room, schema, full)),
        shares=tuple(_shares(law.need, schema, full)),
        groups=groups_in(law.need) | groups_in(law.room),
    )


def _shares(need: Expression, schema: Schema, full: Choices) -> Iterator[tuple[str, Fraction]]:
    for factor, term in need.terms if isinstance(need, Sum) else ():
        for group in groups_in(term):
            yield group, factor * Fraction(evaluate(term, schema, full))


@lru_cache(maxsize=24)
def _laws(loaded: LoadedRevision) -> tuple[Schema, dict[str, _Law]]:
    schema = Schema.from_document(loaded.document)
    found = {}
    for rule in loaded.document["rules"]:
        law = _law(rule, schema, loaded) if rule["kind"] == "formula" else None
        if law is not None:
            found[law.rule] = law
    return schema, found


def _law(rule: Mapping[str, Any], schema: Schema, loaded: LoadedRevision) -> _Law | None:
    """Return a rule as a budget: so much is needed, at most as much as there is."""
    claim = rule_expression(rule, schema)
    if not isinstance(claim, Compare) or claim.op not in DIRECTIONS:
        return None
    need, room = claim.left, claim.right
    if claim.op is Operator.AT_LEAST:
        need, room = room, need
    measured = (_measures(need), _measures(room))
    if not _is_countable(need) or not _is_countable(room) or not measured[0]:
        return None
    # The same attribute on both sides compares ranks; there is nothing to be used up.
    if {one.attribute for one in measured[0]} & {one.attribute for one in measured[1]}:
        return None
    label = (measured[1] or measured[0])[0]
    return _Law(rule["code"], need, room, label, _unit(loaded, measured[0][0]))


def _measures(side: Expression) -> list[Measure]:
    found = []
    for node, _depth in walk(side):
        if isinstance(node, Attribute | Total):
            found.append(Measure(node.group, node.attribute))
        elif isinstance(node, Count):
            found.append(Measure(node.group, ""))
    return found


def _is_countable(side: Expression) -> bool:
    terms = side.terms if isinstance(side, Sum) else ((Fraction(1), side),)
    return all(
        factor > 0
        and not isinstance(term, Computed)
        and (isinstance(term, Attribute | Total | Count | Literal))
        for factor, term in terms
    )


def _unit(loaded: LoadedRevision, measure: Measure) -> str:
    attributes = loaded.groups[measure.group].get("attributes", ())
    units = (item["unit"] for item in attributes if item["code"] == measure.attribute)
    return next(units, "") or ""
