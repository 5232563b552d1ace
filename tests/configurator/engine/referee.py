"""The referee: every configuration of a tiny model, judged one by one by the rule language."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from catalog.language.evaluate import evaluate
from catalog.language.flattening import flat_document
from catalog.language.nodes import Holds
from catalog.language.rules import claim_of, rule_expression
from catalog.language.schema import Schema, exact
from catalog.language.walk import walk

Choices = Mapping[str, Any]


class Referee:
    """All configurations of a document with the laws each of them keeps."""

    def __init__(
        self,
        document: Mapping[str, Any],
        option_costs: Mapping[str, list[int]],
        is_held: Callable[[Mapping[str, Any]], bool] = lambda _: True,
    ) -> None:
        document = flat_document(document)
        self.groups = {group["code"]: group for group in document["groups"]}
        self.costs = option_costs
        self.seen: dict[tuple[str, str], np.ndarray] = {}
        self.missed: dict[str, np.ndarray] = {}
        self.schema = Schema.from_document(document)
        self.configurations = list(self._enumerate())
        expressions = {r["code"]: rule_expression(r, self.schema) for r in document["rules"]}
        self.holds = {
            code: np.array(
                [evaluate(rule, self.schema, c) for c in self.configurations], dtype=bool
            )
            for code, rule in expressions.items()
        }
        idle = {rule["code"] for rule in document["rules"] if not is_held(rule)}
        idle_truth = [self.holds.pop(code) for code in idle]
        self.present = {code: self._presence(group) for code, group in self.groups.items()}
        for code, group in self.groups.items():
            kept = np.array([self._keeps_law(group, c[code]) for c in self.configurations], bool)
            self.holds[f"group:{code}"] = kept | ~self.present[code]
            if "present_if" in group:
                empty = np.array([c[code] in ("", {}) for c in self.configurations], dtype=bool)
                self.holds[f"present:{code}"] = empty | self.present[code]
        preferences = document.get("preferences", ())
        self.kept = {
            p["code"]: self._truth(claim_of(p["source"], self.schema)) for p in preferences
        }
        broken = [p["weight"] * ~self.kept[p["code"]] for p in preferences]
        self.broken_weight = sum(broken, np.zeros(len(self.configurations), dtype=np.int64))
        said = [*expressions.values(), *(claim_of(p["source"], self.schema) for p in preferences)]
        said += [
            claim_of(one["if"], self.schema, group.get("copy", ""))
            for group in self.groups.values()
            for one in group.get("defaults", ())
        ]
        said += [
            claim_of(group["present_if"], self.schema, group.get("copy", ""))
            for group in self.groups.values()
            if "present_if" in group
        ]
        parts = [part for one in said for part, _ in walk(one)]
        self.counted = [self._truth(part.claim) for part in parts if isinstance(part, Holds)]
        self.counted += idle_truth
        for group in self.groups.values():
            if group.get("defaults"):
                self._broken_conditionally(group)
        self.money = np.array([self._money(c) for c in self.configurations], dtype=np.int64)

    @property
    def valid(self) -> np.ndarray:
        return self.keeping(self.holds)

    def keeping(self, laws: Any) -> np.ndarray:
        """Return which configurations keep some laws."""
        kept = np.ones(len(self.configurations), dtype=bool)
        for law in laws:
            kept &= self.holds[law]
        return kept

    def matching(self, choices: Choices) -> np.ndarray:
        """Return which configurations have these choices; of a some_of, at least these."""
        matched = np.ones(len(self.configurations), dtype=bool)
        for code, value in choices.items():
            matched &= self._having(code, value)
        return matched

    def _having(self, code: str, value: Any) -> np.ndarray:
        key = code, repr(value)
        if key not in self.seen:
            has = [self._matches(code, c[code], value) for c in self.configurations]
            self.seen[key] = np.array(has, dtype=bool)
        return self.seen[key]

    def broken_defaults(self, answered: Any) -> np.ndarray:
        """Return how many defaults of unanswered present groups each configuration breaks."""
        broken = np.zeros(len(self.configurations), dtype=np.int64)
        for code, group in self.groups.items():
            default = group.get("default")
            if code in answered:
                continue
            if group.get("defaults"):
                broken += self._broken_conditionally(group)
                continue
            if default is None or default == {}:
                continue
            if code not in self.missed:
                missed = [self._missed(group, default, c[code]) for c in self.configurations]
                self.missed[code] = np.array(missed) * self.present[code]
            broken += self.missed[code]
        return broken

    def _broken_conditionally(self, group: Mapping[str, Any]) -> np.ndarray:
        """Return where the first default whose condition holds, or the plain one, is not kept."""
        code = group["code"]
        if code not in self.missed:
            missed = np.zeros(len(self.configurations), dtype=np.int64)
            open_ = self.present[code].copy()
            copy = group.get("copy", "")
            said = [(one["if"], one["value"]) for one in group["defaults"]]
            if group.get("default") is not None:
                said.append((None, group["default"]))
            for source, value in said:
                holds = open_.copy()
                if source is not None:
                    holds &= self._truth(claim_of(source, self.schema, copy))
                has = [self._matches(code, c[code], value) for c in self.configurations]
                is_missed = holds & ~np.array(has, dtype=bool)
                self.counted.append(is_missed)
                missed += is_missed
                open_ &= ~holds
            self.missed[code] = missed
        return self.missed[code]

    def unasked_colours(self, answered: Any, own: Any) -> np.ndarray:
        """Return how many free colours each configuration has that nobody asked for."""
        many = np.zeros(len(self.configurations), dtype=np.int64)
        for code, group in self.groups.items():
            is_wished = code not in answered and str(group.get("default")).startswith("#")
            is_wished = is_wished and not group.get("defaults")
            if group["kind"] == "colour" and code not in own and not is_wished:
                many += self._having(code, "#")
        return many

    def best(
        self, candidates: np.ndarray, answered: Any, own: Any = None
    ) -> tuple[int, int, int, int] | None:
        """Return the least (free colours unasked, defaults, weight broken, money)."""
        if not candidates.any():
            return None
        broken = self.broken_defaults(answered)[candidates]
        money = self.money[candidates]
        weight = self.broken_weight[candidates]
        own = answered if own is None else own
        unasked = self.unasked_colours(answered, own)[candidates]
        columns = (unasked, broken, weight, money)
        return min(zip(*(column.tolist() for column in columns), strict=True))

    def values(self, code: str) -> list[Any]:
        """Return every value a group can have, empty ones included."""
        group = self.groups[code]
        if group["kind"] in ("one_of", "colour"):
            return ["", *(option["code"] for option in group["options"])]
        if group["kind"] == "number":
            low, step = exact(group["minimum"]), exact(group["step"])
            many = (exact(group["maximum"]) - low) // step + 1
            return ["", *(Fraction(low + step * place) for place in range(many))]
        if group["kind"] == "file":
            return ["", "f" * 32]
        if group["kind"] == "text":
            return ["x" * length for length in range(group["max_length"] + 1)]
        codes = [option["code"] for option in group["options"]]
        ranges = [range(group.get("max_quantity", 1) + 1)] * len(codes)
        return [
            {code: many for code, many in zip(codes, each, strict=True) if many}
            for each in itertools.product(*ranges)
        ]

    def _enumerate(self) -> Iterator[dict[str, Any]]:
        codes = list(self.groups)
        for each in itertools.product(*(self.values(code) for code in codes)):
            yield dict(zip(codes, each, strict=True))

    def _presence(self, group: Mapping[str, Any]) -> np.ndarray:
        if "present_if" not in group:
            return np.ones(len(self.configurations), dtype=bool)
        return self._truth(claim_of(group["present_if"], self.schema, group.get("copy", "")))

    def _truth(self, claim: Any) -> np.ndarray:
        return np.array([evaluate(claim, self.schema, c) for c in self.configurations], bool)

    def _keeps_law(self, group: Mapping[str, Any], value: Any) -> bool:
        if group["kind"] == "some_of":
            many = sum(value.values())
            most = group.get("max_count")
            return many >= group.get("min_count", 0) and (most is None or many <= most)
        return bool(group.get("is_optional")) or value != ""

    def _matches(self, code: str, has: Any, wanted: Any) -> bool:
        kind = self.groups[code]["kind"]
        if kind == "some_of":
            return all(has.get(option, 0) >= many for option, many in wanted.items())
        if kind == "text":
            return len(has) == len(wanted)
        if kind == "colour":
            return has == (wanted[:1] if wanted.startswith("#") else wanted)
        if kind == "file":
            return bool(has) == bool(wanted)
        if kind == "number" and wanted != "":
            return has == exact(wanted)
        return has == wanted

    def _missed(self, group: Mapping[str, Any], default: Any, has: Any) -> int:
        if group["kind"] == "some_of":
            return sum(max(0, many - has.get(code, 0)) for code, many in default.items())
        return int(not self._matches(group["code"], has, default))

    def _money(self, configuration: Choices) -> int:
        total = 0
        for code, costs in self.costs.items():
            value = configuration[code]
            by_option = dict(
                zip((o["code"] for o in self.groups[code]["options"]), costs, strict=True)
            )
            if isinstance(value, dict):
                total += sum(by_option[option] * many for option, many in value.items())
            elif value:
                total += by_option[value]
        return total
