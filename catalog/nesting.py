"""The two forms of choices: flat by path, as everything reads them, and nested, as clients do."""

from collections.abc import Mapping
from typing import Any

from catalog.canonical import Document
from catalog.language.flattening import NESTED

Choices = Mapping[str, Any]


def nested_choices(document: Document, choices: Choices) -> dict[str, Any]:
    """Return flat choices as clients write them.

    A repeated group is a list of choices, one for each copy; a nested one its choices.

    Parameters
    ----------
    document
        A flat document, as `flat_document` gives it.
    choices
        By group and path. Copies count up to the number chosen, or to the last that is named.
    """
    nested: dict[str, Any] = {}
    for group in document["groups"]:
        if "copy" not in group:
            _add(document, group, group["code"], choices, nested)
    return nested


def _add(
    document: Document, group: Document, name: str, choices: Choices, into: dict[str, Any]
) -> None:
    code = group["code"]
    if "inner_groups" not in group:
        if code in choices:
            into[name] = choices[code]
        return
    many = _copies(group, choices)
    if many is None:
        return
    inner = _by_copy(document, code)
    copies = []
    for number in range(1, many + 1):
        said: dict[str, Any] = {}
        for one in inner.get(f"{code}/{number}", ()):
            _add(document, one, one["code"].rpartition("/")[2], choices, said)
        copies.append(said)
    if group["written_kind"] != NESTED:
        into[name] = copies
    elif copies:
        into[name] = copies[0]


def _by_copy(document: Document, code: str) -> dict[str, list[Document]]:
    found: dict[str, list[Document]] = {}
    for group in document["groups"]:
        path, _, last = group["code"].rpartition("/")
        if last and path.rpartition("/")[0] == code:
            found.setdefault(path, []).append(group)
    return found


def _copies(group: Document, choices: Choices) -> int | None:
    """Return how many copies choices speak of; None where they do not speak of any."""
    code = group["code"]
    own = choices.get(code)
    if own is not None:
        return int(own or 0)
    start = f"{code}/"
    inside = [path[len(start) :] for path in choices if path.startswith(start)]
    return max((int(path.partition("/")[0]) for path in inside), default=None)
