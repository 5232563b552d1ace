"""Groups as finite variables, and columns of what rules read from their values.

A one_of or number has value 0 for "empty" and one value for each option or grid point; a
text has its length; a some_of has one variable for each class of options that no rule can
tell apart: the quantity taken from that class. "May not be empty" is a law like any other.
After them comes one variable for each mark of the model: 1 where its claim holds, else 0.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from catalog.language.nodes import (
    And,
    Attribute,
    Choice,
    Compare,
    Count,
    Expression,
    Has,
    Iff,
    Implies,
    Literal,
    Not,
    Operator,
    Or,
    Sum,
    Total,
)
from catalog.language.schema import Exact, Schema
from catalog.language.walk import walk
from configurator.engine.errors import ModelTooLarge
from configurator.engine.limits import Limits
from configurator.engine.model import Group, GroupKind, Model

MARK = -1


@dataclass(frozen=True, slots=True)
class Variable:
    """One finite variable.

    Parameters
    ----------
    group : int
        Place of its group in the model; `MARK` for none.
    size : int
        How many values it has, from 0.
    options : tuple of int
        Of a some_of, the options of this class; else empty.
    """

    group: int
    size: int
    options: tuple[int, ...] = ()


def list_variables(model: Model, limits: Limits) -> tuple[Variable, ...]:
    """Return the variables of all groups, in the order of the groups, then those of the marks.

    Raises
    ------
    ModelTooLarge
        If a group has more values than ``limits.values``.
    """
    asked = (
        variable
        for index, group in enumerate(model.groups)
        for variable in _variables_of(model, index, group, limits)
    )
    return (*asked, *(Variable(MARK, 2) for _ in model.marks))


def _variables_of(model: Model, index: int, group: Group, limits: Limits) -> Iterator[Variable]:
    if group.kind is GroupKind.ONE_OF:
        yield Variable(index, len(group.options) + 1)
    elif group.kind is GroupKind.SOME_OF:
        for options in _option_classes(model, group):
            _refuse_many(group, len(options) * group.max_quantity, limits)
            yield Variable(index, len(options) * group.max_quantity + 1, options)
    else:
        many = group.steps if group.kind is GroupKind.NUMBER else group.max_length
        _refuse_many(group, many, limits)
        yield Variable(index, many + 1)


def _refuse_many(group: Group, many: int, limits: Limits) -> None:
    if many > limits.values:
        raise ModelTooLarge(
            f"group {group.code} has {many:,} values; {limits.values:,} are allowed", group.code
        )


def _option_classes(model: Model, group: Group) -> list[tuple[int, ...]]:
    """Partition a some_of's options by all that rules read of them."""
    signatures: list[list[object]] = [[] for _ in group.options]
    for node in _readings(model, group.code):
        for signature, seen in zip(signatures, _option_column(model, group, node), strict=True):
            signature.append(seen)
    classes: dict[tuple[object, ...], list[int]] = {}
    for index, signature in enumerate(signatures):
        classes.setdefault(tuple(signature), []).append(index)
    return [tuple(options) for options in classes.values()]


def _readings(model: Model, code: str) -> set[Expression]:
    return {
        node
        for expression in model.expressions
        for node, _ in walk(expression)
        if isinstance(node, Total | Count | Has) and node.group == code
    }


def _option_column(model: Model, group: Group, node: Expression) -> list[Exact] | list[bool]:
    """Return what one unit of each option adds to a Total or Count, or whether Has names it."""
    if isinstance(node, Has):
        return [code == node.option for code in group.options]
    return unit_column(model.schema, group, node, group.options)


def unit_column(
    schema: Schema, group: Group, node: Expression, codes: Sequence[str]
) -> list[Exact]:
    """Return what one unit of each of some options adds to a Total or a Count.

    Parameters
    ----------
    schema : Schema
        Holds the attributes.
    group : Group
        The group ``node`` speaks about.
    node : Total or Count
        What is added up.
    codes : sequence of str
        Options; "" stands for nothing chosen and adds nothing.
    """
    if isinstance(node, Total):
        known = schema.groups[group.code]
        return [known.attribute_of(code, node.attribute) for code in codes]
    if not isinstance(node, Count):
        raise TypeError(f"{type(node).__name__} adds nothing up")
    holds = [True] * len(codes) if node.where is None else _claims(schema, node.where, codes)
    return [Fraction(bool(code) and held) for code, held in zip(codes, holds, strict=True)]


def _claims(schema: Schema, claim: Expression, codes: Sequence[str]) -> list[bool]:
    """Evaluate a claim about single options of one group, for each of them."""

    def each(item: Expression) -> list[bool]:
        return _claims(schema, item, codes)

    match claim:
        case Not(item):
            return [not held for held in each(item)]
        case And(items):
            return [all(held) for held in zip(*map(each, items), strict=True)]
        case Or(items):
            return [any(held) for held in zip(*map(each, items), strict=True)]
        case Implies(left, right):
            return [not a or b for a, b in zip(each(left), each(right), strict=True)]
        case Iff(left, right):
            return [a == b for a, b in zip(each(left), each(right), strict=True)]
        case Compare(op, left, right):
            sides = option_values(schema, left, codes), option_values(schema, right, codes)
            return [compare(op, a, b) for a, b in zip(*sides, strict=True)]
    raise TypeError(f"{type(claim).__name__} cannot stand after where")


def option_values(schema: Schema, value: Expression, codes: Sequence[str]) -> list[Exact]:
    """Evaluate a value about single options of one group, for each of them."""
    match value:
        case Literal(constant):
            return [constant] * len(codes)
        case Choice():
            return list(codes)
        case Attribute(group, attribute):
            known = schema.groups[group]
            return [known.attribute_of(code, attribute) for code in codes]
        case Sum(terms):
            totals = [Fraction(0)] * len(codes)
            for factor, term in terms:
                seen = option_values(schema, term, codes)
                totals = [
                    total + factor * Fraction(item)
                    for total, item in zip(totals, seen, strict=True)
                ]
            return list(totals)
    raise TypeError(f"{type(value).__name__} cannot stand after where")


def compare(op: Operator, left: Exact, right: Exact) -> bool:
    """Compare two words or two numbers."""
    if op is Operator.EQUAL:
        return left == right
    if op is Operator.UNEQUAL:
        return left != right
    smaller, larger = Fraction(left), Fraction(right)
    return {
        Operator.LESS: smaller < larger,
        Operator.AT_MOST: smaller <= larger,
        Operator.MORE: smaller > larger,
        Operator.AT_LEAST: smaller >= larger,
    }[op]


def value_codes(group: Group) -> tuple[str, ...]:
    """Return the option codes of a one_of by value; "" for empty."""
    return ("", *group.options)
