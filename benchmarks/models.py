"""Read the models in `data/`: the JSON form of options in groups, and feature models as text."""

import json
import lzma
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
ATTRIBUTES = re.compile(r"\{(?:\"[^\"\n]*\"|'[^'\n]*'|[^{}\"'\n])*\}")

Pick = tuple[int, int]


def read_text(name: str) -> str:
    """Return the text of a file in `data/`."""
    return lzma.decompress((DATA / f"{name}.xz").read_bytes()).decode()


def without_attributes(text: str) -> str:
    """Return a feature model without `{...}`: not every reader takes texts in quotes there."""
    return ATTRIBUTES.sub("", text)


@dataclass(frozen=True, slots=True)
class GroupModel:
    """Groups of which exactly one option each is chosen, and rules about options by index."""

    groups: tuple[Mapping[str, Any], ...]
    rules: tuple[Mapping[str, Any], ...]

    @classmethod
    def read(cls, name: str) -> "GroupModel":
        found = json.loads(read_text(name))
        return cls(tuple(found["groups"]), tuple(found["rules"]))

    @property
    def sizes(self) -> list[int]:
        return [len(group["options"]) for group in self.groups]

    def prices(self, group: int) -> list[int]:
        return [option["price"] for option in self.groups[group]["options"]]

    def weights(self, group: int, attribute: str) -> list[int]:
        return [option[attribute] for option in self.groups[group]["options"]]

    def document(self) -> dict[str, Any]:
        """Return the model as a product's document, its rules in the rule language."""
        return {
            "groups": [_group(group) for group in self.groups],
            "rules": [
                {"code": f"rule-{place}", **self._rule(rule)}
                for place, rule in enumerate(self.rules)
            ],
        }

    def _rule(self, rule: Mapping[str, Any]) -> dict[str, Any]:
        if rule["kind"] != "table":
            return {"kind": "formula", "source": self._source(rule)}
        scope = rule["groups"]
        rows = [
            [self._option(group, option) for group, option in zip(scope, row, strict=True)]
            for row in rule["tuples"]
        ]
        return {"kind": "table", "columns": [self._code(g) for g in scope], "rows": rows}

    def _source(self, rule: Mapping[str, Any]) -> str:
        if rule["kind"] == "excludes":
            return f"not ({self._is(rule['a'])} and {self._is(rule['b'])})"
        if rule["kind"] == "requires":
            return f"{self._is(rule['if'])} => {self._any(rule['any'])}"
        if rule["kind"] == "linear":
            terms = " + ".join(
                f"{factor} * {self._code(group)}.{attribute}"
                for factor, group, attribute in rule["terms"]
            )
            return f"{terms} {rule['op']} {rule['rhs']}"
        return " and ".join(f"({self._clause(clause)})" for clause in rule["cnf"])

    def _clause(self, clause: Sequence[tuple[Pick, int]]) -> str:
        return " or ".join(
            self._is(pick) if sign > 0 else f"not {self._is(pick)}" for pick, sign in clause
        )

    def _any(self, picks: Sequence[Pick]) -> str:
        return "(" + " or ".join(self._is(pick) for pick in picks) + ")"

    def _is(self, pick: Pick) -> str:
        return f"({self._code(pick[0])} = {self._option(*pick)})"

    def _code(self, group: int) -> str:
        return str(self.groups[group]["name"])

    def _option(self, group: int, option: int) -> str:
        return str(self.groups[group]["options"][option]["name"])


def _group(group: Mapping[str, Any]) -> dict[str, Any]:
    measures = [key for key in group["options"][0] if key not in ("name", "price")]
    return {
        "code": group["name"],
        "kind": "one_of",
        "is_optional": False,
        "default": None,
        "attributes": [{"code": measure, "kind": "number"} for measure in measures],
        "options": [
            {"code": option["name"], "attributes": {key: option[key] for key in measures}}
            for option in group["options"]
        ],
    }
