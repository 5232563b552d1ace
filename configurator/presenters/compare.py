"""Designs side by side: a column each, a row for each group, and which rows differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from catalog.pictures import Picture
from catalog.texts import in_language
from configurator.presenters.amounts import change_trend, change_words
from configurator.presenters.drawings import drawn
from configurator.presenters.offers import ready_words
from configurator.services.comparisons import Compared
from configurator.services.states import State
from configurator.words import group_name, value_words
from foundation.money import format_money


@dataclass(frozen=True, slots=True)
class Column:
    """The head of one design: picture, price and date; the price change is from the first."""

    name: str
    picture: Picture | None
    price: str
    change: str
    trend: str
    date: str
    open_url: str
    choice: str
    step: str
    leave_url: str


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    values: tuple[str, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class ComparePage:
    title: str
    product_url: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    same: int
    is_whole: bool
    other_url: str


def compare_page(
    found: Sequence[Compared],
    *,
    title: str,
    product_url: str,
    is_whole: bool,
    now: datetime,
    texts_shown: Sequence[bool],
) -> ComparePage:
    """Return the page; `texts_shown` says for each column whether its texts may be read."""
    address = f"{product_url}compare/"
    lines = _lines(found, texts_shown)
    same = sum(not line.differs for line in lines)
    return ComparePage(
        title=title,
        product_url=product_url,
        columns=tuple(
            _column(one, place, found, address, product_url, now, is_whole=is_whole)
            for place, one in enumerate(found)
        ),
        lines=tuple(line for line in lines if is_whole or line.differs),
        same=same,
        is_whole=is_whole,
        other_url=_address(address, found, is_whole=not is_whole),
    )


def _column(
    one: Compared,
    place: int,
    found: Sequence[Compared],
    address: str,
    product_url: str,
    now: datetime,
    *,
    is_whole: bool,
) -> Column:
    state = one.state
    total, first = state.charged.total_minor, found[0].state.charged.total_minor
    change = state.priced.money(total - first)
    others = [other for other in found if other is not one]
    return Column(
        name=_name(one, place),
        picture=drawn(state.priced.loaded.document, state.full, state.language),
        price=format_money(state.priced.money(total), state.language),
        change=change_words(change, state.language) if place else "",
        trend=change_trend(change) if place else "",
        date=ready_words(state, now),
        open_url=f"{product_url}?{urlencode({'design': one.share})}" if one.share else "",
        choice="=".join(one.option) if one.option else "",
        step=one.option[0] if one.option else "",
        leave_url=_address(address, others, is_whole=is_whole),
    )


def _name(one: Compared, place: int) -> str:
    if one.option:
        loaded, (group, option) = one.state.priced.loaded, one.option
        return in_language(loaded.options[group][option]["name"], one.state.language) or option
    return _("Design %(number)s") % {"number": place + 1}


def _lines(found: Sequence[Compared], texts_shown: Sequence[bool]) -> list[Line]:
    if not found:
        return []
    lines = []
    first = found[0].state
    for code in first.priced.loaded.groups:
        values = tuple(
            _value(one.state, code, is_text_shown=shown)
            for one, shown in zip(found, texts_shown, strict=True)
        )
        name = group_name(first.priced.loaded, code, first.language)
        lines.append(Line(name, values, len(set(values)) > 1))
    return lines


def _value(state: State, code: str, *, is_text_shown: bool) -> str:
    loaded = state.priced.loaded
    if code not in loaded.groups:
        return _("None")
    value = state.full.get(code)
    if loaded.groups[code]["kind"] in ("text", "file") and value and not is_text_shown:
        return _("Not shown")
    return value_words(loaded, code, value, state.language)


def _address(address: str, found: Sequence[Compared], *, is_whole: bool) -> str:
    pairs = [("d", one.share) for one in found if one.share]
    pairs += [("with", "=".join(one.option)) for one in found if one.option]
    if is_whole:
        pairs.append(("all", "1"))
    return f"{address}?{urlencode(pairs)}"
