"""Plain clauses with helpers and groups of exactly one, against brute force."""

import itertools
import random

import numpy as np
import pytest

from configurator.engine.errors import InconsistentChoices, MalformedModel
from configurator.engine.witness import WitnessReason, WitnessSession, compile_clauses


def configurations(clauses, options, groups):
    """Return the valid choices of options, whatever the helpers are."""
    variables = sorted({*options, *(abs(x) for clause in clauses for x in clause)})
    found = set()
    for values in itertools.product([False, True], repeat=len(variables)):
        value = dict(zip(variables, values, strict=True))
        chosen = [value[option] for option in options]
        if all(sum(chosen[place] for place in group) == 1 for group in groups) and all(
            any(value[abs(x)] == (x > 0) for x in clause) for clause in clauses
        ):
            found.add(tuple(chosen))
    return np.array(sorted(found), dtype=bool).reshape(-1, len(options))


@pytest.mark.parametrize("seed", range(4))
def test_states_equal_brute_force_after_every_click(seed):
    chance = random.Random(seed)
    for _ in range(30):
        variables = chance.sample(range(1, 30), 9)
        clauses = [
            [chance.choice([-1, 1]) * v for v in chance.sample(variables, chance.randint(1, 4))]
            for _ in range(chance.randint(0, 14))
        ]
        options = chance.sample(variables, 6)
        groups = chance.choice([[], [[0, 2]], [[5, 1, 3], [0]]])
        valid = configurations(clauses, options, groups)
        artefact = compile_clauses(clauses, options, groups)
        assert artefact.is_void == (not len(valid))
        if not len(valid):
            continue
        session, taken, refused = WitnessSession(artefact, checks_itself=True), [], []
        while True:
            rows = valid[valid[:, taken].all(axis=1) & ~valid[:, refused].any(axis=1)]
            forced, blocked = session.state(taken, refused)
            assert np.array_equal(forced, rows.all(axis=0))
            assert np.array_equal(blocked, ~rows.any(axis=0))
            waiting = np.flatnonzero(~forced & ~blocked)
            if not len(waiting):
                break
            (taken if chance.random() < 0.5 else refused).append(int(chance.choice(waiting)))


def test_reason_numbers_the_clauses():
    """7 goes with 5 (clause 1) and 5 with 3 (clause 2); clause 0 has no part in it."""
    session = WitnessSession(compile_clauses([[9, 7], [-7, 5], [-5, 3]], [3, 5, 7, 9]))

    reason = session.reasons.explain([(3, True), (2, True)], (0, False))

    assert reason == WitnessReason(((2, True),), (1, 2), ())


def test_helpers_among_themselves_are_left_out():
    artefact = compile_clauses([[7, 8], [-7, -8], [1, 2]], [1, 2])

    assert [component.variables for component in artefact.components] == [2]


def test_group_needs_no_clauses():
    session = WitnessSession(compile_clauses([], [4, 8, 6], [[0, 1, 2]]))

    forced, blocked = session.state([], [0, 2])
    assert (forced.tolist(), blocked.tolist()) == ([False, True, False], [True, False, True])
    with pytest.raises(InconsistentChoices):
        session.state([], [0, 1, 2])


@pytest.mark.parametrize(
    ("clauses", "options", "groups", "message"),
    [
        ([[1, 0]], [1], [], "0 is no literal"),
        ([], [1, 1], [], "a variable stands twice"),
        ([], [1, 2], [[0, 1], [1]], "an option is in two groups"),
    ],
)
def test_malformed_clauses_are_refused(clauses, options, groups, message):
    with pytest.raises(MalformedModel, match=message):
        compile_clauses(clauses, options, groups)
