"""The braces behind a feature: attributes, and constraints that stand among them."""

from fractions import Fraction

from configurator.engine.features.errors import TokenRefused
from configurator.engine.features.feature_model import AttributeMap, AttributeValue
from configurator.engine.features.uvl_formulas import is_number, is_word, read_number
from configurator.engine.features.uvl_tokens import is_line_break, parts_of

NESTING_LIMIT = 50
"""Braces and brackets one inside the other."""

Attributes = list[tuple[str, AttributeValue]]


class AttributeReader:
    """Reads the braces of one file.

    Parameters
    ----------
    tokens : list of str
        The file.
    formulas : list of int
        Filled with the first tokens of constraints that stand among attributes.
    """

    def __init__(self, tokens: list[str], formulas: list[int]) -> None:
        self._tokens = tokens
        self._formulas = formulas

    def read(self, at: int, level: int = 0) -> tuple[Attributes, int]:
        """Read attributes up to the closing brace.

        Parameters
        ----------
        at : int
            The opening brace.
        level : int
            How many braces and brackets are open around it.

        Returns
        -------
        (list of (str, AttributeValue), int)
            The attributes, and the token after the closing brace.

        Raises
        ------
        TokenRefused
            If they cannot be read.
        """
        _check_level(level, at)
        found: Attributes = []
        at = self._skip(at + 1)
        while self._tokens[at] != "}":
            word = self._tokens[at]
            if word in ("constraint", "constraints"):
                at = self._skip_formulas(at + 1, is_list=word == "constraints")
            elif is_word(word):
                value, at = self._value(self._skip(at + 1), level)
                found.append((".".join(parts_of(word)), value))
            else:
                raise TokenRefused("the name of an attribute is missing", at)
            at = self._after(at, "}")
        return found, at + 1

    def _value(self, at: int, level: int) -> tuple[AttributeValue, int]:
        word = self._tokens[at]
        if word in ("}", ",", "]"):
            return None, at
        if word in ("true", "false"):
            return word == "true", at + 1
        if word[0] in "'\"" and len(word) > 1:
            return word[1:-1], at + 1
        if word == "-":
            return _number(-read_number(self._tokens[at + 1], at)), at + 2
        if is_number(word):
            return _number(read_number(word, at)), at + 1
        if word == "{":
            entries, at = self.read(at, level + 1)
            return AttributeMap(tuple(entries)), at
        if word[0] == "[":
            return self._list(at, level + 1)
        raise TokenRefused(f"{word[:80]} is not a value", at)

    def _list(self, at: int, level: int) -> tuple[AttributeValue, int]:
        _check_level(level, at)
        if self._tokens[at] != "[":  # a list of one number looks like a cardinality
            number = self._tokens[at][1:-1].strip()
            return (_number(read_number(number, at)),), at + 1
        values: list[AttributeValue] = []
        at = self._skip(at + 1)
        while self._tokens[at] != "]":
            value, at = self._value(at, level)
            values.append(value)
            at = self._after(at, "]")
        return tuple(values), at + 1

    def _after(self, at: int, end: str) -> int:
        """Return the token after a comma, or the one that ends the list."""
        at = self._skip(at)
        if self._tokens[at] == ",":
            return self._skip(at + 1)
        if self._tokens[at] != end:
            raise TokenRefused(f", or {end} is missing", at)
        return at

    def _skip_formulas(self, at: int, *, is_list: bool) -> int:
        """Note where formulas begin, to be read when all features are known."""
        if is_list and self._tokens[at] != "[":
            raise TokenRefused("[ is missing", at)
        self._formulas.append(at + is_list)
        opened = 0
        while opened or self._tokens[at] not in (",", "}"):
            word = self._tokens[at]
            if at + 1 >= len(self._tokens):
                raise TokenRefused("a brace is not closed", at)
            opened += (word in ("(", "[")) - (word in (")", "]"))
            if is_list and opened == 1 and word == ",":
                self._formulas.append(at + 1)
            at += 1
        return at

    def _skip(self, at: int) -> int:
        while is_line_break(self._tokens[at]):
            at += 1
            if at >= len(self._tokens):
                raise TokenRefused("a brace is not closed", at - 1)
        return at


def _number(value: Fraction) -> AttributeValue:
    return value.numerator if value.denominator == 1 else value


def _check_level(level: int, at: int) -> None:
    if level > NESTING_LIMIT:
        raise TokenRefused(f"attributes are nested deeper than {NESTING_LIMIT} levels", at)
