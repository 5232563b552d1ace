"""Texts in several languages, kept as ``{"en": "Frame", "de": "Rahmen"}``."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from foundation.bidi import left_to_right, with_sizes_apart

LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
MAIN_LANGUAGE = "en"


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return the text in a language, else in English, else in any, else the empty string.

    Among words that run from right to left, sizes and a text in another language are set apart.
    """
    own = texts.get(language) or texts.get(language.split("-")[0])
    if own:
        return with_sizes_apart(own, language)
    return left_to_right(texts.get(MAIN_LANGUAGE) or next(iter(texts.values()), ""), language)


def is_texts(value: object) -> None:
    """Refuse anything but a map of language to readable text."""
    if not isinstance(value, dict):
        raise ValidationError("Texts are a map of language and text.")
    for language, text in value.items():
        if not isinstance(language, str) or not LANGUAGE.fullmatch(language):
            raise ValidationError(f"“{language}” is no language code such as en or de.")
        if not isinstance(text, str) or not _is_readable(text):
            raise ValidationError(f"The text in “{language}” has characters nobody can see.")


def _is_readable(text: str) -> bool:
    return not any(
        unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t"
        for character in text
    )


def value_name(attribute: Mapping[str, Any], value: Any, language: str) -> str:
    """Return what a word of an attribute is called in a language; a name is called the same."""
    named = attribute.get("value_names", {}).get(value)
    return in_language(named, language) if named else str(value)


def is_value_names(value: object) -> None:
    """Refuse anything but a map of a word to its texts."""
    if not isinstance(value, dict):
        raise ValidationError("Names of values are a map of word and texts.")
    for texts in value.values():
        is_texts(texts)


class TextsField(models.JSONField):
    """One text in as many languages as it has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, is_texts]
