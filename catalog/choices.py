"""The forms in which the value of a group is written, and how it reads."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from catalog.canonical import Document
from catalog.language.flattening import flat_document
from catalog.language.schema import FREE
from catalog.texts import in_language
from foundation.bidi import left_to_right

Choices = Mapping[str, Any]
OWN_PICTURE = {"en": "Your picture", "de": "Ihr Bild", "ar": "صورتك"}
COMMA = {"en": ", ", "ar": "، "}
EMPTY: tuple[Any, ...] = (None, "", {}, [])


def quantities(value: Any) -> dict[str, int]:
    """Return the chosen options with their quantities, from any form that names options.

    A colour of the customer's own counts as the option `FREE`.
    """
    if value in EMPTY:
        return {}
    if isinstance(value, str):
        return {FREE if value.startswith(FREE) else value: 1}
    if isinstance(value, Mapping):
        return {str(code): int(quantity) for code, quantity in value.items() if quantity}
    return dict.fromkeys(value, 1)


def plain_choices(document: Document, choices: Choices) -> dict[str, Any]:
    """Return choices in one form, in document order, so that equal designs are equal."""
    return {
        group["code"]: _plain(group["kind"], choices[group["code"]])
        for group in flat_document(document)["groups"]
        if choices.get(group["code"]) not in EMPTY
    }


def describe_choices(document: Document, choices: Choices, language: str) -> list[tuple[str, str]]:
    """Return the name of each answered group with its value in words, in document order."""
    return [
        (in_language(group["name"], language), value_in_words(group, value, language))
        for group in flat_document(document)["groups"]
        if (value := choices.get(group["code"])) not in EMPTY
    ]


def value_in_words(group: Document, value: Any, language: str) -> str:
    """Return one value in words: "Steel", "2 × Bell, Rack", "178 cm", the text itself."""
    if group["kind"] == "number":
        size = f"{number_text(value)} {group.get('unit', '')}".rstrip()
        return left_to_right(size, language)
    if group["kind"] == "text":
        return str(value)
    if group["kind"] == "file":
        return in_language(OWN_PICTURE, language)
    said = in_language(COMMA, language).join(_options_in_words(group, value, language))
    is_free = group["kind"] == "colour" and value not in EMPTY and str(value).startswith(FREE)
    return f"{said} {left_to_right(str(value), language)}" if is_free else said


def number_text(value: int | float | Decimal) -> str:
    """Return a number as it is written, without a needless decimal point."""
    number = Decimal(str(value))
    return f"{number.normalize():f}" if number else "0"


def _options_in_words(group: Document, value: Any, language: str) -> Iterator[str]:
    chosen = quantities(value)
    for option in group["options"]:
        count = chosen.get(option["code"], 0)
        if count:
            name = in_language(option["name"], language) or option["code"]
            yield name if count == 1 else f"{count} × {name}"


def _plain(kind: str, value: Any) -> Any:
    if kind == "some_of":
        return dict(sorted(quantities(value).items()))
    if kind == "number":
        number = Decimal(str(value))
        return int(number) if number == number.to_integral_value() else float(number)
    return value
