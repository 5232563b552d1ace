"""The date of each option of an open group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from configurator.presenters.amounts import change_trend, change_words
from configurator.presenters.dates import day_words, shift_trend, shift_words
from configurator.services.standings import Standing, option_standings
from configurator.services.states import OptionState, State
from configurator.services.swaps import swap_dates
from foundation.money import Money, format_money
from production.selectors.factory_now import FactoryNow

DATED = ("chosen", "possible")
MOST_DATED = 24


@dataclass(frozen=True, slots=True)
class DateView:
    """``Sat 5 Dec · run 42``, and whether that is sooner or later than the design as it is.

    `change_minor` is what the price becomes in that run minus what it is now, None where only the
    date was asked for.
    """

    words: str
    trend: str
    change_minor: int | None = None


def dated_options(
    state: State, group: Mapping[str, Any], shown: Sequence[OptionState], factory: FactoryNow
) -> dict[str, DateView]:
    """Return the dates of the options that are shown, where there is a plan."""
    if len(shown) > MOST_DATED or not state.offers:
        return {}
    asked = [stands.code for stands in shown if stands.status in DATED]
    design = state.configuration
    found = option_standings(
        state.priced, design.own, group["code"], asked, factory, kind=design.wanted_offer
    )
    present = Standing(state.charged.total_minor, state.offer)
    return {
        option: _date(standing, present, factory)
        for option, standing in found.items()
        if standing.offer is not None
    }


def dated_rows(
    state: State, group: Mapping[str, Any], shown: Sequence[OptionState], factory: FactoryNow
) -> dict[str, DateView]:
    """Return, for rows of a long group, how far each possible option moves the date."""
    if state.offer is None:
        return {}
    present = state.offer.ready_at
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
    return DateView(
        words=f"{day} · {where}",
        trend=shift_trend(offer.ready_at - present.ready_at),
        change_minor=standing.total_minor - present.total_minor,
    )


def less_or_more(change: Money, language: str) -> str:
    """Say a difference of price inside a sentence: ``12.00 € less``, ``same price``."""
    if not change.minor:
        return change_words(change, language)
    amount = format_money(Money(abs(change.minor), change.currency), language)
    if change_trend(change) == "less":
        return _("%(amount)s less") % {"amount": amount}
    return _("%(amount)s more") % {"amount": amount}
