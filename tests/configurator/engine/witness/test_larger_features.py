"""Models of a hundred options, where repairing witnesses takes several rounds, against SAT."""

import random
from dataclasses import replace

import numpy as np
import pytest

from configurator.engine.features.feature_model import FeatureModel
from configurator.engine.features.formulas import Name, Not, Or
from configurator.engine.witness import WitnessArtefact, WitnessSession, compile_features
from tests.configurator.engine.witness.random_features import OPEN_KINDS, formula, random_model
from tests.configurator.engine.witness.sat_referee import SatReferee
from tests.configurator.engine.witness.test_random_features import with_rounds


def kernel_like(chance: random.Random, features: int) -> FeatureModel:
    """Return a model with many short rules that leave most options open."""
    model = random_model(chance, features, 0, OPEN_KINDS)
    while (settled := settled_share(compile_features(model))) > 0.1:
        model = random_model(chance, features, 0, OPEN_KINDS)
    for _ in range(features):
        names = [Name(chance.randrange(1, features)) for _ in range(chance.randint(2, 4))]
        literals = [Not(name) if chance.random() < 0.5 else name for name in names]
        rule = Or(tuple(literals)) if chance.random() < 0.9 else formula(chance, features, 3)
        larger = replace(model, constraints=(*model.constraints, rule))
        if settled_share(compile_features(larger)) <= settled + 0.1:
            model = larger
    return model


def settled_share(artefact: WitnessArtefact) -> float:
    """Return the share of options that nobody can decide."""
    return 1.0 if artefact.is_void else float((artefact.always_on | artefact.dead).mean())


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.usefixtures("undivided")
def test_states_equal_two_solver_calls_per_option(seed):
    chance = random.Random(seed)
    model = kernel_like(chance, 100)
    artefact = compile_features(model)
    referee = SatReferee(model)
    for rounds in (1_000_000, 2, 0):
        session = WitnessSession(with_rounds(artefact, rounds), checks_itself=True)
        taken, refused = [], []
        while True:
            forced, blocked = session.state(taken, refused)
            assert np.array_equal((forced, blocked), referee.state(taken, refused))
            waiting = np.flatnonzero(~forced & ~blocked)
            if not len(waiting):
                break
            (taken if chance.random() < 0.5 else refused).append(int(chance.choice(waiting)))


@pytest.mark.usefixtures("undivided")
def test_clicks_and_decisions_at_once_give_the_same_state():
    chance = random.Random(11)
    artefact = compile_features(kernel_like(chance, 100))
    clicking, at_once = WitnessSession(artefact), WitnessSession(artefact)
    for _ in range(20):
        taken, refused = [], []
        forced, blocked = clicking.state(taken, refused)
        while len(waiting := np.flatnonzero(~forced & ~blocked)) and chance.random() < 0.9:
            (taken if chance.random() < 0.5 else refused).append(int(chance.choice(waiting)))
            forced, blocked = clicking.state(taken, refused)

        at_once.state((), ())
        assert np.array_equal(at_once.state(taken, refused), (forced, blocked))
        taken.reverse()
        assert np.array_equal(at_once.state(taken, refused), (forced, blocked))
