"""A nested or repeated group on the page: its copies, each with its own groups and their values."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from catalog.language.flattening import NESTED
from catalog.texts import in_language
from configurator.services.states import State
from configurator.words import value_words


@dataclass(frozen=True, slots=True)
class InnerValue:
    """One group of a copy, and where it is answered."""

    name: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class CopyView:
    """One copy; `remove` is what its button sends, empty where as many are needed."""

    number: int
    name: str
    values: tuple[InnerValue, ...]
    remove: str
    remove_words: str


@dataclass(frozen=True, slots=True)
class CopiesView:
    """All copies there are; `add` is what the button for one more sends, empty at the most."""

    copies: tuple[CopyView, ...]
    add: str
    add_words: str


def copies_view(state: State, group: dict[str, Any], page_url: str) -> CopiesView | None:
    """Return the copies of a group that has groups inside, None for all others."""
    if "inner_groups" not in group:
        return None
    code = group["code"]
    many = int(str(state.full.get(code) or 0))
    least = 0 if group.get("is_optional") else int(group["minimum"])
    name = in_language(group["name"], state.language) or code
    is_single = group["written_kind"] == NESTED
    return CopiesView(
        copies=tuple(
            CopyView(
                number=number,
                name=name if is_single else f"{name} {number}",
                values=tuple(_values(state, f"{code}/{number}", page_url)),
                remove=f"{code}:{number}" if many > least else "",
                remove_words=_("Remove %(name)s") % {"name": f"{name} {number}"},
            )
            for number in range(1, many + 1)
        ),
        add=f"{code}={many + 1}" if many < group["maximum"] else "",
        add_words=_("Add: %(name)s") % {"name": name if is_single else f"{name} {many + 1}"},
    )


def is_shown_inside(code: str, current: str) -> bool:
    """Say whether a group inside another one has a step: while that other one is open."""
    return "/" not in code or code.partition("/")[0] == current.partition("/")[0]


def _values(state: State, path: str, page_url: str) -> list[InnerValue]:
    loaded = state.priced.loaded
    return [
        InnerValue(
            name=in_language(group["short_name"], state.language) or code,
            value=value_words(loaded, code, state.groups[code].value, state.language),
            url=f"{page_url}?step={code}#group",
        )
        for code, group in loaded.groups.items()
        if group.get("copy") == path and state.groups[code].is_present
    ]
