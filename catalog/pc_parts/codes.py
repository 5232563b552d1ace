"""Option codes that are the same at every import, whatever the order of the rows.

A code is the name and the columns that tell parts of one name apart. Rows that agree in all of
these are numbered by their other columns and then by price, lowest first.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from catalog.pc_parts.cells import Cell
from catalog.pc_parts.reader import Row

# Leaves room for a number within the 120 characters of an option code.
MAX_CODE_LENGTH = 116

# Column and how its value is written; a pair has a place for each number.
_KEY_COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "cpu": (),
    "motherboard": (("color", "{}"),),
    "memory": (
        ("speed", "ddr{}-{}"),
        ("modules", "{}x{}"),
        ("cas_latency", "cl{}"),
        ("color", "{}"),
    ),
    "video-card": (("chipset", "{}"), ("memory", "{}gb"), ("color", "{}")),
    "internal-hard-drive": (
        ("capacity", "{}gb"),
        ("type", "{}"),
        ("form_factor", "{}"),
        ("interface", "{}"),
        ("cache", "{}mb"),
    ),
    "case": (("type", "{}"), ("color", "{}"), ("psu", "{}w"), ("side_panel", "{}")),
    "power-supply": (("wattage", "{}w"), ("efficiency", "{}"), ("modular", "{}"), ("color", "{}")),
    "cpu-cooler": (("size", "{}mm"), ("color", "{}")),
    "os": (),
}


def option_codes(file: str, rows: Iterable[Row]) -> dict[int, str]:
    """Give each row of a file its code, by the row's line."""
    rows_by_code: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        rows_by_code[_code(file, row)].append(row)
    codes: dict[int, str] = {}
    for code, alike in rows_by_code.items():
        alike.sort(key=lambda row: (repr(sorted(row.cells.items())), row.price_minor, row.line))
        for place, row in enumerate(alike, start=1):
            codes[row.line] = code if place == 1 else f"{code}-{place}"
    return codes


def _code(file: str, row: Row) -> str:
    words = [row.name]
    for column, form in _KEY_COLUMNS[file]:
        value = row.cells[column]
        if value not in (None, ""):
            words.append(_written(value, form))
    return slug(" ".join(words))[:MAX_CODE_LENGTH].strip("-")


def _written(value: Cell, form: str) -> str:
    return form.format(*value) if isinstance(value, tuple) else form.format(value)


def slug(text: str) -> str:
    """Write text in a-z, 0-9 and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
