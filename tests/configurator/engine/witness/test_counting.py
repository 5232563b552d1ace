"""Clauses that count, against counting."""

import itertools

import pytest
from pysat.solvers import Glucose4

from configurator.engine.witness.counting import PAIRWISE, Counter


def allowed(clauses, many):
    """Return the choices of the first ``many`` variables that the clauses allow."""
    solver = Glucose4(bootstrap_with=[*clauses, [many, -many]])
    return [
        values
        for values in itertools.product([False, True], repeat=many)
        if solver.solve(assumptions=[i if v else -i for i, v in enumerate(values, start=1)])
    ]


@pytest.mark.parametrize("many", range(1, 7))
def test_every_pair_of_bounds_counts_exactly(many):
    members = list(range(2, many + 2))
    for low, high in itertools.product(range(many + 2), range(many + 1)):
        clauses = list(Counter(many + 1).between(1, low, high, members))

        found = [values for values in allowed(clauses, many + 1) if values[0]]

        every = itertools.product([False, True], repeat=many)
        assert found == [(True, *v) for v in every if low <= sum(v) <= high]


@pytest.mark.parametrize("many", [PAIRWISE + 1, PAIRWISE + 9, 200, 2_000])
def test_long_lists_allow_each_alone_and_no_two_by_propagation(many):
    literals = list(range(1, many + 1))
    solver = Glucose4(bootstrap_with=Counter(many).at_most_one(literals))

    for literal in {1, 2, many // 2, many}:
        assert solver.solve(assumptions=[literal])
        held, implied = solver.propagate(assumptions=[literal])
        assert held
        assert {-other for other in literals if other != literal} <= set(implied)
