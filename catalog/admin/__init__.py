"""The catalog in Django admin, one file for each model: forms and pages, no rules of the trade."""

from catalog.admin import (
    computed_values,
    groups,
    modules,
    options,
    preferences,
    price_lists,
    prices,
    products,
    published,
    rules,
    variants,
)

__all__ = [
    "computed_values",
    "groups",
    "modules",
    "options",
    "preferences",
    "price_lists",
    "prices",
    "products",
    "published",
    "rules",
    "variants",
]
