"""The shop front: a promise, what is made to order, what is ready."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.models import Product
from catalog.pictures import Picture
from catalog.texts import in_language
from configurator.presenters.amounts import round_words
from configurator.presenters.dates import day_words, moment_words
from configurator.presenters.drawings import drawn
from configurator.presenters.ready import stock_words
from configurator.selectors.assortment import ReadyMade
from configurator.selectors.showcase import Showpiece
from configurator.words import value_words
from foundation.money import format_money
from production.selectors.offers import Offer

PAIR, ROW = 2, 3
READY_CARDS = 5
DRAWN_CHOICE = "colour"


@dataclass(frozen=True, slots=True)
class Card:
    """What `components/product_card.html` shows."""

    name: str
    url: str
    line: str
    from_price: str
    date: str
    date_kind: str
    picture: Picture | None
    width: str


@dataclass(frozen=True, slots=True)
class Hero:
    """The picture beside the promise, and the run that closes next."""

    picture: Picture | None
    name: str
    run: str
    url: str
    action: str


@dataclass(frozen=True, slots=True)
class ShopPage:
    hero: Hero | None
    made_to_order: list[Card]
    ready_made: list[Card]
    ready_count: int = 0
    has_comparison: bool = False


def shop_page(
    pieces: Sequence[Showpiece],
    ready: Iterable[ReadyMade],
    documents: Mapping[str, dict[str, Any]],
    *,
    language: str,
    now: datetime,
    has_comparison: bool = False,
) -> ShopPage:
    """Return the shop front ready to be shown; a comparison takes the last place of its rows."""
    on_shelf = shown_on_shelf(ready)
    places = len(pieces) + has_comparison
    return ShopPage(
        hero=_hero(_closing_next(pieces), language, now) if pieces else None,
        made_to_order=[
            _made_card(piece, card_width(place, places), language, now)
            for place, piece in enumerate(pieces)
        ],
        ready_made=[_ready_card(item, documents, language) for item in on_shelf[:READY_CARDS]],
        ready_count=len(on_shelf),
        has_comparison=has_comparison,
    )


def ready_cards(
    ready: Iterable[ReadyMade], documents: Mapping[str, dict[str, Any]], language: str
) -> list[Card]:
    """Return a card for everything on the shelf."""
    return [_ready_card(item, documents, language) for item in shown_on_shelf(ready)]


def _closing_next(pieces: Sequence[Showpiece]) -> Showpiece:
    """Return the product whose open run closes next, the first where none is open."""
    closing = [
        (offer.closes_at, place)
        for place, piece in enumerate(pieces)
        for offer in piece.offers
        if offer.kind == "join" and offer.closes_at
    ]
    return pieces[min(closing)[1]] if closing else pieces[0]


def card_width(place: int, count: int) -> str:
    """Return how wide a card is: rows of three, and rows of two first and last to come out even."""
    left = count % ROW
    if left and place < PAIR:
        return "hero"
    return "wide" if left == 1 and place >= count - PAIR else ""


def _hero(piece: Showpiece, language: str, now: datetime) -> Hero:
    name = in_language(piece.product.name, language)
    chosen = piece.full.get(DRAWN_CHOICE)
    colour = value_words(piece.priced.loaded, DRAWN_CHOICE, chosen, language) if chosen else ""
    return Hero(
        picture=drawn(piece.priced.loaded.document, piece.full, language),
        name=_(", ").join([name, colour.lower()]) if colour else name,
        run=_closing_run(piece.offers, now),
        url=reverse("configurator:product", args=[piece.product.code]),
        action=_("Start choosing"),
    )


def _closing_run(offers: Iterable[Offer], now: datetime) -> str:
    for offer in offers:
        if offer.kind == "join" and offer.closes_at and offer.seats_left is not None:
            return _("Run %(run)s closes %(when)s, %(seats)s seats left") % {
                "run": offer.run_number,
                "when": moment_words(offer.closes_at, now),
                "seats": offer.seats_left,
            }
    return ""


def _made_card(piece: Showpiece, width: str, language: str, now: datetime) -> Card:
    price = round_words(piece.price_from, language)
    return Card(
        name=in_language(piece.product.name, language),
        url=reverse("configurator:product", args=[piece.product.code]),
        line=in_language(piece.product.tagline, language),
        from_price=_("from %(price)s") % {"price": price},
        date=_next_date(piece.offers, now),
        date_kind="",
        picture=drawn(piece.priced.loaded.document, piece.full, language),
        width=width,
    )


def _next_date(offers: Iterable[Offer], now: datetime) -> str:
    """Return when the next run is ready; nothing where there is no plan."""
    dates = [offer.ready_at for offer in offers if offer.kind != "stock"]
    return _("Next run ready %(day)s") % {"day": day_words(min(dates), now)} if dates else ""


def shown_on_shelf(ready: Iterable[ReadyMade]) -> list[ReadyMade]:
    """Return what is on the shelf in the order of the shop front: one of each product, then more.

    What is made for stock only comes first: the other products have a card above.
    """
    on_shelf = [item for item in ready if item.price is not None and item.available > 0]
    on_shelf.sort(key=lambda item: item.product.kind != Product.Kind.STANDARD)
    seen: set[str] = set()
    firsts: list[ReadyMade] = []
    others: list[ReadyMade] = []
    for item in on_shelf:
        (others if item.product.code in seen else firsts).append(item)
        seen.add(item.product.code)
    return [*firsts, *others]


def _ready_card(item: ReadyMade, documents: Mapping[str, dict[str, Any]], language: str) -> Card:
    document = documents.get(item.product.code)
    is_standard = item.product.kind == Product.Kind.STANDARD
    page = "configurator:product" if is_standard else "configurator:ready"
    return Card(
        name=in_language(item.variant.name, language),
        url=f"{reverse(page, args=[item.product.code])}#{item.variant.sku}",
        line="",
        from_price=format_money(item.price, language) if item.price else "",
        date=stock_words(item.available),
        date_kind="stock",
        picture=drawn(document, item.variant.choices, language) if document else None,
        width="",
    )
