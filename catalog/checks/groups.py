"""Every group can be answered: options, bounds, lengths, codes and names."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from catalog.canonical import Document
from catalog.findings import Finding
from catalog.language.flattening import MANY_COPIES, REPEATED
from catalog.language.schema import FREE
from catalog.models import Product
from catalog.text_rules import unknown_characters
from catalog.texts import MAIN_LANGUAGE

Entry = dict[str, Any]


def check_groups_have_options(document: Document, product: Product, now: datetime) -> list[Finding]:
    """Report groups without options and counts that cannot be reached."""
    return _each_group(document, _option_findings)


def check_numbers_are_bounded(document: Document, product: Product, now: datetime) -> list[Finding]:
    """Report numbers without a minimum, a maximum or a step that fits in between."""
    return _each_group(document, _bound_findings)


def check_texts_are_bounded(document: Document, product: Product, now: datetime) -> list[Finding]:
    """Report texts without a length or without characters that may be used."""
    return _each_group(document, _text_findings)


def check_codes_are_unique(document: Document, product: Product, now: datetime) -> list[Finding]:
    """Report codes that stand twice: of groups, of options in a group, of rules."""
    lists = [("group", "", document["groups"]), ("rule", "", document["rules"])]
    lists += [("preference", "", document.get("preferences", []))]
    named = [*document["groups"], *document.get("computed", [])]
    if document.get("computed"):
        lists[0] = ("group or computed value", "", named)
    lists += [
        ("option", f" in “{group['code']}”", group["options"]) for group in document["groups"]
    ]
    return [
        Finding(f"The {kind} “{code}” stands {count} times{place}")
        for kind, place, entries in lists
        for code, count in Counter(entry["code"] for entry in entries).items()
        if count > 1
    ]


def check_names(document: Document, product: Product, now: datetime) -> list[Finding]:
    """Report what has no English name, and options of a group that read the same."""
    findings = [] if document["name"].get(MAIN_LANGUAGE) else [Finding("The product has no name")]
    findings += [
        Finding(
            f"Computed value “{entry['code']}” has no name", subject=f"/computed/{entry['code']}"
        )
        for entry in document.get("computed", ())
        if not entry["name"].get(MAIN_LANGUAGE)
    ]
    return findings + _each_group(document, _name_findings)


def check_attributes(document: Document, product: Product, now: datetime) -> list[Finding]:
    """Report attributes of options that their group does not define, or of another kind."""
    return _each_group(document, _attribute_findings)


def _each_group(document: Document, find: Callable[[Entry], Iterator[Finding]]) -> list[Finding]:
    return [finding for group in document["groups"] for finding in find(group)]


def _option_findings(group: Entry) -> Iterator[Finding]:
    subject = f"/groups/{group['code']}"
    if group["kind"] not in ("one_of", "some_of", "colour"):
        return
    colourless = [o["code"] for o in group["options"] if not o["swatch"] and o["code"] != FREE]
    if group["kind"] == "colour" and colourless:
        detail = f"Such as “{colourless[0]}”. Write its colour as #2f5d8a."
        yield Finding(f"Options of “{group['code']}” have no colour", detail, subject=subject)
    if not group["options"]:
        yield Finding(f"Group “{group['code']}” has no options", subject=subject)
    if group["kind"] == "some_of":
        most = len(group["options"]) * group["max_quantity"]
        if group["min_count"] > most:
            detail = f"{group['min_count']} are needed, {most} are possible."
            yield Finding(f"Group “{group['code']}” asks for too many", detail, subject=subject)


def _bound_findings(group: Entry) -> Iterator[Finding]:
    if group["kind"] != "number":
        return
    if "written_kind" in group and not group["inner_groups"]:
        yield Finding(
            f"Group “{group['code']}” has no groups inside", subject=f"/groups/{group['code']}"
        )
    subject, title = f"/groups/{group['code']}", f"Number “{group['code']}”"
    if group.get("written_kind") == REPEATED and not 1 <= (group["max_count"] or 0) <= MANY_COPIES:
        title = f"Group “{group['code']}” needs a greatest number of copies"
        yield Finding(title, f"From 1 to {MANY_COPIES}.", subject=subject)
    missing = [name for name in ("minimum", "maximum", "step") if group[name] is None]
    if missing:
        yield Finding(f"{title} has no {' and no '.join(missing)}", subject=subject)
    elif group["minimum"] > group["maximum"]:
        yield Finding(f"{title} has a minimum above its maximum", subject=subject)
    elif group["step"] <= 0:
        yield Finding(f"{title} has a step that is not above zero", subject=subject)


def _text_findings(group: Entry) -> Iterator[Finding]:
    if group["kind"] != "text":
        return
    subject, title = f"/groups/{group['code']}", f"Text “{group['code']}”"
    if not group["max_length"]:
        yield Finding(f"{title} has no greatest length", subject=subject)
    if not group["characters"].split():
        yield Finding(f"{title} does not say which characters may be used", subject=subject)
    for word in unknown_characters(group["characters"]):
        yield Finding(f"{title} does not know the characters “{word}”", subject=subject)


def _name_findings(group: Entry) -> Iterator[Finding]:
    subject = f"/groups/{group['code']}"
    if not group["name"].get(MAIN_LANGUAGE):
        yield Finding(f"Group “{group['code']}” has no name", subject=subject)
    nameless = [o["code"] for o in group["options"] if not o["name"].get(MAIN_LANGUAGE)]
    if nameless:
        detail = f"{len(nameless)} options, such as “{nameless[0]}”."
        yield Finding(f"Options of “{group['code']}” have no name", detail, subject=subject)
    names = Counter(option["name"].get(MAIN_LANGUAGE, "") for option in group["options"])
    twice = [name for name, count in names.items() if name and count > 1]
    if twice:
        detail = f"{len(twice)} names, such as “{twice[0]}”."
        yield Finding(f"Options of “{group['code']}” read the same", detail, "warns", subject)


def _attribute_findings(group: Entry) -> Iterator[Finding]:
    kinds = {entry["code"]: entry["kind"] for entry in group["attributes"]}
    subject = f"/groups/{group['code']}"
    for option in group["options"]:
        for code, value in option["attributes"].items():
            wrong = _wrong_attribute(kinds.get(code), value)
            if wrong:
                title = f"Attribute “{code}” of “{option['code']}” {wrong}"
                yield Finding(title, subject=subject)


def _wrong_attribute(kind: str | None, value: object) -> str:
    if kind is None:
        return "is not defined in its group"
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "number" and not is_number and value is not None:
        return "is not a number"
    if kind == "word" and not isinstance(value, str) and value is not None:
        return "is not a word"
    return ""
