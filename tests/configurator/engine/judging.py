"""Compare what the engine says about a model with what the referee finds."""

import itertools
import random
from collections.abc import Mapping
from typing import Any

import numpy as np

from catalog.language.context import CHANNELS, context_of
from configurator.engine import (
    NO_COST,
    Answer,
    Artefact,
    Costs,
    Limits,
    Model,
    Repair,
    Status,
    answer,
    compile_model,
    complete,
    explain,
    is_valid,
    repairs,
)
from tests.configurator.engine.random_models import DAYS, RandomModel
from tests.configurator.engine.referee import Referee

CONTRADICTIONS_EVERY = 25
# The share of models with rules for some days or channels only.
LIMITED = 0.3
TEXTS = ("text", "file")
ONLY_CUSTOMERS = (*TEXTS, "colour")
"""What may be needed but told by nobody else: an empty value says nothing then."""
Demand = tuple[str, str | None, Any]


class Judge:
    """One random model, compiled, beside its referee."""

    def __init__(self, seed: int, limits: Limits | None = None) -> None:
        self.model = RandomModel(seed)
        dice = random.Random(f"{seed}:context")
        if dice.random() < LIMITED:
            self.model.limit(dice)
        self.day, self.channel = dice.choice(DAYS), dice.choice(CHANNELS)
        self.referee = self._referee()
        # Most random rules exclude everything; a contradiction is only sometimes worth judging.
        while not self.referee.valid.any() and seed % CONTRADICTIONS_EVERY:
            tightest = min(self.referee.holds, key=lambda law: self.referee.holds[law].sum())
            self.model.drop_rule(tightest)
            self.referee = self._referee()
        compiled = compile_model(Model.from_document(self.model.document), limits)
        is_stored = seed % 5 == 0
        self.artefact = Artefact.from_bytes(compiled.to_bytes()) if is_stored else compiled
        self.costs = Costs(self.model.option_costs)
        self.valid = self.referee.valid
        rules = self.artefact.model.document["rules"]
        self.context = context_of(rules, self.day, self.channel)

    def _referee(self) -> Referee:
        return Referee(self.model.document, self.model.option_costs, self._is_held)

    def _is_held(self, rule: Mapping[str, Any]) -> bool:
        """Tell whether a rule holds on the day and through the channel that is asked for."""
        day = self.day.isoformat()
        is_time = rule.get("valid_from", day) <= day <= rule.get("valid_until", day)
        return is_time and self.channel in rule.get("channels", [self.channel])

    def within(self, choices: Mapping[str, Any]) -> dict[str, Any]:
        """Return choices with the day and the channel."""
        return {**choices, **self.context}

    def judge_answer(self, choices: dict[str, Any]) -> Answer:
        """Check consistency, every status, every cost and the proposal."""
        found = answer(self.artefact, self.within(choices), self.costs)
        now = self.referee.best(self.valid & self.referee.matching(choices), choices)

        assert found.is_consistent == (now is not None)
        if now is not None:
            self._judge_proposal(found, choices, now)
        for code, group in self.referee.groups.items():
            if group["kind"] == "some_of":
                self._judge_some_of(found, choices, code, now)
            else:
                self._judge_values(found, choices, code, now)
        return found

    def _judge_proposal(self, found: Answer, choices: dict[str, Any], now: Any) -> None:
        literal = found.proposal | {code: self._given(found, code) for code in found.open_texts}
        assert is_valid(self.artefact, self.within(literal)) == []
        at = self.valid & self.referee.matching(choices) & self._exactly(literal)
        assert self.referee.best(at, choices) == now
        assert found.proposal_cost == now[-1]
        (place,) = np.flatnonzero(at)
        assert found.present == {
            code: bool(self.referee.present[code][place]) for code in self.referee.groups
        }
        assert found.preferences == {
            code: bool(kept[place]) for code, kept in self.referee.kept.items()
        }

    def _given(self, found: Answer, code: str) -> str:
        """Return what only the customer can give: a text, a file, a colour."""
        kind = self.referee.groups[code]["kind"]
        if kind == "text":
            return "x" * self._length(found, code)
        return {"file": "f" * 32, "colour": "#a0b1c2"}[kind]

    def _length(self, found: Answer, code: str) -> int:
        index = self.artefact.model.group_index(code)
        return int(found._values[self.artefact.variables_by_group[index][0]])

    def _least(self, at: np.ndarray, *measures: np.ndarray) -> tuple[int, ...]:
        return min(zip(*(measure[at].tolist() for measure in measures), strict=True))

    def _exactly(self, literal: dict[str, Any]) -> np.ndarray:
        matched = self.referee.matching(literal)
        for code, value in literal.items():
            if isinstance(value, dict):
                same = [c[code] == value for c in self.referee.configurations]
                matched &= np.array(same)
        return matched

    def _judge_values(self, found: Answer, choices: Any, code: str, now: Any) -> None:
        others = {other: value for other, value in choices.items() if other != code}
        possible = self.valid & self.referee.matching(others)
        values = self.referee.values(code)
        bests = []
        for value in values:
            candidates = possible & self.referee.matching({code: value})
            bests.append(self.referee.best(candidates, {*others, code}))
        expected = [Status.POSSIBLE if best else Status.BLOCKED for best in bests]
        if code in choices:
            kind = self.referee.groups[code]["kind"]
            own = [self.referee._matches(code, value, choices[code]) for value in values]
            expected[own.index(True)] = Status.CHOSEN
            assert kind in ("one_of", "number", "text", "colour", "file")
        elif expected.count(Status.POSSIBLE) == 1:
            expected[expected.index(Status.POSSIBLE)] = Status.FORCED
        changes = [best[-1] - now[-1] if best and now else NO_COST for best in bests]
        self._compare_values(found, code, expected, changes)

    def _compare_values(self, found: Answer, code: str, expected: list, changes: list) -> None:
        kind = self.referee.groups[code]["kind"]
        if kind in ("text", "file"):
            open_ = [place for place, status in enumerate(expected) if status != Status.BLOCKED]
            assert found.bounds(code) == ((open_[0], open_[-1]) if open_ else None)
            return
        if kind in ("one_of", "colour"):
            assert found.status(code).tolist() == expected[1:]
            assert found.none_status(code) == expected[0]
            assert found.none_cost_change(code) == changes[0]
        else:
            assert found.number_status(code).tolist() == expected[1:]
        assert found.cost_change(code).tolist() == changes[1:]

    def _judge_some_of(self, found: Answer, choices: Any, code: str, now: Any) -> None:
        own = choices.get(code, {})
        expected, changes = [], []
        for option in self.referee.groups[code]["options"]:
            rest = {other: many for other, many in own.items() if other != option["code"]}
            asked = dict(choices) | ({code: rest} if code in choices else {})
            possible = self.valid & self.referee.matching(asked)
            taking = possible & self.referee.matching({code: {option["code"]: 1}})
            best = self.referee.best(taking, set(choices))
            changes.append(best[-1] - now[-1] if best and now else NO_COST)
            if option["code"] in own:
                expected.append(Status.CHOSEN)
                changes[-1] = 0 if now else NO_COST
            elif not taking.any():
                expected.append(Status.BLOCKED)
            else:
                is_forced = bool(np.array_equal(taking, possible))
                expected.append(Status.FORCED if is_forced else Status.POSSIBLE)
        assert found.status(code).tolist() == expected
        assert found.cost_change(code).tolist() == changes

    def judge_completion(self, choices: dict[str, Any]) -> None:
        """Check that the cheapest completion is valid and cheapest."""
        at = self.valid & self.referee.matching(choices)
        found = complete(self.artefact, self.within(choices), self.costs)
        known = {
            code: value
            for code, value in found.items()
            if self.referee.groups[code]["kind"] not in ONLY_CUSTOMERS or value
        }
        unasked = self.referee.unasked_colours(self.referee.groups, choices)
        assert self._least(at, unasked, self.referee.money) == self._least(
            at & self._exactly(known), unasked, self.referee.money
        )

    def blocked(self, found: Answer) -> list[tuple[str, Any]]:
        """Return all blocked options of an answer."""
        blocked: list[tuple[str, Any]] = []
        for code, group in self.referee.groups.items():
            if group["options"]:
                statuses = found.status(code)
                codes = [option["code"] for option in group["options"]]
                blocked += [
                    (code, {option: 1} if group["kind"] == "some_of" else option)
                    for option, status in zip(codes, statuses, strict=True)
                    if status == Status.BLOCKED
                ]
        return blocked

    def some_valid_configuration(self, dice: random.Random) -> dict[str, Any] | None:
        """Return a random valid configuration, None where there is none."""
        places = np.flatnonzero(self.valid)
        if not places.size:
            return None
        return dict(self.referee.configurations[dice.choice(places.tolist())])

    def is_alive(self, code: str, value: Any) -> bool:
        """Return whether some valid configuration has a value."""
        return bool((self.valid & self.referee.matching({code: value})).any())

    def judge_reason(self, choices: dict[str, Any], code: str, value: Any) -> None:
        """Check that a reason excludes the value and that every part of it is needed."""
        reason = explain(self.artefact, self.within(choices), code, value)
        demands = [self._demand(*choice) for choice in reason.choices]
        assert all(demand in self._demands(choices, code, value) for demand in demands)

        assert not self._is_possible(demands, code, value, reason.rules)
        for demand in demands:
            fewer = [other for other in demands if other != demand]
            assert self._is_possible(fewer, code, value, reason.rules)
        for rule in reason.rules:
            fewer_rules = [other for other in reason.rules if other != rule]
            assert self._is_possible(demands, code, value, fewer_rules)

    def judge_repairs(self, choices: dict[str, Any], code: str, value: Any) -> list[Repair]:
        """Check that repairs are minimal and best in their own measure, by trying all."""
        found = repairs(self.artefact, self.within(choices), code, value, self.costs)
        demands = self._demands(choices, code, value)
        laws = self.referee.holds
        minimal: list[tuple[Demand, ...]] = []
        for many in range(len(demands) + 1):
            for dropped in itertools.combinations(demands, many):
                if any(set(map(str, less)) <= set(map(str, dropped)) for less in minimal):
                    continue
                if self._is_possible([d for d in demands if d not in dropped], code, value, laws):
                    minimal.append(dropped)
        assert bool(found) == bool(minimal)
        if found:
            outcomes = [self._outcome(demands, dropped, code, value) for dropped in minimal]
            self._compare_repairs(found, outcomes)
        return found

    def _compare_repairs(self, found: list[Repair], outcomes: list[tuple[int, ...]]) -> None:
        kinds = {kind: repair for repair in found for kind in repair.kinds}
        assert set(kinds) == {"fewest", "cheapest"}
        assert all(repair.is_proven for repair in found)
        fewest = min(outcomes)
        assert kinds["fewest"].cost == fewest[-1]
        assert kinds["cheapest"].cost == min(outcome[-1] for outcome in outcomes)
        for repair in found:
            after = answer(self.artefact, self.within(repair.choices), self.costs)
            assert after.is_consistent
            if None not in repair.changes.values():
                assert after.proposal_cost == repair.cost

    def _outcome(
        self, demands: list[Demand], dropped: tuple[Demand, ...], code: str, value: Any
    ) -> tuple[int, ...]:
        """Return (changes, defaults and weight broken, money) of the best way to drop some."""
        kept = [demand for demand in demands if demand not in dropped]
        at = self.valid & self._matching(kept, code, value)
        settled = {d[0] for d in demands if self.referee.groups[d[0]]["kind"] not in TEXTS}
        own = {*(d[0] for d in kept), code}
        best = self.referee.best(at, {*settled, *own}, own)
        assert best is not None
        return (len(dropped), *best)

    def _demand(self, code: str, value: Any) -> Demand:
        if isinstance(value, dict):
            ((option, many),) = value.items()
            return code, option, many
        return code, None, value

    def _demands(self, choices: dict[str, Any], code: str, value: Any) -> list[Demand]:
        demands: list[Demand] = []
        for group, own in choices.items():
            if isinstance(own, dict):
                demands += [
                    (group, option, many)
                    for option, many in own.items()
                    if group != code or option not in value
                ]
            elif group != code:
                demands.append((group, None, own))
        return demands

    def _matching(self, demands: list[Demand], code: str, value: Any) -> np.ndarray:
        matched = self.referee.matching({code: value})
        for group, option, own in demands:
            matched &= self.referee.matching({group: own if option is None else {option: own}})
        return matched

    def _is_possible(self, demands: list[Demand], code: str, value: Any, laws: Any) -> bool:
        at = self.referee.keeping(laws) & self._matching(demands, code, value)
        return bool(at.any())
