"""A group of many options: search, filters with counts, an order, and one page of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.texts import in_language
from configurator.artefacts import LoadedRevision
from configurator.presenters.facets import (
    Facet,
    accepts,
    all_chosen,
    facet_attributes,
    facets,
    measure_words,
)
from configurator.presenters.searches import ALL, FITS, NAME, PRICE, Search
from configurator.services.obstacles import obstacles
from configurator.services.states import OptionState, State
from configurator.words import group_name

LONG = 40
PAGE_SIZE = 50
SORTED_NUMBERS = 4
NEVER = float("inf")

Row = tuple[dict[str, Any], OptionState]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an empty list says instead of nothing: why it is empty, and a way on."""

    text: str
    action: str
    url: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is asked for, and the address without it."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class LongList:
    """One page of rows and everything around it."""

    rows: tuple[Row, ...]
    facets: tuple[Facet, ...]
    search: Search
    found: int
    fitting: int
    total: int
    page: int
    pages: int
    base_url: str
    name: str
    sorts: tuple[tuple[str, str], ...]
    suggestion: Suggestion | None = None
    attributes: tuple[dict[str, Any], ...] = field(default=(), repr=False)

    @property
    def search_label(self) -> str:
        return _("Search %(total)s") % {"total": counted(self.total)}

    @property
    def first(self) -> int:
        """The place of the first row of this page among all that were found, from 1."""
        return (self.page - 1) * PAGE_SIZE + 1

    @property
    def show_items(self) -> list[dict[str, Any]]:
        """The switch between what fits and everything."""
        labels = {FITS: _("Fits %(number)s"), ALL: _("All %(number)s")}
        numbers = {FITS: self.fitting, ALL: self.total}
        return [
            {
                "label": label % {"number": counted(numbers[show])},
                "href": self._address(show=show),
                "is_current": self.search.show == show,
            }
            for show, label in labels.items()
        ]

    @property
    def chips(self) -> list[Chip]:
        return [
            Chip(facet.chosen, f"{self.base_url}&{self.search.without(facet.code).address()}#group")
            for facet in all_chosen(self.facets)
        ]

    @property
    def rows_url(self) -> str:
        """Where the other pages of rows are asked for, without their number."""
        return f"{self.base_url}&{self.search.address(page='')}&rows=1"

    @property
    def clear_url(self) -> str:
        return f"{self.base_url}&{Search(show=self.search.show, sort=self.search.sort).address()}"

    @property
    def earlier_url(self) -> str:
        return self._address(page=self.page - 1) if self.page > 1 else ""

    @property
    def later_url(self) -> str:
        return self._address(page=self.page + 1) if self.page < self.pages else ""

    def _address(self, **changes: Any) -> str:
        return f"{self.base_url}&{self.search.address(**changes)}#group"

    @property
    def found_words(self) -> str:
        return _("%(found)s of %(total)s") % {
            "found": counted(self.found),
            "total": counted(self.total),
        }


def long_list(
    state: State, group: Mapping[str, Any], search: Search, base_url: str, around: str = ""
) -> LongList:
    """Return the rows that a search finds, fifty at a time, with live counts of its filters.

    `around` asks for the page that holds an option, whatever page the search names.
    """
    loaded, code = state.priced.loaded, group["code"]
    rows = list(zip(group["options"], state.options(code), strict=True))
    fitting = [row for row in rows if row[1].status != "blocked"]
    texts = _searchable(loaded, code, state.language)
    words = search.text.casefold().split()
    shown = rows if search.show == ALL else fitting
    matching = [row for row in shown if _matches(texts[row[0]["code"]], words)]
    found = [row for row in matching if accepts(row[0], search)]
    ordered = sorted(found, key=_order(state, group, search.sort))
    pages = max(-(-len(ordered) // PAGE_SIZE), 1)
    page = _page_of(ordered, around) or min(max(search.page, 1), pages)
    return LongList(
        rows=tuple(ordered[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
        facets=tuple(facets(loaded, group, [row[0] for row in matching], search, state.language)),
        search=search,
        found=len(found),
        fitting=len(fitting),
        total=len(rows),
        page=page,
        pages=pages,
        base_url=base_url,
        name=group_name(loaded, code, state.language),
        sorts=tuple(_sorts(loaded, code, state.language)),
        suggestion=None if found else _suggestion(state, group, search, rows, base_url),
    )


def _page_of(ordered: Sequence[Row], option: str) -> int:
    for place, row in enumerate(ordered if option else ()):
        if row[0]["code"] == option:
            return place // PAGE_SIZE + 1
    return 0


def _matches(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


@lru_cache(maxsize=96)
def _searchable(loaded: LoadedRevision, group: str, language: str) -> dict[str, str]:
    """Return what each option of a group is found by: its name, its attributes with units."""
    attributes = loaded.groups[group].get("attributes", ())
    return {
        code: " ".join(
            [
                in_language(option["name"], language),
                *(
                    measure_words(item, option["attributes"][item["code"]], language)
                    for item in attributes
                    if option["attributes"].get(item["code"]) is not None
                ),
            ]
        )
        .replace("\N{NO-BREAK SPACE}", " ")
        .casefold()
        for code, option in loaded.options[group].items()
    }


def _order(state: State, group: Mapping[str, Any], sort: str) -> Any:
    """Return the key that rows are ordered by; what it does not tell apart stays by price."""
    language = state.language

    def name(row: Row) -> str:
        return in_language(row[0]["name"], language).casefold()

    def price(row: Row) -> tuple[Any, ...]:
        change = row[1].change_minor
        return (change is None, change or 0, name(row))

    def attribute(row: Row) -> tuple[Any, ...]:
        value = row[0]["attributes"].get(sort.lstrip("-"))
        if not isinstance(value, int | float):
            return (NEVER, *price(row))
        return (-value if sort.startswith("-") else value, *price(row))

    known = {PRICE: price, NAME: lambda row: (name(row),)}
    return known.get(sort, attribute)


def _sorts(loaded: LoadedRevision, group: str, language: str) -> list[tuple[str, str]]:
    found = [(PRICE, _("price change")), (NAME, _("name"))]
    numbers = [item for item in facet_attributes(loaded, group) if item["kind"] == "number"]
    for item in numbers[:SORTED_NUMBERS]:
        name = in_language(item["name"], language) or item["code"]
        found.append((item["code"], _("%(name)s, least first") % {"name": name}))
        found.append((f"-{item['code']}", _("%(name)s, most first") % {"name": name}))
    return found


def _suggestion(
    state: State,
    group: Mapping[str, Any],
    search: Search,
    rows: Sequence[Row],
    base_url: str,
) -> Suggestion | None:
    """Return the way on from an empty list: what fits with other choices, or fewer filters."""
    texts = _searchable(state.priced.loaded, group["code"], state.language)
    words = search.text.casefold().split()
    matching = [row for row in rows if _matches(texts[row[0]["code"]], words)]
    blocked = [row for row in matching if accepts(row[0], search)]
    if blocked:
        url = f"{base_url}&{search.address(show=ALL)}#group"
        return Suggestion(_blocked_words(state, group, blocked), _("Show them"), url)
    for code in search.filters:
        fewer = search.without(code)
        count = sum(
            accepts(row[0], fewer) and (search.show == ALL or row[1].status != "blocked")
            for row in matching
        )
        if count:
            text = ngettext(
                "Nothing has all of this. One does without the last filter.",
                "Nothing has all of this. %(count)s do without one of the filters.",
                count,
            ) % {"count": counted(count)}
            return Suggestion(text, _("Show them"), f"{base_url}&{fewer.address()}#group")
    return None


def _blocked_words(state: State, group: Mapping[str, Any], blocked: Sequence[Row]) -> str:
    """Say which own choices the found options do not fit with, and how many there are."""
    own = state.configuration.own
    asked = [row[0]["code"] for row in blocked]
    found = obstacles(state.priced, own, group["code"], asked).values()
    against = dict.fromkeys(code for one in found for code, _value in one.reason.choices)
    names = [group_name(state.priced.loaded, code, state.language) for code in against]
    if not names:
        return ngettext(
            "Nothing like this fits. One does not.",
            "Nothing like this fits. %(count)s do not.",
            len(blocked),
        ) % {"count": counted(len(blocked))}
    return ngettext(
        "Nothing like this fits with your choice: %(names)s. One does with another.",
        "Nothing like this fits with your choice: %(names)s. %(count)s do with another.",
        len(blocked),
    ) % {"names": _(", ").join(names), "count": counted(len(blocked))}


def counted(number: int) -> str:
    """Return a number with the separators of the language: "1,275"."""
    return str(number_format(number, force_grouping=True))
