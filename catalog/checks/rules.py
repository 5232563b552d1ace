"""Every rule can be read, and names only what exists."""

from collections.abc import Iterator
from typing import Any

from catalog.canonical import Document
from catalog.findings import Finding
from catalog.language import LanguageError, Schema, rule_expression
from catalog.language.nodes import Expression
from catalog.models import Product


def check_rules(document: Document, product: Product) -> list[Finding]:
    """Report each rule that is no rule, with the character where it goes wrong."""
    try:
        schema = Schema.from_document(document)
    except LanguageError as error:
        return [Finding("An attribute cannot be read", str(error))]
    findings = (_finding(rule, schema) for rule in document["rules"])
    return [finding for finding in findings if finding is not None]


def readable_rules(document: Document) -> Iterator[tuple[dict[str, Any], Expression, Schema]]:
    """Yield the rules that can be read; the others are `check_rules`' business."""
    try:
        schema = Schema.from_document(document)
    except LanguageError:
        return
    for rule in document["rules"]:
        try:
            expression = rule_expression(rule, schema)
        except LanguageError:
            continue
        yield rule, expression, schema


def _finding(rule: dict[str, Any], schema: Schema) -> Finding | None:
    try:
        rule_expression(rule, schema)
    except LanguageError as error:
        where = f" (character {error.position + 1})" if error.source else ""
        return Finding(
            title=f"Rule “{rule['code']}” cannot be read",
            detail=f"{error.message}{where}",
            subject=f"/rules/{rule['code']}",
            excerpt=error.pointer() if error.source else "",
        )
    return None
