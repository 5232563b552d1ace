"""The date of each option of an open group, and the one change that brings the design sooner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from configurator.presenters.amounts import change_trend, change_words
from configurator.presenters.dates import day_words, shift_trend, shift_words
from configurator.services.standings import Standing, option_standings
from configurator.services.states import OptionState, State
from configurator.services.swaps import swap_dates
from configurator.words import value_words
from foundation.money import Money, format_money
from production.selectors.factory_now import FactoryNow

DATED = ("chosen", "possible")
MOST_DATED = 24


@dataclass(frozen=True, slots=True)
class DateView:
    """``Sat 5 Dec · run 42``, and whether that is sooner or later than the design as it is."""

    words: str
    trend: str


@dataclass(frozen=True, slots=True)
class HintView:
    """What `components/hint.html` shows: one change of the open group that comes sooner."""

    text: SafeString
    colour: str
    value: str


@dataclass(frozen=True, slots=True)
class DatedOptions:
    dates: Mapping[str, DateView]
    hint: HintView | None = None


def dated_options(
    state: State, group: Mapping[str, Any], shown: Sequence[OptionState], factory: FactoryNow
) -> DatedOptions:
    """Return the dates of the options that are shown, where there is a plan."""
    if len(shown) > MOST_DATED or not state.offers:
        return DatedOptions({})
    asked = [stands.code for stands in shown if stands.status in DATED]
    found = option_standings(state.priced, state.configuration.own, group["code"], asked, factory)
    soonest = min(state.offers, key=lambda offer: offer.ready_at)
    present = Standing(state.price.total_minor, soonest)
    dates = {
        option: _date(standing, present, factory)
        for option, standing in found.items()
        if standing.offer is not None
    }
    return DatedOptions(dates, _hint(state, group, found, present, factory))


def dated_rows(
    state: State, group: Mapping[str, Any], shown: Sequence[OptionState], factory: FactoryNow
) -> dict[str, DateView]:
    """Return, for rows of a long group, how far each possible option moves the date."""
    if not state.offers:
        return {}
    present = min(offer.ready_at for offer in state.offers)
    asked = [stands for stands in shown if stands.status == "possible"]
    found = swap_dates(state.priced, state.configuration.own, group["code"], asked, factory)
    shifts = {option: ready - present for option, ready in found.items()}
    dates = {
        option: DateView(shift_words(shift), shift_trend(shift)) for option, shift in shifts.items()
    }
    held = [stands.code for stands in shown if stands.status == "chosen"]
    return dates | {option: DateView(day_words(present, factory.now), "") for option in held}


def _date(standing: Standing, present: Standing, factory: FactoryNow) -> DateView:
    offer = standing.offer
    if offer is None or present.ready_at is None:
        return DateView("", "")
    day = day_words(offer.ready_at, factory.now)
    if offer.kind == "stock":
        where = _("in stock")
    elif offer.run_number:
        where = _("run %(run)s") % {"run": offer.run_number}
    else:
        where = _("new run")
    return DateView(f"{day} · {where}", shift_trend(offer.ready_at - present.ready_at))


def _hint(
    state: State,
    group: Mapping[str, Any],
    found: Mapping[str, Standing],
    present: Standing,
    factory: FactoryNow,
) -> HintView | None:
    """Return the option that comes soonest, and then costs least, where it beats the design."""
    ranked = sorted(
        (standing.ready_at, standing.total_minor, option)
        for option, standing in found.items()
        if standing.ready_at is not None
    )
    if group["kind"] != "one_of" or not ranked or present.ready_at is None:
        return None
    ready, total, option = ranked[0]
    sooner = shift_words(ready - present.ready_at)
    if shift_trend(ready - present.ready_at) != "sooner":
        return None
    loaded = state.priced.loaded
    name = value_words(loaded, group["code"], option, state.language)
    change = state.priced.money(total - present.total_minor)
    text = format_html(
        _("With <strong>{name}</strong> it is ready {day}: <strong>{sooner}, {price}</strong>."),
        name=name,
        day=day_words(ready, factory.now),
        sooner=sooner,
        price=less_or_more(change, state.language),
    )
    colour = loaded.options[group["code"]][option].get("swatch") or ""
    return HintView(text, colour, f"{group['code']}={option}")


def less_or_more(change: Money, language: str) -> str:
    """Say a difference of price inside a sentence: ``12.00 € less``, ``same price``."""
    if not change.minor:
        return change_words(change, language)
    amount = format_money(Money(abs(change.minor), change.currency), language)
    if change_trend(change) == "less":
        return _("%(amount)s less") % {"amount": amount}
    return _("%(amount)s more") % {"amount": amount}
