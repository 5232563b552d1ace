"""Tables as files: CSV, and the workbooks that spreadsheets write.

Every cell comes back as text. In CSV a text that a spreadsheet would take for a formula has an
apostrophe before it, which is taken off again (OWASP, *CSV injection*).
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from configurator.engine.features.errors import UnreadableModel
from configurator.model_files import read_text

MOST_COLUMNS = 2_000
# What a sheet may have; a file may claim more, and a reader would count up to there.
MOST_ROWS = 1_048_576
WORKBOOK_LIMIT_BYTES = 128_000_000
LONGEST_CELL = 32_767
SHEET = "model"
_TAKEN_FOR_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    ParseError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
)


def write_csv(table: Sequence[Sequence[str]]) -> str:
    """Return a table as CSV."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(
        [_guarded(cell) for cell in row] for row in table
    )
    return stream.getvalue()


def write_workbook(table: Sequence[Sequence[str]]) -> bytes:
    """Return a table as the only sheet of a workbook; every cell is text, its heads stay in sight.

    Raises
    ------
    UnreadableModel
        When a cell is too long for a workbook, which would cut it off.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "A2"
    for row in table:
        sheet.append([_text_cell(sheet, cell) for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_table(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a .csv or of the first sheet of an .xlsx file.

    Raises
    ------
    UnreadableModel
        When it is no such file, too large, or has too many columns.
    """
    rows = _workbook_rows(path) if path.suffix.lower() == ".xlsx" else _csv_rows(path)
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise UnreadableModel(f"the table has more than {MOST_ROWS:,} rows", path.name)
        if len(row) > MOST_COLUMNS:
            message = f"the row has more than {MOST_COLUMNS:,} columns"
            raise UnreadableModel(message, path.name, number, 1)
        yield row


def _csv_rows(path: Path) -> Iterator[list[str]]:
    table = csv.reader(io.StringIO(read_text(path), newline=""))
    try:
        for row in table:
            yield [_bare(cell) for cell in row]
    except csv.Error as error:
        raise UnreadableModel(str(error), path.name, table.line_num, 1) from None


def _workbook_rows(path: Path) -> Iterator[list[str]]:
    try:
        _check_size(path)
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True, data_only=True)
            for row in book.worksheets[0].iter_rows(values_only=True):
                yield [_text(value) for value in row]
    except _UNREADABLE as error:
        raise UnreadableModel(f"it is no workbook: {error}", path.name) from None


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > WORKBOOK_LIMIT_BYTES:
            raise UnreadableModel(f"it holds more than {WORKBOOK_LIMIT_BYTES:,} bytes", path.name)


def _text_cell(sheet: Any, text: str) -> Any:
    if len(text) > LONGEST_CELL:
        raise UnreadableModel(
            f"“{text[:40]}…” is longer than the {LONGEST_CELL:,} characters that a workbook's cell "
            "holds; write CSV instead"
        )
    cell = WriteOnlyCell(sheet, value=text or None)
    if text:
        cell.data_type = "s"
    return cell


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time.min:
        # A day has a time in a workbook: midnight.
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _guarded(cell: str) -> str:
    """Put an apostrophe before a text that would run as a formula; numbers stay numbers."""
    if not cell.startswith((*_TAKEN_FOR_FORMULA, "'")) or _is_number(cell):
        return cell
    return "'" + cell


def _bare(cell: str) -> str:
    is_guarded = cell.startswith("'") and cell[1:2] in (*_TAKEN_FOR_FORMULA, "'")
    return cell[1:] if is_guarded and cell[1:] else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
