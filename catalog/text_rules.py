"""What a customer may write in a text group."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from catalog.language.graphemes import graphemes

MARKS_LIMIT = 4
HIDDEN_REASON = "There is an invisible character in the text. Please type it again."

_CLASSES = {"letters": "Letters", "latin": "Latin letters", "digits": "figures", "space": "spaces"}
_SIGN_NAMES = {
    "-": "hyphen", ".": "full stop", ",": "comma", "'": "apostrophe", "!": "exclamation mark",
    "?": "question mark", "/": "slash", "+": "plus", "&": "&", "#": "#", "♥": "heart",
}  # fmt: skip


class TextRefused(ValueError):
    """A text that cannot be taken; the message says what may be written instead."""


def check_text(group: Mapping[str, Any], value: object) -> str:
    """Return a customer's text as it is kept: NFC, no blanks at its ends.

    Parameters
    ----------
    group
        A text group of the canonical document.
    value
        What the customer sent.

    Raises
    ------
    TextRefused
        With the reason and what may be used.
    """
    if not isinstance(value, str):
        raise TextRefused("Send the text as text.")
    _require_visible(value)
    text = unicodedata.normalize("NFC", value.strip(" "))
    if not text and not group.get("is_optional"):
        raise TextRefused("Please write something here.")
    _require_length(text, group.get("max_length"))
    _require_allowed(text, str(group.get("characters", "")).split())
    _require_no_blocked_word(text, group.get("blocked_words") or ())
    return text


def unknown_characters(characters: str) -> list[str]:
    """Return the words of a character list that are neither a class nor a single sign."""
    return [
        word for word in characters.split() if word not in _CLASSES and len(graphemes(word)) != 1
    ]


def allowed_sentence(characters: str) -> str:
    """Say what may be written: "Letters, figures, & and hyphen can." """
    names = [_CLASSES.get(word) or _SIGN_NAMES.get(word, word) for word in characters.split()]
    if not names:
        return ""
    said = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    return f"{said[0].upper()}{said[1:]} can."


def _require_visible(text: str) -> None:
    for character in text:
        category = unicodedata.category(character)
        if category in {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}:
            raise TextRefused(HIDDEN_REASON)
        if category == "Cf":
            name = unicodedata.name(character, "invisible character").lower()
            raise TextRefused(f"There is an invisible sign in the text ({name}). Please remove it.")


def _require_length(text: str, limit: int | None) -> None:
    count = len(graphemes(text))
    if limit is not None and count > limit:
        raise TextRefused(f"The text has {count} characters; {limit} fit.")


def _require_allowed(text: str, allowed: Iterable[str]) -> None:
    words = list(allowed)
    for grapheme in graphemes(text):
        if not any(_fits(grapheme, word) for word in words):
            sentence = allowed_sentence(" ".join(words))
            raise TextRefused(f"{_named(grapheme)} cannot be used. {sentence}".strip())


def _fits(grapheme: str, word: str) -> bool:
    if word in ("letters", "latin"):
        return _is_letter(grapheme) and (
            word == "letters" or "LATIN" in unicodedata.name(grapheme[0], "")
        )
    if word == "digits":
        return grapheme.isdecimal() and len(grapheme) == 1
    return grapheme == (" " if word == "space" else unicodedata.normalize("NFC", word))


def _is_letter(grapheme: str) -> bool:
    """Say whether it is a letter with few marks; Indic scripts join several letters into one."""
    marks = [c for c in grapheme if unicodedata.category(c) in {"Mn", "Mc"}]
    letters = [c for c in grapheme if unicodedata.category(c).startswith("L")]
    is_all = len(marks) + len(letters) == len(grapheme)
    return is_all and len(marks) <= MARKS_LIMIT and grapheme[0] in letters


def _named(grapheme: str) -> str:
    if grapheme == " ":
        return "A space"
    name = unicodedata.name(grapheme[0], "").lower()
    return f"The sign “{grapheme}” ({name})" if name else f"The sign “{grapheme}”"


def _require_no_blocked_word(text: str, blocked: Iterable[str]) -> None:
    words = {_folded(word) for word in blocked}
    folded = _folded(text)
    parts = {*re.findall(r"\w+", folded), re.sub(r"\W+", "", folded)}
    if words & parts:
        raise TextRefused("We do not write this word. Please choose another.")


def _folded(text: str) -> str:
    """Return a text without case, accents and compatibility forms."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
