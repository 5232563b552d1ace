"""Say an expression about other groups: about those of one copy."""

from collections.abc import Mapping
from dataclasses import replace

from catalog.language.nodes import (
    And,
    Attribute,
    Choice,
    Compare,
    Count,
    Empty,
    Expression,
    Has,
    Holds,
    Iff,
    Implies,
    Length,
    Not,
    Or,
    Over,
    Sum,
    Table,
    Total,
)


def renamed(expression: Expression, names: Mapping[str, str]) -> Expression:
    """Return a checked expression with the groups in ``names`` (old to new) named anew."""

    match expression:
        case Choice() | Attribute() | Length() | Empty() | Has():
            return replace(expression, group=names.get(expression.group, expression.group))
        case Total(group, _, where) | Count(group, where):
            said = None if where is None else renamed(where, names)
            return replace(expression, group=names.get(group, group), where=said)
        case Table(columns):
            heads = tuple(replace(one, group=names.get(one.group, one.group)) for one in columns)
            return replace(expression, columns=heads)
    return _renamed_inside(expression, names)


def _renamed_inside(expression: Expression, names: Mapping[str, str]) -> Expression:
    def inner(part: Expression) -> Expression:
        return renamed(part, names)

    match expression:
        case And(items) | Or(items):
            return replace(expression, items=tuple(map(inner, items)))
        case Not(item):
            return replace(expression, item=inner(item))
        case Implies(left, right):
            return replace(expression, condition=inner(left), consequence=inner(right))
        case Iff(left, right) | Compare(_, left, right):
            return replace(expression, left=inner(left), right=inner(right))
        case Sum(terms):
            return replace(expression, terms=tuple((f, inner(term)) for f, term in terms))
        case Holds(claim):
            return replace(expression, claim=inner(claim))
        case Over(_, value):
            return replace(expression, value=inner(value))
    return expression
