"""Every default exists, fits its group, and together they break no rule."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from catalog.canonical import Document
from catalog.checks.rules import readable_rules
from catalog.findings import Finding
from catalog.language import LanguageError, Schema, claim_of, evaluate
from catalog.language.schema import FREE
from catalog.language.walk import groups_in
from catalog.models import Product
from catalog.presence import absent_groups
from catalog.selectors.sentences import limit_words
from catalog.text_rules import TextRefused, check_text
from catalog.texts import MAIN_LANGUAGE

CONDITIONAL = ("one_of", "some_of", "colour", "number", "text")
Entry = dict[str, Any]
COLOUR = re.compile("#[0-9a-f]{6}")
Choices = Mapping[str, Any]


def check_defaults_exist(document: Document, product: Product, now: datetime) -> list[Finding]:
    """Report defaults that their group cannot take."""
    return list(value_findings(document, default_choices(document), "The default"))


def check_conditional_defaults(
    document: Document, product: Product, now: datetime
) -> list[Finding]:
    """Report defaults with a condition that cannot be read, or a value that cannot be."""
    try:
        schema = Schema.from_document(document)
    except LanguageError:
        return []
    return [
        finding
        for group in document["groups"]
        for one in group.get("defaults", ())
        for finding in _conditional_findings(group, one, schema)
    ]


def _conditional_findings(group: Entry, one: Entry, schema: Schema) -> Iterator[Finding]:
    subject, what = f"/groups/{group['code']}", f"A default of “{group['code']}”"
    is_colour = group["kind"] == "colour" and str(one["value"]).startswith(FREE)
    if group["kind"] not in CONDITIONAL or is_colour:
        detail = "Only options, numbers and texts can be one."
        yield Finding(f"{what} cannot have a condition", detail, subject=subject)
        return
    if wrong := _wrong(group, one["value"]):
        yield Finding(f"{what} {wrong}", subject=subject)
    try:
        claim_of(one["if"], schema, group.get("copy", ""))
    except LanguageError as error:
        yield Finding(
            f"The condition of {what[0].lower()}{what[1:]} cannot be read",
            f"{error.message} (character {error.position + 1})",
            subject=subject,
            excerpt=error.pointer(),
        )


def check_defaults_agree(document: Document, product: Product, now: datetime) -> list[Finding]:
    """Report rules that the defaults break.

    Left out are rules about a group without a default, or with one that the group cannot take.
    A rule for some days or channels only warns: while it holds, proposals leave out the default.
    Groups that are not asked when all others have their defaults count as empty.
    """
    choices = _fitting_defaults(document)
    may_be_empty = {group["code"] for group in document["groups"] if group["is_optional"]}
    optional = (may_be_empty | absent_groups(document, choices)) - set(choices)
    return [
        broken_rule(
            rule,
            "The defaults break",
            "Change a default of these groups, or take one back: "
            + ", ".join(sorted(groups_in(expression))),
            f"/rules/{rule['code']}",
        )
        for rule, expression, schema in readable_rules(document, localdate(now))
        if groups_in(expression) <= {*choices, *optional}
        and not _holds(expression, schema, choices)
    ]


def broken_rule(rule: Entry, what: str, detail: str = "", subject: str = "") -> Finding:
    """Return the finding that something breaks a rule; it warns where the rule is limited."""
    limits = limit_words(rule, MAIN_LANGUAGE)
    title = f"{what} rule “{rule['code']}”" + (f" ({limits})" if limits else "")
    return Finding(title, detail, "warns" if limits else "stops", subject)


def default_choices(document: Document) -> dict[str, Any]:
    """Return the defaults by group, those that are set."""
    return {
        group["code"]: group["default"]
        for group in document["groups"]
        if group["default"] is not None
    }


def _fitting_defaults(document: Document) -> dict[str, Any]:
    choices = default_choices(document)
    wrong = {finding.subject for finding in value_findings(document, choices, "The default")}
    fitting = {code: value for code, value in choices.items() if f"/groups/{code}" not in wrong}
    absent = absent_groups(document, fitting)
    return {code: value for code, value in fitting.items() if code not in absent}


def broken_rules(document: Document, choices: Choices, today: date) -> list[Entry]:
    """Return the rules that complete choices break on any day from today on."""
    return [
        rule
        for rule, expression, schema in readable_rules(document, today)
        if not _holds(expression, schema, choices)
    ]


def value_findings(document: Document, choices: Choices, what: str) -> Iterator[Finding]:
    """Yield a finding for each value that its group cannot take."""
    groups = {group["code"]: group for group in document["groups"]}
    for code, value in choices.items():
        group = groups.get(code)
        wrong = "names a group that does not exist" if group is None else _wrong(group, value)
        if wrong:
            yield Finding(f"{what} of “{code}” {wrong}", subject=f"/groups/{code}")


def _wrong(group: Entry, value: object) -> str:
    if group["is_optional"] and value in ("", {}, []):
        return ""
    checks = {
        "one_of": _wrong_option,
        "some_of": _wrong_quantities,
        "number": _wrong_number,
        "text": _wrong_text,
        "colour": _wrong_colour,
        "file": _wrong_file,
    }
    return checks[group["kind"]](group, value)


def _wrong_option(group: Entry, value: object) -> str:
    if not isinstance(value, str) or value not in {option["code"] for option in group["options"]}:
        return f"is “{value}”, which is no option"
    return ""


def _wrong_colour(group: Entry, value: object) -> str:
    if group["is_free"] and isinstance(value, str) and COLOUR.fullmatch(value):
        return ""
    return f"is “{value}”, which is no colour" if value == FREE else _wrong_option(group, value)


def _wrong_file(group: Entry, value: object) -> str:
    return "cannot be: only customers have files"


def _wrong_quantities(group: Entry, value: object) -> str:
    if isinstance(value, list):
        value = dict.fromkeys(map(str, value), 1)
    if not isinstance(value, dict):
        return "must be a map of option and quantity"
    known = {option["code"] for option in group["options"]}
    if unknown := set(value) - known:
        return f"has “{min(unknown)}”, which is no option"
    quantities = list(value.values())
    if not all(isinstance(n, int) and 0 < n <= group["max_quantity"] for n in quantities):
        return f"must have quantities from 1 to {group['max_quantity']}"
    total, most = sum(quantities), group["max_count"]
    if total < group["min_count"] or (most is not None and total > most):
        return f"has {total} pieces, which is not allowed"
    return ""


def _wrong_number(group: Entry, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "must be a number"
    if None in (group["minimum"], group["maximum"], group["step"]) or group["step"] <= 0:
        return ""
    number, low = Decimal(str(value)), Decimal(str(group["minimum"]))
    if not low <= number <= Decimal(str(group["maximum"])):
        return f"is {value}, outside {group['minimum']} to {group['maximum']}"
    return "is not on a step" if (number - low) % Decimal(str(group["step"])) else ""


def _wrong_text(group: Entry, value: object) -> str:
    try:
        check_text(group, value)
    except TextRefused as refused:
        return f"cannot be written: {refused}"
    return ""


def _holds(expression: Any, schema: Any, choices: Choices) -> bool:
    try:
        return bool(evaluate(expression, schema, choices))
    except (TypeError, ValueError, AttributeError):
        # A default of the wrong type is reported by `check_defaults_exist`.
        return True
