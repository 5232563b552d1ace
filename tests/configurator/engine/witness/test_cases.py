"""Components divided into cases: against brute force, also where hardly a piece may be listed."""

import itertools
import random

import numpy as np
import pytest

from configurator.engine.errors import InconsistentChoices
from configurator.engine.limits import Budget, Limits
from configurator.engine.witness import (
    WitnessArtefact,
    WitnessSession,
    compile_features,
    division,
    piece_list,
)
from configurator.engine.witness.case_pool import CasePool
from configurator.engine.witness.component import ALL_ROUNDS, Component, numbered_literals
from configurator.engine.witness.residual import assignments
from tests.configurator.engine.witness.random_features import Referee, random_model
from tests.configurator.engine.witness.test_random_features import judge

BOUNDS = [
    {},
    {"OPEN": 3, "ROWS": 4},
    {"OPEN": 2, "ROWS": 2, "HOPELESS": 0},
    {"OPEN": 5, "ROWS": 3, "HOPELESS": 4},
]


def component_of(variables, clauses):
    literals = numbered_literals([literal for clause in clauses for literal in clause])
    starts = np.cumsum([0, *map(len, clauses)])
    asked, rows = np.ones(variables, np.bool_), np.zeros((2 * variables, 0), np.uint64)
    return Component(asked, literals, starts, rows, ALL_ROUNDS)


def divided(variables, clauses):
    return division.divide(component_of(variables, clauses), Budget(Limits()))


@pytest.mark.parametrize("bounds", BOUNDS)
@pytest.mark.parametrize("seed", range(3))
def test_states_equal_brute_force_however_little_is_listed(seed, bounds, monkeypatch):
    for name, value in bounds.items():
        monkeypatch.setattr(division if name == "HOPELESS" else piece_list, name, value)
    chance = random.Random(300 + seed)
    for number in range(30):
        model = random_model(chance, chance.randint(1, 11), chance.randint(0, 5))
        referee = Referee.of(model)
        artefact = compile_features(model)
        if number % 5 == 0:
            artefact = WitnessArtefact.from_bytes(artefact.to_bytes())
        assert all(component.cases for component in artefact.components)
        session = WitnessSession(artefact, checks_itself=True)
        taken, refused = [], []
        waiting = judge(session, referee, taken, refused)
        while len(waiting):
            (taken if chance.random() < 0.6 else refused).append(int(chance.choice(waiting)))
            waiting = judge(session, referee, taken, refused)
        judge(session, referee, taken[1:], refused[:1])


def test_last_of_255_rows_is_forced():
    """One of eight variables must hold: 255 rows in four blocks, and one is left."""
    forced = np.zeros(16, np.bool_)
    pool = CasePool(divided(8, [range(1, 9)]), forced)

    pool.decide([1, 3, 5, 7, 9, 11])
    assert np.flatnonzero(forced).tolist() == [1, 3, 5, 7, 9, 11]
    pool.decide([13])

    assert np.flatnonzero(forced).tolist() == [1, 3, 5, 7, 9, 11, 13, 14]


def test_decision_that_contradicts_leaves_the_pool_as_it_was():
    forced = np.zeros(6, np.bool_)
    pool = CasePool(divided(3, [(1, 2), (-2, 3)]), forced)
    pool.decide([1])
    before = forced.copy()

    with pytest.raises(InconsistentChoices):
        pool.decide([5])

    assert before.tolist() == [False, True, True, False, True, False]
    assert np.array_equal(forced, before)
    assert pool.is_sound()


@pytest.mark.parametrize("bound", ["CASES", "WORDS", "DEEPEST", "VARIABLES", "FAR"])
def test_division_gives_up_at_each_bound(bound, monkeypatch):
    """32 cases: five pairs of which one holds; nothing but a variable in no clause is listed."""
    monkeypatch.setattr(piece_list, "OPEN", 0)
    clauses = [(sign * x, sign * (x + 1)) for x in range(1, 10, 2) for sign in (1, -1)]
    assert len(divided(11, clauses).everything) == 1
    monkeypatch.setattr(division, bound, 1)

    assert divided(11, clauses) is None


def test_assignments_are_those_of_brute_force():
    chance = random.Random(9)
    for _ in range(100):
        names = chance.sample(range(1, 30), 6)
        clauses = [
            tuple(name if chance.random() < 0.5 else -name for name in chance.sample(names, 3))
            for _ in range(chance.randint(1, 8))
        ]
        variables = sorted({abs(literal) for clause in clauses for literal in clause})
        valid = {
            row
            for row in itertools.product((False, True), repeat=len(variables))
            if all(
                any(row[variables.index(abs(x))] == (x > 0) for x in clause) for clause in clauses
            )
        }

        found, rows = assignments(clauses, 1 << len(variables))

        assert found == variables
        assert {tuple(row) for row in rows.tolist()} == valid
        assert len(rows) == len(valid)


def test_too_many_assignments_are_not_listed():
    assert assignments([(1, 2)], 2) is None
