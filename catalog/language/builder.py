"""Turn what the grammar recognises into nodes."""

import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from lark import Token, Transformer, v_args

from catalog.language.arithmetic import ONE, constant_of, linear, reasonable, scaled, terms_of
from catalog.language.errors import LanguageError
from catalog.language.limits import DECIMAL_PLACES_LIMIT
from catalog.language.nodes import (
    And,
    Attribute,
    Choice,
    Claim,
    Compare,
    Count,
    Empty,
    Expression,
    Has,
    Holds,
    Iff,
    Implies,
    Length,
    Literal,
    Not,
    Operator,
    Or,
    Total,
)
from catalog.language.schema import FREE

NUMBER_LENGTH_LIMIT = 2 * DECIMAL_PLACES_LIMIT + 1


@v_args(inline=True)
class Builder(Transformer[Token, Expression]):
    """One method for each alternative of the grammar; called bottom up, without recursion."""

    def number(self, token: Token) -> Expression:
        if len(token) > NUMBER_LENGTH_LIMIT:
            raise LanguageError("This number is too long.", _start(token))
        return linear([(Fraction(str(token)), Literal(Fraction(1)))], _start(token))

    def word(self, token: Token) -> Expression:
        return Literal(unquote(token), position=_start(token))

    def choice(self, token: Token) -> Expression:
        return Choice(str(token), position=_start(token))

    def attribute(self, token: Token) -> Expression:
        return Attribute(*token.split(".", 1), position=_start(token))

    def total(
        self, keyword: Token, token: Token, _: Token | None, where: Expression | None
    ) -> Expression:
        if where is not None:
            require_claim(where)
        group, attribute = token.split(".", 1)
        return Total(group, attribute, where, position=_start(token))

    def indicator(self, keyword: Token, claim: Expression) -> Expression:
        return Holds(require_claim(claim), position=_start(keyword))

    def count(
        self, keyword: Token, token: Token, _: Token | None, where: Expression | None
    ) -> Expression:
        if where is not None:
            require_claim(where)
        return Count(str(token), where, position=_start(token))

    def length(self, keyword: Token, token: Token) -> Expression:
        return Length(str(token), position=_start(token))

    def total_of(self, first: Expression, *rest: Any) -> Expression:
        """Add up a whole chain at once: one by one would take quadratic time."""
        terms = list(terms_of(first))
        for sign, value in zip(rest[::2], rest[1::2], strict=True):
            terms.extend(scaled(terms_of(value), _factor(sign)))
        return linear(terms, first.position)

    def times(self, *values: Expression) -> Expression:
        terms, factor = None, Fraction(1)
        for value in values:
            own_terms, own_factor = terms_of(value), constant_of(value)
            if own_factor is not None:
                factor = reasonable(factor * own_factor, value.position)
            elif terms is None:
                terms = own_terms
            else:
                raise LanguageError("One side of * must be a plain number.", value.position)
        return linear(scaled(terms or ((Fraction(1), ONE),), factor), values[0].position)

    def signed(self, *parts: Any) -> Expression:
        *signs, value = parts
        is_negative = signs.count("-") % 2 == 1
        factor = Fraction(-1 if is_negative else 1)
        return linear(scaled(terms_of(value), factor), _start(signs[0]))

    def signed_number(self, sign: Token, token: Token) -> Expression:
        return self.signed(sign, self.number(token))

    def compare(self, left: Expression, token: Token, right: Expression) -> Expression:
        require_value(left)
        require_value(right)
        return Compare(Operator(str(token)), left, right, position=left.position)

    def in_set(self, left: Expression, token: Token, *members: Expression) -> Expression:
        if not isinstance(left, Choice | Attribute | Total | Length):
            raise LanguageError("Before “in” stands a group or an attribute.", left.position)
        same = [Compare(Operator.EQUAL, left, m, position=left.position) for m in members]
        return joined(Or, same)

    def has(self, group: Token, keyword: Token, option: Token) -> Expression:
        code = unquote(option) if option.startswith('"') else str(option)
        start = _start(option)
        return Has(str(group), code, position=_start(group), option_position=start)

    def empty(self, group: Token, *_: Token) -> Expression:
        return Empty(str(group), position=_start(group))

    def not_empty(self, group: Token, *_: Token) -> Expression:
        return Not(self.empty(group), position=_start(group))

    def free(self, group: Token, *_: Token) -> Expression:
        start = _start(group)
        return Has(str(group), FREE, position=start, option_position=start)

    def not_free(self, group: Token, *_: Token) -> Expression:
        return Not(self.free(group), position=_start(group))

    def negation(self, keyword: Token, item: Expression) -> Expression:
        return Not(require_claim(item), position=_start(keyword))

    def both(self, *parts: Any) -> Expression:
        return joined(And, [require_claim(part) for part in parts[::2]])

    def either(self, *parts: Any) -> Expression:
        return joined(Or, [require_claim(part) for part in parts[::2]])

    def implies(self, condition: Expression, consequence: Expression) -> Expression:
        claims = require_claim(condition), require_claim(consequence)
        return Implies(*claims, position=condition.position)

    def iff(self, left: Expression, right: Expression) -> Expression:
        return Iff(require_claim(left), require_claim(right), position=left.position)


def joined(kind: type[And] | type[Or], items: Iterable[Expression]) -> Expression:
    """Return the items as one And or Or without an equal one inside."""
    flat: list[Expression] = []
    for item in items:
        flat.extend(item.items if isinstance(item, kind) else (item,))
    if len(flat) == 1:
        return flat[0]
    return kind(tuple(flat), position=flat[0].position)


def require_claim(expression: Expression) -> Expression:
    """Return a claim, which holds or does not; refuse a lone value."""
    if isinstance(expression, Claim):
        return expression
    raise LanguageError("This is a value; say what it must be, as in a = b.", expression.position)


def require_value(expression: Expression) -> None:
    """Refuse a claim where a number or a word must stand."""
    if isinstance(expression, Claim):
        raise LanguageError("A value must stand here, not a claim.", expression.position)


def unquote(token: str) -> str:
    """Return the word between the quotes, in NFC."""
    plain = token[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return unicodedata.normalize("NFC", plain)


def _factor(sign: Token) -> Fraction:
    return Fraction(-1 if sign == "-" else 1)


def _start(token: Token) -> int:
    return token.start_pos or 0
