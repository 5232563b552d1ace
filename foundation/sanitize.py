"""Clean a customer's text, or say what is wrong with it."""

import unicodedata

from django.utils.translation import gettext as _

from foundation.errors import InvalidInput

ALLOWED_CONTROLS = frozenset("\n\t")


def clean_text(value: object, *, field: str, max_length: int, is_multiline: bool = False) -> str:
    """Return the text in NFC without blanks at its ends.

    Raises
    ------
    InvalidInput
        When it is not text, too long, or holds a NUL, a lone surrogate or a control character.
    """
    if not isinstance(value, str):
        raise _refusal(field, _("must be text"))
    allowed = ALLOWED_CONTROLS if is_multiline else frozenset()
    for character in value:
        if unicodedata.category(character) in {"Cc", "Cs"} and character not in allowed:
            raise _refusal(
                field,
                _("has the invisible character %(code)s; remove it")
                % {"code": f"U+{ord(character):04X}"},
            )
    text = unicodedata.normalize("NFC", value).strip()
    if len(text) > max_length:
        advice = _("has %(count)s characters; %(most)s fit")
        raise _refusal(field, advice % {"count": len(text), "most": max_length})
    return text


def _refusal(field: str, detail: str) -> InvalidInput:
    pointer = field if field.startswith("/") else f"/{field}"
    return InvalidInput(
        f"{pointer.rsplit('/', 1)[-1]} {detail}.",
        code="invalid_text",
        errors=[{"pointer": pointer, "detail": detail}],
    )
