"""Compare counts, completions by any aim, the soonest and repairs with what the referee finds."""

import itertools
import random
from collections import Counter
from typing import Any

import numpy as np

from configurator.engine import Costs
from configurator.engine.completion import best_completion
from configurator.engine.counts import count, count_per_option
from configurator.engine.readiness import Combination, ReadyTimes
from configurator.engine.repairs import repairs
from tests.configurator.engine.judging import ONLY_CUSTOMERS, TEXTS, Judge

NEVER = 1 << 40


class Aims:
    """A judged model with random ready times and another additive cost."""

    def __init__(self, judge: Judge, dice: random.Random) -> None:
        self.judge = judge
        self.referee = judge.referee
        self.configurations = self.referee.configurations
        self.option_times = {
            code: [dice.choice([0, 0, 3, 8, 20]) for _ in group["options"]]
            for code, group in self.referee.groups.items()
            if group["options"] and dice.random() < 0.7
        }
        self.joint = [self._combination(dice) for _ in range(dice.choice([0, 1, 3, 6, 12]))]
        self.ready = ReadyTimes(
            self.option_times, [Combination(*each) for each in self.joint], earliest=2
        )
        self.scores = {
            code: [dice.randint(-3, 9) for _ in costs]
            for code, costs in judge.model.option_costs.items()
        }
        self.times = np.array([self._time(each) for each in self.configurations])
        self.score = np.array([self._score(each) for each in self.configurations])

    def _combination(self, dice: random.Random) -> tuple[dict[str, list[Any]], int]:
        able = [code for code, g in self.referee.groups.items() if g["kind"] not in TEXTS]
        chosen = dice.sample(able, min(len(able), dice.randint(1, 3)))
        return {code: self._some_values(code, dice) for code in chosen}, dice.randint(1, 25)

    def _some_values(self, code: str, dice: random.Random) -> list[Any]:
        group = self.referee.groups[code]
        if group["kind"] == "some_of":
            values = [option["code"] for option in group["options"]]
        else:
            values = [v for v in self.referee.values(code) if v != "" or group["is_optional"]]
        return dice.sample(values, dice.randint(1, len(values)))

    def _time(self, full: dict[str, Any]) -> int:
        latest = 2
        for code, times in self.option_times.items():
            codes = [option["code"] for option in self.referee.groups[code]["options"]]
            taken = full[code] if isinstance(full[code], dict) else [full[code]]
            latest = max([latest, *(times[codes.index(option)] for option in taken if option)])
        for choices, time in self.joint:
            if all(self._has(full[code], values) for code, values in choices.items()):
                latest = max(latest, time)
        return latest

    def _has(self, value: Any, values: list[Any]) -> bool:
        return any(v in value for v in values) if isinstance(value, dict) else value in values

    def _score(self, full: dict[str, Any]) -> int:
        total = 0
        for code, scores in self.scores.items():
            codes = [option["code"] for option in self.referee.groups[code]["options"]]
            value = full[code] if isinstance(full[code], dict) else {full[code]: 1}
            total += sum(scores[codes.index(o)] * many for o, many in value.items() if o)
        return total

    def judge_counts(self, choices: dict[str, Any]) -> None:
        """Check the number of configurations, in total and for every option."""
        artefact, referee = self.judge.artefact, self.referee
        if self.judge.context and any(g["kind"] in TEXTS for g in referee.groups.values()):
            # Lengths of texts are told apart by rules of other days, which the referee forgets.
            return
        shown = self._shown()
        at = self.judge.valid & referee.matching(choices)

        assert count(artefact, self.judge.within(choices)) == len(
            {shown[i] for i in np.flatnonzero(at)}
        )
        for code, group in referee.groups.items():
            if group["kind"] in TEXTS:
                continue
            asked = choices
            if group["kind"] != "some_of":
                asked = {other: value for other, value in choices.items() if other != code}
            at = self.judge.valid & referee.matching(asked)
            values = {shown[i]: self.configurations[i][code] for i in np.flatnonzero(at)}.values()
            expected: Counter[Any] = Counter()
            for value in values:
                expected.update(value if isinstance(value, dict) else [value])
            if group["kind"] == "some_of":
                expected = Counter(option for value in values for option in value)
            found = count_per_option(artefact, self.judge.within(asked), code)
            assert {v: n for v, n in found.items() if n} == {v: n for v, n in expected.items() if n}

    def _shown(self) -> list[tuple[str, ...]]:
        """Return what tells each configuration apart: of texts, what validity reads of them."""
        codes = list(self.referee.groups)
        texts = [code for code in codes if self.referee.groups[code]["kind"] in TEXTS]
        names = {code: self._text_names(code) for code in texts}
        return [
            tuple(str(names[code][full[code]] if code in texts else full[code]) for code in codes)
            for full in self.configurations
        ]

    def _text_names(self, code: str) -> dict[str, Any]:
        """Return, per text, an example of all filled ones that no law or claim tells apart."""
        pictures: dict[str, list[Any]] = {}
        claims = [*self.referee.kept.values(), *self.referee.present.values()]
        claims += self.referee.counted
        for place, full in enumerate(self.configurations):
            seen = [bool(claim[place]) for claim in claims]
            is_valid = self.judge.valid[place]
            pictures.setdefault(full[code], []).append(seen if is_valid else None)
        names: dict[str, str] = {}
        for text, picture in pictures.items():
            alike = [other for other in names if other and pictures[other] == picture]
            names[text] = alike[0] if text and alike else text
        return names

    def judge_completions(self, choices: dict[str, Any]) -> None:
        """Check the least of another cost, the soonest, and money between equals."""
        at = self.judge.valid & self.referee.matching(choices)
        money = self.referee.money
        scored = best_completion(
            self.judge.artefact,
            self.judge.within(choices),
            self.judge.costs,
            measure=Costs(self.scores),
        )
        soonest = best_completion(
            self.judge.artefact, self.judge.within(choices), self.judge.costs, ready=self.ready
        )

        unasked = self.referee.unasked_colours(self.referee.groups, choices)
        for found, measures, order in (
            (scored, self.score, (unasked, self.score, money)),
            (soonest, self.times, (self.times, unasked, money)),
        ):
            least = self.judge._least(at, *order)
            assert found.cost == least[2]
            assert found.measure == least[0 if measures is self.times else 1]
            assert found.is_proven
            assert found.bound == found.measure
            exact = at & self.judge._exactly(self._known(found.choices))
            held = zip(*(column[exact].tolist() for column in order), strict=True)
            assert least in held

    def _known(self, full: Any) -> dict[str, Any]:
        groups = self.referee.groups
        return {
            c: value
            for c, value in full.items()
            if groups[c]["kind"] not in ONLY_CUSTOMERS or value
        }

    def judge_repairs(self, choices: dict[str, Any], code: str, value: Any) -> None:
        """Check the repair with the least of another cost, and the soonest one."""
        judge = self.judge
        made = repairs(
            judge.artefact, judge.within(choices), code, value, judge.costs,
            measure=Costs(self.scores), ready=self.ready,
        )  # fmt: skip
        demands = judge._demands(choices, code, value)
        minimal: list[tuple[Any, ...]] = []
        for many in range(len(demands) + 1):
            for dropped in itertools.combinations(demands, many):
                if any(set(map(str, less)) <= set(map(str, dropped)) for less in minimal):
                    continue
                kept = [demand for demand in demands if demand not in dropped]
                if judge._is_possible(kept, code, value, self.referee.holds):
                    minimal.append(dropped)
        assert bool(made) == bool(minimal)
        if not made:
            return
        outcomes = []
        for dropped in minimal:
            kept = [demand for demand in demands if demand not in dropped]
            outcomes.append(judge.valid & judge._matching(kept, code, value))
        soonest = next(repair for repair in made if "soonest" in repair.kinds)
        assert soonest.is_proven
        assert soonest.ready_at == min(int(self.times[at].min()) for at in outcomes)
        assert soonest.bound == soonest.ready_at
        exact = judge.valid & judge._exactly(self._known(soonest.full))
        assert soonest.ready_at in self.times[exact]
        assert all(bool((exact & at).any()) for at in [self._literally(soonest.choices)])
        assert {kind for repair in made for kind in repair.kinds} == {
            "fewest", "cheapest", "least", "soonest",
        }  # fmt: skip

    def _literally(self, choices: Any) -> np.ndarray:
        return self.referee.matching(choices)
