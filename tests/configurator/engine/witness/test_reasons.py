"""Reasons and repairs of random small feature models, judged by brute force."""

import random
from dataclasses import replace

import numpy as np
import pytest

from configurator.engine.errors import InconsistentChoices, NotBlocked
from configurator.engine.features.feature_model import (
    Feature,
    FeatureGroup,
    FeatureModel,
    GroupKind,
)
from configurator.engine.features.formulas import Implies, Name, Not
from configurator.engine.witness import WitnessReason, WitnessSession, compile_features
from tests.configurator.engine.witness.random_features import Referee, random_model


def is_possible(model, decisions, rules, groups, wanted):
    """Tell whether something is possible under some decisions, rules and groups alone."""
    kept = replace(
        model,
        constraints=tuple(rule for i, rule in enumerate(model.constraints) if i in rules),
        groups=tuple(
            group if i in groups else replace(group, low=0, high=len(group.members))
            for i, group in enumerate(model.groups)
        ),
    )
    everything = [*decisions, wanted]
    rows = Referee.of(kept).matching(
        [option for option, is_taken in everything if is_taken],
        [option for option, is_taken in everything if not is_taken],
    )
    return len(rows) > 0


def judge_reason(model, reason, wanted):
    """Check that a reason blocks, and that it does not without any one element."""
    parts = [set(reason.decisions), set(reason.rules), set(reason.groups)]
    assert not is_possible(model, *parts, wanted)
    for place, part in enumerate(parts):
        for element in part:
            fewer = [*parts]
            fewer[place] = part - {element}
            assert is_possible(model, *fewer, wanted)


@pytest.mark.parametrize("seed", range(6))
def test_reasons_block_and_repairs_free_with_nothing_needless(seed):
    chance = random.Random(seed)
    judged = 0
    while judged < 40:
        model = random_model(chance, chance.randint(3, 9), chance.randint(0, 4))
        artefact = compile_features(model)
        if artefact.is_void:
            continue
        session, decisions = WitnessSession(artefact), []
        forced, blocked = session.state((), ())
        while len(waiting := np.flatnonzero(~forced & ~blocked)):
            decisions.append((int(chance.choice(waiting)), chance.random() < 0.5))
            forced, blocked = session.state(
                [option for option, is_taken in decisions if is_taken],
                [option for option, is_taken in decisions if not is_taken],
            )
        for option in range(len(model.features)):
            wanted = (option, bool(blocked[option]))
            judge_reason(model, session.reasons.explain(decisions, wanted), wanted)
            judge_repair(model, session, decisions, wanted)
            judged += 1


def judge_repair(model, session, decisions, wanted):
    """Check that dropping a repair frees something, and putting any one decision back does not."""
    everything = (set(range(len(model.constraints))), set(range(len(model.groups))))
    if not is_possible(model, [], *everything, wanted):
        with pytest.raises(InconsistentChoices):
            session.reasons.repair(decisions, wanted)
        return
    dropped = session.reasons.repair(decisions, wanted)
    kept = [decision for decision in decisions if decision not in dropped]
    assert is_possible(model, kept, *everything, wanted)
    for decision in dropped:
        assert not is_possible(model, [*kept, decision], *everything, wanted)


def bicycle() -> FeatureModel:
    """Frame (steel or carbon), optionally a rack; carbon excludes the rack."""
    return FeatureModel(
        (
            Feature("bicycle", groups=(0, 1)),
            Feature("steel", 0, 0),
            Feature("carbon", 0, 0),
            Feature("rack", 0, 1),
            Feature("bell", 0, 1),
        ),
        (
            FeatureGroup(0, GroupKind.ALTERNATIVE, 1, 1, (1, 2)),
            FeatureGroup(0, GroupKind.OPTIONAL, 0, 2, (3, 4)),
        ),
        (Implies(Name(2), Not(Name(3))),),
    )


def test_reason_names_decision_rule_and_group():
    """Without steel the frame is carbon (group 0), and carbon excludes the rack (rule 0)."""
    session = WitnessSession(compile_features(bicycle()))

    reason = session.reasons.explain([(4, True), (1, False)], (3, True))

    assert reason == WitnessReason(((1, False),), (0,), (0,))


def test_repair_keeps_the_newer_decision():
    """A rack with carbon is impossible; either decision alone would do."""
    session = WitnessSession(compile_features(bicycle()))

    assert session.reasons.repair([(4, True), (1, False)], (3, True)) == ((1, False),)


def test_possible_option_has_no_reason():
    session = WitnessSession(compile_features(bicycle()))

    with pytest.raises(NotBlocked):
        session.reasons.explain([(1, True)], (3, True))


def test_unknown_option_is_refused():
    session = WitnessSession(compile_features(bicycle()))

    with pytest.raises(IndexError):
        session.reasons.explain([], (-1, True))
    with pytest.raises(IndexError):
        session.state([5], [])
    with pytest.raises(IndexError):
        session.state([-1], [])
