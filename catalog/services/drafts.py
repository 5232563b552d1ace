"""Write a draft from a document: how imports, demo products and roll-backs fill the rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from django.db import transaction

from catalog.canonical import Document
from catalog.language.schema import FREE
from catalog.models import (
    AttributeDefinition,
    ComputedValue,
    Group,
    Module,
    Option,
    OptionModule,
    Preference,
    Price,
    PriceList,
    Product,
    Rule,
    StandardVariant,
)
from catalog.tiers import flat_tiers
from foundation.locks import lock_rows

ROWS_AT_ONCE = 1_000

_GROUP_FIELDS = (
    "kind", "name", "help", "is_optional", "default", "unit", "minimum", "maximum", "step",
    "min_count", "max_count", "max_quantity", "max_length", "characters", "blocked_words",
    "present_if", "is_free",
)  # fmt: skip
# What a document leaves out where it is not used.
_UNUSED = {"present_if": "", "is_free": False}
_OPTION_FIELDS = ("name", "description", "attributes", "swatch")


def write_draft(document: Document, *, position: int | None = None) -> Product:
    """Make a product's draft say what a document says; what the document lacks is removed.

    Rows that stay keep their keys, and with them their prices. The number of queries depends
    on the number of rows only by blocks of 1,000. Histories are not written.
    """
    with transaction.atomic():
        fields = {name: document[name] for name in ("kind", "name", "tagline", "picture")}
        if position is not None:
            fields["position"] = position
        product, _ = Product.objects.update_or_create(code=document["product"], defaults=fields)
        lock_rows(Product.objects.filter(pk=product.pk))
        entries = list(_with_inner(document["groups"]))
        groups = _write_groups(product, document["groups"])
        _write_attributes(groups, entries)
        _write_options(groups, entries)
        _write_modules(product, entries)
        _write_rules(product, document["rules"], groups, entries)
        _write_computed(product, document.get("computed", []))
        _write_preferences(product, document.get("preferences", []))
    return product


def write_variants(product: Product, variants: Iterable[Mapping[str, Any]]) -> None:
    """Make a product's standard variants those given: ``sku``, ``name``, ``choices``."""
    with transaction.atomic():
        skus = []
        for position, entry in enumerate(variants):
            fields = {
                "product": product,
                "position": position,
                "name": entry["name"],
                "choices": entry["choices"],
            }
            StandardVariant.objects.update_or_create(sku=entry["sku"], defaults=fields)
            skus.append(entry["sku"])
        product.variants.exclude(sku__in=skus).delete()


def write_prices(
    price_list: PriceList,
    product: Product,
    prices: Mapping[str, Any],
    *,
    variants: Mapping[str, int] | None = None,
    variant_tiers: Mapping[str, Sequence[Mapping[str, int]]] | None = None,
) -> None:
    """Make a list's prices of a product those of a price document's entry for it."""
    with transaction.atomic():
        for owner in ("product", "option__group__product", "group__product", "variant__product"):
            price_list.prices.filter(**{owner: product}).delete()
        keys = _Keys.of(product)
        rows = [
            Price(price_list=price_list, from_quantity=start, **fields)
            for start, fields in chain(
                (
                    (start, row)
                    for start, entry in flat_tiers({"base": 0} | dict(prices))
                    for row in keys.priced(entry)
                ),
                keys.variants(variants or {}, variant_tiers or {}),
            )
        ]
        Price.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)


@dataclass(frozen=True, slots=True)
class _Keys:
    """The rows of a product that a price may be for."""

    product: Product
    options: Mapping[tuple[str, str], int]
    groups: Mapping[str, int]
    skus: Mapping[str, int]

    @classmethod
    def of(cls, product: Product) -> "_Keys":
        options = Option.objects.filter(group__product=product)
        return cls(
            product,
            {
                (group, code): pk
                for pk, code, group in options.values_list("pk", "code", "group__code")
            },
            dict(product.groups.values_list("code", "pk")),
            dict(product.variants.values_list("sku", "pk")),
        )

    def priced(self, entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield the fields of a price for each amount of an entry."""
        if "base" in entry:
            yield {"kind": Price.Kind.BASE, "product": self.product, "minor": entry["base"]}
        for group, by_option in entry.get("options", {}).items():
            for code, minor in by_option.items():
                yield {"minor": minor, **self._option(group, code)}
        for kind, name in ((Price.Kind.UNIT, "numbers"), (Price.Kind.LETTER, "letters")):
            for group, minor in entry.get(name, {}).items():
                yield {"kind": kind, "group_id": self.groups[group], "minor": Decimal(minor)}

    def variants(
        self, prices: Mapping[str, int], tiers: Mapping[str, Sequence[Mapping[str, int]]]
    ) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield a quantity and the fields of a price from it on, for each amount of a variant."""
        for sku, minor in prices.items():
            owner = {"kind": Price.Kind.VARIANT, "variant_id": self.skus[sku]}
            yield 1, {**owner, "minor": minor}
            for tier in tiers.get(sku, ()):
                yield tier["from"], {**owner, "minor": tier["minor"]}

    def _option(self, group: str, code: str) -> dict[str, Any]:
        if code == FREE:
            return {"kind": Price.Kind.FREE, "group_id": self.groups[group]}
        return {"kind": Price.Kind.OPTION, "option_id": self.options[group, code]}


def _with_inner(entries: Iterable[Document]) -> Iterator[Document]:
    """Yield groups and those inside them."""
    for entry in entries:
        yield entry
        yield from _with_inner(entry.get("groups", ()))


def _write_groups(product: Product, entries: list[Document]) -> dict[str, Group]:
    kept = [entry["code"] for entry in _with_inner(entries)]
    product.groups.exclude(code__in=kept).delete()
    groups: dict[str, Group] = {}
    _write_level(product, entries, None, groups)
    return groups


def _write_level(
    product: Product, entries: list[Document], parent: Group | None, groups: dict[str, Group]
) -> None:
    for position, entry in enumerate(entries):
        fields = _UNUSED | {name: entry[name] for name in _GROUP_FIELDS if name in entry}
        fields |= {"position": position, "parent": parent}
        fields["conditional_defaults"] = entry.get("defaults", [])
        group, _ = Group.objects.update_or_create(
            product=product, code=entry["code"], defaults=fields
        )
        groups[group.code] = group
        _write_level(product, entry.get("groups", []), group, groups)


def _write_attributes(groups: Mapping[str, Group], entries: list[Document]) -> None:
    AttributeDefinition.objects.filter(group__in=groups.values()).delete()
    AttributeDefinition.objects.bulk_create(
        AttributeDefinition(group=groups[entry["code"]], position=position, **attribute)
        for entry in entries
        for position, attribute in enumerate(entry["attributes"])
    )


def _write_options(groups: Mapping[str, Group], entries: list[Document]) -> None:
    wanted = {
        (groups[entry["code"]].pk, option["code"]): (position, option)
        for entry in entries
        for position, option in enumerate(entry["options"])
        if option["code"] != FREE
    }
    stored = Option.objects.filter(group__in=groups.values())
    keys = {(row.group_id, row.code): row for row in stored.only("pk", "group_id", "code")}
    gone = [row.pk for key, row in keys.items() if key not in wanted]
    for start in range(0, len(gone), ROWS_AT_ONCE):
        Option.objects.filter(pk__in=gone[start : start + ROWS_AT_ONCE]).delete()
    Option.objects.bulk_create(
        (
            Option(group_id=key[0], code=key[1], position=position, **_option_fields(option))
            for key, (position, option) in wanted.items()
        ),
        batch_size=ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=["group", "code"],
        update_fields=["position", *_OPTION_FIELDS],
    )


def _option_fields(option: Document) -> Document:
    return {name: option[name] for name in _OPTION_FIELDS}


def _write_modules(product: Product, entries: list[Document]) -> None:
    wanted = [
        (entry["code"], option["code"], module, quantity)
        for entry in entries
        for option in entry["options"]
        for module, quantity in option["modules"].items()
    ]
    OptionModule.objects.filter(option__group__product=product).delete()
    Module.objects.bulk_create(
        [Module(code=code, name={"en": code}) for code in sorted({row[2] for row in wanted})],
        batch_size=ROWS_AT_ONCE,
        ignore_conflicts=True,
    )
    modules = dict(Module.objects.values_list("code", "pk"))
    options = Option.objects.filter(group__product=product).values_list("pk", "code", "group__code")
    option_ids = {(group, code): pk for pk, code, group in options}
    OptionModule.objects.bulk_create(
        (
            OptionModule(
                option_id=option_ids[group, option], module_id=modules[module], quantity=quantity
            )
            for group, option, module, quantity in wanted
        ),
        batch_size=ROWS_AT_ONCE,
    )


def _write_rules(
    product: Product,
    rules: list[Document],
    groups: Mapping[str, Group],
    entries: Iterable[Document],
) -> None:
    placed: list[tuple[Group | None, Document]] = [(None, rule) for rule in rules]
    placed += [(groups[one["code"]], rule) for one in entries for rule in one.get("rules", ())]
    product.rules.exclude(code__in=[rule["code"] for _, rule in placed]).delete()
    for position, (inside, entry) in enumerate(placed):
        fields = {
            "inside": inside,
            "position": position,
            "kind": entry["kind"],
            "message": entry["message"],
            "source": entry.get("source", ""),
            "columns": entry.get("columns", []),
            "rows": entry.get("rows", []),
            "valid_from": _day(entry.get("valid_from")),
            "valid_until": _day(entry.get("valid_until")),
            "channels": entry.get("channels", []),
        }
        Rule.objects.update_or_create(product=product, code=entry["code"], defaults=fields)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _write_preferences(product: Product, entries: list[Document]) -> None:
    product.preferences.exclude(code__in=[entry["code"] for entry in entries]).delete()
    for position, entry in enumerate(entries):
        fields = {name: entry[name] for name in ("source", "weight", "message")}
        Preference.objects.update_or_create(
            product=product, code=entry["code"], defaults=fields | {"position": position}
        )


def _write_computed(product: Product, entries: list[Document]) -> None:
    product.computed_values.exclude(code__in=[entry["code"] for entry in entries]).delete()
    for position, entry in enumerate(entries):
        fields = {name: entry[name] for name in ("expression", "name", "unit")}
        ComputedValue.objects.update_or_create(
            product=product, code=entry["code"], defaults=fields | {"position": position}
        )
