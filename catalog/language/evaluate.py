"""Work out what a checked expression is for one complete configuration."""

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from catalog.language.graphemes import grapheme_count
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
    Literal,
    Not,
    Operator,
    Or,
    Over,
    Sum,
    Table,
    Total,
)
from catalog.language.schema import FREE, Exact, Schema, exact

Answer = bool | Fraction | str

_COMPARISONS: Mapping[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQUAL: operator.eq,
    Operator.UNEQUAL: operator.ne,
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.MORE: operator.gt,
    Operator.AT_LEAST: operator.ge,
}


def evaluate(expression: Expression, schema: Schema, choices: Mapping[str, Any]) -> Answer:
    """Return whether a claim holds, or what a value is.

    Parameters
    ----------
    expression : Expression
        As `catalog.language.check.check` gives it.
    schema : Schema
        The same schema.
    choices : Mapping
        Group code to value: an option's code, ``#rrggbb``, ``{code: quantity}`` or a list of
        codes, a number, a text, a file's id. A missing group, None, "" and an empty collection mean: nothing chosen.
    """
    return _Evaluation(schema, choices).answer(expression)


class _Evaluation:
    def __init__(self, schema: Schema, choices: Mapping[str, Any]) -> None:
        self.schema = schema
        self.choices = choices

    def answer(self, node: Expression) -> Answer:
        match node:
            case And(items):
                return all(self.answer(item) for item in items)
            case Or(items):
                return any(self.answer(item) for item in items)
            case Not(item):
                return not self.answer(item)
            case Implies(condition, consequence):
                return not self.answer(condition) or bool(self.answer(consequence))
            case Iff(left, right):
                return self.answer(left) == self.answer(right)
            case Compare(op, left, right):
                return _COMPARISONS[op](self.answer(left), self.answer(right))
            case Empty(group):
                return self.choices.get(group) in (None, "", {}, [])
            case Has(group, option):
                return option in self.quantities(group)
            case Table(columns, rows):
                return tuple(self.answer(column) for column in columns) in rows
        return self.value(node)

    def value(self, node: Expression) -> Exact:
        match node:
            case Choice(group):
                return self.choice(group)
            case Attribute(group, attribute):
                chosen = self.choices.get(group) or ""
                return self.schema.groups[group].attribute_of(chosen, attribute)
            case Total(group, attribute):
                return self.total(group, attribute)
            case Count(group, where):
                return self.count(group, where)
            case Length(group):
                return Fraction(grapheme_count(self.choices.get(group) or ""))
            case Literal(value):
                return value
            case Computed(_, value) | Over(_, value):
                return self.value(value)
            case Holds(claim):
                return Fraction(bool(self.answer(claim)))
            case Sum(terms):
                return sum((f * self.number(term) for f, term in terms), Fraction(0))
        raise TypeError(f"{node!r} is no part of the rule language.")

    def number(self, node: Expression) -> Fraction:
        value = self.value(node)
        if isinstance(value, str):
            raise TypeError("A word cannot be calculated with: check the expression first.")
        return value

    def choice(self, code: str) -> Exact:
        value = self.choices.get(code)
        if self.schema.groups[code].kind == "number":
            return Fraction(0) if value in (None, "") else exact(value)
        is_free = isinstance(value, str) and value.startswith(FREE)
        return FREE if is_free else value or ""

    def total(self, code: str, attribute: str) -> Fraction:
        group = self.schema.groups[code]
        return sum(
            (quantity * Fraction(group.attribute_of(option, attribute))
             for option, quantity in self.quantities(code).items()),
            Fraction(0),
        )  # fmt: skip

    def count(self, code: str, where: Expression | None) -> Fraction:
        chosen = self.quantities(code)
        if where is None:
            return Fraction(sum(chosen.values()))
        return Fraction(sum(n for option, n in chosen.items() if self.fits(code, option, where)))

    def fits(self, code: str, option: str, where: Expression) -> bool:
        return bool(_Evaluation(self.schema, {code: option}).answer(where))

    def quantities(self, code: str) -> dict[str, int]:
        """Return how many of each option are chosen, those above zero."""
        value = self.choices.get(code)
        if not value:
            return {}
        if isinstance(value, str):
            return {value: 1}
        if isinstance(value, Mapping):
            return {option: int(quantity) for option, quantity in value.items() if quantity}
        return dict.fromkeys(value, 1)
