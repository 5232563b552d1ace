"""Constraints of a UVL file: operators by precedence on two stacks, no call to itself.

`!` binds weaker than a comparison, as in the published grammar; `=>` and `<=>` join from the
left. Parentheses leave no trace; a chain of `&` or `|` becomes one node.
"""

from collections.abc import Callable
from fractions import Fraction

from configurator.engine.features.errors import TokenRefused
from configurator.engine.features.formulas import (
    Aggregate,
    AggregateKind,
    And,
    Arithmetic,
    ArithmeticKind,
    Attribute,
    Compare,
    ComparisonKind,
    Iff,
    Implies,
    Length,
    Name,
    Node,
    Not,
    Number,
    Or,
    Rounded,
    RoundingKind,
    Text,
    depth,
    negated,
)
from configurator.engine.features.uvl_tokens import is_line_break, parts_of

DEPTH_LIMIT = 400
"""Nodes one below the other; whoever reads formulas may call itself that often."""
NUMBER_LIMIT = 100
"""Characters of one number."""

_PRECEDENCE = {
    "<=>": 0, "=>": 1, "|": 2, "&": 3, "!": 4,
    "==": 5, "!=": 5, "<": 5, "<=": 5, ">": 5, ">=": 5, "+": 6, "-": 6, "*": 7, "/": 7,
}  # fmt: skip
_BOOLEAN = frozenset({Name, Not, And, Or, Implies, Iff, Compare, Attribute})
_VALUES = frozenset({Name, Attribute, Number, Text, Aggregate, Length, Rounded, Arithmetic})
_COMPARED = {kind.value: kind for kind in ComparisonKind}
_CALCULATED = {kind.value: kind for kind in ArithmeticKind}
_FUNCTIONS = frozenset({"sum", "avg", "len", "floor", "ceil"})

Resolve = Callable[[str, int], Node]
"""Turns a word and its place into a Name or an Attribute, or refuses the token."""


class FormulaReader:
    """Reads formulas one after the other.

    Parameters
    ----------
    tokens : list of str
        The file.
    resolve : Resolve
        Finds what a word stands for.
    below : int
        Feature that sums and averages are about where they name none; -1 for all.
    """

    def __init__(self, tokens: list[str], resolve: Resolve, below: int = -1) -> None:
        self._below = below
        self._tokens = tokens
        self._resolve = resolve
        self._nodes: dict[str, Node] = {}

    def read(self, at: int) -> tuple[Node, int]:
        """Read the formula that begins at a token.

        Parameters
        ----------
        at : int
            Its first token.

        Returns
        -------
        (Node, int)
            The formula, and the first token that is no part of it.

        Raises
        ------
        TokenRefused
            If it is no formula, or nested deeper than `DEPTH_LIMIT`.
        """
        values, waiting, start = [], [], at
        tokens, nodes, is_operand, opened = self._tokens, self._nodes, True, 0
        while True:
            word = tokens[at]
            if is_operand and (node := nodes.get(word)) is not None:
                values.append(node)
                is_operand = False
            elif opened and is_line_break(word) and at + 1 < len(tokens):
                pass
            elif is_operand:
                if word in ("!", "("):
                    waiting.append((word, at))
                    opened += word == "("
                else:
                    node, at = self._operand(at)
                    values.append(node)
                    is_operand = False
            elif word in _PRECEDENCE and word != "!":
                self._close(values, waiting, _PRECEDENCE[word])
                waiting.append((word, at))
                is_operand = True
            elif word == ")" and opened:
                self._close(values, waiting, -1)
                waiting.pop()
                opened -= 1
            else:
                break
            at += 1
        self._close(values, waiting, -1)
        return self._finished(values, waiting, start, at), at

    def _finished(
        self, values: list[Node], waiting: list[tuple[str, int]], start: int, at: int
    ) -> Node:
        if waiting:
            raise TokenRefused("a parenthesis is not closed", waiting[-1][1])
        (formula,) = values
        if type(formula) not in _BOOLEAN:
            raise TokenRefused("a constraint has to be true or false", start)
        # Two tokens make a level at least.
        if at - start > DEPTH_LIMIT and depth(formula) > DEPTH_LIMIT:
            raise TokenRefused(f"the formula is nested deeper than {DEPTH_LIMIT} levels", start)
        return formula

    def _close(self, values: list[Node], waiting: list[tuple[str, int]], least: int) -> None:
        """Apply the waiting operators that bind at least as strongly as the next one."""
        while waiting and waiting[-1][0] != "(":
            sign, at = waiting[-1]
            precedence = _PRECEDENCE[sign]
            # Chains of & and | wait for their end, so that each becomes one node.
            if precedence < least or (precedence == least and sign in "&|"):
                return
            if sign in "&|":
                many = 1
                while waiting and waiting[-1][0] == sign:
                    waiting.pop()
                    many += 1
                items = tuple(values[-many:])
                del values[-many:]
                for item in items:
                    _check(item, _BOOLEAN, sign, at)
                values.append(And(items) if sign == "&" else Or(items))
            else:
                waiting.pop()
                right = values.pop()
                values.append(_negate(right, at) if sign == "!" else _join(sign, values, right, at))

    def _operand(self, at: int) -> tuple[Node, int]:
        """Return the operand at a word and its last token."""
        word = self._tokens[at]
        if word in _FUNCTIONS and self._tokens[at + 1] == "(":
            return self._function(at)
        if word == "-" and self._tokens[at + 1][0] in ".0123456789":
            return Number(-read_number(self._tokens[at + 1], at)), at + 1
        if word[0] == "'" and len(word) > 1:
            return Text(word[1:-1]), at
        if word[0] in ".0123456789" and is_number(word):
            return Number(read_number(word, at)), at
        if is_line_break(word):
            raise TokenRefused("the constraint ends too early", at)
        if not is_word(word):
            raise TokenRefused(f"{word[:80]} is not expected here", at)
        node = self._resolve(word, at)
        self._nodes[word] = node
        return node, at

    def _function(self, at: int) -> tuple[Node, int]:
        name, words = self._tokens[at], []
        here = at + 2
        while True:
            words.append((self._tokens[here], here))
            if not is_word(self._tokens[here]):
                raise TokenRefused(f"{name} needs a name here", here)
            if self._tokens[here + 1] != ",":
                break
            here += 2
        if self._tokens[here + 1] != ")":
            raise TokenRefused(f"{name}( is not closed", here)
        most = 2 if name in ("sum", "avg") else 1
        if len(words) > most:
            raise TokenRefused(f"{name} takes no more than {most}", words[most][1])
        return self._called(name, words), here + 1

    def _called(self, name: str, words: list[tuple[str, int]]) -> Node:
        if name not in ("sum", "avg"):
            part = self._resolve(*words[0])
            return Length(part) if name == "len" else Rounded(RoundingKind(name), part)
        below = self._below
        if len(words) == 2:
            # Both orders are in use: the published examples write the attribute first.
            found = [self._feature_or_none(*word) for word in words]
            place = 0 if found[1] is None else 1
            if found[place] is None:
                raise TokenRefused(f"there is no feature {words[1][0][:80]}", words[1][1])
            below = found[place].feature  # type: ignore[union-attr] # refused above
            words = [words[1 - place]]
        return Aggregate(AggregateKind(name), ".".join(parts_of(words[0][0])), below)

    def _feature_or_none(self, word: str, at: int) -> Name | None:
        try:
            node = self._resolve(word, at)
        except TokenRefused:
            return None
        return node if isinstance(node, Name) else None


def is_word(token: str) -> bool:
    """Return whether a token is a name, with or without dots."""
    return len(token) > 2 if token[0] == '"' else token[0] not in "'(){}[],.!&|<>=+*/-\r\n"


def is_number(token: str) -> bool:
    """Return whether a token is a number without sign."""
    whole, _, rest = token.partition(".")
    return (whole + rest).isdecimal() and (whole + rest).isascii()


def read_number(token: str, at: int) -> Fraction:
    """Return the number a token stands for, exactly; refuses what is too long or none."""
    if len(token) > NUMBER_LIMIT or not is_number(token):
        raise TokenRefused(f"{token[:80]} is not a number of up to {NUMBER_LIMIT} digits", at)
    return Fraction(token)


def _check(node: Node, kinds: frozenset[type], sign: str, at: int) -> None:
    if type(node) not in kinds:
        what = "true or false" if kinds is _BOOLEAN else "numbers or texts"
        raise TokenRefused(f"{sign} takes what is {what}", at)


def _negate(part: Node, at: int) -> Node:
    _check(part, _BOOLEAN, "!", at)
    return negated(part)


def _join(sign: str, values: list[Node], right: Node, at: int) -> Node:
    left = values.pop()
    kinds = _BOOLEAN if sign in ("=>", "<=>") else _VALUES
    _check(left, kinds, sign, at)
    _check(right, kinds, sign, at)
    if sign == "=>":
        return Implies(left, right)
    if sign == "<=>":
        return Iff(left, right)
    if sign in _COMPARED:
        return Compare(_COMPARED[sign], left, right)
    return Arithmetic(_CALCULATED[sign], left, right)
