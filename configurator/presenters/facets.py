"""Filters of a long group over its attributes, with live counts; numbers of many values as a span."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalog.choices import number_text
from catalog.texts import in_language, value_name
from configurator.artefacts import LoadedRevision
from configurator.presenters.searches import Search
from foundation.bidi import left_to_right

WORDS, NUMBERS = 3, 4
SHOWN_VALUES = 6
TICKED_NUMBERS = 24
BARS = 16
BAR_HEIGHT = 40

Option = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FacetValue:
    name: str
    value: str
    field: str
    count: int
    is_picked: bool

    @property
    def id(self) -> str:
        return f"{self.field}-{slugify(self.value)}".replace(".", "-")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the histogram, on a ground of `BARS` times 10 wide and `BAR_HEIGHT` high."""

    x: int
    y: int
    height: int
    is_inside: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A number between two ends: what is there at all, and what is asked for."""

    field: str
    least: str
    most: str
    low: str
    high: str
    step: str
    unit: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """Values to tick, or a span; `chosen` says in words what is asked for."""

    code: str
    name: str
    values: tuple[FacetValue, ...]
    more: tuple[FacetValue, ...]
    span: Span | None
    chosen: str

    @property
    def has_picked_more(self) -> bool:
        return any(value.is_picked for value in self.more)


def accepts(option: Option, search: Search) -> bool:
    """Say whether an option has what is asked of its attributes."""
    held = option["attributes"]
    return all(str(held.get(code, "")) in values for code, values in search.picked.items()) and all(
        _is_between(held.get(code), *span) for code, span in search.spans.items()
    )


def facets(
    loaded: LoadedRevision,
    group: Mapping[str, Any],
    matching: Sequence[Option],
    search: Search,
    language: str,
) -> Iterator[Facet]:
    """Return the filters; each counts what the others leave."""
    for item in facet_attributes(loaded, group["code"]):
        code = item["code"]
        others = search.without(code)
        found = [option for option in matching if accepts(option, others)]
        counts = Counter(option["attributes"].get(code) for option in found)
        counts.pop(None, None)
        counts.pop("", None)
        name = in_language(item["name"], language) or code
        if is_spanned(loaded, group["code"], item):
            yield Facet(
                code,
                name,
                (),
                (),
                _span(loaded, group["code"], item, counts, search),
                _span_words(item, search, language),
            )
        else:
            shown, more = _parted(item, _values(item, counts, search, language))
            chosen = _ticked_words(item, name, search, language) or _span_words(
                item, search, language
            )
            yield Facet(code, name, shown, more, None, chosen)


def _parted(
    item: Mapping[str, Any], values: Sequence[FacetValue]
) -> tuple[tuple[FacetValue, ...], tuple[FacetValue, ...]]:
    """Return the values that most options have, and the others; numbers stay in order."""
    most = sorted(values, key=lambda value: -value.count)[:SHOWN_VALUES]
    shown = most if item["kind"] == "word" else [value for value in values if value in most]
    return tuple(shown), tuple(value for value in values if value not in shown)


@lru_cache(maxsize=256)
def facet_attributes(loaded: LoadedRevision, group: str) -> tuple[dict[str, Any], ...]:
    """Return the attributes that tell options apart: the first words and the first numbers."""
    left = {"word": WORDS, "number": NUMBERS}
    chosen = []
    for item in loaded.groups[group].get("attributes", ()):
        if left.get(item["kind"]) and len(_distinct(loaded, group, item["code"])) > 1:
            left[item["kind"]] -= 1
            chosen.append(item)
    return tuple(chosen)


def is_spanned(loaded: LoadedRevision, group: str, item: Mapping[str, Any]) -> bool:
    """Say whether a number has too many values to tick them."""
    return item["kind"] == "number" and len(_distinct(loaded, group, item["code"])) > TICKED_NUMBERS


@lru_cache(maxsize=256)
def span_ends(loaded: LoadedRevision, group: str) -> dict[str, tuple[float, float]]:
    """Return the least and most that there is of each attribute that is filtered by a span."""
    found = {}
    for item in facet_attributes(loaded, group):
        if is_spanned(loaded, group, item):
            values = _distinct(loaded, group, item["code"])
            found[item["code"]] = (values[0], values[-1])
    return found


def measure_words(item: Mapping[str, Any], value: Any, language: str) -> str:
    """Say the value of an attribute: ``16 GB``, ``Gamma``."""
    if item["kind"] == "word":
        return value_name(item, value, language)
    unit = item.get("unit")
    words = number_text(value)
    return left_to_right(f"{words}\N{NO-BREAK SPACE}{unit}") if unit else words


@lru_cache(maxsize=512)
def _distinct(loaded: LoadedRevision, group: str, code: str) -> tuple[Any, ...]:
    found = {option["attributes"].get(code) for option in loaded.options[group].values()}
    return tuple(sorted(value for value in found if value not in (None, "")))


def _values(
    item: Mapping[str, Any], counts: Counter[Any], search: Search, language: str
) -> list[FacetValue]:
    """Return the values to tick: numbers in order, words by how many have them."""
    picked = search.picked.get(item["code"], frozenset())
    found = [
        FacetValue(
            measure_words(item, value, language),
            str(value),
            f"f.{item['code']}",
            count,
            str(value) in picked,
        )
        for value, count in sorted(counts.items(), key=_place(item))
    ]
    missing = picked - {value.value for value in found}
    return found + [
        FacetValue(value_name(item, value, language), value, f"f.{item['code']}", 0, True)
        for value in sorted(missing)
    ]


def _place(item: Mapping[str, Any]) -> Any:
    if item["kind"] == "number":
        return lambda found: found[0]
    return lambda found: (-found[1], found[0])


def _span(
    loaded: LoadedRevision,
    group: str,
    item: Mapping[str, Any],
    counts: Mapping[Any, int],
    search: Search,
) -> Span:
    values = _distinct(loaded, group, item["code"])
    least, most = values[0], values[-1]
    low, high = search.spans.get(item["code"], (None, None))
    low, high = (least if low is None else low), (most if high is None else high)
    is_whole = all(float(value).is_integer() for value in values)
    return Span(
        field=f"f.{item['code']}",
        least=f"{least:g}",
        most=f"{most:g}",
        low=f"{min(max(low, least), most):g}",
        high=f"{min(max(high, least), most):g}",
        step="1" if is_whole else "any",
        unit=item.get("unit") or "",
        bars=tuple(_bars(float(least), float(most), counts, low, high)),
    )


def _bars(
    least: float, most: float, counts: Mapping[Any, int], low: float, high: float
) -> Iterator[Bar]:
    width = (most - least) / BARS
    heights = [0] * BARS
    for value, count in counts.items():
        heights[min(int((value - least) / width), BARS - 1)] += count
    largest = max(heights) or 1
    for place, count in enumerate(heights):
        height = -(-count * BAR_HEIGHT // largest)
        middle = least + (place + 0.5) * width
        yield Bar(place * 10, BAR_HEIGHT - height, height, low <= middle <= high)


def _ticked_words(item: Mapping[str, Any], name: str, search: Search, language: str) -> str:
    picked = search.picked.get(item["code"], frozenset())
    if len(picked) == 1:
        (value,) = picked
        is_said = item["kind"] == "word" or _is_number(value)
        return measure_words(item, value, language) if is_said else value
    return _("%(name)s: %(count)s chosen") % {"name": name, "count": len(picked)} if picked else ""


def _span_words(item: Mapping[str, Any], search: Search, language: str) -> str:
    low, high = search.spans.get(item["code"], (None, None))
    if low is None and high is None:
        return ""
    if high is None:
        return _("from %(low)s") % {"low": measure_words(item, f"{low:g}", language)}
    most = measure_words(item, f"{high:g}", language)
    if low is None:
        return _("up to %(high)s") % {"high": most}
    return _("%(low)s to %(high)s") % {"low": f"{low:g}", "high": most}


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _is_between(value: Any, low: float | None, high: float | None) -> bool:
    if not isinstance(value, int | float):
        return False
    return (low is None or value >= low) and (high is None or value <= high)


def all_chosen(found: Iterable[Facet]) -> list[Facet]:
    """Return the filters of which something is asked."""
    return [facet for facet in found if facet.chosen]
