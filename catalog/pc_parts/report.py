"""What an import found and did, for people and as one JSON object."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from catalog.demo.definition import Definition
from catalog.pc_parts.computer import FILE_BY_GROUP
from catalog.pc_parts.reader import Parts

Options = Mapping[str, Mapping[str, Any]]


@dataclass
class ImportReport:
    """Counts by group, and every part that is listed but can never be in a valid build."""

    product: str
    options: dict[str, int] = field(default_factory=dict)
    unpriced: dict[str, int] = field(default_factory=dict)
    created: int = 0
    changed: int = 0
    removed: int = 0
    unsellable: list[dict[str, str]] = field(default_factory=list)
    defaults_missing: list[str] = field(default_factory=list)
    revision: int | None = None
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "product": self.product,
            "options": self.options,
            "total": sum(self.options.values()),
            "unpriced": self.unpriced,
            "created": self.created,
            "changed": self.changed,
            "removed": self.removed,
            "unsellable": self.unsellable,
            "defaults_missing": self.defaults_missing,
            "revision": self.revision,
            "seconds": round(self.seconds, 2),
        }

    def lines(self) -> Iterable[str]:
        """Yield the report for a person."""
        for group, count in self.options.items():
            skipped = self.unpriced[FILE_BY_GROUP[group]]
            yield f"{group:<8} {count:>6} options, {skipped} rows without a price left out"
        yield f"{'total':<8} {sum(self.options.values()):>6} options"
        yield f"{self.created} new, {self.changed} changed, {self.removed} removed"
        for part in self.unsellable:
            yield f"not sellable: {part['group']} {part['option']}: {part['reason']}"
        for group in self.defaults_missing:
            yield f"{group}: the usual default is not among these parts, so none is set"
        if self.revision is not None:
            yield f"published as revision {self.revision}"
        yield f"{self.seconds:.1f} s"


def options_of(document: Mapping[str, Any] | None) -> dict[tuple[str, str], Any]:
    """Return a document's options by group and code."""
    groups = document["groups"] if document else []
    return {(group["code"], one["code"]): one for group in groups for one in group["options"]}


def unsellable_parts(definition: Definition) -> list[dict[str, str]]:
    """List the options that no build can hold, with the reason.

    Only what one table of facts says is listed; whether an option can be finished into a
    valid build with the rest of the catalog is the publish gate's question.
    """
    groups = {group.code: group.options for group in definition.groups}
    sockets = {
        code: {option.attributes["socket"] for option in groups[code]} for code in ("cpu", "board")
    }
    found = [
        {"group": code, "option": option.code, "reason": option.description}
        for code, options in groups.items()
        for option in options
        if option.description
    ]
    for code, other in (("cpu", "board"), ("board", "cpu")):
        found += [
            {
                "group": code,
                "option": option.code,
                "reason": f"No {other} here has socket {option.attributes['socket']}.",
            }
            for option in groups[code]
            if not option.description
            and option.attributes["socket"] not in _partners(sockets, code)
        ]
    return found


def _partners(sockets: Mapping[str, set[Any]], code: str) -> set[Any]:
    """Sockets that find a partner; an AM3 processor also fits an AM3+ board."""
    if code == "cpu":
        return sockets["board"] | ({"AM3"} if "AM3+" in sockets["board"] else set())
    return sockets["cpu"] | ({"AM3+"} if "AM3" in sockets["cpu"] else set())


def fill_counts(report: ImportReport, definition: Definition, parts: Parts) -> None:
    """Enter how many options each group has and what is missing."""
    report.options = {group.code: len(group.options) for group in definition.groups}
    report.unpriced = parts.unpriced
    report.unsellable = unsellable_parts(definition)
