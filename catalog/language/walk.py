"""Step through the parts of an expression without recursion."""

from collections.abc import Iterator

from catalog.language.nodes import (
    And,
    Attribute,
    Choice,
    Compare,
    Computed,
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


def children(expression: Expression) -> tuple[Expression, ...]:
    """Return the direct parts of an expression, in reading order."""
    match expression:
        case And(items) | Or(items):
            return items
        case Not(item):
            return (item,)
        case Compare(_, left, right) | Implies(left, right) | Iff(left, right):
            return (left, right)
        case Computed(_, value) | Over(_, value):
            return (value,)
        case Holds(claim):
            return (claim,)
        case Sum(terms):
            return tuple(term for _, term in terms)
        case Count(_, where) | Total(_, _, where) if where is not None:
            return (where,)
        case Table(columns):
            return columns
    return ()


def walk(expression: Expression) -> Iterator[tuple[Expression, int]]:
    """Yield every part with its depth, the whole at depth 1."""
    waiting = [(expression, 1)]
    while waiting:
        part, depth = waiting.pop()
        yield part, depth
        waiting.extend((child, depth + 1) for child in reversed(children(part)))


def groups_in(expression: Expression) -> frozenset[str]:
    """Return the codes of all groups an expression names."""
    naming = Choice | Attribute | Total | Count | Length | Empty | Has
    return frozenset(part.group for part, _ in walk(expression) if isinstance(part, naming))
