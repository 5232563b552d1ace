"""The groups of a document as the engine sees them."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from catalog.language.schema import FREE, exact

UNBOUNDED = 1 << 30


class GroupKind(StrEnum):
    """The kinds of questions."""

    ONE_OF = "one_of"
    SOME_OF = "some_of"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Group:
    """One question.

    Parameters
    ----------
    code : str
        Unique in the model.
    kind : GroupKind
        Decides which of the fields below mean something. A colour is a one_of; a file is a text
        of length 0 or 1.
    is_optional : bool
        Whether the group may stay empty; for a some_of the same as ``min_count == 0``.
    options : tuple of str
        Codes of a one_of or some_of, in the order of the document.
    default : Any
        The document's default, or None.
    min_count, max_count : int
        Bounds on the sum of the quantities of a some_of.
    max_quantity : int
        Largest quantity of one option of a some_of.
    minimum, step : Fraction
        First value of a number and the distance to the next.
    steps : int
        How many values a number has.
    max_length : int
        Longest text, in graphemes.
    is_file : bool
        Whether the text is the id of a file: it counts as one, however long it is.
    present_if : str
        Condition in the rule language under which the group is asked at all; "" for always.
        An absent group is empty and needs no answer.
    conditional : tuple of (str, value)
        Defaults with the condition of each; the first whose condition holds counts, or else
        ``default``.
    copy : str
        Path of the copy it belongs to, in whose terms the condition speaks; "" for none.
    """

    code: str
    kind: GroupKind
    is_optional: bool
    options: tuple[str, ...] = ()
    default: Any = None
    min_count: int = 0
    max_count: int = UNBOUNDED
    max_quantity: int = 1
    minimum: Fraction = Fraction(0)
    step: Fraction = Fraction(1)
    steps: int = 0
    max_length: int = 0
    is_file: bool = False
    present_if: str = ""
    conditional: tuple[tuple[str, Any], ...] = ()
    copy: str = ""

    @property
    def law(self) -> str:
        """Code of the built-in rule of this group."""
        return f"group:{self.code}"

    @property
    def may_be_empty(self) -> bool:
        """Whether some configuration may leave it empty, because it is optional or not asked."""
        return self.is_optional or bool(self.present_if)

    @property
    def free_value(self) -> int:
        """Value of a colour that stands for any of the customer's own, -1 for none."""
        return len(self.options) if self.options[-1:] == (FREE,) else -1

    @property
    def presence_law(self) -> str:
        """Code of the built-in rule that an absent group stays empty."""
        return f"present:{self.code}"


_GROUP_KEYS = (
    "code", "kind", "is_optional", "default", "min_count", "max_count", "max_quantity",
    "minimum", "maximum", "step", "max_length", "present_if", "copy", "written_kind", "defaults",
    "inner_groups",
)  # fmt: skip


def trim_group(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return a group of a flat document without names, pictures and texts."""
    trimmed = {key: entry[key] for key in _GROUP_KEYS if key in entry}
    trimmed["attributes"] = [
        {"code": item["code"], "kind": item.get("kind", "number")}
        for item in entry.get("attributes", ())
    ]
    trimmed["options"] = [
        {"code": item["code"], "attributes": dict(item.get("attributes", {}))}
        for item in entry.get("options", ())
    ]
    return trimmed


def read_group(entry: Mapping[str, Any]) -> Group:
    """Read a trimmed group; raises KeyError, TypeError or ValueError where it cannot be read."""
    kind = _KINDS[entry["kind"]]
    common = {
        "code": entry["code"],
        "kind": kind,
        "is_optional": bool(entry.get("is_optional", False)),
        "options": tuple(item["code"] for item in entry["options"]),
        "default": entry.get("default"),
        "present_if": str(entry.get("present_if") or ""),
        "conditional": tuple((one["if"], one["value"]) for one in entry.get("defaults", ())),
        "copy": str(entry.get("copy") or ""),
    }
    return Group(**common | _KIND_FIELDS[kind](entry))


def _no_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {}


def _counted_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    least, most = entry.get("min_count") or 0, entry.get("max_count")
    if min(least, 0 if most is None else most, (entry.get("max_quantity") or 1) - 1) < 0:
        raise ValueError(f"group {entry['code']} has numbers below zero")
    return {
        "is_optional": least == 0,
        "min_count": int(least),
        "max_count": UNBOUNDED if most is None else int(most),
        "max_quantity": int(entry.get("max_quantity") or 1),
    }


def _number_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    low, high, step = (Fraction(exact(entry[key])) for key in ("minimum", "maximum", "step"))
    if step <= 0 or high < low:
        raise ValueError(f"group {entry['code']} has no values")
    steps = math.floor((high - low) / step) + 1
    return {"options": (), "minimum": low, "step": step, "steps": steps}


def _text_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    if entry["kind"] == "file":
        return {"options": (), "max_length": 1, "is_file": True}
    if entry["max_length"] < 0:
        raise ValueError(f"text {entry['code']} has a length below zero")
    return {"options": (), "max_length": int(entry["max_length"])}


_KINDS = {kind.value: kind for kind in GroupKind} | {
    "colour": GroupKind.ONE_OF,
    "file": GroupKind.TEXT,
}
_KIND_FIELDS: Mapping[GroupKind, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    GroupKind.ONE_OF: _no_fields,
    GroupKind.SOME_OF: _counted_fields,
    GroupKind.NUMBER: _number_fields,
    GroupKind.TEXT: _text_fields,
}
