"""A product document as a feature model: what UVL can say of it, and by name what it cannot."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from catalog.language import nodes as rule
from catalog.language.context import is_limited
from catalog.language.flattening import flat_document
from catalog.language.schema import exact
from configurator.engine.features.feature_model import (
    AttributeValue,
    Feature,
    FeatureGroup,
    FeatureModel,
    FeatureType,
    GroupKind,
)
from configurator.engine.features.formulas import (
    And,
    Arithmetic,
    ArithmeticKind,
    Attribute,
    Compare,
    ComparisonKind,
    Iff,
    Implies,
    Length,
    Name,
    Node,
    Not,
    Number,
    Or,
    negated,
)
from configurator.engine.model import Model

TABLE_CELLS = 20_000
_KINDS = {
    rule.Operator.EQUAL: ComparisonKind.EQUAL,
    rule.Operator.UNEQUAL: ComparisonKind.UNEQUAL,
    rule.Operator.LESS: ComparisonKind.LESS,
    rule.Operator.AT_MOST: ComparisonKind.AT_MOST,
    rule.Operator.MORE: ComparisonKind.GREATER,
    rule.Operator.AT_LEAST: ComparisonKind.AT_LEAST,
}


class _Unsayable(Exception):
    """UVL has no words for a part of a rule; says which."""


def features_from_document(document: dict[str, Any]) -> FeatureModel:
    """Turn a product document into a feature model.

    Parameters
    ----------
    document : dict
        A draft or a published document.

    Returns
    -------
    FeatureModel
        A feature for each group and option, options named ``group=option``; ``unsupported``
        lists by name what is not in it.

    Raises
    ------
    MalformedModel
        If the document cannot be read.
    """
    flat = flat_document(document)
    writing = _Writing(Model.from_document(flat), flat | {"groups": _plain(flat["groups"])})
    writing.unsupported += _left_out(flat["groups"])
    return writing.result()


def _plain(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the groups with colours as what they are to rules: one of their options."""
    return [group | {"kind": "one_of"} if group["kind"] == "colour" else group for group in groups]


def _left_out(groups: list[dict[str, Any]]) -> Iterator[str]:
    for group in groups:
        if group["kind"] == "colour":
            yield f"{group['code']}: that it is a colour"
        if "written_kind" in group:
            yield f"{group['code']}: that it is a {group['written_kind']} group"
        if group.get("defaults"):
            yield f"{group['code']}: its defaults with a condition"


@dataclass(slots=True)
class _Writing:
    model: Model
    document: dict[str, Any]
    features: list[Feature] = field(default_factory=list)
    groups: list[FeatureGroup] = field(default_factory=list)
    constraints: list[Node] = field(default_factory=list)
    unsupported: list[str] = field(default_factory=list)
    place_of: dict[tuple[str, str], int] = field(default_factory=dict)

    def result(self) -> FeatureModel:
        entries = self.document["groups"]
        optional = {group.code for group in self.model.groups if group.may_be_empty}
        always = [entry for entry in entries if entry["code"] not in optional]
        freely = [entry for entry in entries if entry["code"] in optional]
        asked = [(GroupKind.MANDATORY, always), (GroupKind.OPTIONAL, freely)]
        asked = [(kind, found) for kind, found in asked if found]
        self.features.append(
            Feature(str(self.document.get("product", "model")), groups=tuple(range(len(asked))))
        )
        members: list[list[int]] = [[] for _ in asked]
        waiting: list[FeatureGroup] = []
        for number, (_, found) in enumerate(asked):
            for entry in found:
                members[number].append(len(self.features))
                self._group(entry, number, len(asked) + len(waiting), waiting)
        for (kind, _), places in zip(asked, members, strict=True):
            low = len(places) if kind is GroupKind.MANDATORY else 0
            self.groups.append(FeatureGroup(0, kind, low, len(places), tuple(places)))
        self.groups += waiting
        for item, entry in zip(self.model.rules, self.document["rules"], strict=True):
            if is_limited(entry):
                self.unsupported.append(
                    f"rule {item.code}: it holds for some days or channels only"
                )
            else:
                self._rule(item.code, item.expression)
        for entry in self.document.get("preferences", ()):
            self.unsupported.append(f"preference {entry['code']}: {entry['source']}")
        for entry in self.document.get("computed", ()):
            self.unsupported.append(
                f"computed value {entry['code']}: its name; rules say {entry['expression']} instead"
            )
        return FeatureModel(
            tuple(self.features),
            tuple(self.groups),
            tuple(self.constraints),
            str(self.document.get("product", "")),
            tuple(self.unsupported),
        )

    def _group(
        self, entry: dict[str, Any], member_of: int, following: int, waiting: list[FeatureGroup]
    ) -> None:
        code, place = entry["code"], len(self.features)
        self.place_of[code, ""] = place
        if entry.get("present_if"):
            self.unsupported.append(f"{code}: asked only if {entry['present_if']}")
        options = entry.get("options", [])
        if entry["kind"] not in ("one_of", "some_of"):
            self._typed(entry, member_of)
            return
        self.features.append(Feature(code, 0, member_of, (following,) if options else ()))
        for option in options:
            self.place_of[code, option["code"]] = len(self.features)
            attributes = tuple(self._attributes(option))
            name = f"{code}={option['code']}"
            self.features.append(Feature(name, place, following, (), attributes))
        if options:
            members = tuple(range(place + 1, len(self.features)))
            waiting.append(self._counted(entry, place, members))

    def _attributes(self, option: dict[str, Any]) -> Iterator[tuple[str, AttributeValue]]:
        for code, value in option.get("attributes", {}).items():
            if value is not None:
                found = exact(value)
                is_whole = isinstance(found, Fraction) and found.denominator == 1
                yield code, found.numerator if is_whole else found  # type: ignore[union-attr] # a Fraction

    def _counted(self, entry: dict[str, Any], place: int, members: tuple[int, ...]) -> FeatureGroup:
        many = len(members)
        if entry["kind"] == "one_of":
            return FeatureGroup(place, GroupKind.ALTERNATIVE, 1, 1, members)
        if (entry.get("max_quantity") or 1) > 1:
            self.unsupported.append(f"{entry['code']}: quantities of its options")
        low = entry.get("min_count") or 0
        high = many if entry.get("max_count") is None else min(many, entry["max_count"])
        if high == 0:
            self.constraints.append(Not(Name(place)))
            high = 1
        # The group's own feature stands for "some of it is chosen".
        return FeatureGroup(place, GroupKind.CARDINALITY, max(1, low), high, members)

    def _typed(self, entry: dict[str, Any], member_of: int) -> None:
        code, place = entry["code"], len(self.features)
        if entry["kind"] == "text":
            self.features.append(Feature(code, 0, member_of, type=FeatureType.STRING))
            longest = Number(Fraction(entry["max_length"]))
            self.constraints.append(Compare(ComparisonKind.AT_MOST, Length(Name(place)), longest))
            if entry.get("characters"):
                self.unsupported.append(f"{code}: its characters {entry['characters']}")
            return
        if entry["kind"] != "number":
            self.unsupported.append(f"{code}: a group of the kind {entry['kind']}")
            self.features.append(Feature(code, 0, member_of))
            return
        low, high, step = (Fraction(exact(entry[key])) for key in ("minimum", "maximum", "step"))
        is_whole = low.denominator == 1 and step == 1
        kind = FeatureType.INTEGER if is_whole else FeatureType.REAL
        self.features.append(Feature(code, 0, member_of, type=kind))
        if not is_whole:
            self.unsupported.append(f"{code}: its step {step}")
        for sign, bound in ((ComparisonKind.AT_LEAST, low), (ComparisonKind.AT_MOST, high)):
            within: Node = Compare(sign, Name(place), Number(bound))
            if entry.get("is_optional") or entry.get("present_if"):
                within = Implies(Name(place), within)
            self.constraints.append(within)

    def _rule(self, code: str, expression: rule.Expression) -> None:
        try:
            self.constraints.append(self._claim(expression))
        except _Unsayable as reason:
            self.unsupported.append(f"rule {code}: {reason}")

    def _claim(self, node: rule.Expression) -> Node:
        match node:
            case rule.Not(item):
                return negated(self._claim(item))
            case rule.And(items):
                return And(tuple(map(self._claim, items)))
            case rule.Or(items):
                return Or(tuple(map(self._claim, items)))
            case rule.Implies(left, right):
                return Implies(self._claim(left), self._claim(right))
            case rule.Iff(left, right):
                return Iff(self._claim(left), self._claim(right))
            case rule.Has(group, option):
                return Name(self.place_of[group, option])
            case rule.Empty(group):
                return Not(Name(self.place_of[group, ""]))
            case rule.Compare():
                return self._comparison(node)
            case rule.Table(columns, rows):
                return self._table(columns, rows)
        raise _Unsayable(f"{type(node).__name__} has no word in UVL")

    def _table(
        self,
        columns: tuple[rule.Choice | rule.Attribute, ...],
        rows: tuple[tuple[str | Fraction, ...], ...],
    ) -> Node:
        if len(columns) * len(rows) > TABLE_CELLS:
            raise _Unsayable(f"a table of more than {TABLE_CELLS:,} cells")
        found = [
            _all([self._equals(column, cell) for column, cell in zip(columns, row, strict=True)])
            for row in rows
        ]
        return _any(found)

    def _equals(self, column: rule.Choice | rule.Attribute, cell: str | Fraction) -> Node:
        holding = self._holding(column).get(cell, [])
        options = _any([Name(place) for place in holding])
        missing = "" if isinstance(cell, str) else Fraction(0)
        if cell != missing:
            return options
        nothing = Not(Name(self.place_of[column.group, ""]))
        return Or((nothing, options)) if holding else nothing

    def _holding(self, column: rule.Choice | rule.Attribute) -> dict[str | Fraction, list[int]]:
        """Return the options of a group by what a column reads of them."""
        group = self.model.schema.groups[column.group]
        if group.kind not in ("one_of", "colour"):
            raise _Unsayable(f"{column.group} is no one_of")
        found: dict[str | Fraction, list[int]] = {}
        for option in group.options:
            value: str | Fraction = option
            if isinstance(column, rule.Attribute):
                value = group.attribute_of(option, column.attribute)
            found.setdefault(value, []).append(self.place_of[column.group, option])
        return found

    def _comparison(self, node: rule.Compare) -> Node:
        sides = [node.left, node.right]
        words = [side for side in sides if self._is_word(side)]
        if not words:
            return Compare(_KINDS[node.op], self._value(node.left), self._value(node.right))
        columns = [side for side in sides if isinstance(side, rule.Choice | rule.Attribute)]
        literals = [side for side in sides if isinstance(side, rule.Literal)]
        if len(columns) + len(literals) != 2 or not columns:
            raise _Unsayable("a comparison of words")
        if literals:
            equal = self._equals(columns[0], literals[0].value)
        else:
            seen = [self._holding(column) for column in columns]
            equal = _all(
                [
                    Iff(self._equals(columns[0], word), self._equals(columns[1], word))
                    for word in dict.fromkeys([*seen[0], *seen[1]])
                ]
            )
        return equal if node.op is rule.Operator.EQUAL else negated(equal)

    def _is_word(self, node: rule.Expression) -> bool:
        match node:
            case rule.Literal(value):
                return isinstance(value, str)
            case rule.Choice(group):
                return self.model.schema.groups[group].kind != "number"
            case rule.Attribute(group, attribute):
                return self.model.schema.groups[group].attributes[attribute].kind == "word"
        return False

    def _value(self, node: rule.Expression) -> Node:
        match node:
            case rule.Literal(value) if isinstance(value, Fraction):
                return Number(value)
            case rule.Choice(group):
                return Name(self.place_of[group, ""])
            case rule.Length(group):
                return Length(Name(self.place_of[group, ""]))
            case rule.Attribute(group, attribute) | rule.Total(group, attribute):
                return self._added(group, attribute)
            case rule.Sum(terms):
                return _sum(
                    [
                        self._value(term)
                        if factor == 1
                        else Arithmetic(ArithmeticKind.TIMES, Number(factor), self._value(term))
                        for factor, term in terms
                    ]
                )
        raise _Unsayable(f"{type(node).__name__.lower()} has no word in UVL")

    def _added(self, group: str, attribute: str) -> Node:
        """Return the sum of an attribute over the options of a group that are there."""
        known = self.model.schema.groups[group]
        terms: list[Node] = [
            Attribute(self.place_of[group, option], attribute)
            for option, found in known.options.items()
            if found.attributes.get(attribute)
        ]
        return _sum(terms) if terms else Number(Fraction(0))


def _sum(terms: list[Node]) -> Node:
    total = terms[0]
    for term in terms[1:]:
        total = Arithmetic(ArithmeticKind.PLUS, total, term)
    return total


def _any(items: list[Node]) -> Node:
    if not items:
        # Nothing is selected without the product itself.
        return Not(Name(0))
    return items[0] if len(items) == 1 else Or(tuple(items))


def _all(items: list[Node]) -> Node:
    return items[0] if len(items) == 1 else And(tuple(items))
