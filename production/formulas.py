"""Evaluate the conditions and formulas of bills and routings on a configuration."""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from catalog.choices import quantities
from catalog.language import LanguageError, Schema, check, evaluate, parse
from catalog.language.flattening import flat_document
from catalog.language.schema import FREE
from foundation.errors import Conflict

NAMED = re.compile(r"[a-z][a-z0-9_-]*|\"[^\"]*\"")
ONE_OPTION = re.compile(r"(?P<group>[a-z][a-z0-9_-]*) (=|has) \"(?P<option>[^\"\\\\]+)\"")
_parsed = lru_cache(maxsize=4096)(parse)

Choices = Mapping[str, Any]


def schema_for(
    document: Mapping[str, Any], sources: Iterable[str], choices: Choices | None = None
) -> Schema:
    """Return the schema of the groups that any of the sources may name.

    A catalog has thousands of options in groups that no bill or routing reads; leaving
    them out makes this a hundred times quicker. With choices, the options that are neither
    chosen nor named are left out too: enough to evaluate, not to judge what may be written.
    """
    named = named_words(sources)
    flat = flat_document(document)["groups"]
    groups = [group for group in flat if _outermost(group) in named]
    if choices is not None:
        groups = [_shortened(group, named, choices.get(group["code"])) for group in groups]
    return Schema.from_document({"groups": groups})


def named_words(sources: Iterable[str]) -> frozenset[str]:
    """Return every word in conditions and formulas: groups and options among them."""
    return frozenset[str]().union(*map(_named_words, sources))


def asked_option(condition: str) -> tuple[str, str] | None:
    """Return the group and the option where that one option is all a condition asks for."""
    asked = ONE_OPTION.fullmatch(condition.strip())
    return (asked["group"], asked["option"]) if asked else None


def holds(condition: str, schema: Schema, choices: Choices) -> bool:
    """Say whether a condition holds; an empty one always does."""
    if not condition.strip():
        return True
    value = _value(condition, schema, choices)
    if not isinstance(value, bool):
        raise _broken(condition, "is not a condition")
    return value


def amount(formula: str, schema: Schema, choices: Choices) -> Fraction:
    """Return what a formula comes to, never below zero."""
    value = _value(formula, schema, choices)
    if isinstance(value, bool) or not isinstance(value, Fraction):
        raise _broken(formula, "is not a number")
    return max(value, Fraction(0))


def word(expression: str, schema: Schema, choices: Choices) -> str:
    """Return an expression's value as a word, such as an option's code."""
    value = _value(expression, schema, choices)
    if value == FREE:
        # A colour of the customer's own is one option to rules, and a family of its own here.
        return str(choices.get(expression.strip(), FREE))
    if isinstance(value, Fraction):
        return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"
    return value if isinstance(value, str) else ("yes" if value else "no")


def require_readable(source: str, schema: Schema) -> None:
    """Raise `LanguageError` where a condition or formula does not fit the product."""
    if source.strip():
        check(_parsed(source), schema)


@lru_cache(maxsize=4096)
def _named_words(source: str) -> frozenset[str]:
    return frozenset(word.strip('"') for word in NAMED.findall(source))


def _outermost(group: Mapping[str, Any]) -> str:
    """Return the code of a group, or of the group that it is a copy's part of."""
    return str(group["code"]).partition("/")[0]


def _shortened(group: Mapping[str, Any], named: frozenset[str], value: Any) -> Mapping[str, Any]:
    if not group.get("options") or "copy" in group:
        # Sums over copies read what an option of any copy may add.
        return group
    kept = named | quantities(value).keys()
    options = [option for option in group["options"] if option["code"] in kept]
    return {**group, "options": options}


def _value(source: str, schema: Schema, choices: Choices) -> bool | Fraction | str:
    try:
        return evaluate(check(_parsed(source), schema), schema, choices)
    except LanguageError as error:
        raise _broken(source, str(error)) from error


def _broken(source: str, problem: str) -> Conflict:
    return Conflict(f"The factory cannot read “{source}”: {problem}", code="broken_formula")
