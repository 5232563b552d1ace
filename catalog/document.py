"""Write a product's draft as the canonical document that everything after publishing reads."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from catalog.canonical import Document
from catalog.language.schema import FREE
from catalog.models import AttributeDefinition, Group, Option, OptionModule, Product

FORMAT = 1

FREE_OPTION: Document = {
    "code": FREE,
    "name": {"en": "Own colour", "de": "Eigene Farbe", "ar": "لون خاص بك"},
    "description": {},
    "attributes": {},
    "modules": {},
    "swatch": "",
}
"""The last option of a colour group that takes any colour: it has no attributes."""

_OPTION_FIELDS = ("pk", "group_id", "code", "name", "description", "attributes", "swatch")


def draft_document(product: Product) -> Document:
    """Return the draft as a document, in the same few queries whatever its size."""
    options = _options_by_group(product)
    draft = _Draft(product, options)
    document = {
        "format": FORMAT,
        "product": product.code,
        "kind": str(product.kind),
        "name": dict(product.name),
        "tagline": dict(product.tagline),
        "picture": product.picture,
        "groups": draft.inside(None),
        "rules": draft.rules.get(None, []),
    }
    computed = [row.as_document() for row in product.computed_values.order_by("position", "pk")]
    preferences = [row.as_document() for row in product.preferences.order_by("position", "pk")]
    further = {"computed": computed, "preferences": preferences}
    # A key that is not used is left out: documents without it keep their digest.
    return document | {key: entries for key, entries in further.items() if entries}


def plain_number(value: Decimal | int | float | None) -> int | float | None:
    """Return a number as JSON writes it: whole numbers without a decimal point."""
    if value is None:
        return None
    whole = int(value)
    return whole if whole == value else float(value)


def _options_by_group(product: Product) -> Mapping[int, list[Document]]:
    modules = _modules_by_option(product)
    rows = Option.objects.filter(group__product=product).order_by("group", "position", "pk")
    by_group: dict[int, list[Document]] = defaultdict(list)
    for pk, group_id, code, name, description, attributes, swatch in rows.values_list(
        *_OPTION_FIELDS
    ):
        by_group[group_id].append(
            {
                "code": code,
                "name": name,
                "description": description,
                "attributes": attributes,
                "modules": modules.get(pk, {}),
                "swatch": swatch,
            }
        )
    return by_group


def _modules_by_option(product: Product) -> Mapping[int, dict[str, int]]:
    by_option: dict[int, dict[str, int]] = defaultdict(dict)
    rows = OptionModule.objects.filter(option__group__product=product).order_by("pk")
    for option_id, module, quantity in rows.values_list("option_id", "module__code", "quantity"):
        by_option[option_id][module] = quantity
    return by_option


class _Draft:
    """The groups and rules of a product by the group that they are inside of."""

    def __init__(self, product: Product, options: Mapping[int, list[Document]]) -> None:
        self.options = options
        self.groups: dict[int | None, list[Group]] = defaultdict(list)
        rows = product.groups.prefetch_related("attribute_definitions")
        for group in rows.order_by("position", "pk"):
            self.groups[group.parent_id].append(group)
        self.rules: dict[int | None, list[Document]] = defaultdict(list)
        for rule in product.rules.order_by("position", "pk"):
            self.rules[rule.inside_id].append(rule.as_document())

    def inside(self, parent: int | None) -> list[Document]:
        return [self._written(group) for group in self.groups.get(parent, ())]

    def _written(self, group: Group) -> Document:
        document = _group(group, self.options.get(group.pk, []))
        if not group.holds_groups:
            return document
        return document | {"groups": self.inside(group.pk), "rules": self.rules.get(group.pk, [])}


def _group(group: Group, options: list[Document]) -> Document:
    document = {
        "code": group.code,
        "kind": str(group.kind),
        "name": dict(group.name),
        "help": dict(group.help),
        "is_optional": group.is_optional,
        "default": group.default,
        "attributes": _attributes(group.attribute_definitions.all()),
        "options": options if group.has_options else [],
    }
    if group.kind == Group.Kind.COLOUR and group.is_free:
        document["options"] = [*options, FREE_OPTION]
    condition = {"present_if": group.present_if} if group.present_if else {}
    defaults = {"defaults": group.conditional_defaults} if group.conditional_defaults else {}
    return document | condition | defaults | _kind_fields(group)


def _kind_fields(group: Group) -> dict[str, Any]:
    if group.kind == Group.Kind.SOME_OF:
        return {
            "is_optional": group.min_count == 0,
            "min_count": group.min_count,
            "max_count": group.max_count,
            "max_quantity": group.max_quantity,
        }
    if group.kind == Group.Kind.NUMBER:
        return {
            "unit": group.unit,
            "minimum": plain_number(group.minimum),
            "maximum": plain_number(group.maximum),
            "step": plain_number(group.step),
        }
    if group.kind == Group.Kind.TEXT:
        return {
            "max_length": group.max_length,
            "characters": group.characters,
            "blocked_words": group.blocked_words,
        }
    if group.kind == Group.Kind.COLOUR:
        return {"is_free": group.is_free}
    if group.kind == Group.Kind.REPEATED:
        return {"min_count": group.min_count, "max_count": group.max_count}
    return {}


def _attributes(definitions: Iterable[AttributeDefinition]) -> list[Document]:
    return [
        {"code": row.code, "kind": str(row.kind), "unit": row.unit, "name": dict(row.name)}
        | ({"value_names": row.value_names} if row.value_names else {})
        for row in definitions
    ]
