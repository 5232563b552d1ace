"""The two JSON forms of choice models, as documents that the engine's `Model` reads.

Variables with values and rules over them (tables, clauses, sums), or groups with options and
rules that name both by index. Groups and options get short codes; their own names stay beside.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from configurator.engine.features.errors import UnreadableModel

TEXT_LIMIT = 256_000_000
_OPERATORS = {"<=": "<=", ">=": ">=", "<": "<", ">": ">", "=": "=", "==": "=", "!=": "!="}
Document = dict[str, Any]


def read_choice_model(text: str) -> Document:
    """Read a JSON model of either form.

    Parameters
    ----------
    text : str
        The file.

    Returns
    -------
    dict
        A document with groups of the kind one_of. ``name["en"]`` of groups and options is what
        the file calls them.

    Raises
    ------
    UnreadableModel
        If the text is not JSON or not one of the forms.
    """
    if len(text) > TEXT_LIMIT:
        raise UnreadableModel(f"the text is longer than {TEXT_LIMIT:,} characters")
    try:
        content = json.loads(text, parse_float=str)
    except json.JSONDecodeError as error:
        raise UnreadableModel(error.msg, "", error.lineno, error.colno) from None
    except (RecursionError, ValueError) as error:
        raise UnreadableModel(f"the file is no JSON that can be read: {error}") from None
    try:
        if "variables" in content:
            return _variables_form(content)
        if "groups" in content:
            return _groups_form(content)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableModel(f"the model cannot be read: {error!r}") from None
    raise UnreadableModel("the file has neither variables nor groups")


def _document(
    content: Mapping[str, Any], groups: list[Document], rules: list[Document]
) -> Document:
    return {
        "format": 1,
        "product": "model",
        "name": {"en": str(content.get("name", ""))},
        "tagline": {},
        "picture": "",
        "kind": "configurable",
        "groups": groups,
        "rules": [{"code": f"r{index}", "message": {}, **rule} for index, rule in enumerate(rules)],
    }


def _group(index: int, name: str, options: list[Document]) -> Document:
    codes = dict.fromkeys(code for option in options for code in option["attributes"])
    return {
        "code": f"g{index}",
        "kind": "one_of",
        "name": {"en": name},
        "help": {},
        "unit": "",
        "is_optional": False,
        "default": None,
        "attributes": [
            {"code": code, "kind": "number", "unit": "", "name": {"en": code}} for code in codes
        ],
        "options": options,
    }


def _option(index: int, name: str, attributes: Document) -> Document:
    return {
        "code": f"o{index}",
        "name": {"en": name},
        "description": {},
        "attributes": attributes,
        "modules": {},
        "swatch": "",
    }


def _formula(source: str) -> Document:
    return {"kind": "formula", "source": source}


def _table(columns: list[str], rows: list[list[str]]) -> Document:
    return {"kind": "table", "columns": columns, "rows": rows}


def _operator(sign: str) -> str:
    if sign not in _OPERATORS:
        raise ValueError(f"{sign} is no comparison")
    return _OPERATORS[sign]


def _sum(terms: Sequence[tuple[Any, str]], sign: str, bound: Any) -> Document:
    left = " + ".join(f"{_number(factor)} * {read}" for factor, read in terms)
    return _formula(f"{left} {_operator(sign)} {_number(bound)}".replace("+ -", "- "))


def _number(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError(f"{value!r} is no number")
    return str(value)


def _plain(value: Any) -> int | float:
    """Return a number as the catalog keeps it."""
    number = _number(value)
    return value if isinstance(value, int) else float(number)


# Variables with values


def _variables_form(content: Mapping[str, Any]) -> Document:
    variables = content["variables"]
    values = {entry["name"]: [str(value) for value in entry["values"]] for entry in variables}
    if len(values) < len(variables):
        raise ValueError("a variable is there twice")
    codes = {name: f"g{index}" for index, name in enumerate(values)}
    groups = [
        _group(
            index,
            name,
            [
                _option(place, str(value), {"value": _plain(value)})
                for place, value in enumerate(entry["values"])
            ],
        )
        for index, (name, entry) in enumerate(zip(values, variables, strict=True))
    ]
    readers = {"table": _rows_of_values, "clauses": _comparisons, "linear": _sum_of_values}
    rules = [readers[rule["kind"]](rule, codes, values) for rule in content.get("rules", ())]
    return _document(content, groups, rules)


def _rows_of_values(
    rule: Mapping[str, Any], codes: Mapping[str, str], values: Mapping[str, list[str]]
) -> Document:
    places = [
        {value: f"o{place}" for place, value in enumerate(values[name])} for name in rule["scope"]
    ]
    rows = [
        [known[str(cell)] for known, cell in zip(places, row, strict=True)]
        for row in rule["tuples"]
        if all(str(cell) in known for known, cell in zip(places, row, strict=True))
    ]
    return _table([codes[name] for name in rule["scope"]], rows)


def _comparisons(
    rule: Mapping[str, Any], codes: Mapping[str, str], _: Mapping[str, list[str]]
) -> Document:
    def side(value: Any) -> str:
        if isinstance(value, Mapping):
            return f"{codes[value['var']]}.value" if "var" in value else _number(value["const"])
        return _number(value)

    clauses = [
        " or ".join(
            f"{codes[name]}.value {_operator(sign)} {side(value)}" for name, sign, value in clause
        )
        for clause in rule["clauses"]
    ]
    return _formula(" and ".join(f"({clause})" for clause in clauses))


def _sum_of_values(
    rule: Mapping[str, Any], codes: Mapping[str, str], _: Mapping[str, list[str]]
) -> Document:
    terms = [(factor, f"{codes[name]}.value") for factor, name in rule["terms"]]
    return _sum(terms, rule["op"], rule["rhs"])


# Groups with options


def _groups_form(content: Mapping[str, Any]) -> Document:
    groups = [
        _group(
            index,
            str(entry["name"]),
            [
                _option(
                    place,
                    str(option["name"]),
                    {key: _plain(value) for key, value in option.items() if key != "name"},
                )
                for place, option in enumerate(entry["options"])
            ],
        )
        for index, entry in enumerate(content["groups"])
    ]
    readers = {
        "linear": _sum_of_attributes,
        "table": _rows_of_options,
        "requires": _requirement,
        "excludes": _exclusion,
        "formula": _clauses_of_options,
    }
    rules = [readers[rule["kind"]](rule) for rule in content.get("rules", ())]
    return _document(content, groups, rules)


def _chosen(option: Sequence[int]) -> str:
    group, place = option
    return f"g{int(group)} = o{int(place)}"


def _sum_of_attributes(rule: Mapping[str, Any]) -> Document:
    terms = [(factor, f"g{int(group)}.{attribute}") for factor, group, attribute in rule["terms"]]
    return _sum(terms, rule["op"], rule["rhs"])


def _rows_of_options(rule: Mapping[str, Any]) -> Document:
    rows = [[f"o{int(place)}" for place in row] for row in rule["tuples"]]
    return _table([f"g{int(group)}" for group in rule["groups"]], rows)


def _requirement(rule: Mapping[str, Any]) -> Document:
    wanted = " or ".join(_chosen(option) for option in rule["any"])
    return _formula(
        f"{_chosen(rule['if'])} => ({wanted})" if wanted else f"not {_chosen(rule['if'])}"
    )


def _exclusion(rule: Mapping[str, Any]) -> Document:
    return _formula(f"not ({_chosen(rule['a'])} and {_chosen(rule['b'])})")


def _clauses_of_options(rule: Mapping[str, Any]) -> Document:
    clauses = [
        " or ".join(
            _chosen(option) if sign > 0 else f"not ({_chosen(option)})" for option, sign in clause
        )
        for clause in rule["cnf"]
    ]
    return _formula(" and ".join(f"({clause})" for clause in clauses))
