"""Tiny random models of every kind of group and rule, the same for the same seed."""

import random
from typing import Any

WORDS = ["am5", "lga", "sp3"]
CONFIGURATIONS = 180


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
        room = CONFIGURATIONS
        # Some models are all choices that need each other: repairs of several changes.
        self.is_entangled = seed % 5 == 1
        for place in range(5 if self.is_entangled else self.dice.randint(3, 6)):
            group, size = self._group(f"g{place}")
            if size <= room:
                groups.append(group)
                room //= size
        self.groups = groups
        self.computed: list[dict[str, Any]] = []
        for group in groups:
            if self.dice.random() < 0.2:
                group["present_if"] = self._claim(self.dice.randint(0, 1))
        self.computed = self._computed() if self.dice.random() < 0.3 else []
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
            for group in groups
            if group["options"]
        }

    def drop_rule(self, code: str) -> None:
        """Leave out a rule, or make the group of a built-in law optional or always present."""
        self.document["rules"] = [r for r in self.document["rules"] if r["code"] != code]
        for group in self.groups:
            if code == f"present:{group['code']}":
                del group["present_if"]
            elif code == f"group:{group['code']}":
                group |= {"is_optional": True, "min_count": 0, "max_count": None}

    def clicks(self, many: int) -> list[tuple[str, Any]]:
        """Return random answers to random groups."""
        return [self._click(self.dice.choice(self.groups)) for _ in range(many)]

    def _click(self, group: dict[str, Any]) -> tuple[str, Any]:
        codes = [option["code"] for option in group["options"]]
        if group["kind"] == "one_of":
            return group["code"], self.dice.choice(codes + [""] * group["is_optional"])
        if group["kind"] == "some_of":
            taken = self.dice.sample(codes, self.dice.randint(0, len(codes)))
            return group["code"], {c: self.dice.randint(1, group["max_quantity"]) for c in taken}
        if group["kind"] == "number":
            steps = round((group["maximum"] - group["minimum"]) / group["step"])
            return group["code"], group["minimum"] + group["step"] * self.dice.randint(0, steps)
        least = 0 if group["is_optional"] else 1
        return group["code"], "x" * self.dice.randint(least, group["max_length"])

    def _group(self, code: str) -> tuple[dict[str, Any], int]:
        kind = self.dice.choice(["one_of", "one_of", "some_of", "number", "text"])
        if self.is_entangled:
            kind = "one_of"
        group: dict[str, Any] = {"code": code, "kind": kind, "options": [], "default": None}
        group["is_optional"] = self.dice.random() < 0.4
        if kind == "one_of":
            group |= self._options(2 if self.is_entangled else self.dice.randint(2, 5))
            size = len(group["options"]) + 1
            codes = [option["code"] for option in group["options"]]
            group["default"] = self.dice.choice([None, *codes])
        elif kind == "some_of":
            group |= self._options(self.dice.randint(2, 3))
            group["max_quantity"] = self.dice.choice([1, 1, 2])
            group["min_count"] = self.dice.choice([0, 0, 1])
            group["max_count"] = self.dice.choice([None, 1, 2, 3])
            size = (group["max_quantity"] + 1) ** len(group["options"])
            if self.dice.random() < 0.4:
                group["default"] = {"o0": self.dice.randint(1, group["max_quantity"])}
        elif kind == "number":
            group |= {"minimum": self.dice.choice([0, 1, -2]), "step": self.dice.choice([1, 0.5])}
            steps = self.dice.randint(1, 4)
            group["maximum"] = group["minimum"] + steps * group["step"]
            size = steps + 2
            if self.dice.random() < 0.4:
                group["default"] = group["minimum"]
        else:
            group["max_length"] = self.dice.randint(1, 3)
            size = group["max_length"] + 1
        return group, size

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
        singles = [g for g in self.groups if g["kind"] in ("one_of", "number")]
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
            if group["kind"] == "one_of" and self.dice.random() < 0.4:
                columns.append(f"{group['code']}.socket")
                cells.append([*WORDS, ""])
            else:
                columns.append(group["code"])
                cells.append([self._click(group)[1] for _ in range(4)])
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
        if group["kind"] == "some_of":
            return self.dice.choice([f"{code} has o1", f"{code} is empty"])
        if group["kind"] == "one_of":
            return self.dice.choice(
                [
                    f"{code} = o1",
                    f"{code} in {{o0, o1}}",
                    f"{code} is empty",
                    f'{code}.socket = "am5"',
                    f'{code}.socket != ""',
                    self._same_socket(code),
                ]
            )
        return f"{code} is empty" if self.dice.random() < 0.3 else self._comparison()

    def _same_socket(self, code: str) -> str:
        others = [g["code"] for g in self.groups if g["kind"] == "one_of"]
        return f"{code}.socket = {self.dice.choice(others)}.socket"

    def _comparison(self) -> str:
        terms = [self._number() for _ in range(self.dice.randint(1, 2))]
        other = self.dice.choice([self._number(), str(self.dice.randint(0, 5)), "1.5"])
        op = self.dice.choice(["<=", "<=", ">=", "<", ">", "=", "!="])
        return f"{' + '.join(terms)} {op} {other}"

    def _computed(self) -> list[dict[str, Any]]:
        terms = [self._number() for _ in range(self.dice.randint(1, 3))]
        return [{"code": "total", "expression": " + ".join([*terms, "1"])}]

    def _number(self) -> str:
        if self.computed and self.dice.random() < 0.3:
            return self.dice.choice(["total", "2 * total"])
        group = self.dice.choice(self.groups)
        code = group["code"]
        factor = self.dice.choice(["", "", "2 * "])
        if group["kind"] == "one_of":
            return factor + f"{code}.size"
        if group["kind"] == "number":
            return factor + code
        if group["kind"] == "text":
            return factor + f"length({code})"
        return factor + self.dice.choice(
            [f"sum({code}.size)", f"count({code})", f"count({code} where {code}.size > 1)",
             f'count({code} where {code}.socket = "am5" or {code} = o0)']
        )  # fmt: skip
