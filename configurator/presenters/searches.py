"""What the address asks of a long list: words, filters, an order, a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

QUERY_LENGTH = 80
NUMBER_LENGTH = 12
PRICE, NAME = "price", "name"
FITS, ALL = "fits", "all"

Span = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Search:
    """One search of a long list.

    `picked` holds the values that are ticked of an attribute, `spans` the least and most of an
    attribute that is a number. `sort` is `PRICE`, `NAME` or an attribute's code, with
    a minus in front from high to low.
    """

    text: str = ""
    show: str = FITS
    sort: str = PRICE
    page: int = 1
    picked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)

    @classmethod
    def from_query(
        cls, query: QueryDict, group: Mapping[str, Any], ends: Mapping[str, Span] | None = None
    ) -> "Search":
        """Read the address; what cannot be read is left at its default.

        `ends` are the least and most that there is of an attribute: asking for no more than
        that asks for nothing.
        """
        page = query.get("page", "1")
        codes = [item["code"] for item in group.get("attributes", ())]
        picked = {code: frozenset(query.getlist(f"f.{code}")) for code in codes}
        spans = {code: _span(query, code, (ends or {}).get(code, (None, None))) for code in codes}
        sort = query.get("sort", PRICE)
        return cls(
            text=query.get("q", "")[:QUERY_LENGTH].replace("\0", "").strip(),
            show=ALL if query.get("show") == ALL else FITS,
            sort=sort if sort in (PRICE, NAME) or sort.lstrip("-") in codes else PRICE,
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
            picked={code: values for code, values in picked.items() if values},
            spans={code: span for code, span in spans.items() if span != (None, None)},
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.filters)

    @property
    def filters(self) -> tuple[str, ...]:
        """The attributes that something is asked of."""
        return (*self.picked, *(code for code in self.spans if code not in self.picked))

    def without(self, code: str) -> "Search":
        """Return this search with nothing asked of one attribute."""
        return Search(
            self.text,
            self.show,
            self.sort,
            1,
            {key: values for key, values in self.picked.items() if key != code},
            {key: span for key, span in self.spans.items() if key != code},
        )

    def address(self, **changes: Any) -> str:
        """Return the query string of this search with some things changed."""
        values = {"q": self.text, "show": self.show, "sort": self.sort, "page": 1} | changes
        pairs = [(name, value) for name, value in values.items() if value]
        pairs += [
            (f"f.{code}", value) for code, found in self.picked.items() for value in sorted(found)
        ]
        pairs += [
            (f"f.{code}.{end}", f"{value:g}")
            for code, span in self.spans.items()
            for end, value in zip(("min", "max"), span, strict=True)
            if value is not None
        ]
        return urlencode(pairs)


def _span(query: QueryDict, code: str, ends: Span) -> Span:
    low, high = _number(query, code, "min"), _number(query, code, "max")
    least, most = ends
    return (
        None if low is None or (least is not None and low <= least) else low,
        None if high is None or (most is not None and high >= most) else high,
    )


def _number(query: QueryDict, code: str, end: str) -> float | None:
    text = query.get(f"f.{code}.{end}", "")[:NUMBER_LENGTH]
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None
