"""A UVL text as a list of tokens.

One regular expression, every alternative without backtracking over more than one line, so that
time grows with the length of the text alone. Places of tokens are worked out only for an error.
"""

import re

from configurator.engine.features.errors import UnreadableModel

TEXT_LIMIT = 64_000_000
"""Characters of one file."""
NAME_LIMIT = 2_000
"""Characters of one name."""

_WORD = r"""[^\s"'(){}\[\],.!&|<>=+*/-][^\s"(){}\[\],.!&|<>=+*/-]*"""
_QUOTED = r'"[^"\r\n]+"'
_TOKENS = re.compile(
    rf"""[ \t\f]*(?:(
      (?:\r\n?|\n)[ \t]*                               # a line ends; the indentation of the next
    | //[^\r\n\f]*
    | /\*(?:[^*]|\*(?!/))*(?:\*/)?                     # unfinished comments end the text
    | [0-9]+(?:\.[0-9]+)?(?![^\s"(){{}}\[\],.!&|<>=+*/-])
    | \.[0-9]+
    | (?:{_WORD}|{_QUOTED})(?:\.(?:{_WORD}|{_QUOTED}))*
    | '[^'\r\n]*'
    | ""
    | \[[ \t]*[0-9]+[ \t]*(?:\.\.[ \t]*(?:[0-9]+|\*)[ \t]*)?\]
    | <=> | => | == | != | <= | >=
    | [^\s]
    )|[^\S\r\n]+|\Z)""",
    re.VERBOSE,
)
_COMMENTS = ("//", "/*")
_NEWLINES = ("\n", "\r")


def tokenise(text: str, file: str = "") -> list[str]:
    """Cut a text into tokens.

    Parameters
    ----------
    text : str
        A UVL file.
    file : str
        Its name, for errors.

    Returns
    -------
    list of str
        Words (with their dots and quotes), numbers, texts, signs, and for every line that is not
        empty one token of its line break and indentation; a line break comes first and last.

    Raises
    ------
    UnreadableModel
        If the text is too long, or a comment does not end.
    """
    if len(text) > TEXT_LIMIT:
        raise UnreadableModel(f"the text is longer than {TEXT_LIMIT:,} characters", file)
    found = list(filter(None, _TOKENS.findall("\n" + text.removeprefix("\ufeff") + "\n")))
    if "/*" in text or "//" in text:
        for token in found:
            if token.startswith("/*") and not (token.endswith("*/") and len(token) > 3):
                raise UnreadableModel("a comment does not end", file)
        found = [token for token in found if not token.startswith(_COMMENTS)]
    return _without_empty_lines(found)


def _without_empty_lines(found: list[str]) -> list[str]:
    tokens = [
        token
        for token, following in zip(found, [*found[1:], "\n"], strict=True)
        if token[0] not in _NEWLINES or following[0] not in _NEWLINES
    ]
    return [*tokens, "\n"]


def is_line_break(token: str) -> bool:
    """Return whether a token ends a line."""
    return token[0] in _NEWLINES


def width(token: str) -> int:
    """Return the indentation that a line break carries; a tab goes on to the next eight."""
    return len(token.lstrip("\r\n").expandtabs(8))


def place(text: str, wanted: int) -> tuple[int, int]:
    """Return line and column of a token, both counted from 1.

    Parameters
    ----------
    text : str
        The text that was cut.
    wanted : int
        Place of the token in what `tokenise` returned.
    """
    text = "\n" + text.removeprefix("\ufeff") + "\n"
    matches = [m for m in _TOKENS.finditer(text) if m[1] and not m[1].startswith(_COMMENTS)]
    kept = [
        match
        for match, following in zip(matches, [*matches[1:], None], strict=True)
        if match[1][0] not in _NEWLINES or (following and following[1][0] not in _NEWLINES)
    ]
    start = kept[wanted].start(1) if wanted < len(kept) else len(text) - 1
    before = re.split(r"\r\n?|\n", text[:start])
    return max(1, len(before) - 1), len(before[-1]) + 1


def parts_of(token: str) -> list[str]:
    """Return the names between the dots of a word, without quotes."""
    if '"' not in token:
        return token.split(".")
    return [part.strip('"') for part in re.findall(rf"{_QUOTED}|[^\".]+", token)]
