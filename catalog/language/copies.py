"""Say what is said about all copies of a repeated group copy by copy."""

from fractions import Fraction

from catalog.language.arithmetic import linear
from catalog.language.errors import LanguageError
from catalog.language.hints import hint
from catalog.language.nodes import (
    And,
    Attribute,
    Choice,
    Compare,
    Count,
    Expression,
    Holds,
    Literal,
    Operator,
    Over,
    Total,
)
from catalog.language.renaming import renamed
from catalog.language.schema import GroupSchema, RepeatedSchema, Schema

Terms = list[tuple[Fraction, Expression]]
ONE = Fraction(1)


def direct(schema: Schema, node: Expression) -> Expression:
    """Turn ``handle.wood`` into the group of the one copy that a nested group has.

    Raises
    ------
    LanguageError
        When the nested group has no such group.
    """
    repeated = schema.repeated.get(node.group) if isinstance(node, Attribute) else None
    if not isinstance(node, Attribute) or repeated is None or not repeated.is_single:
        return node
    inner, _, attribute = node.attribute.partition(".")
    path = f"{repeated.copies[0]}/{inner}"
    if inner not in repeated.groups:
        message = f"“{node.group}” has no group “{inner}”.{hint(inner, repeated.groups)}"
        raise LanguageError(message, node.position + len(node.group) + 1)
    if not attribute:
        return Choice(path, position=node.position)
    return Attribute(path, attribute, position=node.position)


def over_total(repeated: RepeatedSchema, group: GroupSchema, node: Total) -> Over:
    """Return the sum of a group, or an attribute of it, over the copies.

    Raises
    ------
    LanguageError
        For what is no number, and a condition beside anything but a single option's attribute.
    """
    terms: Terms = [(ONE, _term(group, node))]
    if node.where is not None:
        terms = _parted(group, node, node.where)
    added = [
        (factor, renamed(one, _names(repeated, copy)))
        for copy in repeated.copies
        for factor, one in terms
    ]
    return Over(node, linear(added, node.position), position=node.position)


def over_count(repeated: RepeatedSchema, node: Count) -> Over:
    """Return the number of copies, those that satisfy ``where``."""
    many = Choice(node.group, position=node.position)
    if node.where is None:
        return Over(node, many, position=node.position)
    added: Terms = []
    for number, copy in enumerate(repeated.copies, 1):
        is_there = Compare(Operator.AT_LEAST, many, Literal(Fraction(number)))
        added.append((ONE, Holds(And((is_there, renamed(node.where, _names(repeated, copy)))))))
    return Over(node, linear(added, node.position), position=node.position)


def _term(group: GroupSchema, node: Total) -> Expression:
    code, _, attribute = node.attribute.partition(".")
    if not attribute:
        if group.kind != "number":
            message = f"“{code}” is no number; write sum({node.group}.{code}.…) of an attribute."
            raise LanguageError(message, node.position)
        return Choice(code, position=node.position)
    if group.attributes[attribute].kind != "number":
        raise LanguageError(f"“{attribute}” is a word and cannot be summed.", node.position)
    kind = Total if group.kind == "some_of" else Attribute
    return kind(code, attribute, position=node.position)


def _parted(group: GroupSchema, node: Total, where: Expression) -> Terms:
    """Return a sum with a condition as one claim for each number that the attribute has."""
    code, _, attribute = node.attribute.partition(".")
    if not attribute or group.kind == "some_of":
        message = "With “where” only an attribute of a single option can be summed."
        raise LanguageError(message, node.position)
    numbers = {Fraction(one.attributes.get(attribute, 0)) for one in group.options.values()}
    of = Attribute(code, attribute, position=node.position)
    return [
        (number, Holds(And((where, Compare(Operator.EQUAL, of, Literal(number))))))
        for number in sorted(numbers)
        if number
    ]


def _names(repeated: RepeatedSchema, copy: str) -> dict[str, str]:
    return {code: f"{copy}/{code}" for code in repeated.groups}
