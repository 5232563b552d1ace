"""Keep sizes, prices and codes readable inside a text that runs from right to left."""

from django.conf import settings
from django.utils.translation import get_language

LEFT_TO_RIGHT_ISOLATE = "\u2066"
POP_ISOLATE = "\u2069"


def left_to_right(text: str, language: str | None = None) -> str:
    """Return the text as it is read in every language: "40 mm", "− 12.00 €".

    Two invisible characters say what `<bdi dir="ltr">` says, and work inside a sentence, an
    attribute and a mail as well. Languages that run from left to right need neither.
    """
    code = (language or get_language() or "").split("-")[0]
    if not text or code not in settings.LANGUAGES_BIDI:
        return text
    return f"{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}"
