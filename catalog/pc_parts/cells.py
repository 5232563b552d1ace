"""Turn the text of one cell into a value, or say what is wrong with it."""

from decimal import Decimal, InvalidOperation

Cell = str | int | Decimal | tuple[Decimal, Decimal] | None

MAX_NUMBER = Decimal(10_000_000)


class CellError(ValueError):
    """The cell does not hold what its column promises."""


def word(text: str) -> str:
    if not text.strip():
        raise CellError("The cell is empty.")
    return text.strip()


def optional_word(text: str) -> str:
    return text.strip()


def number(text: str) -> Decimal:
    """Read a plain decimal number from 0 to ten million."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise CellError(f"{text!r} is not a number.") from None
    if not value.is_finite() or not 0 <= value <= MAX_NUMBER or not text[0].isdigit():
        raise CellError(f"{text!r} is not a number from 0 to {MAX_NUMBER}.")
    return value


def whole(text: str) -> int:
    value = number(text)
    if value != int(value):
        raise CellError(f"{text!r} is not a whole number.")
    return int(value)


def optional_number(text: str) -> Decimal | None:
    return number(text) if text else None


def optional_whole(text: str) -> int | None:
    return whole(text) if text else None


def pair(text: str) -> tuple[Decimal, Decimal]:
    """Read "5,6000": two numbers in one cell."""
    cells = text.split(",")
    if len(cells) != 2:
        raise CellError(f"{text!r} is not a pair of numbers such as 2,16.")
    return number(cells[0]), number(cells[1])


def number_or_pair(text: str) -> Decimal | tuple[Decimal, Decimal]:
    return pair(text) if "," in text else number(text)


def optional_number_or_pair(text: str) -> Decimal | tuple[Decimal, Decimal] | None:
    return number_or_pair(text) if text else None


def price_minor(text: str) -> int:
    """Read a price as cents; a third decimal is refused, not rounded."""
    cents = number(text) * 100
    if cents != int(cents):
        raise CellError(f"{text!r} has more than two decimals.")
    return int(cents)
