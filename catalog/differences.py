"""What a draft changes against a published document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from catalog.canonical import Document
from catalog.texts import MAIN_LANGUAGE, in_language

_FURTHER = (("computed value", "computed"), ("rule", "rules"), ("preference", "preferences"))
SHOWN_FIELDS = ("name", "tagline", "picture", "kind")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing added, changed or removed, in words."""

    act: Literal["Added", "Changed", "Removed"]
    what: str


def differences(old: Document, new: Document) -> list[Difference]:
    """Return what the new document adds, changes and removes, groups before rules."""
    found = [Difference("Changed", name) for name in SHOWN_FIELDS if old[name] != new[name]]
    groups_old, groups_new = _by_code(old["groups"]), _by_code(new["groups"])
    found += _between("group", groups_old, groups_new, skip="options")
    for code in [code for code in groups_new if code in groups_old]:
        old_options = _by_code(groups_old[code]["options"])
        found += _between(f"{code}:", old_options, _by_code(groups_new[code]["options"]))
    for kind, name in _FURTHER:
        found += _between(kind, _by_code(old.get(name, [])), _by_code(new.get(name, [])))
    if not found and old != new:
        found.append(Difference("Changed", "order"))
    return found


def _between(
    kind: str, old: Mapping[str, Any], new: Mapping[str, Any], skip: str = ""
) -> Iterator[Difference]:
    for code, entry in new.items():
        if code not in old:
            yield Difference("Added", f"{kind} {_named(entry)}")
        elif _without(entry, skip) != _without(old[code], skip):
            yield Difference("Changed", f"{kind} {_named(entry)}")
    for code, entry in old.items():
        if code not in new:
            yield Difference("Removed", f"{kind} {_named(entry)}")


def _named(entry: Document) -> str:
    return in_language(entry.get("name", {}), MAIN_LANGUAGE) or str(entry["code"])


def _without(entry: Document, name: str) -> Document:
    return {key: value for key, value in entry.items() if key != name}


def _by_code(entries: list[Document]) -> dict[str, Document]:
    return {entry["code"]: entry for entry in entries}
