"""Costs: rounding and refusals."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from configurator.engine import Costs, UnknownGroup, ValueOutOfRange, answer
from tests.configurator.engine.documents import compiled, number, one_of


@pytest.fixture(scope="module")
def artefact():
    return compiled([one_of("g", ["a", "b"]), number("n", -1, 2, 0.5)])


def test_number_costs_round_halves_away_from_zero(artefact):
    """1 per unit: -1, -0.5, 0, 0.5, 1, 1.5, 2 become -1, -1, 0, 1, 1, 2, 2."""
    money = Costs(numbers={"n": Decimal(1)}).money_of(artefact.model)

    assert money[1].tolist() == [-1, -1, 0, 1, 1, 2, 2]


def test_groups_without_costs_cost_nothing(artefact):
    assert answer(artefact, {}, Costs()).proposal_cost == 0


def test_negative_costs_are_taken_into_account(artefact):
    found = answer(artefact, {}, Costs({"g": [0, -5]}))

    assert (found.proposal["g"], found.proposal_cost) == ("b", -5)


@pytest.mark.parametrize(
    ("costs", "error"),
    [
        (Costs({"nope": [1]}), UnknownGroup),
        (Costs({"g": [1]}), ValueOutOfRange),
        (Costs({"g": [1.5, 2]}), ValueOutOfRange),
        (Costs({"g": [10**14, 2]}), ValueOutOfRange),
        (Costs({"g": np.array([10**14, 2])}), ValueOutOfRange),
        (Costs({"g": [2**70, 2]}), ValueOutOfRange),
        (Costs(numbers={"n": Fraction(10**14)}), ValueOutOfRange),
        (Costs(numbers={"n": Decimal("NaN")}), ValueOutOfRange),
        (Costs(numbers={"n": float("inf")}), ValueOutOfRange),
    ],
)
def test_absurd_costs_are_refused(artefact, costs, error):
    with pytest.raises(error):
        answer(artefact, {}, costs)


def test_costs_that_would_overflow_with_many_defaults_are_refused():
    groups = [one_of(f"g{place}", ["a", "b"], default="a") for place in range(400)]
    costs = Costs({group["code"]: [0, 10**13] for group in groups})

    with pytest.raises(ValueOutOfRange):
        answer(compiled(groups), {}, costs)
