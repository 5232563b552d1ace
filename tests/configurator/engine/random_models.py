"""Tiny random models of every kind of group and rule, the same for the same seed."""

import random
from datetime import date, timedelta
from typing import Any

from catalog.language.context import CHANNELS
from catalog.language.flattening import flat_document

WORDS = ["am5", "lga", "sp3"]
CONFIGURATIONS = 180
DAYS = [date(2026, 12, 30) + timedelta(days=number) for number in range(4)]
KINDS = ["one_of", "one_of", "some_of", "number", "text", "colour", "file"]


class RandomModel:
    """A document with costs.

    Attributes
    ----------
    document : dict
        Groups and rules as the catalog publishes them.
    option_costs : dict
        Costs of all options.
    """

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        groups: list[dict[str, Any]] = []
        self.groups = groups
        self.inner = 0
        self.computed: list[dict[str, Any]] = []
        room = CONFIGURATIONS
        # Some models are all choices that need each other: repairs of several changes.
        self.is_entangled = seed % 5 == 1
        for place in range(5 if self.is_entangled else self.dice.randint(3, 6)):
            group, size = self._group(f"g{place}")
            if size <= room:
                groups.append(group)
                room //= size
        for group in groups:
            if self.dice.random() < 0.2:
                group["present_if"] = self._claim(self.dice.randint(0, 1))
        self.computed = self._computed() if self.dice.random() < 0.3 else []
        for group in groups:
            self._wish(group)
        rules = [self._rule(f"r{place}") for place in range(self.dice.randint(1, 5))]
        self.document = {"format": 1, "product": "random", "groups": groups, "rules": rules}
        if self.computed:
            self.document["computed"] = self.computed
        if self.dice.random() < 0.4:
            self.document["preferences"] = [
                self._preference(f"p{place}") for place in range(self.dice.randint(1, 3))
            ]
        self.option_costs = {
            group["code"]: [self.dice.choice([0, 0, 5, 7, 12, 30, -4]) for _ in group["options"]]
            for group in flat_document(self.document)["groups"]
            if group["options"]
        }

    def limit(self, dice: random.Random) -> None:
        """Let some rules hold for some days or channels only."""
        for rule in self.document["rules"]:
            first, last = sorted(dice.choices(DAYS, k=2))
            if dice.random() < 0.5:
                rule["valid_from"] = first.isoformat()
            if dice.random() < 0.5:
                rule["valid_until"] = last.isoformat()
            if dice.random() < 0.3:
                rule["channels"] = [dice.choice(CHANNELS)]

    def _wish(self, group: dict[str, Any]) -> None:
        """Give some groups defaults with conditions."""
        if group["kind"] in ("file", "repeated", "nested") or self.dice.random() < 0.75:
            return
        values = self._wishes(group)
        if str(group["default"]).startswith("#"):
            group["default"] = None
        group["defaults"] = [
            {"if": self._claim(self.dice.randint(0, 1)), "value": self.dice.choice(values)}
            for _ in range(self.dice.randint(1, 2))
        ]

    def _wishes(self, group: dict[str, Any]) -> list[Any]:
        plain = [option["code"] for option in group["options"] if option["code"] != "#"]
        if group["kind"] == "some_of":
            return [{code: self.dice.randint(1, group["max_quantity"])} for code in plain]
        if group["kind"] == "text":
            return ["x" * length for length in range(1, group["max_length"] + 1)]
        return plain or [group["minimum"], group["minimum"] + group["step"]]

    def drop_rule(self, code: str) -> None:
        """Leave out a rule, or make the group of a built-in law optional or always present."""
        self.document = flat_document(self.document)
        self.document["rules"] = [r for r in self.document["rules"] if r["code"] != code]
        for group in self.document["groups"]:
            if code == f"present:{group['code']}":
                del group["present_if"]
            elif code == f"group:{group['code']}":
                group |= {"is_optional": True, "min_count": 0, "max_count": None}

    def clicks(self, many: int) -> list[tuple[str, Any]]:
        """Return random answers to random groups."""
        flat = flat_document(self.document)["groups"]
        return [self._click(self.dice.choice(flat)) for _ in range(many)]

    def _click(self, group: dict[str, Any]) -> tuple[str, Any]:
        codes = [option["code"] for option in group["options"]]
        if group["kind"] in ("one_of", "colour"):
            value = self.dice.choice(codes + [""] * group["is_optional"])
            return group["code"], "#a0b1c2" if value == "#" else value
        if group["kind"] == "file":
            return group["code"], self.dice.choice(["f" * 32] + [""] * group["is_optional"])
        if group["kind"] == "some_of":
            taken = self.dice.sample(codes, self.dice.randint(0, len(codes)))
            return group["code"], {c: self.dice.randint(1, group["max_quantity"]) for c in taken}
        if group["kind"] == "number":
            steps = round((group["maximum"] - group["minimum"]) / group["step"])
            return group["code"], group["minimum"] + group["step"] * self.dice.randint(0, steps)
        least = 0 if group["is_optional"] else 1
        return group["code"], "x" * self.dice.randint(least, group["max_length"])

    def _group(self, code: str) -> tuple[dict[str, Any], int]:
        kind = self.dice.choice([*KINDS, "repeated", "nested"])
        if self.is_entangled:
            kind = "one_of"
        group: dict[str, Any] = {"code": code, "kind": kind, "options": [], "default": None}
        group["is_optional"] = self.dice.random() < 0.4
        fields, size = getattr(self, f"_{kind}")()
        return group | fields, size

    def _one_of(self) -> tuple[dict[str, Any], int]:
        group = self._options(2 if self.is_entangled else self.dice.randint(2, 5))
        codes = [option["code"] for option in group["options"]]
        return group | {"default": self.dice.choice([None, *codes])}, len(codes) + 1

    def _colour(self) -> tuple[dict[str, Any], int]:
        group = self._options(self.dice.randint(1, 3))
        group["is_free"] = self.dice.random() < 0.7
        if group["is_free"]:
            group["options"].append({"code": "#", "attributes": {}})
        wishes = [None, "o0", "#0a0b0c"] if group["is_free"] else [None, "o0"]
        return group | {"default": self.dice.choice(wishes)}, len(group["options"]) + 1

    def _repeated(self) -> tuple[dict[str, Any], int]:
        return self._with_copies(self.dice.choice([0, 0, 1]), self.dice.choice([1, 2, 2]))

    def _nested(self) -> tuple[dict[str, Any], int]:
        return self._with_copies(1, 1)

    def _with_copies(self, least: int, most: int) -> tuple[dict[str, Any], int]:
        """Return up to so many copies of one or two small groups, with a rule of their own."""
        self.inner += 1
        size, inner = 1, []
        for place in range(self.dice.choice([1, 1, 2])):
            kind = self.dice.choice(["one_of", "one_of", "number", "colour"])
            fields, values = self._small(kind)
            code = f"i{self.inner}{place}"
            is_optional = self.dice.random() < 0.3
            plain = {"code": code, "kind": kind, "options": [], "default": None, "name": {}}
            inner.append(plain | {"is_optional": is_optional} | fields)
            size *= values
        group: dict[str, Any] = {"name": {}, "groups": inner, "rules": []}
        group |= {"min_count": least, "max_count": most}
        if self.dice.random() < 0.4:
            group["default"] = most
        if self.dice.random() < 0.5:
            outer, self.groups = self.groups, inner
            source = self._claim(self.dice.randint(0, 1))
            self.groups = outer
            group["rules"] = [{"code": f"n{self.inner}", "kind": "formula", "source": source}]
        return group, (most - least + 1) * size**most

    def _small(self, kind: str) -> tuple[dict[str, Any], int]:
        if kind == "number":
            return {"minimum": 1, "maximum": 2, "step": 1}, 3
        fields = self._options(2 if kind == "one_of" else 1)
        if kind == "colour":
            fields["is_free"] = True
            fields["options"].append({"code": "#", "attributes": {}})
        return fields | {"default": self.dice.choice([None, "o0"])}, 3

    def _file(self) -> tuple[dict[str, Any], int]:
        return {}, 2

    def _some_of(self) -> tuple[dict[str, Any], int]:
        group = self._options(self.dice.randint(2, 3))
        group["max_quantity"] = self.dice.choice([1, 1, 2])
        group["min_count"] = self.dice.choice([0, 0, 1])
        group["max_count"] = self.dice.choice([None, 1, 2, 3])
        if self.dice.random() < 0.4:
            group["default"] = {"o0": self.dice.randint(1, group["max_quantity"])}
        return group, (group["max_quantity"] + 1) ** len(group["options"])

    def _number(self) -> tuple[dict[str, Any], int]:
        group: dict[str, Any] = {"minimum": self.dice.choice([0, 1, -2])}
        group["step"] = self.dice.choice([1, 0.5])
        steps = self.dice.randint(1, 4)
        group["maximum"] = group["minimum"] + steps * group["step"]
        if self.dice.random() < 0.4:
            group["default"] = group["minimum"]
        return group, steps + 2

    def _text(self) -> tuple[dict[str, Any], int]:
        longest = self.dice.randint(1, 3)
        return {"max_length": longest}, longest + 1

    def _options(self, many: int) -> dict[str, Any]:
        attributes = [{"code": "size", "kind": "number"}, {"code": "socket", "kind": "word"}]
        options = []
        for place in range(many):
            values: dict[str, Any] = {"size": self.dice.choice([0, 1, 2, 2.5, 3])}
            if self.dice.random() < 0.8:
                values["socket"] = self.dice.choice(WORDS)
            options.append({"code": f"o{place}", "attributes": values})
        return {"attributes": attributes, "options": options}

    def _rule(self, code: str) -> dict[str, Any]:
        singles = [g for g in self.groups if g["kind"] in ("one_of", "number", "colour")]
        if len(singles) > 1 and self.dice.random() < 0.2:
            return self._table(code, self.dice.sample(singles, 2))
        if self.is_entangled:
            return {"code": code, "kind": "formula", "source": self._need()}
        source = self._claim(self.dice.randint(0, 2))
        if self.dice.random() < 0.4:
            needed = " and ".join(f"({self._atom()})" for _ in range(self.dice.randint(2, 4)))
            source = f"({self._atom()}) => {needed}"
        return {"code": code, "kind": "formula", "source": source}

    def _preference(self, code: str) -> dict[str, Any]:
        source = self._claim(self.dice.randint(0, 1))
        return {"code": code, "source": source, "weight": self.dice.randint(1, 3)}

    def _need(self) -> str:
        """Return a claim that one value needs one other or two others."""
        codes = self.dice.sample([group["code"] for group in self.groups], 4)
        one, two, three, four = (f"{code} = o{self.dice.randint(0, 1)}" for code in codes)
        return f"{one} => {two} or ({three} and {four})"

    def _table(self, code: str, groups: list[dict[str, Any]]) -> dict[str, Any]:
        columns, cells = [], []
        for group in groups:
            if group["kind"] in ("one_of", "colour") and self.dice.random() < 0.4:
                columns.append(f"{group['code']}.socket")
                cells.append([*WORDS, ""])
            else:
                columns.append(group["code"])
                cells.append([_cell(self._click(group)[1]) for _ in range(4)])
        rows = [[self.dice.choice(cell) for cell in cells] for _ in range(self.dice.randint(1, 8))]
        return {"code": code, "kind": "table", "columns": columns, "rows": rows}

    def _claim(self, depth: int) -> str:
        if depth == 0:
            return self._atom()
        left, right = self._claim(depth - 1), self._claim(depth - 1)
        shape = self.dice.choice(
            ["({}) and ({})", "({}) or ({})", "({}) => ({})", "({}) <=> ({})", "not ({})"]
        )
        return shape.format(left, right)

    def _atom(self) -> str:
        group = self.dice.choice(self.groups)
        code = group["code"]
        if self.dice.random() < 0.35:
            return self._comparison()
        if group["kind"] in ("repeated", "nested"):
            return self._over_copies(group)
        if group["kind"] == "some_of":
            return self.dice.choice([f"{code} has o1", f"{code} is empty"])
        if group["kind"] == "file":
            return f"{code} is {self.dice.choice(['', 'not '])}empty"
        if group["kind"] == "colour" and group["is_free"] and self.dice.random() < 0.5:
            return f"{code} is {self.dice.choice(['', 'not '])}free"
        if group["kind"] in ("one_of", "colour"):
            one = group["options"][-2]["code"] if len(group["options"]) > 1 else "o0"
            return self.dice.choice(
                [
                    f"{code} = {one}",
                    f"{code} in {{o0, {one}}}",
                    f"{code} is empty",
                    f'{code}.socket = "am5"',
                    f'{code}.socket != ""',
                    self._same_socket(code),
                ]
            )
        return f"{code} is empty" if self.dice.random() < 0.3 else self._comparison()

    def _over_copies(self, group: dict[str, Any]) -> str:
        """Return a claim about the copies of a group, or about the one of a nested group."""
        inner = self.dice.choice(group["groups"])
        code, of = inner["code"], group["code"]
        has_options = bool(inner["options"])
        if group["kind"] == "nested" and has_options and self.dice.random() < 0.6:
            return self.dice.choice([f"{of}.{code} = o0", f'{of}.{code}.socket = "am5"'])
        about = f"{code} = o0" if has_options else f"{code} >= 2"
        said = [f"count({of})", f"count({of} where {about})"]
        said.append(f"sum({of}.{code}.size)" if has_options else f"sum({of}.{code})")
        if has_options:
            said.append(f'sum({of}.{code}.size where {code}.socket != "am5")')
        return f"{self.dice.choice(said)} {self.dice.choice(['<=', '>=', '='])} {self.dice.randint(0, 3)}"

    def _same_socket(self, code: str) -> str:
        others = [g["code"] for g in self.groups if g["kind"] in ("one_of", "colour")]
        return f"{code}.socket = {self.dice.choice(others)}.socket"

    def _comparison(self) -> str:
        terms = [self._term() for _ in range(self.dice.randint(1, 2))]
        other = self.dice.choice([self._term(), str(self.dice.randint(0, 5)), "1.5"])
        op = self.dice.choice(["<=", "<=", ">=", "<", ">", "=", "!="])
        return f"{' + '.join(terms)} {op} {other}"

    def _computed(self) -> list[dict[str, Any]]:
        terms = [self._term() for _ in range(self.dice.randint(1, 3))]
        return [{"code": "total", "expression": " + ".join([*terms, "1"])}]

    def _term(self) -> str:
        if self.computed and self.dice.random() < 0.3:
            return self.dice.choice(["total", "2 * total"])
        if self.dice.random() < 0.1:
            return f"holds({self._atom()})"
        numbers = [g for g in self.groups if g["kind"] not in ("file", "nested")]
        group = self.dice.choice(numbers or [None])
        if group is None:
            return str(self.dice.randint(0, 2))
        code = group["code"]
        factor = self.dice.choice(["", "", "2 * "])
        if group["kind"] in ("one_of", "colour"):
            return factor + f"{code}.size"
        if group["kind"] == "repeated":
            return factor + f"count({code})"
        if group["kind"] == "number":
            return factor + code
        if group["kind"] == "text":
            return factor + f"length({code})"
        return factor + self.dice.choice(
            [f"sum({code}.size)", f"count({code})", f"count({code} where {code}.size > 1)",
             f'count({code} where {code}.socket = "am5" or {code} = o0)']
        )  # fmt: skip


def _cell(value: Any) -> Any:
    """Return a value as a table's cell says it."""
    return "#" if isinstance(value, str) and value.startswith("#") else value
