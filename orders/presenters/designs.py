"""Names, choices and pictures of what is in a cart or an order."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.choices import describe_choices
from catalog.models import Revision, StandardVariant
from catalog.pictures import Picture, picture_layers
from catalog.selectors.products import current_revision, standard_variant
from catalog.snapshot import texts_of
from configurator.artefacts import load_revision
from configurator.words import in_language
from foundation.bidi import left_to_right
from orders.models import CartLine, OrderLine

SHOWN_CHOICES = 6


def language_now() -> str:
    return get_language() or "en"


def line_name(line: OrderLine) -> str:
    return in_language(line.product_name, language_now()) or line.product_code


def cart_line_name(line: CartLine) -> str:
    if line.sku:
        return in_language(standard_variant(line.sku).name, language_now())
    return in_language(load_revision(line.design_revision).document["name"], language_now())


def design_words(revision: Revision, choices: Mapping[str, Any]) -> str:
    """Return the choices in a line: ``Steel, 700C, harbour blue``."""
    document = load_revision(revision).document
    described = describe_choices(document, dict(choices), language_now())
    values = [value for _name, value in described if value]
    more = len(values) - SHOWN_CHOICES
    shown = values[:SHOWN_CHOICES] + ([left_to_right(f"+{more}")] if more > 0 else [])
    return _(", ").join(shown)


def design_picture(revision: Revision, choices: Mapping[str, Any]) -> Picture | None:
    document = load_revision(revision).document
    if not document.get("picture"):
        return None
    return picture_layers(document, dict(choices), language_now())


def choices_of(line: OrderLine) -> dict[str, Any]:
    """Return an order line's frozen choices with the customer's texts (blank once erased)."""
    return {**line.frozen.choices, **texts_of(line.frozen)}


def variant_picture(variant: StandardVariant, now: datetime) -> Picture | None:
    """Return a standard variant's picture on the revision on sale, None where there is none."""
    revision = current_revision(variant.product, now)
    return design_picture(revision, variant.choices) if revision else None
