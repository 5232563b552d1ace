"""Count what a reader sees as one character."""

import regex

_GRAPHEME = regex.compile(r"\X")


def graphemes(text: str) -> list[str]:
    """Return the user-perceived characters of a text (Unicode Annex 29)."""
    return list(_GRAPHEME.findall(text))


def grapheme_count(text: str) -> int:
    """Return how many user-perceived characters a text has."""
    return len(graphemes(text))
