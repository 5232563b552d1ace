"""Everything the configurator page shows, region by region."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from catalog.pictures import Picture
from catalog.texts import in_language
from configurator.presenters.dates import moment_words
from configurator.presenters.drawings import drawn
from configurator.presenters.groups import GroupView, group_view
from configurator.presenters.long_groups import Search
from configurator.presenters.offers import OfferView, offer_views, ready_words
from configurator.presenters.prices import PriceView, price_view
from configurator.presenters.steps import ANSWERED, Step, open_words, steps_of
from configurator.presenters.ways_out import WaysOutView, ways_out_view
from configurator.services.clashes import Clash
from configurator.services.states import State
from configurator.words import value_words
from foundation.errors import InvalidInput
from foundation.money import Money, format_money

NAMED_CHOICES = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What the request asks to see."""

    query: QueryDict
    page_url: str
    clash: Clash | None = None
    refusal: InvalidInput | None = None
    typed: str = ""
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class BarView:
    """The bar at the bottom; the amounts go along so that nobody pays another price."""

    name: str
    open_words: str
    total: str
    ready: str
    configuration: str
    unit: Money
    is_shut: bool


@dataclass(frozen=True, slots=True)
class ConfiguratorPage:
    """All regions of the page."""

    code: str
    title: str
    actions: tuple[dict[str, str], ...]
    page_url: str
    steps: list[Step]
    group: GroupView
    picture: Picture | None
    offers: list[OfferView]
    dated: str
    price: PriceView
    revision: int
    bar: BarView
    open_count: int
    ways_out: WaysOutView | None
    error: str
    announce: str
    is_renewed: bool
    is_step: bool


def configurator_page(state: State, asked: Asked, now: datetime) -> ConfiguratorPage:
    """Return the page of a state."""
    loaded, language = state.priced.loaded, state.language
    code = _open_group(state, asked)
    steps = steps_of(state, code, asked.page_url)
    search = Search.from_query(asked.query, loaded.groups[code])
    typed = asked.typed if asked.refusal else None
    group = group_view(state, code, steps, asked.page_url, search, typed)
    name = in_language(loaded.document["name"], language)
    return ConfiguratorPage(
        code=loaded.product_code,
        title=name,
        actions=_actions(state, asked),
        page_url=asked.page_url,
        steps=steps,
        group=group,
        picture=drawn(loaded.document, state.full, language),
        offers=offer_views(state, now),
        dated=moment_words(now, now),
        price=price_view(state.priced, state.price, language),
        revision=state.configuration.revision.number,
        bar=_bar(state, name, now),
        open_count=sum(step.state != ANSWERED for step in steps),
        ways_out=_ways_out(state, asked, group, now),
        error=_error(asked.refusal),
        announce=_announcement(state, asked, now),
        is_renewed=state.is_superseded,
        is_step=not asked.is_change and asked.clash is None,
    )


def _ways_out(state: State, asked: Asked, group: GroupView, now: datetime) -> WaysOutView | None:
    if asked.clash is None:
        return None
    loaded, language = state.priced.loaded, state.language
    shown = {option.code for option in group.options}
    present = value_words(loaded, group.code, state.full.get(group.code), language)
    found = ways_out_view(loaded, asked.clash, present, language, now, f"{group.action}#group")
    return found if found.option in shown else replace(found, option="")


def _open_group(state: State, asked: Asked) -> str:
    step = asked.query.get("step", "")
    if asked.clash:
        return asked.clash.group
    return step if step in state.groups else next(iter(state.groups))


def _bar(state: State, name: str, now: datetime) -> BarView:
    words = [
        value_words(state.priced.loaded, code, value, state.language)
        for code, value in state.configuration.own.items()
    ]
    named = _(", ").join([name, *words[:NAMED_CHOICES]])
    return BarView(
        name=named,
        open_words=open_words(state),
        total=format_money(state.priced.money(state.price.total_minor), state.language),
        ready=ready_words(state, now),
        configuration=state.configuration.id,
        unit=state.priced.money(state.price.unit_minor),
        is_shut=not state.is_complete or state.is_superseded,
    )


def _actions(state: State, asked: Asked) -> tuple[dict[str, str], ...]:
    link = f"{asked.page_url}?design={state.configuration.id}"
    return (
        _act_button(_("Undo"), "undo"),
        _act_button(_("Redo"), "redo"),
        {"label": _("Start again"), "name": "act", "value": "restart", "kind": "plain"},
        {
            "label": _("Link to this design"),
            "href": link,
            "icon": "share",
            "kind": "plain",
            "phone": "icon",
        },
    )


def _act_button(label: str, act: str) -> dict[str, str]:
    return {
        "label": label,
        "name": "act",
        "value": act,
        "icon": act,
        "kind": "plain",
        "phone": "icon",
    }


def _error(refusal: InvalidInput | None) -> str:
    """Return what is wrong with what was typed, to stand beside the field."""
    if refusal is None:
        return ""
    return refusal.errors[0]["detail"] if refusal.errors else refusal.message


def _announcement(state: State, asked: Asked, now: datetime) -> str:
    """Return the one sentence that a screen reader hears after a change."""
    if asked.refusal or not asked.is_change:
        return ""
    if asked.clash:
        wanted = value_words(
            state.priced.loaded, asked.clash.group, asked.clash.value, state.language
        )
        return _("%(wanted)s does not fit yet. The ways out follow.") % {"wanted": wanted}
    code = _open_group(state, asked)
    stands = value_words(state.priced.loaded, code, state.full.get(code), state.language)
    total = format_money(state.priced.money(state.price.total_minor), state.language)
    return f"{stands}. {total}. {ready_words(state, now)}".strip()
