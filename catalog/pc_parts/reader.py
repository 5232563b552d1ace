"""Read the nine CSV files strictly: a row is a typed part, or it is refused by file and line."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from io import StringIO
from pathlib import Path

from catalog.pc_parts.cells import Cell, CellError, price_minor
from catalog.pc_parts.columns import COLUMNS_BY_FILE

MAX_CELL_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One part for sale: its typed cells beside its name and price."""

    line: int
    name: str
    price_minor: int
    cells: dict[str, Cell]

    def number(self, column: str) -> int | Decimal:
        value = self.cells[column]
        return value if isinstance(value, int | Decimal) else 0

    def word(self, column: str) -> str:
        value = self.cells[column]
        return value if isinstance(value, str) else ""

    def pair(self, column: str) -> tuple[int, int]:
        value = self.cells[column]
        if not isinstance(value, tuple):
            raise TypeError(f"Column {column} does not hold pairs.")
        return int(value[0]), int(value[1])


@dataclass(frozen=True, slots=True)
class Problem:
    """What cannot be read, and where."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        return (
            f"{place}: {self.column}: {self.message}" if self.column else f"{place}: {self.message}"
        )


class PartsError(ValueError):
    """The files cannot be imported; every problem found is listed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything for sale, by file name without ``.csv``, and how many rows had no price."""

    rows: dict[str, list[Row]]
    unpriced: dict[str, int] = field(default_factory=dict)


def read_parts(directory: Path) -> Parts:
    """Read all nine files; a row without a price is counted, not read.

    Raises PartsError with every problem of every file.
    """
    problems: list[Problem] = []
    parts = Parts(rows={}, unpriced={})
    for file in COLUMNS_BY_FILE:
        rows, unpriced = _read_file(directory / f"{file}.csv", problems)
        parts.rows[file] = rows
        parts.unpriced[file] = unpriced
    if problems:
        raise PartsError(problems)
    return parts


def _read_file(path: Path, problems: list[Problem]) -> tuple[list[Row], int]:
    columns = COLUMNS_BY_FILE[path.stem]
    rows: list[Row] = []
    unpriced = 0
    for line, record in _records(path, ["name", "price", *columns], problems):
        if not record["price"]:
            unpriced += 1
            continue
        row = _read_row(path.name, line, record, problems)
        if row is not None:
            rows.append(row)
    return rows, unpriced


def _records(
    path: Path, header: list[str], problems: list[Problem]
) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(path.name, 1, "", f"The file cannot be read: {error}."))
        return
    lines = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        found = next(lines, [])
        if found != header:
            expected = ",".join(header)
            problems.append(Problem(path.name, 1, "", f"The first line must be {expected}."))
            return
        for cells in lines:
            if len(cells) != len(header):
                message = f"{len(cells)} cells stand where {len(header)} are expected."
                problems.append(Problem(path.name, lines.line_num, "", message))
                continue
            yield lines.line_num, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        problems.append(Problem(path.name, lines.line_num, "", f"This is not CSV: {error}."))


def _read_row(file: str, line: int, record: dict[str, str], problems: list[Problem]) -> Row | None:
    readers = COLUMNS_BY_FILE[file.removesuffix(".csv")]
    cells: dict[str, Cell] = {}
    found = len(problems)
    for column, text in record.items():
        try:
            if len(text) > MAX_CELL_LENGTH or "\0" in text:
                raise CellError("The cell is too long or holds a NUL byte.")
            if column == "name":
                cells[column] = readable_name(text)
            else:
                cells[column] = price_minor(text) if column == "price" else readers[column](text)
        except CellError as error:
            problems.append(Problem(file, line, column, str(error)))
    if len(problems) > found:
        return None
    name, price = cells.pop("name"), cells.pop("price")
    return Row(line=line, name=str(name), price_minor=int(price), cells=cells)  # type: ignore[arg-type]


def readable_name(text: str) -> str:
    """Drop invisible marks and doubled spaces that shops leave in names; refuse an empty one."""
    name = " ".join("".join(letter for letter in text if letter.isprintable()).split())
    if not name:
        raise CellError("A part needs a name.")
    return name
