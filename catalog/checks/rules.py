"""Every rule can be read, and names only what exists."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from catalog.canonical import Document
from catalog.findings import Finding
from catalog.language import (
    LanguageError,
    Schema,
    claim_of,
    computed_expression,
    rule_expression,
)
from catalog.language.context import may_hold
from catalog.language.nodes import Expression
from catalog.language.walk import groups_in
from catalog.models import Product


def check_rules(document: Document, product: Product, now: datetime) -> list[Finding]:
    """Report each rule, formula, condition or preference that is none, with the character."""
    try:
        schema = Schema.from_document(document)
    except LanguageError as error:
        return [Finding("An attribute cannot be read", str(error))]
    findings = [_finding(rule, schema) for rule in document["rules"]]
    findings += [_condition_finding(group, schema) for group in document["groups"]]
    findings += [_computed_finding(entry, schema) for entry in document.get("computed", ())]
    findings += [_preference_finding(entry, schema) for entry in document.get("preferences", ())]
    return [finding for finding in findings if finding is not None]


def readable_rules(
    document: Document, today: date
) -> Iterator[tuple[dict[str, Any], Expression, Schema]]:
    """Yield the rules that can be read and hold from today on, if only on some days or channels.

    The others are `check_rules`' business.
    """
    try:
        schema = Schema.from_document(document)
    except LanguageError:
        return
    for rule in document["rules"]:
        if not may_hold(rule, today):
            continue
        try:
            expression = rule_expression(rule, schema)
        except LanguageError:
            continue
        yield rule, expression, schema


def _finding(rule: dict[str, Any], schema: Schema) -> Finding | None:
    try:
        rule_expression(rule, schema)
    except LanguageError as error:
        title = f"Rule “{rule['code']}” cannot be read"
        return _unreadable(title, error, f"/rules/{rule['code']}")
    return None


def _condition_finding(group: dict[str, Any], schema: Schema) -> Finding | None:
    if not group.get("present_if"):
        return None
    title, subject = f"The condition of “{group['code']}”", f"/groups/{group['code']}"
    try:
        condition = claim_of(group["present_if"], schema, group.get("copy", ""))
    except LanguageError as error:
        return _unreadable(f"{title} cannot be read", error, subject)
    if group["code"] in groups_in(condition):
        detail = "Whether a group is asked cannot depend on its own answer."
        return Finding(f"{title} names the group itself", detail, subject=subject)
    return None


def _computed_finding(entry: dict[str, Any], schema: Schema) -> Finding | None:
    try:
        computed_expression(entry["expression"], schema)
    except LanguageError as error:
        title = f"Computed value “{entry['code']}” cannot be read"
        return _unreadable(title, error, f"/computed/{entry['code']}")
    return None


def _preference_finding(entry: dict[str, Any], schema: Schema) -> Finding | None:
    try:
        claim_of(entry["source"], schema)
    except LanguageError as error:
        title = f"Preference “{entry['code']}” cannot be read"
        return _unreadable(title, error, f"/preferences/{entry['code']}")
    return None


def _unreadable(title: str, error: LanguageError, subject: str) -> Finding:
    where = f" (character {error.position + 1})" if error.source else ""
    return Finding(
        title=title,
        detail=f"{error.message}{where}",
        subject=subject,
        excerpt=error.pointer() if error.source else "",
    )
