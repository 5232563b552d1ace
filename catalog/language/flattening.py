"""Write nested and repeated groups out as plain ones: one of each for every copy there may be.

A repeated group becomes a number, how many copies there are, and its groups stand once for each
copy under a path such as ``modules/2/cover``, asked only where there is such a copy. A nested
group is one with a single copy. Copies are in order: the one that goes is the last.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Document = dict[str, Any]
NESTED, REPEATED = "nested", "repeated"
MANY_COPIES = 50


def is_flat(document: Mapping[str, Any]) -> bool:
    """Say whether no group of a document has groups inside."""
    return all(group.get("kind") not in (NESTED, REPEATED) for group in document["groups"])


def flat_document(document: Mapping[str, Any]) -> Document:
    """Return a document that says the same with plain groups only; a flat one as it is.

    A written-out group keeps ``copy`` (``modules/2``), ``template`` (``cover``), ``of`` (``modules``)
    and ``number`` (2); a rule inside keeps ``copy``: names are read there first.
    """
    if is_flat(document):
        return document if isinstance(document, dict) else dict(document)
    groups: list[Document] = []
    rules: list[Document] = list(document.get("rules", ()))
    for group in document["groups"]:
        _write_out(group, groups, rules)
    return {**document, "groups": groups, "rules": rules}


def copies_of(code: str, group: Mapping[str, Any]) -> list[str]:
    """Return the paths of all copies that a nested or repeated group may have."""
    most = 1 if group["kind"] == NESTED else min(int(group.get("max_count") or 1), MANY_COPIES)
    return [f"{code}/{number}" for number in range(1, most + 1)]


def _write_out(group: Document, groups: list[Document], rules: list[Document]) -> None:
    if group["kind"] not in (NESTED, REPEATED):
        groups.append(group)
        return
    paths = copies_of(group["code"], group)
    groups.append(_counter(group, len(paths)))
    for number, path in enumerate(paths, 1):
        title = group["name"] if group["kind"] == NESTED else _numbered(group["name"], number)
        for inner in group.get("groups", ()):
            _write_out(_inside(inner, group["code"], path, number, title), groups, rules)
        rules += [_inner_rule(rule, path, title) for rule in group.get("rules", ())]


def _counter(group: Document, most: int) -> Document:
    """Return the number of copies as a group; none is the empty one."""
    least = 1 if group["kind"] == NESTED else int(group.get("min_count") or 0)
    is_optional = bool(group.get("is_optional")) if group["kind"] == NESTED else least == 0
    left_out = ("groups", "rules", "min_count", "max_quantity")
    kept = {key: value for key, value in group.items() if key not in left_out}
    return kept | {
        "kind": "number",
        "written_kind": group["kind"],
        "inner_groups": [inner["code"] for inner in group.get("groups", ())],
        "is_optional": is_optional,
        "minimum": max(1, least),
        "maximum": most,
        "step": 1,
        "unit": "",
        "options": [],
        "attributes": [],
    }


def _inside(inner: Document, of: str, path: str, number: int, title: Mapping[str, str]) -> Document:
    own = inner.get("present_if")
    asked = f"{of} >= {number}"
    inside = {
        "code": f"{path}/{inner['code']}",
        "name": _joined(title, inner.get("name", {})),
        "short_name": inner.get("name", {}),
        "present_if": f"{asked} and ({own})" if own else asked,
        "template": inner.get("template", inner["code"]),
        "copy": path,
        "of": of,
        "number": number,
    }
    return inner | inside


def _inner_rule(rule: Document, path: str, title: Mapping[str, str]) -> Document:
    message = rule.get("message") or {}
    return rule | {
        "code": f"{path}/{rule['code']}",
        "copy": path,
        "message": _joined(title, message) if message else {},
    }


def _numbered(name: Mapping[str, str], number: int) -> dict[str, str]:
    return {language: f"{text} {number}" for language, text in name.items()}


def _joined(title: Mapping[str, str], name: Mapping[str, str]) -> dict[str, str]:
    return {
        language: f"{title.get(language) or title.get('en', '')}: {text}".removeprefix(": ")
        for language, text in name.items()
    }


def names_at(copy: str) -> Iterator[tuple[str, str]]:
    """Yield the repeated group and the path of each copy around a place, outermost first."""
    pieces = copy.split("/")
    for end in range(2, len(pieces) + 1, 2):
        yield "/".join(pieces[: end - 1]), "/".join(pieces[:end])
