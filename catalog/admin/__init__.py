"""The catalog in Django admin, one file for each model: forms and pages, no rules of the trade."""

from catalog.admin import (
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
