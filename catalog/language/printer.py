"""Write an expression as source again: ``parse(to_source(e)) == e`` for all that `parse` gives."""

from fractions import Fraction

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
    Or,
    Over,
    Sum,
    Table,
    Total,
)
from catalog.language.schema import FREE

_BINDING = {Iff: 1, Implies: 2, Or: 3, And: 4, Not: 5, Compare: 6, Empty: 6, Has: 6, Sum: 7}
_TIGHTEST = 9


def to_source(expression: Expression) -> str:
    """Return text that parses to an equal expression. A table has no text form.

    Raises
    ------
    ValueError
        For a table.
    """
    match expression:
        case Iff(left, right):
            return f"{_inside(left, 2)} <=> {_inside(right, 2)}"
        case Implies(condition, consequence):
            return f"{_inside(condition, 3)} => {_inside(consequence, 2)}"
        case Or(items):
            return " or ".join(_inside(item, 4) for item in items)
        case And(items):
            return " and ".join(_inside(item, 5) for item in items)
        case Not(item):
            return f"not {_inside(item, 5)}"
        case Compare(op, left, right):
            return f"{_inside(left, 7)} {op} {_inside(right, 7)}"
    return _simple_source(expression)


def _simple_source(expression: Expression) -> str:
    match expression:
        case Table():
            raise ValueError("A table is kept as columns and rows, not as text.")
        case Empty(group):
            return f"{group} is empty"
        case Has(group, option) if option == FREE:
            return f"{group} is free"
        case Has(group, option):
            return f"{group} has {quoted(option)}"
        case Sum(terms):
            return _sum_source(terms)
    return _value_source(expression)


def _value_source(expression: Expression) -> str:
    match expression:
        case Choice(name) | Computed(name):
            return name
        case Attribute(group, attribute):
            return f"{group}.{attribute}"
        case Total(group, attribute, where):
            return f"sum({group}.{attribute}{_where_source(where)})"
        case Over(source):
            return _value_source(source)
        case Holds(claim):
            return f"holds({to_source(claim)})"
        case Count(group, where):
            return f"count({group}{_where_source(where)})"
        case Length(group):
            return f"length({group})"
        case Literal(value):
            return quoted(value) if isinstance(value, str) else decimal_text(value)
    raise TypeError(f"{expression!r} is no part of the rule language.")


def _where_source(where: Expression | None) -> str:
    return "" if where is None else f" where {to_source(where)}"


def _sum_source(terms: tuple[tuple[Fraction, Expression], ...]) -> str:
    text = ""
    for factor, expression in terms:
        sign = "-" if factor < 0 else "+"
        text += (
            f" {sign} {_term_source(abs(factor), expression)}"
            if text
            else (f"{'-' if factor < 0 else ''}{_term_source(abs(factor), expression)}")
        )
    return text


def _term_source(factor: Fraction, expression: Expression) -> str:
    if isinstance(expression, Literal):
        return decimal_text(factor)
    source = _value_source(expression)
    return source if factor == 1 else f"{decimal_text(factor)} * {source}"


def _inside(expression: Expression, binding: int) -> str:
    source = to_source(expression)
    own = _BINDING.get(type(expression), _TIGHTEST)
    return source if own >= binding else f"({source})"


def quoted(word: str) -> str:
    """Return a word in quotes."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def decimal_text(number: Fraction) -> str:
    """Return an exact decimal number as digits, such as ``1.5``.

    Raises
    ------
    ValueError
        When the number has no finite decimal form.
    """
    places = 0
    while number.denominator != 1 and places <= 60:
        number, places = number * 10, places + 1
    if number.denominator != 1:
        raise ValueError("This number has no finite decimal form.")
    digits = str(abs(number.numerator)).rjust(places + 1, "0")
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
