"""Which groups of a document are asked at all: those whose condition holds."""

from collections.abc import Mapping
from typing import Any

from catalog.canonical import Document
from catalog.language import LanguageError, Schema, claim_of, evaluate, say_condition
from catalog.language.flattening import flat_document


def absent_groups(document: Document, choices: Mapping[str, Any]) -> set[str]:
    """Return the groups that complete choices leave out because their condition does not hold.

    A condition that cannot be read leaves nothing out: publishing refuses it.
    """
    conditions = _conditions(document)
    if not conditions:
        return set()
    schema = Schema.from_document(document)
    return {
        code
        for code, (source, copy) in conditions.items()
        if not _holds(source, copy, schema, choices)
    }


def condition_words(document: Document, language: str) -> dict[str, str]:
    """Return the condition of each group that has one, as it stands after "if"."""
    conditions = _conditions(document)
    if not conditions:
        return {}
    schema = Schema.from_document(document)
    return {
        code: say_condition(claim_of(source, schema, copy), schema, language)
        for code, (source, copy) in conditions.items()
    }


def _conditions(document: Document) -> dict[str, tuple[str, str]]:
    """Return the condition of each group that has one, and the copy in whose terms it speaks."""
    return {
        group["code"]: (group["present_if"], group.get("copy", ""))
        for group in flat_document(document)["groups"]
        if group.get("present_if")
    }


def _holds(source: str, copy: str, schema: Schema, choices: Mapping[str, Any]) -> bool:
    try:
        return bool(evaluate(claim_of(source, schema, copy), schema, choices))
    except LanguageError:
        return True
