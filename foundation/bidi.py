"""Keep sizes, prices and codes readable inside a text that runs from right to left."""

import re

from django.conf import settings
from django.utils.translation import get_language

LEFT_TO_RIGHT_ISOLATE = "\u2066"
POP_ISOLATE = "\u2069"
NUMBER = r"\d+(?:[.,]\d+)?"
UNIT = r"\s?[A-Za-z²³]+"
# "50 × 100 cm", "2026-10482", "38 mm"
SIZE = re.compile(rf"{NUMBER}(?:(?:\s?[×–/-]\s?{NUMBER})+(?:{UNIT})?|{UNIT})")


def left_to_right(text: str, language: str | None = None) -> str:
    """Return the text as it is read in every language: "40 mm", "− 12.00 €".

    Two invisible characters say what `<bdi dir="ltr">` says, and work inside a sentence, an
    attribute and a mail as well. Languages that run from left to right need neither.
    """
    if not text or not _is_right_to_left(language):
        return text
    return f"{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}"


def with_sizes_apart(text: str, language: str | None = None) -> str:
    """Return a text of that language with each size and code in it set apart."""
    if not _is_right_to_left(language):
        return text
    return SIZE.sub(lambda size: left_to_right(size.group(), language), text)


def _is_right_to_left(language: str | None) -> bool:
    code = (language or get_language() or "").split("-")[0]
    return code in settings.LANGUAGES_BIDI
