"""Read order books (CSV) and shops (JSON) from text; name row and column of what is wrong."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from production.planner.books.values import BookError, BookLine, SetupMinutes, Shop
from production.planner.values import Kind

COLUMNS = ("line", "material", "colour", "tool", "minutes", "release_min", "due_min", "kind")
SETUPS = tuple(field.name for field in fields(SetupMinutes))
MOST_MINUTES = 10**8
MOST_MACHINES = 10_000


def read_book(text: str, name: str = "book") -> tuple[BookLine, ...]:
    """Return the lines of a book in the order of the file.

    Raises
    ------
    BookError
        When a column is missing, a value is no whole number, negative or absurdly large, a kind
        is unknown, a line is there twice, or there is no line; row 1 is the heading.
    """
    rows = csv.reader(text.removeprefix("\ufeff").splitlines())
    try:
        heading = [cell.strip() for cell in next(rows, [])]
        places = _places(heading, name)
        lines = tuple(_lines(rows, places, name))
    except csv.Error as error:
        raise BookError(f"{name}: row {rows.line_num}: {error}") from None
    if not lines:
        raise BookError(f"{name}: no order lines below the heading")
    return lines


def read_shop(text: str, name: str = "shop") -> Shop:
    """Return the shop; raise BookError where a key is missing or no whole number."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise BookError(f"{name}: not JSON: {error}") from None
    if not isinstance(document, dict):
        raise BookError(f"{name}: not a JSON object")
    setup = document.get("setup_minutes")
    if not isinstance(setup, dict):
        raise BookError(f"{name}: setup_minutes is not a JSON object")
    with_default = {"same_family": 0, **setup}
    minutes = {key: _amount(with_default, key, f"{name}: setup_minutes") for key in SETUPS}
    machines = _amount(document, "machines", name)
    if not 1 <= machines <= MOST_MACHINES:
        raise BookError(f"{name}: machines: {machines} is not between 1 and {MOST_MACHINES:,}")
    per_day = _amount({"minutes_per_day": 960, **document}, "minutes_per_day", name)
    return Shop(machines, max(1, per_day), SetupMinutes(**minutes))


def _places(heading: list[str], name: str) -> dict[str, int]:
    missing = [column for column in COLUMNS if column not in heading]
    if missing:
        raise BookError(f"{name}: row 1: the column {', '.join(missing)} is missing")
    return {column: heading.index(column) for column in COLUMNS}


def _lines(rows: Iterator[list[str]], places: Mapping[str, int], name: str) -> Iterator[BookLine]:
    seen: set[int] = set()
    for number, cells in enumerate(rows, 2):
        if not any(cell.strip() for cell in cells):
            continue
        line = _line(cells, places, f"{name}: row {number}")
        if line.number in seen:
            raise BookError(f"{name}: row {number}: column line: {line.number} is there twice")
        seen.add(line.number)
        yield line


def _line(cells: list[str], places: Mapping[str, int], where: str) -> BookLine:
    found = {
        column: cells[place].strip() if place < len(cells) else ""
        for column, place in places.items()
    }
    whole = {column: _whole(found[column], f"{where}: column {column}") for column in COLUMNS[:-1]}
    if found["kind"] not in {kind.value for kind in Kind}:
        raise BookError(f"{where}: column kind: “{found['kind']}” is neither custom nor stock")
    if not whole["minutes"]:
        raise BookError(f"{where}: column minutes: a line needs at least one minute")
    return BookLine(
        number=whole["line"],
        family=(whole["material"], whole["colour"], whole["tool"]),
        minutes=whole["minutes"],
        release=whole["release_min"],
        due=whole["due_min"],
        kind=Kind(found["kind"]),
    )


def _whole(text: str, where: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise BookError(f"{where}: “{text[:40]}” is not a whole number")
    if len(text) > len(str(MOST_MINUTES)) or int(text) > MOST_MINUTES:
        raise BookError(f"{where}: {text[:40]} is more than {MOST_MINUTES:,}")
    return int(text)


def _amount(document: Mapping[str, Any], key: str, where: str) -> int:
    if key not in document:
        raise BookError(f"{where}: {key} is missing")
    value = document[key]
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_MINUTES:
        raise BookError(
            f"{where}: {key}: {json.dumps(value)[:40]} is not a whole number of 0 or more"
        )
    return value
