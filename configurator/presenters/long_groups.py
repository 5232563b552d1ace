"""A group of many options: search, filters with counts, an order, and one page of rows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalog.texts import in_language
from configurator.services.states import OptionState, State

LONG = 40
PAGE_SIZE = 50
FACETS = 3
FACET_VALUES = 6
QUERY_LENGTH = 80
PRICE, NAME = "price", "name"
FITS, ALL = "fits", "all"

Row = tuple[dict[str, Any], OptionState]


@dataclass(frozen=True, slots=True)
class Search:
    """What the address asks of a long list."""

    text: str = ""
    show: str = FITS
    sort: str = PRICE
    page: int = 1
    picked: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def from_query(cls, query: QueryDict, group: Mapping[str, Any]) -> "Search":
        """Read the address; what cannot be read is left at its default."""
        page = query.get("page", "1")
        picked = {
            item["code"]: frozenset(query.getlist(f"f.{item['code']}"))
            for item in _facet_attributes(group)
        }
        return cls(
            text=query.get("q", "")[:QUERY_LENGTH].strip(),
            show=ALL if query.get("show") == ALL else FITS,
            sort=NAME if query.get("sort") == NAME else PRICE,
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
            picked={code: values for code, values in picked.items() if values},
        )

    def address(self, **changes: Any) -> str:
        """Return the query string of this search with some things changed."""
        values = {"q": self.text, "show": self.show, "sort": self.sort, "page": 1} | changes
        pairs = [(name, value) for name, value in values.items() if value]
        pairs += [
            (f"f.{code}", value) for code, found in self.picked.items() for value in sorted(found)
        ]
        return urlencode(pairs)


@dataclass(frozen=True, slots=True)
class FacetValue:
    name: str
    field: str
    count: int
    is_picked: bool

    @property
    def id(self) -> str:
        return f"{self.field}-{slugify(self.name)}"


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    values: tuple[FacetValue, ...]
    more: tuple[FacetValue, ...]

    @property
    def has_picked_more(self) -> bool:
        return any(value.is_picked for value in self.more)


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

    @property
    def search_label(self) -> str:
        return _("Search %(total)s") % {"total": _counted(self.total)}

    @property
    def show_items(self) -> list[dict[str, Any]]:
        """The switch between what fits and everything."""
        labels = {FITS: _("Fits %(number)s"), ALL: _("All %(number)s")}
        numbers = {FITS: self.fitting, ALL: self.total}
        return [
            {
                "label": label % {"number": _counted(numbers[show])},
                "href": self._address(show=show),
                "is_current": self.search.show == show,
            }
            for show, label in labels.items()
        ]

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
            "found": _counted(self.found),
            "total": _counted(self.total),
        }


def long_list(state: State, group: Mapping[str, Any], search: Search, base_url: str) -> LongList:
    """Return the rows that a search finds, fifty at a time, with live counts of its filters."""
    states = list(state.options(group["code"]))
    rows = list(zip(group["options"], states, strict=True))
    fitting = [row for row in rows if row[1].status != "blocked"]
    shown = rows if search.show == ALL else fitting
    matching = [row for row in shown if _matches(row[0], search.text, state.language)]
    found = [row for row in matching if _is_picked(row[0], search.picked)]
    ordered = sorted(found, key=lambda row: _place(row, search.sort, state.language))
    pages = max(-(-len(ordered) // PAGE_SIZE), 1)
    page = min(max(search.page, 1), pages)
    return LongList(
        rows=tuple(ordered[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
        facets=tuple(_facets(group, matching, search, state.language)),
        search=search,
        found=len(found),
        fitting=len(fitting),
        total=len(rows),
        page=page,
        pages=pages,
        base_url=base_url,
    )


def _matches(option: Mapping[str, Any], text: str, language: str) -> bool:
    if not text:
        return True
    values = (str(value) for value in option["attributes"].values())
    haystack = " ".join((in_language(option["name"], language), *values)).casefold()
    return all(word in haystack for word in text.casefold().split())


def _is_picked(option: Mapping[str, Any], picked: Mapping[str, frozenset[str]]) -> bool:
    return all(str(option["attributes"].get(code, "")) in values for code, values in picked.items())


def _place(row: Row, sort: str, language: str) -> tuple[Any, ...]:
    option, stands = row
    name = in_language(option["name"], language).casefold()
    if sort == NAME:
        return (name,)
    change = stands.change_minor
    return (change is None, change or 0, name)


def _counted(number: int) -> str:
    """Return a number with the separators of the language: "1,275"."""
    return str(number_format(number, force_grouping=True))


def _facet_attributes(group: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the word attributes whose values group the options best."""
    words = [item for item in group.get("attributes", ()) if item["kind"] == "word"]
    return words[:FACETS]


def _facets(
    group: Mapping[str, Any], matching: Iterable[Row], search: Search, language: str
) -> Iterable[Facet]:
    matching = list(matching)
    for item in _facet_attributes(group):
        code = item["code"]
        others = {key: values for key, values in search.picked.items() if key != code}
        counts = Counter(
            str(option["attributes"].get(code, ""))
            for option, _stands in matching
            if _is_picked(option, others)
        )
        counts.pop("", None)
        picked = search.picked.get(code, frozenset())
        ordered = sorted(counts.items(), key=lambda found: (-found[1], found[0]))
        values = [FacetValue(name, f"f.{code}", count, name in picked) for name, count in ordered]
        yield Facet(
            name=in_language(item["name"], language),
            values=tuple(values[:FACET_VALUES]),
            more=tuple(values[FACET_VALUES:]),
        )
