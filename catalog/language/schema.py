"""What a rule may name: the groups, options and attributes of one product's document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from catalog.language.errors import LanguageError
from catalog.language.flattening import NESTED, flat_document, names_at

Kind = Literal["one_of", "some_of", "number", "text", "colour", "file"]
FREE = "#"
"""Code of the option of a colour group that stands for any colour of the customer's own."""
Exact = str | Fraction
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AttributeSchema:
    """One attribute of a group's options; ``kind`` is "number" or "word"."""

    code: str
    kind: Literal["number", "word"] = "number"
    unit: str = ""
    name: Names = field(default_factory=dict)

    @property
    def missing(self) -> Exact:
        """What the attribute counts as where nothing is chosen."""
        return Fraction(0) if self.kind == "number" else ""


@dataclass(frozen=True, slots=True)
class OptionSchema:
    """One option with the values of its attributes."""

    code: str
    name: Names = field(default_factory=dict)
    attributes: Mapping[str, Exact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupSchema:
    """One group: maps of attribute code to attribute and option code to option."""

    code: str
    kind: Kind
    name: Names = field(default_factory=dict)
    unit: str = ""
    attributes: Mapping[str, AttributeSchema] = field(default_factory=dict)
    options: Mapping[str, OptionSchema] = field(default_factory=dict)
    short_name: Names = field(default_factory=dict)

    def attribute_of(self, option_code: str, attribute_code: str) -> Exact:
        """Return an option's attribute; 0 or "" when the option or its value is missing."""
        option = self.options.get(option_code)
        missing = self.attributes[attribute_code].missing
        return missing if option is None else option.attributes.get(attribute_code, missing)


@dataclass(frozen=True, slots=True)
class ComputedSchema:
    """A number or word that is worked out from the groups; ``expression`` is its source."""

    code: str
    expression: str
    name: Names = field(default_factory=dict)
    unit: str = ""


@dataclass(frozen=True, slots=True)
class RepeatedSchema:
    """A nested or repeated group: the paths of its copies, and its groups by their own codes."""

    code: str
    name: Names
    is_single: bool
    copies: tuple[str, ...]
    groups: Mapping[str, GroupSchema]


@dataclass(frozen=True, slots=True)
class Schema:
    """All groups and computed values by code; those inside others by path, copy for copy."""

    groups: Mapping[str, GroupSchema]
    computed: Mapping[str, ComputedSchema] = field(default_factory=dict)
    repeated: Mapping[str, RepeatedSchema] = field(default_factory=dict)

    def inside(self, copy: str) -> tuple["Schema", dict[str, str]]:
        """Return what a rule of one copy may name, and the path that each such name stands for."""
        names = {
            code: f"{path}/{code}"
            for of, path in names_at(copy)
            for code in (self.repeated[of].groups if of in self.repeated else ())
        }
        known = {code: self.groups[path] for code, path in names.items()}
        repeated = {
            code: self.repeated[path] for code, path in names.items() if path in self.repeated
        }
        inner = Schema({**self.groups, **known}, self.computed, {**self.repeated, **repeated})
        return inner, names

    def within(self, code: str) -> "Schema":
        """Return what can be named about any one copy of a repeated group."""
        known = {**self.groups, **self.repeated[code].groups}
        return Schema(known, self.computed, self.repeated)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Schema":
        """Read the groups and computed values of a canonical document.

        Raises
        ------
        LanguageError
            When an attribute's value is neither a number nor a word.
        """
        flat = flat_document(document)
        groups = {entry["code"]: _group(entry) for entry in flat["groups"]}
        repeated = (_repeated(entry, groups) for entry in flat["groups"] if "inner_groups" in entry)
        computed = (_computed(entry) for entry in document.get("computed", ()))
        return cls(
            groups,
            {one.code: one for one in computed},
            {one.code: one for one in repeated},
        )


def exact(value: object) -> Exact:
    """Return a JSON value as a word or an exact number; a float means the digits it prints.

    Raises
    ------
    LanguageError
        For anything else, infinities and true or false included.
    """
    if isinstance(value, str | int | float | Decimal | Fraction) and not isinstance(value, bool):
        try:
            return _exact(value)
        except (ValueError, OverflowError):
            pass
    raise LanguageError(f"“{value!r}” is neither a word nor a number.")


@lru_cache(maxsize=16_384, typed=True)
def _exact(value: Any) -> Exact:
    if isinstance(value, str):
        return value
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def _group(entry: Mapping[str, Any]) -> GroupSchema:
    attributes = {item["code"]: _attribute(item) for item in entry.get("attributes", ())}
    return GroupSchema(
        code=entry["code"],
        kind=entry["kind"],
        name=entry.get("name", {}),
        short_name=entry.get("short_name", entry.get("name", {})),
        unit=entry.get("unit", ""),
        attributes=attributes,
        options={item["code"]: _option(item, attributes) for item in entry.get("options", ())},
    )


def _repeated(entry: Mapping[str, Any], groups: Mapping[str, GroupSchema]) -> RepeatedSchema:
    code = entry["code"]
    copies = tuple(f"{code}/{number}" for number in range(1, int(entry["maximum"]) + 1))
    return RepeatedSchema(
        code=code,
        name=entry.get("name", {}),
        is_single=entry["written_kind"] == NESTED,
        copies=copies,
        groups={
            inner: groups[f"{copies[0]}/{inner}"]
            for inner in entry["inner_groups"]
            if f"{copies[0]}/{inner}" in groups
        },
    )


def _computed(entry: Mapping[str, Any]) -> ComputedSchema:
    return ComputedSchema(
        entry["code"], entry["expression"], entry.get("name", {}), entry.get("unit", "")
    )


def _attribute(entry: Mapping[str, Any]) -> AttributeSchema:
    return AttributeSchema(
        entry["code"], entry.get("kind", "number"), entry.get("unit", ""), entry.get("name", {})
    )


def _option(entry: Mapping[str, Any], known: Iterable[str]) -> OptionSchema:
    values = entry.get("attributes", {})
    attributes = {code: exact(values[code]) for code in known if values.get(code) is not None}
    return OptionSchema(entry["code"], entry.get("name", {}), attributes)
