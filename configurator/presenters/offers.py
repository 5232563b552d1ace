"""Offers as cards: from stock, in an open run, in a new run; each with its date."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from configurator.presenters.dates import day_words, moment_words
from configurator.services.states import State
from foundation.money import format_money
from production.selectors.offers import Offer

LOOKS = {"stock": ("stock", "stock"), "join": ("run", "run"), "new": ("", "plus")}


@dataclass(frozen=True, slots=True)
class OfferView:
    """What `components/offer_card.html` shows."""

    kind: str
    tag: str
    tag_kind: str
    icon: str
    date: str
    text: str
    price: str
    is_chosen: bool


def offer_views(state: State, now: datetime) -> list[OfferView]:
    """Return the cards; the soonest is the one that the design is dated by."""
    soonest = soonest_offer(state)
    price = format_money(state.priced.money(state.price.total_minor), state.language)
    return [
        OfferView(
            kind=offer.kind,
            tag=_tag(offer),
            tag_kind=LOOKS[offer.kind][0],
            icon=LOOKS[offer.kind][1],
            date=_("Ready %(day)s") % {"day": day_words(offer.ready_at, now)},
            text=_text(offer, now),
            price=price,
            is_chosen=offer is soonest,
        )
        for offer in state.offers
    ]


def soonest_offer(state: State) -> Offer | None:
    """Return the offer that dates the design, None where there is no plan."""
    return min(state.offers, key=lambda offer: offer.ready_at, default=None)


def ready_words(state: State, now: datetime) -> str:
    """Say when the design is ready and what that rests on; empty where there is no plan."""
    offer = soonest_offer(state)
    if offer is None:
        return ""
    day = day_words(offer.ready_at, now)
    if offer.kind == "stock":
        return _("In stock, ready %(day)s") % {"day": day}
    if offer.run_number:
        return _("Ready %(day)s, run %(run)s") % {"day": day, "run": offer.run_number}
    return _("Ready %(day)s, new run") % {"day": day}


def _tag(offer: Offer) -> str:
    if offer.kind == "stock":
        return _("From stock")
    if offer.kind == "join":
        return _("Joins run %(run)s") % {"run": offer.run_number}
    return _("New run")


def _text(offer: Offer, now: datetime) -> str:
    if offer.kind == "stock":
        return _("This very design is on the shelf.")
    if offer.kind == "new":
        return _("We start a run for you. Others may join it.")
    parts = []
    if offer.seats_left is not None:
        seats = offer.seats_left
        parts.append(
            ngettext("%(seats)s seat left.", "%(seats)s seats left.", seats) % {"seats": seats}
        )
    if offer.closes_at:
        when = moment_words(offer.closes_at, now)
        parts.append(_("Closes %(moment)s, or sooner when full.") % {"moment": when})
    return " ".join(parts)
