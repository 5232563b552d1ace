"""A product's document as the engine sees it: groups and checked rules, nothing to show."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any

from catalog.language.errors import LanguageError
from catalog.language.expansion import expanded
from catalog.language.flattening import flat_document
from catalog.language.nodes import (
    And,
    Choice,
    Compare,
    Empty,
    Expression,
    Holds,
    Implies,
    Literal,
    Not,
    Operator,
)
from catalog.language.rules import claim_of, rule_expression
from catalog.language.schema import FREE, Schema, exact
from catalog.language.walk import walk
from configurator.engine.errors import MalformedModel, UnknownGroup

UNBOUNDED = 1 << 30
PREFERENCE = "mark:preference:"
INDICATOR = "mark:holds:"
DEFAULT = "mark:default:"
HEAVIEST = 1_000
"""The largest weight of a preference."""


class GroupKind(StrEnum):
    """The kinds of questions."""

    ONE_OF = "one_of"
    SOME_OF = "some_of"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Group:
    """One question.

    Parameters
    ----------
    code : str
        Unique in the model.
    kind : GroupKind
        Decides which of the fields below mean something. A colour is a one_of; a file is a text
        of length 0 or 1.
    is_optional : bool
        Whether the group may stay empty; for a some_of the same as ``min_count == 0``.
    options : tuple of str
        Codes of a one_of or some_of, in the order of the document.
    default : Any
        The document's default, or None.
    min_count, max_count : int
        Bounds on the sum of the quantities of a some_of.
    max_quantity : int
        Largest quantity of one option of a some_of.
    minimum, step : Fraction
        First value of a number and the distance to the next.
    steps : int
        How many values a number has.
    max_length : int
        Longest text, in graphemes.
    is_file : bool
        Whether the text is the id of a file: it counts as one, however long it is.
    present_if : str
        Condition in the rule language under which the group is asked at all; "" for always.
        An absent group is empty and needs no answer.
    conditional : tuple of (str, value)
        Defaults with the condition of each; the first whose condition holds counts, or else
        ``default``.
    copy : str
        Path of the copy it belongs to, in whose terms the condition speaks; "" for none.
    """

    code: str
    kind: GroupKind
    is_optional: bool
    options: tuple[str, ...] = ()
    default: Any = None
    min_count: int = 0
    max_count: int = UNBOUNDED
    max_quantity: int = 1
    minimum: Fraction = Fraction(0)
    step: Fraction = Fraction(1)
    steps: int = 0
    max_length: int = 0
    is_file: bool = False
    present_if: str = ""
    conditional: tuple[tuple[str, Any], ...] = ()
    copy: str = ""

    @property
    def law(self) -> str:
        """Code of the built-in rule of this group."""
        return f"group:{self.code}"

    @property
    def may_be_empty(self) -> bool:
        """Whether some configuration may leave it empty, because it is optional or not asked."""
        return self.is_optional or bool(self.present_if)

    @property
    def free_value(self) -> int:
        """Value of a colour that stands for any of the customer's own, -1 for none."""
        return len(self.options) if self.options[-1:] == (FREE,) else -1

    @property
    def presence_law(self) -> str:
        """Code of the built-in rule that an absent group stays empty."""
        return f"present:{self.code}"


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
            trimmed = {
                "groups": [_trim_group(entry) for entry in document["groups"]],
                "rules": [_trim_rule(entry) for entry in document.get("rules", ())],
            }
            if document.get("computed"):
                trimmed["computed"] = [_trim_computed(entry) for entry in document["computed"]]
            if document.get("preferences"):
                trimmed["preferences"] = [_trim_preference(p) for p in document["preferences"]]
            model = cls(tuple(_read_group(entry) for entry in trimmed["groups"]), trimmed)
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
        presence = (
            Mark(f"mark:{self.groups[index].presence_law}", condition, index)
            for index, condition in self.conditions.items()
        )
        preferences = map(self._preference, self.document.get("preferences", ()))
        defaults = (mark for index in range(len(self.groups)) for mark in self._defaults(index))
        plain = (*presence, *preferences, *defaults)
        said = [rule.expression for rule in self.rules] + [mark.expression for mark in plain]
        return (*plain, *_indicators(said))

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
            same = Compare(Operator.EQUAL, Choice(group.code), Literal(exact(value)))
            # An empty number counts as 0, which is not what a default of 0 asks for.
            wished: Expression = And((same, Not(Empty(group.code))))
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
            return Rule(entry["code"], expanded(rule_expression(entry, self.schema)))
        except LanguageError as error:
            raise MalformedModel(f"rule {entry['code']} cannot be read: {error}") from error


_GROUP_KEYS = (
    "code", "kind", "is_optional", "default", "min_count", "max_count", "max_quantity",
    "minimum", "maximum", "step", "max_length", "present_if", "copy", "written_kind", "defaults",
    "inner_groups",
)  # fmt: skip


def _trim_group(entry: Mapping[str, Any]) -> dict[str, Any]:
    trimmed = {key: entry[key] for key in _GROUP_KEYS if key in entry}
    trimmed["attributes"] = [
        {"code": item["code"], "kind": item.get("kind", "number")}
        for item in entry.get("attributes", ())
    ]
    trimmed["options"] = [
        {"code": item["code"], "attributes": dict(item.get("attributes", {}))}
        for item in entry.get("options", ())
    ]
    return trimmed


def _trim_rule(entry: Mapping[str, Any]) -> dict[str, Any]:
    keys = ("code", "kind", "source", "columns", "rows", "copy")
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


def _weight(entry: Mapping[str, Any]) -> int:
    weight = entry["weight"]
    if not isinstance(weight, int) or isinstance(weight, bool) or not 1 <= weight <= HEAVIEST:
        raise MalformedModel(f"the weight of preference {entry['code']} is not 1 to {HEAVIEST}")
    return weight


def _read_group(entry: Mapping[str, Any]) -> Group:
    kind = _KINDS[entry["kind"]]
    common = {
        "code": entry["code"],
        "kind": kind,
        "is_optional": bool(entry.get("is_optional", False)),
        "options": tuple(item["code"] for item in entry["options"]),
        "default": entry.get("default"),
        "present_if": str(entry.get("present_if") or ""),
        "conditional": tuple((one["if"], one["value"]) for one in entry.get("defaults", ())),
        "copy": str(entry.get("copy") or ""),
    }
    return Group(**common | _KIND_FIELDS[kind](entry))


def _no_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {}


def _counted_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    least, most = entry.get("min_count") or 0, entry.get("max_count")
    return {
        "is_optional": least == 0,
        "min_count": int(least),
        "max_count": UNBOUNDED if most is None else int(most),
        "max_quantity": int(entry.get("max_quantity") or 1),
    }


def _number_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    low, high, step = (Fraction(exact(entry[key])) for key in ("minimum", "maximum", "step"))
    if step <= 0 or high < low:
        raise ValueError(f"group {entry['code']} has no values")
    steps = math.floor((high - low) / step) + 1
    return {"options": (), "minimum": low, "step": step, "steps": steps}


def _text_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    if entry["kind"] == "file":
        return {"options": (), "max_length": 1, "is_file": True}
    return {"options": (), "max_length": int(entry["max_length"])}


_KINDS = {kind.value: kind for kind in GroupKind} | {
    "colour": GroupKind.ONE_OF,
    "file": GroupKind.TEXT,
}
_KIND_FIELDS: Mapping[GroupKind, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    GroupKind.ONE_OF: _no_fields,
    GroupKind.SOME_OF: _counted_fields,
    GroupKind.NUMBER: _number_fields,
    GroupKind.TEXT: _text_fields,
}


def _refuse_repeated(codes: list[str], what: str) -> None:
    repeated = {code for code in codes if codes.count(code) > 1} if _repeats(codes) else set()
    if repeated:
        raise MalformedModel(f"{what} {min(repeated)} is there twice")


def _repeats(codes: list[str]) -> bool:
    return len(set(codes)) < len(codes)
