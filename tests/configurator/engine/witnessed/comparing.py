"""One random model in both engines: diagrams, which brute force judges, beside witnesses."""

import random
from typing import Any

from configurator.engine import (
    NO_COST,
    Completion,
    Costs,
    ValueOutOfRange,
    answer,
    best_completion,
    migrate,
    repairs,
)
from configurator.engine.witnessed.artefact import WitnessedArtefact
from configurator.engine.witnessed.compile import compile_witnessed
from tests.configurator.engine.judging import Judge
from tests.configurator.engine.judging_aims import Aims


class Comparison:
    """What is possible has to be equal; what is least has to be equal where it is proven."""

    def __init__(self, seed: int) -> None:
        self.judge = Judge(seed)
        self.dice = random.Random(seed)
        self.exact = self.judge.artefact
        compiled = compile_witnessed(self.exact.model)
        is_stored = seed % 5 == 0
        self.witnessed = (
            WitnessedArtefact.from_bytes(compiled.to_bytes()) if is_stored else compiled
        )
        self.costs = self.judge.costs
        self.aims = Aims(self.judge, self.dice)

    def compare_answers(self, choices: dict[str, Any]) -> bool:
        """Compare every state and price; return whether the choices fit together."""
        asked = self.judge.within(choices)
        exact = answer(self.exact, asked, self.costs)
        found = answer(self.witnessed, asked, self.costs)
        assert found.is_consistent == exact.is_consistent
        for _, group in self.exact.model.asked:
            if group.options:
                assert found.status(group.code).tolist() == exact.status(group.code).tolist()
            elif group.kind == "number":
                assert (
                    found.number_status(group.code).tolist()
                    == exact.number_status(group.code).tolist()
                )
            if group.kind in ("number", "text"):
                assert found.bounds(group.code) == exact.bounds(group.code)
            if group.kind != "text":
                told = found.cost_change(group.code)
                known = told != NO_COST
                assert (told[known] == exact.cost_change(group.code)[known]).all()
        if found.is_proven and exact.is_consistent:
            assert found.proposal_cost == exact.proposal_cost
        return exact.is_consistent

    def compare_completions(self, choices: dict[str, Any]) -> None:
        asked = self.judge.within(choices)
        for aim in ({}, {"measure": Costs(self.aims.scores)}, {"ready": self.aims.ready}):
            exact = best_completion(self.exact, asked, self.costs, **aim)
            found = best_completion(self.witnessed, asked, self.costs, **aim)
            least = exact.measure if aim else exact.cost
            assert found.bound <= least
            # One that waits for a colour of the customer's is worse, however little it costs.
            if self._is_whole(found) or not self._is_whole(exact):
                assert least <= (found.measure if aim else found.cost)
            if found.is_proven:
                assert (found.cost, found.measure) == (exact.cost, exact.measure)

    def _is_whole(self, completion: Completion) -> bool:
        """Say whether nothing is left that only the customer can give."""
        try:
            return answer(self.exact, self.judge.within(completion.choices)).is_consistent
        except ValueOutOfRange:
            return False

    def compare_ways_out(self, choices: dict[str, Any], code: str, value: Any) -> None:
        self.judge.artefact = self.witnessed
        self.judge.judge_reason(choices, code, value)
        aims = {"measure": Costs(self.aims.scores), "ready": self.aims.ready}
        exact, found = (
            {
                kind: way
                for way in repairs(
                    artefact, self.judge.within(choices), code, value, self.costs, **aims
                )
                for kind in way.kinds
            }
            for artefact in (self.exact, self.witnessed)
        )
        assert found.keys() == exact.keys()
        for kind, way in found.items():
            assert answer(self.exact, self.judge.within(way.choices)).is_consistent
            if way.is_proven and kind == "cheapest":
                assert way.cost == exact[kind].cost
            if way.is_proven and kind == "fewest":
                assert len(way.changes) == len(exact[kind].changes)
            if way.is_proven and kind == "soonest":
                assert way.ready_at == exact[kind].ready_at

    def compare_moves(self, choices: dict[str, Any]) -> None:
        moved = migrate(self.exact.model, choices, self.witnessed, self.costs, self.judge.context)
        assert answer(self.exact, self.judge.within(moved.choices)).is_consistent
        if answer(self.exact, self.judge.within(choices)).is_consistent:
            assert dict(moved.choices) == dict(
                migrate(
                    self.exact.model, choices, self.exact, self.costs, self.judge.context
                ).choices
            )
