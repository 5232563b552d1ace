"""The open group: its question and its options, as cards, rows, a number or a text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from catalog.language.graphemes import grapheme_count
from catalog.language.schema import FREE
from catalog.texts import in_language
from configurator.presenters.budgets import MeterView, meter_views
from configurator.presenters.colours import FreeColour, free_colour, swatched
from configurator.presenters.copies import CopiesView, copies_view
from configurator.presenters.long_groups import LONG, LongList, Row, long_list
from configurator.presenters.obstacles import obstacles_in, origins_of
from configurator.presenters.option_dates import DateView, dated_options, dated_rows
from configurator.presenters.options import OptionView, column_heads, option_view
from configurator.presenters.searches import Search
from configurator.presenters.steps import Step
from configurator.services.states import GroupState, OptionState, State
from configurator.values import is_none
from production.selectors.factory_now import FactoryNow


@dataclass(frozen=True, slots=True)
class GroupView:
    """What the column of the open group shows."""

    code: str
    kind: str
    name: str
    help: str
    layout: str
    columns: int
    options: tuple[OptionView, ...]
    taken: tuple[OptionView, ...]
    is_own: bool
    is_optional: bool
    is_own_none: bool
    value: str
    low: str
    high: str
    step: str
    unit: str
    max_quantity: int
    counter: str
    counter_words: str
    back: Step | None
    next: Step | None
    action: str
    is_wide: bool = True
    heads: tuple[str, ...] = ()
    list: LongList | None = None
    free: FreeColour | None = None
    meters: tuple[MeterView, ...] = ()
    copies: CopiesView | None = None


def group_view(
    state: State,
    code: str,
    steps: list[Step],
    page_url: str,
    search: Search,
    typed: str | None = None,
    around: str = "",
    factory: FactoryNow | None = None,
) -> GroupView:
    """Return one group ready to be shown."""
    group = state.priced.loaded.groups[code]
    stands = state.groups[code]
    layout = _layout(group)
    found = (
        long_list(state, group, search, f"{page_url}?step={code}", around)
        if layout == "long"
        else None
    )
    address = f"?step={code}&{search.address(page=found.page)}" if found else f"?step={code}"
    place = next((index for index, step in enumerate(steps) if step.is_current), 0)
    value = _value(stands) if typed is None else typed
    rows = _rows(state, group, found)
    dated = _dated(state, group, [row[1] for row in rows], layout, factory)
    return GroupView(
        code=code,
        kind=group["kind"],
        name=in_language(group["name"], state.language) or code,
        help=in_language(group.get("help") or {}, state.language),
        layout=layout,
        columns=_columns(group, layout),
        options=_options(state, group, rows, dated),
        taken=_taken(state, group) if found else (),
        is_own=code in state.configuration.own,
        is_optional=stands.is_optional,
        is_own_none=is_none(state.configuration.own.get(code)),
        value=value,
        low=_number(stands.low),
        high=_number(stands.high),
        step=_number(stands.step),
        unit=group.get("unit") or "",
        max_quantity=group.get("max_quantity") or 1,
        counter=_counter(group, grapheme_count(value)),
        counter_words=_counter(group, "{count}"),
        back=steps[place - 1] if place > 0 else None,
        next=steps[place + 1] if place + 1 < len(steps) else None,
        action=f"{page_url}{address}",
        is_wide=_columns(group, layout) == 1,
        heads=column_heads(group, state.language) if found else (),
        list=found,
        free=free_colour(state, group),
        meters=tuple(meter_views(state, code)) if found else (),
        copies=copies_view(state, group, page_url),
    )


def _rows(state: State, group: dict[str, Any], found: LongList | None) -> Sequence[Row]:
    """Return the options to show with how they stand: one page of a long group."""
    if found or not group.get("options"):
        return found.rows if found else ()
    return tuple(zip(group["options"], state.options(group["code"]), strict=True))


def _dated(
    state: State,
    group: dict[str, Any],
    shown: Sequence[OptionState],
    layout: str,
    factory: FactoryNow | None,
) -> Mapping[str, DateView]:
    if factory is not None and layout == "cards":
        return dated_options(state, group, shown, factory)
    if factory is not None and layout == "long":
        return dated_rows(state, group, shown, factory)
    return {}


def _options(
    state: State, group: dict[str, Any], rows: Sequence[Row], dated: Mapping[str, DateView]
) -> tuple[OptionView, ...]:
    against = obstacles_in(state, group, [stands for _option, stands in rows])
    origin = origins_of(state, group, [stands for _option, stands in rows])
    return tuple(
        option_view(
            state,
            group,
            option,
            stands,
            against=against.get(option["code"]),
            dated=dated.get(option["code"]),
            origin=origin,
        )
        for option, stands in rows
        if option["code"] != FREE
    )


def _taken(state: State, group: dict[str, Any]) -> tuple[OptionView, ...]:
    """Return what a long group of several holds, where each may be taken more than once."""
    if (group.get("max_quantity") or 1) == 1:
        return ()
    held = state.full.get(group["code"])
    rows = zip(group["options"], state.options(group["code"]), strict=True)
    return tuple(
        option_view(state, group, option, stands)
        for option, stands in rows
        if isinstance(held, dict) and option["code"] in held
    )


def _layout(group: dict[str, Any]) -> str:
    if "inner_groups" in group:
        return "copies"
    if group["kind"] in ("number", "text", "file"):
        return str(group["kind"])
    return "long" if len(group["options"]) > LONG else "cards"


def _columns(group: dict[str, Any], layout: str) -> int:
    """Two columns where colours stand side by side, one where options need their words."""
    options = swatched(group)
    swatches = {option.get("swatch") for option in options}
    is_palette = layout == "cards" and "" not in swatches and None not in swatches
    return 2 if is_palette and len(swatches) == len(options) else 1


def _value(stands: GroupState) -> str:
    return str(stands.value) if isinstance(stands.value, str | int | float) else ""


def _number(value: int | float | None) -> str:
    return "" if value is None else f"{value:g}"


def _counter(group: dict[str, Any], used: int | str) -> str:
    if group["kind"] != "text":
        return ""
    return _("%(used)s of %(most)s") % {"used": used, "most": group["max_length"]}
