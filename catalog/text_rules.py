"""What a customer may write in a text group."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.language.graphemes import graphemes
from catalog.printed_letters import can_be_printed

MARKS_LIMIT = 4
BLANKS = re.compile(" {2,}")
HIDDEN_REASON = gettext_lazy("There is an invisible character in the text. Please type it again.")

_CLASSES = {
    "letters": gettext_lazy("Letters"),
    "latin": gettext_lazy("Latin letters"),
    "digits": gettext_lazy("figures"),
    "space": gettext_lazy("spaces"),
}
_SIGN_NAMES = {
    "-": gettext_lazy("hyphen"),
    ".": gettext_lazy("full stop"),
    ",": gettext_lazy("comma"),
    "'": gettext_lazy("apostrophe"),
    "!": gettext_lazy("exclamation mark"),
    "?": gettext_lazy("question mark"),
    "/": gettext_lazy("slash"),
    "+": gettext_lazy("plus"),
    "♥": gettext_lazy("heart"),
}


class TextRefused(ValueError):
    """A text that cannot be taken; the message says what may be written instead."""


def check_text(group: Mapping[str, Any], value: object) -> str:
    """Return a customer's text as it is kept: NFC, no blanks at its ends, single ones inside.

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
        raise TextRefused(_("Send the text as text."))
    _require_visible(value)
    # A page and a stitching machine show several blanks as one: so they are kept as one.
    text = unicodedata.normalize("NFC", BLANKS.sub(" ", value.strip(" ")))
    if not text and not group.get("is_optional"):
        raise TextRefused(_("Please write something here."))
    _require_length(text, group.get("max_length"))
    _require_allowed(text, str(group.get("characters", "")).split())
    _require_printable(text)
    _require_no_blocked_word(text, group.get("blocked_words") or ())
    return text


def unknown_characters(characters: str) -> list[str]:
    """Return the words of a character list that are neither a class nor a single sign."""
    return [
        word for word in characters.split() if word not in _CLASSES and len(graphemes(word)) != 1
    ]


def allowed_sentence(characters: str) -> str:
    """Say what may be written: "Letters, figures, & and hyphen can." """
    names = [
        str(_CLASSES.get(word) or _SIGN_NAMES.get(word) or word) for word in characters.split()
    ]
    if not names:
        return ""
    said = names[0]
    if len(names) > 1:
        said = _("%(names)s and %(last)s") % {
            "names": _(", ").join(names[:-1]),
            "last": names[-1],
        }
    return _("%(names)s can.") % {"names": f"{said[0].upper()}{said[1:]}"}


def _require_visible(text: str) -> None:
    for character in text:
        category = unicodedata.category(character)
        if category in {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}:
            raise TextRefused(str(HIDDEN_REASON))
        if category == "Cf":
            name = unicodedata.name(character, "invisible character").lower()
            advice = _("There is an invisible sign in the text (%(name)s). Please remove it.")
            raise TextRefused(advice % {"name": name})


def _require_length(text: str, limit: int | None) -> None:
    count = len(graphemes(text))
    if limit is not None and count > limit:
        advice = _("The text has %(count)s characters; %(limit)s fit.")
        raise TextRefused(advice % {"count": count, "limit": limit})


def _require_allowed(text: str, allowed: Iterable[str]) -> None:
    words = list(allowed)
    for grapheme in graphemes(text):
        if not any(_fits(grapheme, word) for word in words):
            sentence = allowed_sentence(" ".join(words))
            refused = _("%(sign)s cannot be used.") % {"sign": _named(grapheme)}
            raise TextRefused(f"{refused} {sentence}".strip())


def _require_printable(text: str) -> None:
    for grapheme in graphemes(text):
        if not can_be_printed(grapheme):
            refused = _("%(sign)s is not among the letters that we have.")
            advice = _("Most Latin and Arabic letters are.")
            raise TextRefused(f"{refused % {'sign': _named(grapheme)}} {advice}")


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
        return _("A space")
    name = unicodedata.name(grapheme[0], "").lower()
    if not name:
        return _("The sign “%(sign)s”") % {"sign": grapheme}
    return _("The sign “%(sign)s” (%(name)s)") % {"sign": grapheme, "name": name}


def _require_no_blocked_word(text: str, blocked: Iterable[str]) -> None:
    words = {_folded(word) for word in blocked}
    folded = _folded(text)
    parts = {*re.findall(r"\w+", folded), re.sub(r"\W+", "", folded)}
    if words & parts:
        raise TextRefused(_("We do not write this word. Please choose another."))


def _folded(text: str) -> str:
    """Return a text without case, accents and compatibility forms."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
