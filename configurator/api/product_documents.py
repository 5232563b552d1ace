"""Turn products into the JSON of the catalog calls."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from catalog.language.schema import FREE
from catalog.models import Product, Revision
from catalog.presence import condition_words
from catalog.selectors.sentences import preference_sentences, rule_sentences
from catalog.texts import in_language
from configurator.selectors.assortment import ReadyMade

LIMITS = {
    "some_of": {"min": "min_count", "max": "max_count", "max_quantity": "max_quantity"},
    "number": {"min": "minimum", "max": "maximum", "step": "step", "unit": "unit"},
    "text": {"max": "max_length", "characters": "characters"},
    "one_of": {},
    "colour": {"free": "is_free"},
    "file": {},
    "nested": {},
    "repeated": {"min": "min_count", "max": "max_count"},
}


def listed_document(
    product: Product,
    document: Mapping[str, Any],
    variants: Iterable[ReadyMade],
    language: str,
) -> dict[str, Any]:
    """Return a product as the list shows it: its groups by name, its variants by stock."""
    return {
        **_head(product, language),
        "groups": [
            {
                "code": group["code"],
                "kind": group["kind"],
                "name": in_language(group["name"], language),
            }
            for group in document["groups"]
        ],
        "variants": [
            {"sku": ready.variant.sku, "available": ready.available} for ready in variants
        ],
    }


def _head(product: Product, language: str) -> dict[str, Any]:
    return {
        "code": product.code,
        "kind": product.kind,
        "name": in_language(product.name, language),
        "tagline": in_language(product.tagline, language),
        "url": reverse("configurator_api:product", args=[product.code]),
    }


def product_document(
    product: Product, revision: Revision | None, variants: Iterable[ReadyMade], language: str
) -> dict[str, Any]:
    """Return a product with all that can be asked and all that can be had from stock."""
    document = revision.document if revision else {"groups": [], "rules": []}
    conditions = condition_words(document, language)
    return {
        **_head(product, language),
        "revision": revision.number if revision else None,
        "groups": [
            _group(group, language, conditions, group["code"]) for group in document["groups"]
        ],
        "computed": [
            {
                "code": entry["code"],
                "name": in_language(entry["name"], language),
                "unit": entry["unit"],
            }
            for entry in document.get("computed", ())
        ],
        "rules": [
            {"code": code, "sentence": sentence}
            for code, sentence in rule_sentences(document, language).items()
        ],
        "preferences": [
            {"code": code, "sentence": sentence}
            for code, sentence in preference_sentences(document, language).items()
        ],
        "variants": [_variant(ready, language) for ready in variants],
    }


def _condition(conditions: Mapping[str, str], code: str) -> dict[str, str]:
    return {"present_if": conditions[code]} if code in conditions else {}


def _group(
    group: dict[str, Any], language: str, conditions: Mapping[str, str], path: str
) -> dict[str, Any]:
    """Return a group; those inside another one as they are in its first copy."""
    inner = [
        _group(one, language, {}, f"{path}/1/{one['code']}") for one in group.get("groups", ())
    ]
    return (
        _plain_group(group, language)
        | _condition(conditions, path)
        | ({"groups": inner} if inner else {})
    )


def _plain_group(group: dict[str, Any], language: str) -> dict[str, Any]:
    limits = {name: group.get(field) for name, field in LIMITS[group["kind"]].items()}
    return {
        "code": group["code"],
        "kind": group["kind"],
        "name": in_language(group["name"], language),
        "help": in_language(group.get("help") or {}, language),
        "optional": bool(group.get("is_optional")),
        "default": group.get("default"),
        **({"defaults": group["defaults"]} if group.get("defaults") else {}),
        **limits,
        "options": [
            _option(option, language)
            for option in group.get("options", ())
            if option["code"] != FREE
        ],
    }


def _option(option: dict[str, Any], language: str) -> dict[str, Any]:
    return {
        "code": option["code"],
        "name": in_language(option["name"], language),
        "description": in_language(option.get("description") or {}, language),
        "attributes": option.get("attributes", {}),
    }


def _variant(ready: ReadyMade, language: str) -> dict[str, Any]:
    return {
        "sku": ready.variant.sku,
        "name": in_language(ready.variant.name, language),
        "choices": ready.variant.choices,
        "available": ready.available,
        "price": ready.price.as_json() if ready.price else None,
        "tiers": [{"from": start, "unit": unit.as_json()} for start, unit in ready.tiers],
    }
