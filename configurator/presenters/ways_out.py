"""Why a choice does not fit, in words, and a row for each way out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from configurator.artefacts import LoadedRevision
from configurator.presenters.amounts import change_trend, change_words
from configurator.presenters.dates import day_words, shift_trend, shift_words
from configurator.services.clashes import Clash, WayOut
from configurator.words import group_name, rule_sentence, value_words

ONE_ANSWER = ("one_of", "colour")
ICONS = {"fewest": "arrow", "cheapest": "money", "soonest": "clock"}


@dataclass(frozen=True, slots=True)
class ChangeView:
    group: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class WayView:
    """What `components/way_row.html` shows; `value` is what its *Take this* sends."""

    id: int
    title: str
    icon: str
    count_text: str
    changes: tuple[ChangeView, ...]
    price: str
    price_trend: str
    date: str
    date_trend: str
    value: str
    name: str = "changes"


@dataclass(frozen=True, slots=True)
class WaysOutView:
    """The section that opens under a blocked option; `is_minimal` of its reason."""

    option: str
    title: str
    reason: SafeString
    rules: tuple[str, ...]
    ways: tuple[WayView, ...]
    keep_url: str
    keep_label: str
    is_forced: bool = False
    is_minimal: bool = True


def ways_out_view(
    loaded: LoadedRevision,
    clash: Clash,
    present: str,
    language: str,
    now: datetime,
    keep_url: str,
) -> WaysOutView:
    """Return the reason and the ways out; `present` says what the group holds now."""
    wanted = value_words(loaded, clash.group, clash.value, language)
    soonest = _soonest(clash.ways_out)
    return WaysOutView(
        option=_option_of(loaded, clash),
        title=_("Why %(value)s does not fit") % {"value": wanted},
        reason=_reason(loaded, clash, language),
        rules=tuple(rule_sentence(loaded, code, language) for code in clash.reason.rules),
        ways=tuple(
            _way(loaded, way, _kinds(way, soonest), number, language, now)
            for number, way in enumerate(clash.ways_out, start=1)
        ),
        keep_url=keep_url,
        keep_label=_("Keep %(value)s") % {"value": present},
        is_minimal=clash.reason.is_minimal,
    )


def why_view(loaded: LoadedRevision, forced: Clash, language: str, keep_url: str) -> WaysOutView:
    """Return why an option comes along: the choices and rules that leave no other."""
    return WaysOutView(
        option=_option_of(loaded, forced),
        title=_("Why %(value)s comes along")
        % {"value": value_words(loaded, forced.group, forced.value, language)},
        reason=_reason(loaded, forced, language),
        rules=tuple(rule_sentence(loaded, code, language) for code in forced.reason.rules),
        ways=(),
        keep_url=keep_url,
        keep_label=_("Close"),
        is_forced=True,
        is_minimal=forced.reason.is_minimal,
    )


def _reason(loaded: LoadedRevision, clash: Clash, language: str) -> SafeString:
    if not clash.reason.choices:
        return format_html("{}", _("It fits no design of this product."))
    chosen = format_html_join(
        _(", "),
        "<strong>{}: {}</strong>",
        (
            (group_name(loaded, group, language), value_words(loaded, group, value, language))
            for group, value in clash.reason.choices
        ),
    )
    return format_html(_("You chose {}."), chosen)


def _kinds(way: WayOut, soonest: WayOut | None) -> frozenset[str]:
    return frozenset(way.kinds) | ({"soonest"} if way is soonest else set())


def _way(
    loaded: LoadedRevision,
    way: WayOut,
    kinds: frozenset[str],
    number: int,
    language: str,
    now: datetime,
) -> WayView:
    count = len(way.changes)
    return WayView(
        id=number,
        title=_title(kinds) if way.is_proven else _found_title(kinds),
        icon=next((icon for kind, icon in ICONS.items() if kind in kinds), "arrow"),
        count_text=ngettext("%(n)s change", "%(n)s changes", count) % {"n": count},
        changes=tuple(
            ChangeView(
                group=group_name(loaded, change.group, language),
                old=value_words(loaded, change.group, change.old, language),
                new=_("open")
                if change.new is None
                else value_words(loaded, change.group, change.new, language),
            )
            for change in way.changes
        ),
        price=change_words(way.price_change, language),
        price_trend=change_trend(way.price_change),
        date=_date(way, now),
        date_trend=shift_trend(way.later),
        value=json.dumps(way.choices),
    )


def _date(way: WayOut, now: datetime) -> str:
    if way.ready_at is None:
        return ""
    shift, day = shift_words(way.later), day_words(way.ready_at, now)
    return f"{shift}, {day}" if shift else day


def _title(kinds: frozenset[str]) -> str:
    """Say what a way is best in; ways that are best in several things have one row."""
    names = {
        frozenset({"fewest"}): _("Fewest changes"),
        frozenset({"cheapest"}): _("Least money"),
        frozenset({"soonest"}): _("Soonest"),
        frozenset({"fewest", "cheapest"}): _("Fewest changes and least money"),
        frozenset({"fewest", "soonest"}): _("Fewest changes and soonest"),
        frozenset({"cheapest", "soonest"}): _("Least money and soonest"),
        frozenset({"fewest", "cheapest", "soonest"}): _("Fewest, cheapest and soonest"),
    }
    return names.get(kinds & frozenset(ICONS), _("Fewest changes"))


def _found_title(kinds: frozenset[str]) -> str:
    """Say what a way is best in of those found, where nothing proves that there is none better."""
    return _("%(title)s, of those found") % {"title": _title(kinds)}


def _soonest(ways: Sequence[WayOut]) -> WayOut | None:
    """Return the way that is ready first, of those on one day the first; None where one is told."""
    if any("soonest" in way.kinds for way in ways):
        return None
    dated = [(way.ready_at.date(), place) for place, way in enumerate(ways) if way.ready_at]
    return ways[min(dated)[1]] if dated else None


def _option_of(loaded: LoadedRevision, clash: Clash) -> str:
    """Return the option under whose card the section opens; the last one asked for of several."""
    if isinstance(clash.value, dict):
        return next(iter(reversed(clash.value)), "")
    return str(clash.value) if loaded.groups[clash.group]["kind"] in ONE_ANSWER else ""
