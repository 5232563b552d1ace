"""Read the text of a rule or formula."""

import re
import unicodedata
from typing import cast

from lark import Lark, UnexpectedCharacters, UnexpectedToken
from lark.exceptions import VisitError

from catalog.language.builder import Builder
from catalog.language.errors import LanguageError
from catalog.language.grammar import GRAMMAR
from catalog.language.limits import NESTING_LIMIT, SOURCE_LIMIT
from catalog.language.nodes import Expression
from catalog.language.walk import walk

BLANKS = frozenset("\t\r\n")
BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|([()])')
BETTER_SIGN = {"≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "−": "-", "–": "-", "⇒": "=>",
               "“": '"', "”": '"', "'": '"', "&": "and", "|": "or"}  # fmt: skip

# The builder is called while lark parses, so deep text is never walked recursively.
_PARSER = Lark(GRAMMAR, parser="lalr", transformer=Builder(), maybe_placeholders=True)


def parse(source: str) -> Expression:
    """Read a rule (a claim) or a formula (a value).

    Parameters
    ----------
    source : str
        At most 10,000 characters, nested at most 100 deep.

    Returns
    -------
    Expression
        Names are not resolved yet: see `catalog.language.check.check`.

    Raises
    ------
    LanguageError
        For every text that is no rule, with the position of the offending character.
    """
    _require_readable(source)
    try:
        expression = _build(source)
        _require_shallow(expression)
    except LanguageError as error:
        raise error.with_source(source) from None
    return expression


def _build(source: str) -> Expression:
    try:
        return cast(Expression, _PARSER.parse(source))
    except VisitError as error:
        raise error.orig_exc from None
    except UnexpectedToken as error:
        raise _unexpected_token(error, source) from None
    except UnexpectedCharacters as error:
        raise _unexpected_character(error.pos_in_stream or 0, source) from None


def _require_readable(source: str) -> None:
    if len(source) > SOURCE_LIMIT:
        message = f"A rule has at most {SOURCE_LIMIT:,} characters; this one has {len(source):,}."
        raise LanguageError(message, SOURCE_LIMIT, source[: SOURCE_LIMIT + 1])
    for position, character in enumerate(source):
        if unicodedata.category(character) in {"Cc", "Cs"} and character not in BLANKS:
            name = f"U+{ord(character):04X}"
            raise LanguageError(
                f"The invisible character {name} cannot stand here.", position, source
            )
    _require_few_brackets(source)


def _require_few_brackets(source: str) -> None:
    depth = 0
    for bracket in BRACKETS.finditer(source):
        depth += {"(": 1, ")": -1}.get(bracket.group(), 0)
        if depth > NESTING_LIMIT:
            raise _too_deep(bracket.start()).with_source(source)


def _require_shallow(expression: Expression) -> None:
    for part, depth in walk(expression):
        if depth > NESTING_LIMIT:
            raise _too_deep(part.position)


def _too_deep(position: int) -> LanguageError:
    return LanguageError(f"A rule can be nested {NESTING_LIMIT} deep at most.", position)


def _unexpected_token(error: UnexpectedToken, source: str) -> LanguageError:
    if error.token.type == "$END":
        is_blank = not source.strip()
        message = "Write a rule here." if is_blank else "Something is missing at the end."
        return LanguageError(message, len(source.rstrip()))
    return LanguageError(f"“{error.token}” cannot stand here.", error.token.start_pos or 0)


def _unexpected_character(position: int, source: str) -> LanguageError:
    character = source[position]
    if character in BETTER_SIGN:
        return LanguageError(f"Write {BETTER_SIGN[character]} instead of {character}", position)
    if character == '"':
        return LanguageError("The quotation mark that ends this word is missing.", position)
    if character.isdigit():
        return LanguageError("Put a word that begins with a figure in quotes.", position)
    if character.isalpha():
        message = "Codes have small letters a to z; put any other word in quotes."
        return LanguageError(message, position)
    return LanguageError(f"“{character}” cannot stand here.", position)
