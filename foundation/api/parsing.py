"""Read JSON bodies strictly, so that nothing doubtful gets further in."""

import json
from decimal import Decimal
from typing import Any, NoReturn

from rest_framework.parsers import BaseParser

from foundation.errors import Malformed

MAX_BYTES = 3_000_000
MAX_DEPTH = 32
MAX_NUMBER_LENGTH = 40


class StrictJSONParser(BaseParser):
    """Refuse duplicate names, NaN, NUL, lone surrogates, huge numbers and deep nesting.

    Fractions arrive as `Decimal`, so no amount passes through binary floating point.
    """

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        body = stream.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            raise Malformed(
                f"The body is larger than {MAX_BYTES} bytes. Send it in parts.", code="too_large"
            )
        return parse_json(body)


def parse_json(body: bytes) -> Any:
    """Return the value of a JSON text.

    Raises
    ------
    Malformed
        With the place of the mistake when it is not JSON, or is doubtful JSON.
    """
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_unique_names,
            parse_constant=_refuse_constant,
            parse_float=_decimal,
            parse_int=_integer,
        )
        _check(value, 0)
    except UnicodeDecodeError:
        raise _malformed("The body is not UTF-8.") from None
    except json.JSONDecodeError as error:
        raise _malformed(
            f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from None
    except RecursionError:
        raise _malformed(f"The body is nested deeper than {MAX_DEPTH} levels.") from None
    return value


def _unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    unique = dict(pairs)
    if len(unique) != len(pairs):
        raise _malformed("The body names a member twice.")
    return unique


def _refuse_constant(name: str) -> NoReturn:
    raise _malformed(f"{name} is not a number JSON knows.")


def _decimal(text: str) -> Decimal:
    return Decimal(_short_number(text))


def _integer(text: str) -> int:
    return int(_short_number(text))


def _short_number(text: str) -> str:
    exponent = text.lower().partition("e")[2]
    if len(text) > MAX_NUMBER_LENGTH or abs(int(exponent or 0)) > MAX_NUMBER_LENGTH:
        raise _malformed(f"A number has more than {MAX_NUMBER_LENGTH} digits.")
    return text


def _check(value: Any, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise _malformed(f"The body is nested deeper than {MAX_DEPTH} levels.")
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)
    elif isinstance(value, dict):
        for name, item in value.items():
            _check_text(name)
            _check(item, depth + 1)


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise _malformed("A text holds a NUL character; remove it.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise _malformed("A text holds half of a surrogate pair; remove it.")


def _malformed(message: str) -> Malformed:
    return Malformed(message, code="malformed_body")
