"""Linear sums: add, scale and normalise them exactly."""

from collections.abc import Iterable
from fractions import Fraction

from catalog.language.errors import LanguageError
from catalog.language.limits import DECIMAL_PLACES_LIMIT, NUMBER_LIMIT
from catalog.language.nodes import Claim, Expression, Literal, Sum

Terms = tuple[tuple[Fraction, Expression], ...]

ONE = Literal(Fraction(1))


def terms_of(expression: Expression) -> Terms:
    """Return a value as linear terms.

    Raises
    ------
    LanguageError
        When the expression is a claim or a word: neither can be calculated with.
    """
    if isinstance(expression, Claim):
        raise LanguageError("Only numbers can be calculated with.", expression.position)
    if isinstance(expression, Sum):
        return expression.terms
    if isinstance(expression, Literal):
        if isinstance(expression.value, str):
            raise LanguageError("A word cannot be calculated with.", expression.position)
        return ((expression.value, ONE),)
    return ((Fraction(1), expression),)


def scaled(terms: Terms, factor: Fraction) -> Terms:
    """Return every term times a factor."""
    return tuple((own * factor, expression) for own, expression in terms)


def constant_of(expression: Expression) -> Fraction | None:
    """Return the number an expression always is, else None."""
    if isinstance(expression, Literal) and isinstance(expression.value, Fraction):
        return expression.value
    return None


def linear(terms: Iterable[tuple[Fraction, Expression]], position: int) -> Expression:
    """Return the simplest expression for a sum: like terms joined, zeros gone, constant last.

    Raises
    ------
    LanguageError
        When a number becomes too large or too fine to be kept exact.
    """
    factors: dict[Expression, Fraction] = {}
    for factor, expression in terms:
        factors[expression] = factors.get(expression, Fraction(0)) + factor
    constant = factors.pop(ONE, Fraction(0))
    kept = [(factor, expression) for expression, factor in factors.items() if factor]
    for factor in (constant, *(factor for factor, _ in kept)):
        reasonable(factor, position)
    if not kept:
        return Literal(constant, position=position)
    if len(kept) == 1 and kept[0][0] == 1 and not constant:
        return kept[0][1]
    if constant:
        kept.append((constant, ONE))
    return Sum(tuple(kept), position=position)


def reasonable(number: Fraction, position: int) -> Fraction:
    """Return the number; refuse one beyond 10^18 or with more than 18 decimal places."""
    is_fine_enough = (number * 10**DECIMAL_PLACES_LIMIT).denominator == 1
    if abs(number) >= NUMBER_LIMIT or not is_fine_enough:
        raise LanguageError("This number is too large or has too many decimals.", position)
    return number
