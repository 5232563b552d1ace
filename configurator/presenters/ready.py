"""Standard variants as cards that can be put into the cart."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.models import Product
from catalog.pictures import Picture
from catalog.texts import in_language
from configurator.presenters.drawings import drawn
from configurator.presenters.prices import TierView, tier_views
from configurator.selectors.assortment import ReadyMade
from foundation.money import Money, format_money


@dataclass(frozen=True, slots=True)
class ReadyMadeCard:
    sku: str
    name: str
    price: str
    unit: Money | None
    stock: str
    available: int
    picture: Picture | None
    tiers: tuple[TierView, ...]
    has_tax_inside: bool


@dataclass(frozen=True, slots=True)
class ReadyMadePage:
    title: str
    tagline: str
    cards: tuple[ReadyMadeCard, ...]
    configure_url: str


def ready_made_page(
    document: dict[str, Any], product: Product, variants: Iterable[ReadyMade], language: str
) -> ReadyMadePage:
    """Return the page of a product's standard variants."""
    is_configurable = product.kind == Product.Kind.CONFIGURABLE
    return ReadyMadePage(
        title=in_language(product.name, language),
        tagline=in_language(product.tagline, language),
        cards=tuple(_card(ready, document, language) for ready in variants if ready.price),
        configure_url=reverse("configurator:product", args=[product.code])
        if is_configurable
        else "",
    )


def stock_words(available: int) -> str:
    """Say what is on the shelf."""
    if available <= 0:
        return _("Sold out, being made again")
    return _("%(number)s in stock") % {"number": f"{available:,}"}


def _card(ready: ReadyMade, document: dict[str, Any], language: str) -> ReadyMadeCard:
    return ReadyMadeCard(
        sku=ready.variant.sku,
        name=in_language(ready.variant.name, language),
        price=format_money(ready.price, language) if ready.price else "",
        unit=ready.price,
        stock=stock_words(ready.available),
        available=ready.available,
        picture=drawn(document, ready.variant.choices, language),
        tiers=tier_views(ready.tiers, language),
        has_tax_inside=ready.has_tax_inside,
    )
