"""Say a checked expression as one plain sentence."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal as OneOf

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
    Over,
    Sum,
    Table,
    Total,
)
from catalog.language.phrases import NEGATED, PHRASES
from catalog.language.printer import decimal_text
from catalog.language.schema import GroupSchema, Names, Schema

Mood = OneOf["is", "must"]


def say(expression: Expression, schema: Schema, language: str = "en") -> str:
    """Return the expression as a sentence that uses the names and units of the product.

    Parameters
    ----------
    expression : Expression
        As `catalog.language.check.check` gives it: a claim, or a value (which gives its name).
    schema : Schema
        The product's groups, options and attributes.
    language : str, default "en"
        Names without a text in it fall back to English, then to any, then to the code.
    """
    speaker = _Speaker(schema, language)
    if isinstance(expression, Claim):
        return _capital(speaker.claim(expression, "must"))
    return _capital(speaker.value(expression, with_unit=True))


def say_condition(expression: Expression, schema: Schema, language: str = "en") -> str:
    """Return a checked claim as it stands after "if", without a capital."""
    return _Speaker(schema, language).claim(expression, "is")


class _Speaker:
    def __init__(self, schema: Schema, language: str, *, is_short: bool = False) -> None:
        self.is_short = is_short
        """Whether groups inside a repeated one are said without the copy they belong to."""
        self.schema = schema
        self.language = language
        self.phrases = PHRASES.get(language, PHRASES["en"])

    def claim(self, node: Expression, mood: Mood, is_inner: bool = False) -> str:
        match node:
            case Compare(op, left, right):
                return self.comparison(op, left, right, mood)
            case Empty(group):
                return self.phrase(f"{mood} empty", group=self.group(group))
            case Has(group, option):
                return self.membership(group, option, f"{mood} has")
            case Not(item):
                return self.negation(item, mood)
            case And(items):
                return self.joined([self.claim(i, mood, True) for i in items], "and")
            case Or(items):
                return self.alternatives(items, mood, is_inner)
            case Implies(condition, consequence):
                said = self.claim(condition, "is"), self.claim(consequence, mood)
                return self.phrase("if", condition=said[0], consequence=said[1])
            case Iff(left, right):
                sides = self.claim(left, "is", True), self.claim(right, "is", True)
                return self.phrase("exactly when", left=sides[0], right=sides[1])
            case Table(columns, rows):
                return self.table(columns, len(rows), mood)
        raise TypeError(f"{node!r} is no claim.")

    def comparison(self, op: Operator, left: Expression, right: Expression, mood: Mood) -> str:
        if isinstance(left, Literal) and not isinstance(right, Literal):
            left, right, op = right, left, _MIRRORED[op]
        units = self.unit(left), self.unit(right)
        is_literal = isinstance(right, Literal)
        with_unit = bool(units[0]) and units[0] == units[1] and not is_literal
        said = self.value(left, with_unit), self.operand(right, left, units[0])
        same = {Operator.EQUAL: "same", Operator.UNEQUAL: "different"}
        kind = op.value if is_literal else same.get(op, op.value)
        return self.phrase(f"{mood} {kind}", left=said[0], right=said[1])

    def operand(self, node: Expression, other: Expression, unit: str) -> str:
        if not isinstance(node, Literal):
            return self.value(node, with_unit=False)
        if isinstance(node.value, Fraction):
            return f"{decimal_text(node.value)} {unit}".rstrip()
        return self.word(node.value, other)

    def word(self, word: str, other: Expression) -> str:
        if not word:
            return self.phrases["nothing"]
        if isinstance(other, Computed):
            return self.word(word, other.value)
        if isinstance(other, Choice):
            return self.option(other.group, word)
        return self.phrase("word", word=word)

    def negation(self, item: Expression, mood: Mood) -> str:
        match item:
            case Compare(op, left, right):
                return self.comparison(NEGATED[op], left, right, mood)
            case Empty(group):
                return self.phrase(f"{mood} not empty", group=self.group(group))
            case Has(group, option):
                return self.membership(group, option, f"{mood} not has")
            case Not(inner):
                return self.claim(inner, mood)
            case And(items) if all(_is_pick(part) for part in items):
                return self.phrase(
                    "not together", items=self.joined([self.pick(i) for i in items], "and")
                )
        key = "must not so" if mood == "must" else "not so"
        return self.phrase(key, claim=self.claim(item, "is"))

    def alternatives(self, items: Sequence[Expression], mood: Mood, is_inner: bool) -> str:
        shared = _shared_subject(items)
        if shared is not None:
            words = [self.operand(_right(item), shared, self.unit(shared)) for item in items]
            right = self.joined(words, "or")
            left = self.value(shared, with_unit=False)
            return self.phrase(f"{mood} =", left=left, right=right)
        said = self.joined([self.claim(item, "is", True) for item in items], "or")
        return f"({said})" if is_inner else self.phrase("either", items=said)

    def pick(self, node: Expression) -> str:
        if isinstance(node, Has):
            return self.phrase(
                "pair", group=self.group(node.group), option=self.option(node.group, node.option)
            )
        assert isinstance(node, Compare)
        assert isinstance(node.left, Choice)
        option = self.operand(node.right, node.left, "")
        return self.phrase("pair", group=self.group(node.left.group), option=option)

    def membership(self, group: str, option: str, key: str) -> str:
        return self.phrase(key, group=self.group(group), option=self.option(group, option))

    def table(self, columns: Sequence[Expression], count: int, mood: Mood) -> str:
        said = self.joined([self.value(column, with_unit=False) for column in columns], "and")
        key = f"table {len(columns) if len(columns) < 3 else 'n'}"
        return self.phrase(key if mood == "must" else "is table", columns=said, count=str(count))

    def value(self, node: Expression, with_unit: bool) -> str:
        said = self.plain_value(node)
        unit = self.unit(node) if with_unit else ""
        return self.phrase("unit", value=said, unit=unit) if unit else said

    def plain_value(self, node: Expression) -> str:
        match node:
            case Choice(code):
                return self.group(code)
            case Attribute(code, attribute):
                return self.attribute(code, attribute)
            case Total(code, attribute):
                name = self.attribute_name(self.schema.groups[code], attribute)
                return self.phrase("total", attribute=name, group=self.group(code))
            case Count(code, where):
                claim = "" if where is None else self.claim(where, "is")
                key = "count where" if claim else "count"
                return self.phrase(key, group=self.group(code), claim=claim)
            case Length(code):
                return self.phrase("length", group=self.group(code))
        return self.made_value(node)

    def made_value(self, node: Expression) -> str:
        """Say what is put together from other values."""
        match node:
            case Literal(value):
                return self.literal(value)
            case Computed(code):
                return self.inside(self.text(self.schema.computed[code].name, code))
            case Over(source):
                return self.over(source)
            case Holds(claim):
                return self.phrase("holds", claim=self.claim(claim, "is"))
            case Sum(terms):
                return self.sum(terms)
        raise TypeError(f"{node!r} is no value.")

    def over(self, source: Total | Count) -> str:
        """Say a sum or count over copies as it was written."""
        within = _Speaker(self.schema.within(source.group), self.language, is_short=True)
        claim = "" if source.where is None else within.claim(source.where, "is")
        group = self.group(source.group)
        if isinstance(source, Count):
            key = "count where" if claim else "count"
            return self.phrase(key, group=group, claim=claim)
        code, _, attribute = source.attribute.partition(".")
        known = within.schema.groups[code]
        said = within.attribute_name(known, attribute) if attribute else within.group(code)
        total = self.phrase("total", attribute=said, group=group)
        return self.phrase("total where", total=total, claim=claim) if claim else total

    def literal(self, value: str | Fraction) -> str:
        if isinstance(value, str):
            return self.phrase("word", word=value)
        return decimal_text(value)

    def sum(self, terms: Sequence[tuple[Fraction, Expression]]) -> str:
        said = ""
        for factor, term in terms:
            value = self.term(abs(factor), term)
            if said:
                key = "minus" if factor < 0 else "plus"
                said = self.phrase(key, left=said, right=value)
            else:
                said = self.phrase("minus first", value=value) if factor < 0 else value
        return said

    def term(self, factor: Fraction, term: Expression) -> str:
        if isinstance(term, Literal):
            return decimal_text(factor)
        value = self.plain_value(term)
        if factor == 1:
            return value
        return self.phrase("times", factor=decimal_text(factor), value=value)

    def attribute(self, code: str, attribute_code: str) -> str:
        group = self.schema.groups[code]
        name = self.attribute_name(group, attribute_code)
        owner = self.group(code)
        if name.split(" ")[0].rstrip("s") == owner.rstrip("s"):
            return name
        key = "attribute s" if owner.endswith("s") else "attribute"
        return self.phrase(key, group=owner, attribute=name)

    def attribute_name(self, group: GroupSchema, code: str) -> str:
        return self.inside(self.text(group.attributes[code].name, code))

    def group(self, code: str) -> str:
        group = self.schema.groups[code]
        return self.inside(self.text(group.short_name if self.is_short else group.name, code))

    def option(self, group: str, code: str) -> str:
        option = self.schema.groups[group].options.get(code)
        return self.text(option.name, code) if option else code

    def unit(self, node: Expression) -> str:
        match node:
            case Choice(code):
                return self.schema.groups[code].unit
            case Attribute(code, attribute) | Total(code, attribute):
                return self.schema.groups[code].attributes[attribute].unit
            case Computed(code):
                return self.schema.computed[code].unit
            case Over(Total(group, inner)):
                code, _, attribute = inner.partition(".")
                known = self.schema.repeated[group].groups[code]
                return known.attributes[attribute].unit if attribute else known.unit
            case Sum(terms):
                units = {self.unit(t) for _, t in terms if not isinstance(t, Literal)}
                return units.pop() if len(units) == 1 else ""
        return ""

    def text(self, names: Names, code: str) -> str:
        return names.get(self.language) or names.get("en") or next(iter(names.values()), "") or code

    def inside(self, name: str) -> str:
        """Return a name as it stands inside a sentence: English drops the capital of a word."""
        first = name.split(" ")[0]
        is_word = len(first) > 1 and first[1:].islower()
        return name[0].lower() + name[1:] if self.language == "en" and is_word else name

    def joined(self, parts: Sequence[str], key: str) -> str:
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.phrases[key]} {parts[-1]}"

    def phrase(self, key: str, **parts: str) -> str:
        return self.phrases[key].format_map(parts)


_MIRRORED: Mapping[Operator, Operator] = {
    Operator.EQUAL: Operator.EQUAL,
    Operator.UNEQUAL: Operator.UNEQUAL,
    Operator.LESS: Operator.MORE,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.MORE: Operator.LESS,
    Operator.AT_LEAST: Operator.AT_MOST,
}


def _is_pick(node: Expression) -> bool:
    if isinstance(node, Has):
        return True
    return (
        isinstance(node, Compare)
        and node.op is Operator.EQUAL
        and isinstance(node.left, Choice)
        and isinstance(node.right, Literal)
    )


def _shared_subject(items: Sequence[Expression]) -> Expression | None:
    """Return what all items compare with words or numbers, if they do nothing else."""
    subjects = {
        item.left if isinstance(item, Compare) and item.op is Operator.EQUAL
        and isinstance(item.right, Literal) else None
        for item in items
    }  # fmt: skip
    return subjects.pop() if len(subjects) == 1 else None


def _right(node: Expression) -> Expression:
    assert isinstance(node, Compare)
    return node.right


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
