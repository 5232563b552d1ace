"""Put what computed values and sums over copies stand for in their place."""

from dataclasses import replace

from catalog.language.nodes import (
    And,
    Compare,
    Computed,
    Expression,
    Holds,
    Iff,
    Implies,
    Not,
    Or,
    Over,
    Sum,
)


def expanded(expression: Expression) -> Expression:
    """Return a checked expression that says the same about groups alone."""
    match expression:
        case Computed(_, value) | Over(_, value):
            return expanded(value)
        case Holds(claim):
            return replace(expression, claim=expanded(claim))
        case And(items) | Or(items):
            return replace(expression, items=tuple(map(expanded, items)))
        case Not(item):
            return replace(expression, item=expanded(item))
        case Implies(left, right):
            return replace(expression, condition=expanded(left), consequence=expanded(right))
        case Iff(left, right) | Compare(_, left, right):
            return replace(expression, left=expanded(left), right=expanded(right))
        case Sum(terms):
            return replace(expression, terms=tuple((f, expanded(t)) for f, t in terms))
    return expression
