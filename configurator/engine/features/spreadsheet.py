"""A product document as the rows of one table that a spreadsheet opens, and back.

A row is the product, a group, an attribute of its options, an option, a rule, an allowed case of
a rule's table, a computed value or a preference, as its first cell says; ``in`` names the group or
rule that it belongs to. Texts have a column for each language (``name:de``), attributes and the
cells of a case one each (``attribute:length``, ``case:1``). What is neither a word nor a number
stands as JSON. Prices, standard variants and the parts behind modules are lists of their own.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from configurator.engine.features.errors import UnreadableModel

Document = dict[str, Any]
Row = dict[str, str]

TEXTS = ("name", "tagline", "help", "description", "message")
WORDS = frozenset(
    {"kind", "unit", "picture", "characters", "present_if", "source", "expression", "swatch"}
)
"""Kept as they are typed; an empty cell is the empty word."""
FIRST = ("row", "in", "code", "kind")
ATTRIBUTE, CASE = "attribute:", "case:"
LISTS = {"group": "groups", "option": "options", "attribute": "attributes", "rule": "rules"}
FURTHER = {"computed": "computed", "preference": "preferences"}
_ASIDE = frozenset({*TEXTS, *LISTS.values(), *FURTHER.values(), "format", "product", "code"})
# What an entry says where its row is silent; with it, the keys and texts that a row may have.
_SILENT: dict[str, Document] = {
    "product": {"name": {}, "tagline": {}, "picture": "", "kind": "configurable"},
    "group": {"name": {}, "help": {}, "is_optional": False, "default": None},
    "option": {"name": {}, "description": {}, "attributes": {}, "modules": {}, "swatch": ""},
    "attribute": {"name": {}, "kind": "word", "unit": ""},
    "rule": {"message": {}, "kind": "formula"},
    "case": {},
    "computed": {"name": {}, "expression": "", "unit": ""},
    "preference": {"message": {}, "source": "", "weight": 1},
}
_SILENT_KINDS: dict[tuple[str, str], Document] = {
    ("group", "some_of"): {"min_count": 0, "max_count": None, "max_quantity": 1},
    ("group", "number"): {"unit": "", "minimum": None, "maximum": None, "step": None},
    ("group", "text"): {"characters": "", "blocked_words": []},
    ("group", "colour"): {"is_free": False},
    ("group", "nested"): {"groups": [], "rules": []},
    ("group", "repeated"): {"groups": [], "rules": [], "min_count": 0, "max_count": None},
    ("rule", "formula"): {"source": ""},
    ("rule", "table"): {"columns": [], "rows": []},
}
_MORE_KEYS = {
    "attribute": {"value_names"},
    "group": {
        "kind", "unit", "minimum", "maximum", "step", "min_count", "max_count", "max_quantity",
        "max_length", "characters", "blocked_words", "present_if", "defaults", "is_free",
    },
    "rule": {"source", "columns", "valid_from", "valid_until", "channels"},
}  # fmt: skip


def write_rows(document: Document) -> list[list[str]]:
    """Write a document as a table.

    Parameters
    ----------
    document : dict
        A draft or published document.

    Returns
    -------
    list of list of str
        The heads, then the rows, all of one length. `read_rows` of it says the same.
    """
    rows = list(_product_rows(document))
    heads = dict.fromkeys(FIRST)
    for row in rows:
        heads.update(dict.fromkeys(row))
    return [list(heads), *([row.get(head, "") for head in heads] for row in rows)]


def read_rows(table: Iterable[Sequence[str]]) -> Document:
    """Read what `write_rows` wrote, edited or not.

    Raises
    ------
    UnreadableModel
        With the line of the first row that cannot be read, counted from 1.
    """
    lines = iter(table)
    heads = list(next(lines, ()))
    if not {"row", "code"} <= set(heads):
        raise UnreadableModel("the first line has no columns row and code")
    reading = _Reading()
    for number, cells in enumerate(lines, start=2):
        row = {head: cell for head, cell in zip(heads, cells, strict=False) if cell}
        try:
            reading.take(row)
        except (ValueError, TypeError) as error:
            raise UnreadableModel(str(error), "", number, 1) from None
    return reading.document


def _product_rows(document: Document) -> Iterator[Row]:
    yield {"row": "product", "code": document["product"], **_cells(document)}
    for group in document["groups"]:
        yield from _group_rows(group, "")
    for rule in document["rules"]:
        yield from _rule_rows(rule, "")
    for kind, key in FURTHER.items():
        for entry in document.get(key, ()):
            yield {"row": kind, "code": entry["code"], **_cells(entry)}


def _group_rows(group: Document, inside: str) -> Iterator[Row]:
    code = group["code"]
    yield {"row": "group", "in": inside, "code": code, **_cells(group)}
    for attribute in group.get("attributes", ()):
        yield {"row": "attribute", "in": code, "code": attribute["code"], **_cells(attribute)}
    for option in group.get("options", ()):
        values = {
            f"{ATTRIBUTE}{name}": _cell(value) for name, value in option["attributes"].items()
        }
        yield {"row": "option", "in": code, "code": option["code"], **_cells(option), **values}
    for inner in group.get("groups", ()):
        yield from _group_rows(inner, code)
    for rule in group.get("rules", ()):
        yield from _rule_rows(rule, code)


def _rule_rows(rule: Document, inside: str) -> Iterator[Row]:
    yield {"row": "rule", "in": inside, "code": rule["code"], **_cells(rule, without="rows")}
    for place, case in enumerate(rule.get("rows", ()), start=1):
        values = {f"{CASE}{number}": _cell(value) for number, value in enumerate(case, start=1)}
        yield {"row": "case", "in": rule["code"], "code": str(place), **values}


def _cells(entry: Mapping[str, Any], without: str = "") -> Row:
    """Return the cells of an entry's own keys: texts by language, words, and the rest as JSON."""
    cells = {
        f"{name}:{language}": text
        for name in TEXTS
        for language, text in entry.get(name, {}).items()
    }
    for key, value in entry.items():
        is_said = value not in (None, [], {}) or (key == "default" and value is not None)
        if is_said and key not in _ASIDE and key != without:
            cells[key] = value if key in WORDS else _cell(value)
    return cells


def _cell(value: Any) -> str:
    """Write a value so that `_value` reads it: a word as it is, unless it looks like JSON."""
    if isinstance(value, str) and value and _value(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)


def _value(cell: str) -> Any:
    """Read JSON; everything else is a word. Spreadsheets write TRUE and FALSE."""
    text = cell.lower() if cell in ("TRUE", "FALSE") else cell
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return cell


def _no_number(word: str) -> Any:
    raise ValueError(word)


class _Reading:
    """The document so far, and the groups and rules that later rows belong to."""

    def __init__(self) -> None:
        self.document: Document = {
            "format": 1, "product": "", **_SILENT["product"], "groups": [], "rules": [],
        }  # fmt: skip
        self._groups: dict[str, Document] = {}
        self._tables: dict[str, Document] = {}

    def take(self, row: Row) -> None:
        kind = row.get("row", "")
        if not kind:
            return
        if kind not in _SILENT:
            known = ", ".join(_SILENT)
            raise ValueError(f"“{kind[:80]}” is no kind of row; use one of {known}")
        if not row.get("code"):
            raise ValueError(f"the {kind} has no code")
        if kind == "product":
            self.document |= _entry(row) | {"product": row["code"]}
            self.document.pop("code")
        elif kind == "case":
            self._rule(row)["rows"].append(_case(row))
        elif kind in FURTHER:
            self.document.setdefault(FURTHER[kind], []).append(_entry(row))
        else:
            self._add(kind, row)

    def _add(self, kind: str, row: Row) -> None:
        entry = _entry(row)
        if kind in ("option", "attribute") or row.get("in"):
            parent = self._group(row)
        else:
            parent = self.document
        if LISTS[kind] not in parent:
            raise ValueError(
                f"the group {row['in']} holds no {LISTS[kind]}: it is neither nested nor repeated"
            )
        if kind == "group":
            self._groups[row["code"]] = entry | {"attributes": [], "options": []}
            entry = self._groups[row["code"]]
        elif kind == "rule":
            self._tables[row["code"]] = entry
        elif kind == "option":
            entry["attributes"] = _attributes(row, parent)
        parent[LISTS[kind]].append(entry)

    def _group(self, row: Row) -> Document:
        if row.get("in") not in self._groups:
            raise ValueError(f"no row above is the group “{row.get('in', '')[:80]}” it belongs to")
        return self._groups[row["in"]]

    def _rule(self, row: Row) -> Document:
        rule = self._tables.get(row.get("in", ""))
        if rule is None or "rows" not in rule:
            raise ValueError(
                f"no row above is the table “{row.get('in', '')[:80]}” it is a case of"
            )
        return rule


def _entry(row: Row) -> Document:
    """Return the entry of a row: what it says over what such a row says by its silence."""
    kind = row["row"]
    entry: Document = deepcopy(_SILENT[kind] | _SILENT_KINDS.get((kind, row.get("kind", "")), {}))
    known = set(_SILENT[kind]) | _MORE_KEYS.get(kind, set())
    for head, cell in row.items():
        name, _, language = head.partition(":")
        if name in TEXTS and name in known:
            entry[name][language or "en"] = cell
        elif head in known:
            entry[head] = cell if head in WORDS else _value(cell)
        elif head not in ("row", "in", "code") and not head.startswith((ATTRIBUTE, CASE)):
            raise ValueError(f"a row of the kind {kind} has no cell “{head[:80]}”; empty it")
    if not _are_names(entry.get("value_names", {})):
        raise ValueError(f"the attribute {row['code']} has value names that are no texts by word")
    return entry | {"code": row["code"]}


def _are_names(value: Any) -> bool:
    """Say whether it is a map of words to their texts by language."""
    return isinstance(value, dict) and all(
        isinstance(texts, dict) and all(isinstance(text, str) for text in texts.values())
        for texts in value.values()
    )


def _attributes(row: Row, group: Document) -> Document:
    kinds = {attribute["code"]: attribute["kind"] for attribute in group["attributes"]}
    values = {}
    for head, cell in row.items():
        if not head.startswith(ATTRIBUTE):
            continue
        code = head.removeprefix(ATTRIBUTE)
        if code not in kinds:
            raise ValueError(f"the group {group['code']} has no attribute “{code[:80]}”")
        values[code] = _attribute(code, kinds[code], cell)
    return values


def _attribute(code: str, kind: str, cell: str) -> Any:
    value = _value(cell)
    if kind != "number":
        return value if isinstance(value, str) else cell
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{code}: “{cell[:80]}” is no number")
    return value


def _case(row: Row) -> list[Any]:
    cells = {head.removeprefix(CASE): cell for head, cell in row.items() if head.startswith(CASE)}
    wrong = [place for place in cells if not place.isdecimal()]
    if wrong:
        raise ValueError(f"“{CASE}{wrong[0][:80]}” is no cell of a case; use {CASE}1, {CASE}2")
    return [_value(cells[place]) for place in sorted(cells, key=int)]
