"""A product's document as the engine sees it: groups and checked rules, nothing to show."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from catalog.language.context import LIMITS, hidden_groups, is_hidden, limited
from catalog.language.errors import LanguageError
from catalog.language.expansion import expanded
from catalog.language.flattening import flat_document
from catalog.language.graphemes import grapheme_count
from catalog.language.nodes import (
    And,
    Choice,
    Compare,
    Count,
    Empty,
    Expression,
    Holds,
    Implies,
    Length,
    Literal,
    Not,
    Operator,
)
from catalog.language.rules import claim_of, rule_expression
from catalog.language.schema import Schema, exact
from catalog.language.walk import walk
from configurator.engine.errors import MalformedModel, UnknownGroup
from configurator.engine.groups import UNBOUNDED, Group, GroupKind, read_group, trim_group

__all__ = ["UNBOUNDED", "Group", "GroupKind", "Mark", "Model", "Rule"]

PREFERENCE = "mark:preference:"
INDICATOR = "mark:holds:"
DEFAULT = "mark:default:"
HEAVIEST = 1_000
"""The largest weight of a preference."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the document, checked, about groups alone: computed values are expanded."""

    code: str
    expression: Expression


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim whose truth a variable of its own holds, so that it can be weighed.

    Parameters
    ----------
    code : str
        Unique among marks and laws.
    expression : Expression
        The claim.
    group : int
        Place of the group whose presence it tells, -1 for none.
    weight : int
        Of a preference, how much it matters that the claim holds; else 0.
    default_of : int
        Place of the group of which the claim is one conditional default, -1 for none.
    """

    code: str
    expression: Expression
    group: int = -1
    weight: int = 0
    default_of: int = -1


@dataclass(frozen=True)
class Model:
    """Groups and rules of one published document.

    Parameters
    ----------
    groups : tuple of Group
        In the order of the document.
    document : dict
        The document without names, pictures and messages: plain JSON.
    """

    groups: tuple[Group, ...]
    document: Mapping[str, Any]

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Model":
        """Read a canonical document.

        Parameters
        ----------
        document : mapping
            As the catalog publishes it; only groups and rules are read.

        Returns
        -------
        Model

        Raises
        ------
        MalformedModel
            If a group cannot be read or a rule names what is not there.
        """
        try:
            document = flat_document(document)
            rules = [_trim_rule(entry) for entry in document.get("rules", ())]
            plain = [entry for entry in document["groups"] if not is_hidden(entry["code"])]
            groups = [trim_group(entry) for entry in (*plain, *hidden_groups(rules))]
            trimmed: dict[str, Any] = {"groups": groups, "rules": rules}
            if document.get("computed"):
                trimmed["computed"] = [_trim_computed(entry) for entry in document["computed"]]
            if document.get("preferences"):
                trimmed["preferences"] = [_trim_preference(p) for p in document["preferences"]]
            model = cls(tuple(read_group(entry) for entry in trimmed["groups"]), trimmed)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise MalformedModel(f"the document cannot be read: {error!r}") from error
        _refuse_repeated([group.code for group in model.groups], "group")
        for group in model.groups:
            _refuse_repeated(list(group.options), f"option of {group.code}")
        _refuse_repeated([entry["code"] for entry in trimmed["rules"]], "rule")
        preferences = trimmed.get("preferences", ())
        _refuse_repeated([entry["code"] for entry in preferences], "preference")
        return model

    @cached_property
    def schema(self) -> Schema:
        """The groups as the rule language sees them."""
        try:
            return Schema.from_document(self.document)
        except LanguageError as error:
            raise MalformedModel(f"an attribute cannot be read: {error}") from error

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, parsed and checked."""
        return tuple(self._checked(entry) for entry in self.document["rules"])

    @cached_property
    def conditions(self) -> dict[int, Expression]:
        """Per place of a group that is not always asked, the condition; parsed and checked."""
        return {
            index: self._claim(group.present_if, f"the condition of group {group.code}", group.copy)
            for index, group in enumerate(self.groups)
            if group.present_if
        }

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The claims that have a variable of their own, after all groups' variables."""
        plain = self.plain_marks
        said = [rule.expression for rule in self.rules] + [mark.expression for mark in plain]
        return (*plain, *_indicators(said))

    @cached_property
    def plain_marks(self) -> tuple[Mark, ...]:
        """The first of `marks`: conditions, preferences and defaults, but not what is counted."""
        presence = (
            Mark(f"mark:{self.groups[index].presence_law}", condition, index)
            for index, condition in self.conditions.items()
        )
        preferences = map(self._preference, self.document.get("preferences", ()))
        defaults = (mark for index in range(len(self.groups)) for mark in self._defaults(index))
        return (*presence, *preferences, *defaults)

    @cached_property
    def mark_of_claim(self) -> dict[Expression, int]:
        """Place in `marks` of each claim that is counted with."""
        return {
            mark.expression: place
            for place, mark in enumerate(self.marks)
            if mark.code.startswith(INDICATOR)
        }

    @cached_property
    def expressions(self) -> tuple[Expression, ...]:
        """All that is said about the groups: rules and marks."""
        said = [rule.expression for rule in self.rules]
        return (*said, *(mark.expression for mark in self.marks))

    @cached_property
    def index_by_code(self) -> dict[str, int]:
        """Place of each group in `groups`."""
        return {group.code: index for index, group in enumerate(self.groups)}

    @cached_property
    def hidden(self) -> frozenset[int]:
        """Places of the groups that stand for the day and the channel; nobody answers them."""
        return frozenset(i for i, group in enumerate(self.groups) if is_hidden(group.code))

    @cached_property
    def asked(self) -> tuple[tuple[int, Group], ...]:
        """Place and group of every group of the document."""
        return tuple((i, group) for i, group in enumerate(self.groups) if i not in self.hidden)

    @cached_property
    def option_indexes(self) -> tuple[dict[str, int], ...]:
        """Per group, place of each option."""
        return tuple(
            {code: index for index, code in enumerate(group.options)} for group in self.groups
        )

    def group_index(self, code: object) -> int:
        """Return the place of a group.

        Raises
        ------
        UnknownGroup
            If no group has this code.
        """
        index = self.index_by_code.get(code) if isinstance(code, str) else None
        if index is None:
            raise UnknownGroup(f"there is no group {str(code)[:80]!r}")
        return index

    def _defaults(self, index: int) -> Iterator[Mark]:
        """Yield a claim for each default of a group that has some with a condition."""
        group = self.groups[index]
        if not group.conditional:
            return
        before = [self.conditions[index]] if index in self.conditions else []
        for place, (condition, value) in enumerate(self.defaults_of(index)):
            held = [*before, *([] if condition is None else [condition])]
            wished = _wished(group, value)
            claim = wished
            if held:
                claim = Implies(held[0] if len(held) == 1 else And(tuple(held)), wished)
            yield Mark(f"{DEFAULT}{group.code}:{place}", claim, default_of=index)
            if condition is not None:
                before.append(Not(condition))

    def defaults_of(self, index: int) -> Iterator[tuple[Expression | None, Any]]:
        """Yield the defaults of a group with their conditions; None for the one without."""
        group = self.groups[index]
        what = f"the default of group {group.code}"
        for source, value in group.conditional:
            yield self._claim(source, what, group.copy), value
        if group.default not in (None, "", {}, []):
            yield None, group.default

    def _preference(self, entry: Mapping[str, Any]) -> Mark:
        claim = self._claim(entry["source"], f"preference {entry['code']}")
        return Mark(f"{PREFERENCE}{entry['code']}", claim, weight=_weight(entry))

    def _claim(self, source: str, what: str, copy: str = "") -> Expression:
        try:
            return expanded(claim_of(source, self.schema, copy))
        except LanguageError as error:
            raise MalformedModel(f"{what} cannot be read: {error}") from error

    def _checked(self, entry: Mapping[str, Any]) -> Rule:
        try:
            claim = expanded(rule_expression(entry, self.schema))
            return Rule(entry["code"], limited(claim, entry, self.document["rules"]))
        except LanguageError as error:
            raise MalformedModel(f"rule {entry['code']} cannot be read: {error}") from error


def _trim_rule(entry: Mapping[str, Any]) -> dict[str, Any]:
    keys = ("code", "kind", "source", "columns", "rows", "copy", *LIMITS)
    return {key: entry[key] for key in keys if key in entry}


def _trim_computed(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: entry[key] for key in ("code", "expression")}


def _trim_preference(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: entry[key] for key in ("code", "source", "weight")}


def _indicators(said: Iterable[Expression]) -> Iterator[Mark]:
    """Yield a mark for each claim that expressions count with, inner ones included."""
    claims = {part.claim: None for one in said for part, _ in walk(one) if isinstance(part, Holds)}
    for place, claim in enumerate(claims):
        yield Mark(f"{INDICATOR}{place}", claim)


def _wished(group: Group, value: Any) -> Expression:
    """Return the claim that a group has a default: of several, at least these; of a text, its
    length."""
    if group.kind is GroupKind.SOME_OF:
        many = value if isinstance(value, Mapping) else dict.fromkeys(value, 1)
        return And(tuple(_at_least(group.code, option, count) for option, count in many.items()))
    if group.kind is GroupKind.TEXT:
        length = Fraction(grapheme_count(str(value)))
        return Compare(Operator.EQUAL, Length(group.code), Literal(length))
    same = Compare(Operator.EQUAL, Choice(group.code), Literal(exact(value)))
    # An empty number counts as 0, which is not what a default of 0 asks for.
    return And((same, Not(Empty(group.code))))


def _at_least(group: str, option: str, many: int) -> Expression:
    which = Compare(Operator.EQUAL, Choice(group), Literal(option))
    return Compare(Operator.AT_LEAST, Count(group, which), Literal(Fraction(many)))


def _weight(entry: Mapping[str, Any]) -> int:
    weight = entry["weight"]
    if not isinstance(weight, int) or isinstance(weight, bool) or not 1 <= weight <= HEAVIEST:
        raise MalformedModel(f"the weight of preference {entry['code']} is not 1 to {HEAVIEST}")
    return weight


def _refuse_repeated(codes: list[str], what: str) -> None:
    repeated = {code for code in codes if codes.count(code) > 1} if _repeats(codes) else set()
    if repeated:
        raise MalformedModel(f"{what} {min(repeated)} is there twice")


def _repeats(codes: list[str]) -> bool:
    return len(set(codes)) < len(codes)
