"""Random small feature models against brute force, after every click."""

import random
from dataclasses import replace

import numpy as np
import pytest

from configurator.engine.errors import InconsistentChoices
from configurator.engine.witness import (
    WitnessArtefact,
    WitnessSession,
    compile_features,
    pool,
)
from tests.configurator.engine.witness.random_features import Referee, random_model

ROUNDS = [1_000_000, 1, 0]


def judge(session, referee, taken, refused):
    """Compare one answer with all configurations; return what is open."""
    rows = referee.matching(taken, refused)
    if not len(rows):
        with pytest.raises(InconsistentChoices):
            session.state(taken, refused)
        return np.zeros(0, int)
    forced, blocked = session.state(taken, refused)
    assert np.array_equal(forced, rows.all(axis=0))
    assert np.array_equal(blocked, ~rows.any(axis=0))
    return np.flatnonzero(~forced & ~blocked)


def with_rounds(artefact, rounds):
    """Return an artefact whose witnesses are given up after so many rounds of repair."""
    parts = tuple(replace(component, rounds=rounds) for component in artefact.components)
    return replace(artefact, components=parts)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.usefixtures("undivided")
def test_states_equal_brute_force_after_every_click(seed):
    chance = random.Random(seed)
    for number in range(40):
        model = random_model(chance, chance.randint(1, 11), chance.randint(0, 5))
        referee = Referee.of(model)
        artefact = with_rounds(compile_features(model), ROUNDS[number % len(ROUNDS)])
        assert artefact.is_void == (not len(referee.valid))
        session = WitnessSession(artefact, checks_itself=True)
        taken, refused = [], []
        waiting = judge(session, referee, taken, refused)
        while len(waiting):
            (taken if chance.random() < 0.6 else refused).append(int(chance.choice(waiting)))
            waiting = judge(session, referee, taken, refused)


@pytest.mark.parametrize("seed", range(200, 204))
@pytest.mark.usefixtures("undivided")
def test_asking_for_all_literals_together_equals_brute_force(seed, monkeypatch):
    """So small models never get there by themselves; the solver is built anew all the time."""
    for name, value in {"ROW": 0, "MANY": 1, "FEW": 1, "LEFTOVERS": 1}.items():
        monkeypatch.setattr(pool, name, value)
    chance = random.Random(seed)
    for _ in range(40):
        model = random_model(chance, chance.randint(2, 11), chance.randint(1, 4))
        referee = Referee.of(model)
        session = WitnessSession(with_rounds(compile_features(model), 0), checks_itself=True)
        taken, refused = [], []
        waiting = judge(session, referee, taken, refused)
        while len(waiting):
            (taken if chance.random() < 0.6 else refused).append(int(chance.choice(waiting)))
            waiting = judge(session, referee, taken, refused)
        judge(session, referee, taken[:1], [])


@pytest.mark.parametrize("seed", range(100, 106))
def test_decisions_applied_at_once_equal_brute_force_even_where_they_contradict(seed, request):
    if seed % 2:
        request.getfixturevalue("undivided")
    chance = random.Random(seed)
    for _ in range(40):
        model = random_model(chance, chance.randint(2, 11), chance.randint(0, 4))
        referee = Referee.of(model)
        session = WitnessSession(compile_features(model), checks_itself=True)
        for _ in range(8):
            decided = chance.sample(range(len(model.features)), chance.randint(0, 4) % 3)
            taken = [option for option in decided if chance.random() < 0.6]
            judge(session, referee, taken, [option for option in decided if option not in taken])


def test_dead_and_always_on_options_equal_brute_force():
    chance = random.Random(7)
    for _ in range(150):
        model = random_model(chance, chance.randint(1, 10), chance.randint(0, 6))
        referee = Referee.of(model)

        artefact = compile_features(model)

        assert np.array_equal(artefact.dead, ~referee.valid.any(axis=0))
        if not artefact.is_void:
            assert np.array_equal(artefact.always_on, referee.valid.all(axis=0))


@pytest.mark.usefixtures("undivided")
def test_artefact_read_from_bytes_answers_the_same():
    chance = random.Random(8)
    for _ in range(60):
        model = random_model(chance, chance.randint(1, 10), chance.randint(0, 4))
        artefact = compile_features(model)

        content = artefact.to_bytes()
        again = WitnessArtefact.from_bytes(content)

        assert again.to_bytes() == content
        assert again.structure == artefact.structure
        assert again.is_void == artefact.is_void
        referee = Referee.of(model)
        session = WitnessSession(again, checks_itself=True)
        for option in range(len(model.features)):
            judge(session, referee, [option], [])
