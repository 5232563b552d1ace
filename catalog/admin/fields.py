"""Form fields that let staff write maps, values and tables as plain lines."""

import json
import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from catalog.document import plain_number
from catalog.language import LanguageError
from catalog.texts import is_value_names

NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?")


def lines_of(value: Any) -> str:
    """Return what was typed, with one kind of line end.

    Raises
    ------
    ValidationError
        For characters that nobody can see and no database column takes.
    """
    text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t":
            raise ValidationError("There is a character in it that nobody can see.")
    return text


class TextsWidget(forms.MultiWidget):
    """One labelled input for each language of the shop."""

    template_name = "catalog/widgets/texts.html"

    def __init__(self, rows: int = 1, attrs: Any = None) -> None:
        widget = forms.TextInput if rows == 1 else forms.Textarea
        own = {"class": "vTextField"} if rows == 1 else {"rows": rows, "cols": 60}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            code: widget({**own, "lang": code, "aria-label": str(name)})
            for code, name in settings.LANGUAGES
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[str]:
        texts = value if isinstance(value, dict) else {}
        return [texts.get(code, "") for code, _ in settings.LANGUAGES]


class TextsFormField(forms.MultiValueField):
    """A text by language; languages left empty are left out."""

    def __init__(self, *, rows: int = 1, **kwargs: Any) -> None:
        for name in ("encoder", "decoder"):
            kwargs.pop(name, None)
        languages = [forms.CharField(required=False) for _ in settings.LANGUAGES]
        super().__init__(
            languages, require_all_fields=False, **kwargs | {"widget": TextsWidget(rows)}
        )

    def compress(self, values: list[str]) -> dict[str, str]:
        codes = [code for code, _ in settings.LANGUAGES]
        return {code: text for code, text in zip(codes, values, strict=False) if text}


class LinesField(forms.Field):
    """A map written as lines of ``name = value``; figures are numbers, other words are words."""

    widget = forms.Textarea(attrs={"rows": 6, "cols": 60, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{name} = {_line_value(item)}" for name, item in value.items())

    def to_python(self, value: Any) -> dict[str, Any]:
        lines = enumerate(lines_of(value).split("\n"), 1)
        read: dict[str, Any] = {}
        for number, line in lines:
            if not line.strip():
                continue
            name, sign, text = (part.strip() for part in line.partition("="))
            if not sign or not name:
                raise ValidationError(f"Line {number}: write it as name = value.")
            if name in read:
                raise ValidationError(f"Line {number}: “{name}” stands twice.")
            read[name] = _read_value(text)
        return read


class ValueNamesField(forms.Field):
    """What words are called by language, written as lines of ``word:language = text``."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 40, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(
            f"{word}:{language} = {text}"
            for word, texts in value.items()
            for language, text in texts.items()
        )

    def to_python(self, value: Any) -> dict[str, dict[str, str]]:
        read: dict[str, dict[str, str]] = {}
        for number, line in enumerate(lines_of(value).split("\n"), 1):
            if not line.strip():
                continue
            head, _sign, text = (part.strip() for part in line.partition("="))
            word, _colon, language = (part.strip() for part in head.rpartition(":"))
            if not word or not text:
                raise ValidationError(f"Line {number}: write it as word:language = text.")
            if language in read.setdefault(word, {}):
                raise ValidationError(f"Line {number}: “{head}” stands twice.")
            read[word][language] = text
        is_value_names(read)
        return read


class ValueField(forms.Field):
    """The value of a group: an option's code, a number, a text, or lines of option = quantity."""

    widget = forms.Textarea(attrs={"rows": 2, "cols": 60, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, dict):
            return LinesField().prepare_value(value) or "{}"
        return json.dumps(value, ensure_ascii=False)

    def to_python(self, value: Any) -> Any:
        text = lines_of(value).strip()
        if not text:
            return None
        if text == "{}":
            return {}
        return LinesField().to_python(text) if "=" in text else _read_value(text)


class ConditionalValuesField(forms.Field):
    """Values with a condition each, written as lines of ``value if condition``."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 80, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(f"{self._said(one['value'])} if {one['if']}" for one in value)

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        read = []
        for number, line in enumerate(lines_of(value).split("\n"), 1):
            said, word, condition = line.partition(" if ")
            if line.strip() and not (word and said.strip() and condition.strip()):
                raise ValidationError(f"Line {number}: write it as value if condition.")
            if line.strip():
                read.append({"if": condition.strip(), "value": self._read(said.strip())})
        return read

    @staticmethod
    def _read(said: str) -> Any:
        """Read a value; ``bell = 2, rack = 1`` are options of several with their quantities."""
        is_several = "=" in said and not said.startswith('"')
        return LinesField().to_python(said.replace(",", "\n")) if is_several else _read_value(said)

    @staticmethod
    def _said(value: Any) -> str:
        if isinstance(value, dict):
            return ", ".join(f"{option} = {many}" for option, many in value.items())
        return _line_value(value)


class RowsField(forms.Field):
    """A table written as lines with cells between tabs or semicolons, as a spreadsheet copies it."""

    widget = forms.Textarea(attrs={"rows": 10, "cols": 80, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join("; ".join(map(_line_value, row)) for row in value)

    def to_python(self, value: Any) -> list[list[Any]]:
        lines = [line for line in lines_of(value).split("\n") if line.strip()]
        return [[_read_value(cell.strip()) for cell in re.split(r"[;\t]", line)] for line in lines]


class WordsField(forms.Field):
    """A list of words set apart by commas or lines."""

    widget = forms.Textarea(attrs={"rows": 2, "cols": 60})

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        words = re.split(r"[,\n]", lines_of(value))
        return [word.strip() for word in words if word.strip()]


def language_error(error: LanguageError) -> ValidationError:
    """Return the error with the place in the rule under it, a caret below the character."""
    if not error.source:
        return ValidationError(error.message)
    return ValidationError(
        format_html(
            '{} <pre class="rule-pointer">{}</pre>',
            f"Character {error.position + 1}: {error.message}",
            error.pointer(),
        )
    )


def _read_value(text: str) -> Any:
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return text[1:-1]
    if NUMBER.fullmatch(text):
        return plain_number(Decimal(text))
    return text


def _line_value(value: Any) -> str:
    text = "" if value is None else str(value)
    is_like_number = isinstance(value, str) and NUMBER.fullmatch(text)
    return f'"{text}"' if is_like_number else text
