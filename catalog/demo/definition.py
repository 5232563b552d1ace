"""The shape in which a demo product is written down: the document beside its prices."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog.demo.wording import WORDING
from catalog.document import FREE_OPTION
from catalog.language.schema import FREE
from catalog.texts import MAIN_LANGUAGE
from catalog.tiers import tiered

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a group with its price in cents."""

    code: str
    name: str
    description: str = ""
    price: int = 0
    attributes: Mapping[str, Any] = field(default_factory=dict)
    modules: Mapping[str, int] = field(default_factory=dict)
    swatch: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A question; ``settings`` are the keys that only some kinds have; prices are cents.

    ``value_names`` say attributes' words in English where a word is only a code.

    A colour takes any colour where it has a ``free_price``; nested and repeated groups have
    groups and rules of their own.
    """

    code: str
    kind: str
    name: str
    default: Any
    help: str = ""
    is_optional: bool = False
    attributes: Sequence[tuple[str, str, str, str]] = ()  # code, kind, unit, name
    options: Sequence[Option] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    letter_price: int = 0
    free_price: int | None = None
    groups: Sequence["Group"] = ()
    rules: Sequence["Rule"] = ()
    unit_price: str = ""
    value_names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """A law with the sentence a customer reads; ``columns`` and ``rows`` make it a table."""

    code: str
    source: str
    message: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Any]] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """A standard variant: a complete literal configuration that is made ahead."""

    sku: str
    name: str
    choices: Mapping[str, Any]
    price: int
    tiers: Mapping[int, int] = field(default_factory=dict)  # cents of each from so many pieces

    @property
    def price_tiers(self) -> list[Document]:
        """The tiers as the price list's document has them."""
        return [{"from": start, "minor": minor} for start, minor in sorted(self.tiers.items())]

    @property
    def names(self) -> dict[str, str]:
        """The name by language."""
        return WORDING.said(self.name)


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole product; without variants of its own (None) those in the catalog are left alone."""

    code: str
    kind: str
    name: str
    tagline: str
    base_price: int
    groups: Sequence[Group]
    rules: Sequence[Rule] = ()
    variants: Sequence[Variant] | None = ()
    picture: str = ""
    tiers: Mapping[int, Document] = field(default_factory=dict)
    """From so many pieces, the prices that are others then: as in the price list's document."""

    def document(self) -> Document:
        """Write the product as the document that publishing writes."""
        return {
            "format": 1,
            "product": self.code,
            "kind": self.kind,
            "name": WORDING.said(self.name),
            "tagline": WORDING.said(self.tagline),
            "picture": self.picture or self.code,
            "groups": [group_document(group) for group in self.groups],
            "rules": [rule_document(rule) for rule in self.rules],
        }

    def prices(self) -> Document:
        """Write the product's part of the price list's document."""
        first = {
            "base": self.base_price,
            "options": {
                group.code: option_prices(group)
                for group in self.all_groups()
                if any(option_prices(group).values())
            },
            "numbers": {
                group.code: group.unit_price for group in self.all_groups() if group.unit_price
            },
            "letters": {
                group.code: group.letter_price for group in self.all_groups() if group.letter_price
            },
        }
        return tiered({1: first, **self.tiers})

    def all_groups(self) -> Iterator[Group]:
        """Yield the groups with those inside them."""
        for group in self.groups:
            yield group
            yield from group.groups


def option_prices(group: Group) -> dict[str, int]:
    """Return what each option costs more, a free colour included."""
    free = {} if group.free_price is None else {FREE: group.free_price}
    return {option.code: option.price for option in group.options} | free


def group_document(group: Group) -> Document:
    return {
        "code": group.code,
        "kind": group.kind,
        "name": WORDING.said(group.name, "group"),
        "help": WORDING.said(group.help),
        "is_optional": group.is_optional,
        "default": group.default,
        "attributes": [
            {"code": code, "kind": kind, "unit": unit, "name": WORDING.said(name)}
            | _value_names(group, code, kind)
            for code, kind, unit, name in group.attributes
        ],
        "options": [option_document(option) for option in group.options]
        + ([FREE_OPTION] if group.free_price is not None else []),
        **({"is_free": group.free_price is not None} if group.kind == "colour" else {}),
        **(_inner(group) if group.groups else {}),
        **group.settings,
    }


def _value_names(group: Group, attribute: str, kind: str) -> Document:
    """Return what the words of an attribute are called; makers' names are what they are."""
    if kind != "word":
        return {}
    words = {str(option.attributes.get(attribute, "")) for option in group.options} - {""}
    named = {word: WORDING.said(group.value_names.get(word, word)) for word in sorted(words)}
    said = {word: texts for word, texts in named.items() if texts != {MAIN_LANGUAGE: word}}
    return {"value_names": said} if said else {}


def _inner(group: Group) -> Document:
    return {
        "groups": [group_document(inner) for inner in group.groups],
        "rules": [rule_document(rule) for rule in group.rules],
    }


def option_document(option: Option) -> Document:
    return {
        "code": option.code,
        "name": WORDING.said(option.name),
        "description": WORDING.said(option.description),
        "attributes": dict(option.attributes),
        "modules": dict(option.modules),
        "swatch": option.swatch,
    }


def rule_document(rule: Rule) -> Document:
    document: Document = {"code": rule.code, "message": WORDING.said(rule.message)}
    if rule.columns:
        return document | {
            "kind": "table",
            "columns": list(rule.columns),
            "rows": [list(row) for row in rule.rows],
        }
    return document | {"kind": "formula", "source": rule.source}
