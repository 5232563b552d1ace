"""A product document as one table that a spreadsheet opens, and back.

A row is a group, an option, an attribute's definition, a rule, a computed value or a preference,
as its first cell says.
Attributes of options stand in columns of their own, ``attribute:<code>``.
"""

import csv
import io
import json
from typing import Any

from configurator.engine.features.errors import UnreadableModel

Document = dict[str, Any]
_GROUP_COLUMNS = (
    "kind", "unit", "is_optional", "default", "minimum", "maximum", "step",
    "min_count", "max_count", "max_quantity", "max_length", "characters", "present_if",
)  # fmt: skip
_COLUMNS = ("row", "group", "code", "name", *_GROUP_COLUMNS, "source", "columns", "rows", "weight")
_AS_JSON = frozenset({"is_optional", "default", "minimum", "maximum", "step", "columns", "rows"})
_AS_JSON |= {"min_count", "max_count", "max_quantity", "max_length"}
_ATTRIBUTE = "attribute:"


def write_table(document: Document) -> str:
    """Write a document as CSV.

    Parameters
    ----------
    document : dict
        A draft or published document.

    Returns
    -------
    str
        `read_table` of it has the same groups, options, attributes, rules, computed values and
        preferences. Names are those
        of English, or of the first language there is; prices, modules, texts and pictures are
        not part of it.
    """
    codes = dict.fromkeys(
        attribute["code"]
        for group in document["groups"]
        for attribute in group.get("attributes", ())
    )
    stream = io.StringIO()
    names = [*_COLUMNS, *(f"{_ATTRIBUTE}{code}" for code in codes)]
    table = csv.DictWriter(stream, names, lineterminator="\n", restval="")
    table.writeheader()
    table.writerow({"row": "product", "code": document["product"], "name": _name(document)})
    for group in document["groups"]:
        given = {key: _cell(key, group[key]) for key in _GROUP_COLUMNS if key in group}
        table.writerow({"row": "group", "code": group["code"], "name": _name(group), **given})
        for attribute in group.get("attributes", ()):
            table.writerow(
                {
                    "row": "attribute",
                    "group": group["code"],
                    "code": attribute["code"],
                    "name": _name(attribute),
                    "kind": attribute["kind"],
                    "unit": attribute.get("unit", ""),
                }
            )
        for option in group.get("options", ()):
            attributes = {
                f"{_ATTRIBUTE}{code}": value for code, value in option["attributes"].items()
            }
            start = {"row": "option", "group": group["code"], "code": option["code"]}
            table.writerow({**start, "name": _name(option), **attributes})
    for rule in document["rules"]:
        given = {key: _cell(key, rule[key]) for key in ("source", "columns", "rows") if key in rule}
        table.writerow({"row": "rule", "code": rule["code"], "kind": rule["kind"], **given})
    for computed in document.get("computed", ()):
        start = {"row": "computed", "code": computed["code"], "name": _name(computed)}
        table.writerow({**start, "unit": computed["unit"], "source": computed["expression"]})
    for preference in document.get("preferences", ()):
        given = {key: preference[key] for key in ("code", "source", "weight")}
        table.writerow({"row": "preference", **given})
    return stream.getvalue()


def read_table(text: str) -> Document:
    """Read what `write_table` wrote, edited or not.

    Raises
    ------
    UnreadableModel
        With the line of the first row that cannot be read.
    """
    table = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), restval="")
    if "row" not in (table.fieldnames or ()) or "code" not in (table.fieldnames or ()):
        raise UnreadableModel("the first line has no columns row and code")
    document: Document = {
        "format": 1, "product": "", "name": {"en": ""}, "tagline": {"en": ""}, "picture": "",
        "kind": "configurable", "groups": [], "rules": [],
    }  # fmt: skip
    groups: dict[str, Document] = {}
    try:
        for row in table:
            _read_row(row, document, groups)
    except csv.Error as error:
        raise UnreadableModel(str(error), "", table.line_num, 1) from None
    except (KeyError, ValueError, TypeError) as error:
        message = f"the row cannot be read: {error!r}"
        raise UnreadableModel(message, "", table.line_num, 1) from None
    return document


def _read_row(row: dict[str, str], document: Document, groups: dict[str, Document]) -> None:
    match row["row"]:
        case "product":
            document["product"], document["name"] = row["code"], {"en": row["name"]}
        case "group":
            given = {key: _value(key, row[key]) for key in _GROUP_COLUMNS if row.get(key)}
            group: Document = {"unit": "", "default": None, "is_optional": False, **given}
            group |= {"code": row["code"], "name": {"en": row["name"]}, "help": {"en": ""}}
            groups[row["code"]] = group | {"attributes": [], "options": []}
            document["groups"].append(groups[row["code"]])
        case "attribute":
            known = {"code": row["code"], "kind": row["kind"], "unit": row.get("unit") or ""}
            groups[row["group"]]["attributes"].append(known | {"name": {"en": row["name"]}})
        case "option":
            groups[row["group"]]["options"].append(_option(row, groups[row["group"]]))
        case "rule":
            given = {k: _value(k, row[k]) for k in ("source", "columns", "rows") if row.get(k)}
            start = {"code": row["code"], "kind": row["kind"], "message": {"en": ""}}
            document["rules"].append(start | given)
        case "computed":
            computed = {"code": row["code"], "expression": row["source"], "unit": row["unit"]}
            entries = document.setdefault("computed", [])
            entries.append(computed | {"name": {"en": row["name"]}})
        case "preference":
            preference = {"code": row["code"], "source": row["source"], "message": {"en": ""}}
            entries = document.setdefault("preferences", [])
            entries.append(preference | {"weight": int(row["weight"])})
        case "":
            pass
        case other:
            raise ValueError(f"{other[:80]} is no kind of row")


def _option(row: dict[str, str], group: Document) -> Document:
    kinds = {attribute["code"]: attribute["kind"] for attribute in group["attributes"]}
    attributes = {
        code: _number(row[f"{_ATTRIBUTE}{code}"])
        if kind == "number"
        else row[f"{_ATTRIBUTE}{code}"]
        for code, kind in kinds.items()
        if row.get(f"{_ATTRIBUTE}{code}")
    }
    return {
        "code": row["code"],
        "name": {"en": row["name"]},
        "description": {"en": ""},
        "attributes": attributes,
        "modules": {},
        "swatch": "",
    }


def _name(entry: Document) -> str:
    names = entry.get("name") or {}
    return str(names.get("en") or next(iter(names.values()), ""))


def _cell(key: str, value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if key in _AS_JSON else str(value)


def _value(key: str, cell: str) -> Any:
    if key == "is_optional":
        return json.loads(cell.lower())  # spreadsheets write TRUE
    return json.loads(cell) if key in _AS_JSON else cell


def _number(cell: str) -> int | float:
    number = float(cell)
    return int(cell) if cell.lstrip("-").isdecimal() else number
