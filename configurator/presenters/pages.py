"""Everything the configurator page shows, region by region."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from catalog.pictures import Picture
from catalog.texts import in_language
from configurator.answers import PricedRevision
from configurator.presenters.dates import moment_words, shift_trend, shift_words
from configurator.presenters.design_actions import DesignActions, design_actions
from configurator.presenters.drawings import drawn
from configurator.presenters.facets import span_ends
from configurator.presenters.groups import GroupView, group_view
from configurator.presenters.hints import HintView, hint_view
from configurator.presenters.offers import OfferView, offer_views, ready_words
from configurator.presenters.option_dates import less_or_more
from configurator.presenters.prices import PriceView, price_view
from configurator.presenters.renewal import RenewalView, renewal_view
from configurator.presenters.savings import shared_lines
from configurator.presenters.searches import Search
from configurator.presenters.steps import ANSWERED, Step, open_words, steps_of
from configurator.presenters.ways_out import WaysOutView, ways_out_view, why_view
from configurator.services.best_change import best_change
from configurator.services.clashes import Clash
from configurator.services.standings import Standing
from configurator.services.states import State
from configurator.words import value_words
from foundation.errors import InvalidInput
from foundation.money import Money, format_money
from production.selectors.factory_now import FactoryNow

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
    pressed: str = ""
    site_url: str = ""
    compared: tuple[str, ...] = ()
    factory: FactoryNow | None = None
    before: Standing | None = None
    seen_run: int | None = None
    why: Clash | None = None
    renewed: PricedRevision | None = None

    @property
    def is_quantity_refused(self) -> bool:
        """Say whether it was the number of pieces that cannot be used."""
        return self.refusal is not None and self.refusal.code == "invalid_quantity"


@dataclass(frozen=True, slots=True)
class BarView:
    """The bar at the bottom; the amounts go along so that nobody pays another price."""

    name: str
    open_words: str
    total: str
    ready: str
    configuration: str
    unit: Money
    saving_minor: int
    is_shut: bool


@dataclass(frozen=True, slots=True)
class ConfiguratorPage:
    """All regions of the page."""

    code: str
    title: str
    design: DesignActions
    page_url: str
    steps: list[Step]
    group: GroupView
    picture: Picture | None
    offers: list[OfferView]
    hint: HintView | None
    dated: str
    price: PriceView
    revision: int
    bar: BarView
    open_count: int
    ways_out: WaysOutView | None
    error: str
    announce: str
    renewal: RenewalView | None
    is_step: bool
    run: int | None = None
    filled: str = ""
    is_proven: bool = True


def configurator_page(state: State, asked: Asked, now: datetime) -> ConfiguratorPage:
    """Return the page of a state."""
    loaded, language = state.priced.loaded, state.language
    code = _open_group(state, asked)
    steps = steps_of(state, code, asked.page_url)
    search = Search.from_query(asked.query, loaded.groups[code], span_ends(loaded, code))
    typed = asked.typed if asked.refusal and not asked.is_quantity_refused else None
    around = asked.pressed.partition("=")[2].partition(":")[0]
    group = group_view(state, code, steps, asked.page_url, search, typed, around, asked.factory)
    name = in_language(loaded.document["name"], language)
    return ConfiguratorPage(
        code=loaded.product_code,
        title=name,
        design=design_actions(state, asked.compared, asked.site_url, now),
        page_url=asked.page_url,
        steps=steps,
        group=group,
        picture=drawn(loaded.document, state.full, language),
        offers=offer_views(state, now),
        hint=_hint(state, asked, code, now),
        dated=moment_words(now, now),
        price=_price(state, asked, now),
        revision=state.configuration.revision.number,
        bar=_bar(state, name, now),
        open_count=sum(step.state != ANSWERED for step in steps),
        ways_out=_ways_out(state, asked, group, now),
        error="" if asked.is_quantity_refused else _error(asked.refusal),
        announce=_announcement(state, asked, now),
        renewal=renewal_view(state, asked.renewed) if asked.renewed else None,
        is_step=not asked.is_change and asked.clash is None,
        run=state.offer.run_number if state.offer else None,
        filled=_filled(state, asked, now),
        is_proven=state.answer.is_proven,
    )


def _price(state: State, asked: Asked, now: datetime) -> PriceView:
    refused = asked.is_quantity_refused
    return price_view(
        state,
        shared_lines(state, now),
        typed=asked.typed if refused else "",
        error=_error(asked.refusal) if refused else "",
    )


def _hint(state: State, asked: Asked, code: str, now: datetime) -> HintView | None:
    change = best_change(state, asked.factory) if asked.factory else None
    return hint_view(state, change, code, now) if change else None


def _ways_out(state: State, asked: Asked, group: GroupView, now: datetime) -> WaysOutView | None:
    loaded, language = state.priced.loaded, state.language
    shown = {option.code for option in group.options}
    present = value_words(loaded, group.code, state.full.get(group.code), language)
    keep_url = f"{group.action}#group"
    if asked.clash is not None:
        found = ways_out_view(loaded, asked.clash, present, language, now, keep_url)
    elif asked.why is not None:
        found = why_view(loaded, asked.why, language, keep_url)
    else:
        return None
    return found if found.option in shown else replace(found, option="")


def _open_group(state: State, asked: Asked) -> str:
    step = asked.query.get("step", "")
    told = asked.clash or asked.why
    if told:
        return told.group
    return step if step in state.groups else next(iter(state.groups))


def _bar(state: State, name: str, now: datetime) -> BarView:
    words = [
        value_words(state.priced.loaded, code, value, state.language)
        for code, value in state.configuration.own.items()
    ]
    many = f"{state.price.quantity} × {name}" if state.price.quantity > 1 else name
    named = _(", ").join([many, *words[:NAMED_CHOICES]])
    return BarView(
        name=named,
        open_words=open_words(state),
        total=format_money(state.priced.money(state.charged.total_minor), state.language),
        ready=ready_words(state, now),
        configuration=state.configuration.id,
        unit=state.priced.money(state.price.unit_minor),
        saving_minor=state.charged.saving_minor,
        is_shut=not state.is_complete or state.is_superseded or not state.is_valid,
    )


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
    if asked.why:
        return ""
    code = _open_group(state, asked)
    stands = value_words(state.priced.loaded, code, state.full.get(code), state.language)
    total = format_money(state.priced.money(state.charged.total_minor), state.language)
    return " ".join(
        part
        for part in (
            f"{stands}.",
            _("%(total)s, %(change)s.") % {"total": total, "change": _price_shift(state, asked)}
            if asked.before
            else f"{total}.",
            _ready_shift(state, asked, now),
        )
        if part
    )


def _price_shift(state: State, asked: Asked) -> str:
    total = state.charged.total_minor
    before = asked.before.total_minor if asked.before else total
    return less_or_more(state.priced.money(total - before), state.language)


def _ready_shift(state: State, asked: Asked, now: datetime) -> str:
    """Say when it is ready now, and how far that moved."""
    ready, offer = ready_words(state, now), state.offer
    if not ready or offer is None:
        return ""
    before = asked.before.ready_at if asked.before else None
    if before is None or not shift_trend(offer.ready_at - before):
        return f"{ready}."
    return f"{ready}, {shift_words(offer.ready_at - before)}."


def _filled(state: State, asked: Asked, now: datetime) -> str:
    """Say that the run the page showed is no longer the design's, though nothing else changed."""
    if asked.before is None or asked.seen_run is None or asked.before.run == asked.seen_run:
        return ""
    return _("Run %(run)s filled up while you chose. Now: %(ready)s, same price.") % {
        "run": asked.seen_run,
        "ready": ready_words(state, now),
    }
