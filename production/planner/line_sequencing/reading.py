"""Read instances from text: whole numbers, told apart by their first line."""

from collections.abc import Sequence

from production.planner.line_sequencing.values import (
    CarSequencing,
    PaintLine,
    Ratio,
    SequencingError,
)

MOST_CARS = 100_000
MOST_OPTIONS = 1_000
CAR_HEAD, PAINT_HEAD = 3, 4

Row = tuple[int, list[int]]


def read_instance(text: str, name: str = "file") -> CarSequencing | PaintLine:
    """Return the instance that the text describes.

    Car sequencing: cars, options, classes; the p of all options; their q; then a class a line:
    its number, how many cars, a flag for each option. Paint line: cars, options, colours, batch
    limit; p, q and priority (1 high, 0 low) an option; then a car a line: its colour and flags.

    Raises
    ------
    SequencingError
        Where something else stands, with the number of the line.
    """
    rows = [_numbers(number, row, name) for number, row in enumerate(text.splitlines(), 1)]
    rows = [row for row in rows if row[1]]
    if not rows:
        raise SequencingError(f"{name}: empty")
    head = rows[0][1]
    if len(head) not in (CAR_HEAD, PAINT_HEAD):
        raise SequencingError(
            f"{name}: line {rows[0][0]}: 3 numbers (cars, options, classes) or 4 (cars, options, "
            f"colours, batch limit) expected, {len(head)} found"
        )
    if not (1 <= head[0] <= MOST_CARS and 0 <= head[1] <= MOST_OPTIONS):
        raise SequencingError(f"{name}: line {rows[0][0]}: {head[0]} cars, {head[1]} options")
    return _cars(rows, name) if len(head) == CAR_HEAD else _paint(rows, name)


def _cars(rows: Sequence[Row], name: str) -> CarSequencing:
    cars, options, classes = rows[0][1]
    _expect(rows, 3 + classes, "classes", name)
    most, windows = _row(rows[1], options, name), _row(rows[2], options, name)
    ratios = tuple(
        _ratio(p, q, cars, f"{name}: line {rows[2][0]}") for p, q in zip(most, windows, strict=True)
    )
    members = [_row(row, 2 + options, name) for row in rows[3:]]
    for row, values in zip(rows[3:], members, strict=True):
        _flags(values[2:], f"{name}: line {row[0]}")
    numbers = tuple(values[0] for values in members)
    if len(set(numbers)) < len(numbers):
        raise SequencingError(f"{name}: a class is there twice")
    quantities = tuple(values[1] for values in members)
    if sum(quantities) != cars:
        raise SequencingError(f"{name}: the classes hold {sum(quantities)} cars, not {cars}")
    return CarSequencing(ratios, numbers, quantities, tuple(tuple(v[2:]) for v in members))


def _paint(rows: Sequence[Row], name: str) -> PaintLine:
    cars, options, _, limit = rows[0][1]
    if limit < 1:
        raise SequencingError(f"{name}: line {rows[0][0]}: a batch limit of {limit}")
    _expect(rows, 1 + options + cars, "options and cars", name)
    heads = [_row(row, 3, name) for row in rows[1 : 1 + options]]
    ratios = tuple(
        _ratio(values[0], values[1], cars, f"{name}: line {row[0]}")
        for row, values in zip(rows[1 : 1 + options], heads, strict=True)
    )
    members = [_row(row, 1 + options, name) for row in rows[1 + options :]]
    for row, values in zip(rows[1 + options :], members, strict=True):
        _flags(values[1:], f"{name}: line {row[0]}")
    return PaintLine(
        batch_limit=limit,
        ratios=ratios,
        is_high=tuple(values[2] == 1 for values in heads),
        colours=tuple(values[0] for values in members),
        options=tuple(tuple(values[1:]) for values in members),
    )


def _numbers(number: int, row: str, name: str) -> Row:
    found = []
    for word in row.split():
        if not (word.isascii() and word.isdigit() and len(word) < 10):
            raise SequencingError(f"{name}: line {number}: “{word[:40]}” is not a whole number")
        found.append(int(word))
    return number, found


def _expect(rows: Sequence[Row], count: int, what: str, name: str) -> None:
    if len(rows) != count:
        raise SequencingError(f"{name}: {count} lines expected for its {what}, {len(rows)} found")


def _row(row: Row, count: int, name: str) -> list[int]:
    if len(row[1]) != count:
        raise SequencingError(
            f"{name}: line {row[0]}: {count} numbers expected, {len(row[1])} found"
        )
    return row[1]


def _ratio(most: int, window: int, cars: int, where: str) -> Ratio:
    if window < 1:
        raise SequencingError(f"{where}: a window of {window} cars")
    return Ratio(min(most, window), min(window, cars + 1))


def _flags(values: Sequence[int], where: str) -> None:
    if any(value not in (0, 1) for value in values):
        raise SequencingError(f"{where}: an option is neither 0 nor 1")
