"""Read lot-sizing instances: CSPLib's text form and MiniZinc data."""

import re
from collections.abc import Sequence

from production.planner.lot_sizing.values import LotSizingError, SharedMachine

ASSIGNMENT = re.compile(r"(\w+)\s*=\s*(\[\|?[^]]*\]|\d+)\s*;")


def read_text_form(text: str, name: str = "file") -> tuple[SharedMachine, tuple[int, ...]]:
    """Return the instance and its last line: the optimum, two bounds, or nothing.

    Raises
    ------
    LotSizingError
        Where numbers are missing or are no numbers, or more is due than can be made.
    """
    rows = [row for line in text.splitlines() if (row := _numbers(line.split(), name))]
    if len(rows) < 2:
        raise LotSizingError(f"{name}: periods and items are missing")
    periods, items = rows[0][0], rows[1][0]
    if len(rows) not in (3 + 2 * items, 4 + 2 * items):
        raise LotSizingError(f"{name}: {len(rows)} lines for {items} items")
    demands, stocking = rows[2 : 2 + items], rows[2 + items][0]
    costs = rows[3 + items : 3 + 2 * items]
    instance = _instance(periods, demands, [stocking] * items, costs, name)
    return instance, tuple(rows[3 + 2 * items]) if len(rows) > 3 + 2 * items else ()


def read_data_form(text: str, name: str = "file") -> SharedMachine:
    """Return the instance of MiniZinc data: Periods, Items, Demands, StockingCosts, SetupCosts."""
    found = dict(ASSIGNMENT.findall(text))
    try:
        periods, items = int(found["Periods"]), int(found["Items"])
        demands, costs = _table(found["Demands"], name), _table(found["SetupCosts"], name)
        stocking = _numbers(found["StockingCosts"].strip("[]").split(","), name)
    except KeyError as error:
        raise LotSizingError(f"{name}: {error.args[0]} is missing") from None
    if not len(demands) == len(costs) == len(stocking) == items:
        raise LotSizingError(f"{name}: not {items} items everywhere")
    return _instance(periods, demands, stocking, costs, name)


def _instance(
    periods: int,
    demands: Sequence[Sequence[int]],
    stocking: Sequence[int],
    costs: Sequence[Sequence[int]],
    name: str,
) -> SharedMachine:
    if any(len(row) != periods for row in demands):
        raise LotSizingError(f"{name}: an item without a number for each of {periods} periods")
    if any(len(row) != len(demands) for row in costs):
        raise LotSizingError(f"{name}: a changeover cost is missing")
    asked = 0
    for period in range(periods):
        asked += sum(row[period] for row in demands)
        if asked > period + 1:
            raise LotSizingError(f"{name}: {asked} pieces are due by period {period}: no schedule")
    due = tuple(
        tuple(period for period, pieces in enumerate(row) for _ in range(pieces)) for row in demands
    )
    return SharedMachine(periods, due, tuple(stocking), tuple(tuple(row) for row in costs))


def _table(text: str, name: str) -> list[list[int]]:
    rows = text.strip("[]").strip("|").split("|")
    return [_numbers(row.split(","), name) for row in rows if row.strip()]


def _numbers(words: Sequence[str], name: str) -> list[int]:
    stripped = [word.strip() for word in words if word.strip()]
    for word in stripped:
        if not (word.isascii() and word.isdigit() and len(word) < 10):
            raise LotSizingError(f"{name}: “{word[:40]}” is not a whole number")
    return [int(word) for word in stripped]
