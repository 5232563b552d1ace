"""Resolve the names and types of an expression against a product."""

from dataclasses import replace
from typing import Literal as OneOf

from catalog.language.copies import direct, over_count, over_total
from catalog.language.errors import LanguageError
from catalog.language.hints import hint
from catalog.language.nodes import (
    And,
    Attribute,
    Choice,
    Claim,
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
    Sum,
    Table,
    Total,
)
from catalog.language.parser import parse
from catalog.language.schema import FREE, AttributeSchema, GroupSchema, Schema

Type = OneOf["number", "word"]
WITH_OPTIONS = {"some_of", "one_of", "colour"}


def check(expression: Expression, schema: Schema, source: str = "") -> Expression:
    """Return the expression with bare words resolved to options.

    Parameters
    ----------
    expression : Expression
        As `catalog.language.parser.parse` gives it.
    schema : Schema
        The product's groups, options and attributes.
    source : str
        The text it came from; goes into the error.

    Raises
    ------
    LanguageError
        For an unknown or ambiguous name and for values that cannot be compared or added up.
    """
    try:
        return _Checker(schema).checked(expression)
    except LanguageError as error:
        raise error.with_source(source) from None


def computed_expression(source: str, schema: Schema) -> Expression:
    """Return the checked expression of a computed value; it speaks about groups only.

    Raises
    ------
    LanguageError
        When the source cannot be read, or is a claim and no number or word.
    """
    groups_only = Schema(schema.groups, repeated=schema.repeated)
    expression = check(parse(source), groups_only, source)
    if isinstance(expression, Claim):
        message = "A computed value is a number or a word, not a claim."
        raise LanguageError(message, expression.position, source)
    return expression


class _Checker:
    def __init__(self, schema: Schema, only: str | None = None) -> None:
        self.schema = schema
        self.only = only
        """Inside ``where``: the one group that may be named, and it means a single option."""

    def checked(self, node: Expression) -> Expression:
        match node:
            case And(items) | Or(items):
                return replace(node, items=tuple(self.checked(item) for item in items))
            case Not(item):
                return replace(node, item=self.checked(item))
            case Implies(condition, consequence):
                return replace(
                    node,
                    condition=self.checked(condition),
                    consequence=self.checked(consequence),
                )
            case Iff(left, right):
                return replace(node, left=self.checked(left), right=self.checked(right))
            case Compare():
                return self.checked_comparison(node)
            case Has():
                return self.checked_has(node)
            case Empty(group):
                self.outside_where(node)
                self.group(group, node.position)
                return node
            case Table():
                return node
        return self.checked_value(node)

    def checked_value(self, node: Expression) -> Expression:
        node = direct(self.schema, node)
        match node:
            case Choice(code) if self.is_computed(code):
                return self.computed(code, node.position)
            case Choice(code):
                self.choice_group(code, node.position)
            case Attribute(group, attribute):
                self.checked_attribute(node, group, attribute)
            case Holds() | Total() | Count() if self.is_over_copies(node):
                self.outside_where(node)
                return self.over_copies(node)
            case Total(group, attribute):
                self.checked_total(node, group, attribute)
            case Count(code, where):
                return self.checked_count(node, code, where)
            case Length(code):
                self.outside_where(node)
                self.group_of_kind(code, node.position, {"text"}, "length() needs a text group")
            case Sum(terms):
                return replace(node, terms=tuple((f, self.checked_number(t)) for f, t in terms))
        return node

    def is_over_copies(self, node: Holds | Total | Count) -> bool:
        return isinstance(node, Holds) or node.group in self.schema.repeated

    def over_copies(self, node: Holds | Total | Count) -> Expression:
        if isinstance(node, Holds):
            return replace(node, claim=self.checked(node.claim))
        inner = _Checker(self.schema.within(node.group))
        where = None if node.where is None else inner.checked(node.where)
        if isinstance(node, Count):
            return over_count(self.schema.repeated[node.group], replace(node, where=where))
        code, _, attribute = node.attribute.partition(".")
        position = node.position + len(node.group) + 1
        group = inner.group(code, position)
        if attribute:
            inner.attribute(group, attribute, position)
        return over_total(self.schema.repeated[node.group], group, replace(node, where=where))

    def checked_number(self, node: Expression) -> Expression:
        checked = self.checked_value(node)
        if self.type_of(checked) != "number":
            raise LanguageError("Only numbers can be added up.", node.position)
        return checked

    def checked_comparison(self, node: Compare) -> Expression:
        left, right = direct(self.schema, node.left), direct(self.schema, node.right)
        left, right = self.resolved(left, right), self.resolved(right, left)
        left, right = self.checked_value(left), self.checked_value(right)
        types = self.type_of(left), self.type_of(right)
        if types[0] != types[1]:
            raise LanguageError("A word and a number cannot be compared.", right.position)
        if types[0] == "word" and node.op not in (Operator.EQUAL, Operator.UNEQUAL):
            raise LanguageError("Words are either equal or not; only numbers have an order.",
                                left.position)  # fmt: skip
        self.require_known_option(left, right)
        self.require_known_option(right, left)
        comparison = _as_empty(replace(node, left=left, right=right))
        if not isinstance(comparison, Compare):
            self.outside_where(node)
        return comparison

    def resolved(self, node: Expression, other: Expression) -> Expression:
        """Turn a bare word into the option or attribute value of the other side."""
        if not isinstance(node, Choice):
            return node
        word = Literal(node.group, position=node.position)
        is_group = node.group in self.schema.groups
        is_value = self.is_value_of(node.group, other)
        if is_value and (is_group or self.is_computed(node.group)):
            what = "group" if is_group else "computed value"
            message = f"“{node.group}” is a {what} and an option; put the option in quotes."
            raise LanguageError(message, node.position)
        if is_value:
            return word
        if self.is_computed(node.group):
            return node
        if not is_group and self.is_choice_of_options(other):
            return word
        return node

    def is_value_of(self, word: str, other: Expression) -> bool:
        if isinstance(other, Choice) and self.is_computed(other.group):
            return self.is_value_of(word, self.computed(other.group, other.position).value)
        if isinstance(other, Choice) and other.group in self.schema.groups:
            return word in self.schema.groups[other.group].options
        if isinstance(other, Attribute) and other.group in self.schema.groups:
            options = self.schema.groups[other.group].options.values()
            return any(option.attributes.get(other.attribute) == word for option in options)
        return False

    def is_computed(self, code: str) -> bool:
        return code in self.schema.computed and code not in self.schema.groups

    def computed(self, code: str, position: int) -> Computed:
        self.inside_where(code, position)
        try:
            value = computed_expression(self.schema.computed[code].expression, self.schema)
        except LanguageError as error:
            message = f"The computed value “{code}” cannot be read: {error.message}"
            raise LanguageError(message, position) from None
        return Computed(code, value, position=position)

    def is_choice_of_options(self, node: Expression) -> bool:
        group = self.schema.groups.get(node.group) if isinstance(node, Choice) else None
        return group is not None and group.kind in ("one_of", "some_of", "colour")

    def require_known_option(self, choice: Expression, word: Expression) -> None:
        if isinstance(choice, Choice) and isinstance(word, Literal) and word.value != "":
            group = self.schema.groups[choice.group]
            if isinstance(word.value, str):
                self.option(group, word.value, word.position)

    def checked_has(self, node: Has) -> Expression:
        self.outside_where(node)
        group = self.group_of_kind(
            node.group, node.position, WITH_OPTIONS, "“has” needs a group with options"
        )
        if node.option == FREE and FREE not in group.options:
            message = f"“{node.group}” takes no free colour."
            raise LanguageError(message, node.position)
        self.option(group, node.option, node.option_position)
        if group.kind == "some_of":
            return node
        option = Literal(node.option, position=node.option_position)
        choice = Choice(node.group, position=node.position)
        return Compare(Operator.EQUAL, choice, option, position=node.position)

    def checked_attribute(self, node: Attribute, code: str, attribute: str) -> None:
        group = self.group(code, node.position)
        self.attribute(group, attribute, node.position + len(code) + 1)
        self.inside_where(code, node.position)
        if group.kind == "some_of" and self.only is None:
            message = f"“{code}” may have several options; write sum({code}.{attribute})."
            raise LanguageError(message, node.position)

    def checked_total(self, node: Total, code: str, attribute: str) -> None:
        self.outside_where(node)
        if node.where is not None:
            message = "Only sums over copies of a repeated group can have a “where”."
            raise LanguageError(message, node.position)
        group = self.group(code, node.position)
        if self.attribute(group, attribute, node.position + len(code) + 1).kind != "number":
            raise LanguageError(f"“{attribute}” is a word and cannot be summed.", node.position)

    def checked_count(self, node: Count, code: str, where: Expression | None) -> Expression:
        self.outside_where(node)
        self.group_of_kind(code, node.position, WITH_OPTIONS,
                           "count() needs a group with options")  # fmt: skip
        if where is None:
            return node
        return replace(node, where=_Checker(self.schema, only=code).checked(where))

    def choice_group(self, code: str, position: int) -> GroupSchema:
        group = self.group(code, position)
        self.inside_where(code, position)
        if group.kind == "file":
            raise LanguageError(f"“{code}” is a file; write {code} is empty.", position)
        if group.kind == "text":
            message = f"“{code}” is a text; write length({code}) or {code} is empty."
            raise LanguageError(message, position)
        if group.kind == "some_of" and self.only is None:
            message = f"“{code}” may have several options; write {code} has …"
            raise LanguageError(message, position)
        return group

    def type_of(self, node: Expression) -> Type:
        match node:
            case Choice(code):
                return "number" if self.schema.groups[code].kind == "number" else "word"
            case Attribute(code, attribute):
                return self.schema.groups[code].attributes[attribute].kind
            case Literal(value):
                return "word" if isinstance(value, str) else "number"
            case Computed(_, value):
                return self.type_of(value)
        return "number"

    def group(self, code: str, position: int) -> GroupSchema:
        group = self.schema.groups.get(code)
        if group is None:
            meant = hint(code, self.schema.groups)
            raise LanguageError(f"There is no group “{code}”.{meant}", position)
        return group

    def group_of_kind(self, code: str, position: int, kinds: set[str], message: str) -> GroupSchema:
        group = self.group(code, position)
        if group.kind not in kinds:
            raise LanguageError(f"{message}; “{code}” is none.", position)
        return group

    def attribute(self, group: GroupSchema, code: str, position: int) -> AttributeSchema:
        attribute = group.attributes.get(code)
        if attribute is None:
            meant = hint(code, group.attributes)
            raise LanguageError(f"“{group.code}” has no attribute “{code}”.{meant}", position)
        return attribute

    def option(self, group: GroupSchema, code: str, position: int) -> None:
        if code not in group.options:
            meant = hint(code, group.options)
            raise LanguageError(f"“{group.code}” has no option “{code}”.{meant}", position)

    def inside_where(self, code: str, position: int) -> None:
        if self.only is not None and code != self.only:
            raise LanguageError(f"After “where” only “{self.only}” can be named.", position)

    def outside_where(self, node: Expression) -> None:
        if self.only is not None:
            message = f"After “where” only “{self.only}” and its attributes can stand."
            raise LanguageError(message, node.position)


def _as_empty(node: Compare) -> Expression:
    """Return ``group = ""`` as the claim it is: nothing is chosen."""
    for choice, word in ((node.left, node.right), (node.right, node.left)):
        if isinstance(choice, Choice) and word == Literal(""):
            empty = Empty(choice.group, position=node.position)
            is_equal = node.op is Operator.EQUAL
            return empty if is_equal else Not(empty, position=node.position)
    return node
