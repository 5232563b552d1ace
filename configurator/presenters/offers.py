"""Offers as cards: from stock, in an open run, in a new run; each with its date."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.pricing import PriceBreakdown
from catalog.texts import in_language
from configurator.presenters.amounts import change_trend
from configurator.presenters.dates import day_words, moment_words, shift_words
from configurator.presenters.option_dates import less_or_more
from configurator.presenters.ready import stock_words
from configurator.services.states import State
from configurator.words import group_name, value_words
from foundation.money import Money, format_money
from production.selectors.nearest import NearVariant
from production.selectors.offers import Offer

MOST_DRAWN = 16
LOOKS = {"stock": ("stock", "stock"), "join": ("run", "run"), "new": ("", "plus")}


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A group by name, what you chose there and what the article on the shelf has."""

    group: str
    yours: str
    theirs: str


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
    side: str = ""
    differences: tuple[DifferenceView, ...] = ()
    saving: str = ""
    saving_trend: str = ""
    sku: str = ""
    unit: Money | None = None
    see_url: str = ""
    name: str = ""
    value: str = ""
    action: str = ""
    seats: tuple[str, ...] = ()
    seats_label: str = ""


def offer_views(state: State, now: datetime) -> list[OfferView]:
    """Return the cards; the chosen one is what the design is dated by, priced and held.

    What is nearly the design on the shelf stands first, and never dates it.
    """
    return [*_nearest_view(state, now), *_made_views(state, now)]


def _made_views(state: State, now: datetime) -> list[OfferView]:
    made = [offer for offer in state.offers if offer.kind != "stock"]
    return [
        _made_view(state, offer, now, is_button=offer.kind != "stock" and len(made) > 1)
        for offer in state.offers
    ]


def _made_view(state: State, offer: Offer, now: datetime, *, is_button: bool) -> OfferView:
    is_chosen = offer is state.offer
    price = state.priced.charged(state.price, offer)
    saving, trend = _saving(state, offer, price)
    seats = _seats(offer)
    return OfferView(
        kind=offer.kind,
        tag=_tag(offer),
        tag_kind=LOOKS[offer.kind][0],
        icon=LOOKS[offer.kind][1],
        date=_("Ready %(day)s") % {"day": day_words(offer.ready_at, now)},
        text=_text(offer, now),
        price=format_money(state.priced.money(price.total_minor), state.language),
        is_chosen=is_chosen,
        saving=saving,
        saving_trend=trend,
        name="offer" if is_button else "",
        value=offer.kind if is_button else "",
        action=_("Choose") if is_button and not is_chosen else "",
        seats=seats,
        seats_label=_seats_left(offer) if seats else "",
    )


def _saving(state: State, offer: Offer, price: PriceBreakdown) -> tuple[str, str]:
    """Say what sharing saves here, or how this differs from the chosen offer."""
    if offer is state.offer or state.offer is None:
        saved = state.priced.money(price.saving_minor)
        amount = format_money(saved, state.language)
        told = _("%(amount)s saved by sharing a set-up") % {"amount": amount}
        return (told, "less") if saved.minor else ("", "")
    change = state.priced.money(price.total_minor - state.charged.total_minor)
    shift = shift_words(offer.ready_at - state.offer.ready_at)
    words = _(", ").join([less_or_more(change, state.language), shift])
    return words, change_trend(change)


def _seats(offer: Offer) -> tuple[str, ...]:
    """Return a mark for each seat of the joined run; none where they are too many to draw."""
    if offer.seats_left is None or offer.seats_taken + offer.seats_left > MOST_DRAWN:
        return ()
    return ("taken",) * offer.seats_taken + ("yours",) + ("free",) * (offer.seats_left - 1)


def _nearest_view(state: State, now: datetime) -> list[OfferView]:
    """Return a card for the nearest variant; the others are on the page that it links to."""
    return [_near_view(state, variant, now) for variant in state.nearest[:1]]


def _near_view(state: State, variant: NearVariant, now: datetime) -> OfferView:
    price = state.priced.money(variant.total_minor)
    change = state.priced.money(variant.total_minor - state.charged.total_minor)
    shift = variant.ready_at - state.offer.ready_at if state.offer else None
    shifts = (less_or_more(change, state.language), shift_words(shift))
    ready = reverse("configurator:ready", args=[state.priced.loaded.product_code])
    return OfferView(
        kind="nearly",
        tag=_("From stock"),
        tag_kind=LOOKS["stock"][0],
        icon=LOOKS["stock"][1],
        date=_("Ready %(day)s") % {"day": day_words(variant.ready_at, now)},
        text=_nearly_text(variant, state.language),
        price=format_money(price, state.language),
        is_chosen=False,
        side=stock_words(variant.available),
        differences=_differences(state, variant),
        saving=_(", ").join(part for part in shifts if part),
        saving_trend=change_trend(change),
        sku=variant.sku,
        unit=state.priced.money(variant.unit_minor),
        see_url=f"{ready}#{variant.sku}",
    )


def _nearly_text(variant: NearVariant, language: str) -> str:
    name, count = in_language(variant.name, language), len(variant.differences)
    if not count:
        return _("%(article)s is made like yours.") % {"article": name}
    return ngettext(
        "Nearly yours: %(article)s differs in %(count)s thing.",
        "Nearly yours: %(article)s differs in %(count)s things.",
        count,
    ) % {"article": name, "count": count}


def _differences(state: State, variant: NearVariant) -> tuple[DifferenceView, ...]:
    loaded, language = state.priced.loaded, state.language
    return tuple(
        DifferenceView(
            group_name(loaded, one.group, language),
            value_words(loaded, one.group, one.yours, language),
            value_words(loaded, one.group, one.theirs, language),
        )
        for one in variant.differences
    )


def ready_words(state: State, now: datetime) -> str:
    """Say when the design is ready and what that rests on; empty where there is no plan."""
    offer = state.offer
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
    parts = [_seats_left(offer)] if offer.seats_left is not None else []
    if offer.closes_at:
        when = moment_words(offer.closes_at, now)
        parts.append(_("Closes %(moment)s, or sooner when full.") % {"moment": when})
    return " ".join(parts)


def _seats_left(offer: Offer) -> str:
    left = offer.seats_left or 0
    return ngettext("%(seats)s seat left.", "%(seats)s seats left.", left) % {"seats": left}
