"""The price list that something was priced by, as its customer reads it."""

from typing import Any

from catalog.models import PriceListVersion
from configurator.words import in_language
from orders.presenters.designs import language_now


def price_list_words(version: PriceListVersion) -> str:
    """Name a list and its version: ``Trade 3``."""
    name = in_language(version.price_list.name, language_now()) or version.price_list.code
    return f"{name} {version.version}"


def price_list_answer(version: PriceListVersion) -> dict[str, Any]:
    """Name a list and its version as JSON."""
    return {"code": version.price_list.code, "version": version.version}
