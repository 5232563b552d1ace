"""Laws as clauses say what the diagrams say, for models small enough for both."""

import random

import numpy as np
import pytest

from configurator.engine.compile import compile_model
from configurator.engine.errors import ModelTooLarge
from configurator.engine.features.automaton_clauses import law_clauses
from configurator.engine.features.diagram_states import DiagramStates
from configurator.engine.features.sessions import play
from configurator.engine.model import Model
from configurator.engine.witness import WitnessSession, compile_clauses
from tests.configurator.engine.documents import document, one_of, some_of

MODELS = 60


def law(chance, sizes):
    """A random law: a few options that go together, a sum, or a table."""
    groups = chance.sample(range(len(sizes)), chance.randint(2, len(sizes)))
    kind = chance.choice(["clause", "sum", "rows"])
    if kind == "sum":
        return f"{' + '.join(f'g{g}.weight' for g in groups)} <= {chance.randint(2, 12)}"
    if kind == "clause":
        signs = [chance.choice(["", "not "]) for _ in groups]
        return " or ".join(
            f"{sign}(g{g} = o{chance.randrange(sizes[g])})"
            for sign, g in zip(signs, groups, strict=True)
        )
    rows = [[chance.randrange(sizes[g]) for g in groups] for _ in range(chance.randint(1, 12))]
    return " or ".join(
        "(" + " and ".join(f"g{g} = o{o}" for g, o in zip(groups, row, strict=True)) + ")"
        for row in rows
    )


def random_document(seed):
    chance = random.Random(seed)
    sizes = [chance.randint(1, 5) for _ in range(chance.randint(2, 5))]
    groups = [
        one_of(
            f"g{number}",
            {f"o{option}": {"weight": chance.randint(0, 5)} for option in range(size)},
            is_optional=chance.random() < 0.3,
        )
        for number, size in enumerate(sizes)
    ]
    return document(groups, *(law(chance, sizes) for _ in range(chance.randint(1, 5))))


def session_of(laws):
    artefact = compile_clauses(laws.clauses, range(1, len(laws.codes) + 1), laws.groups)
    return artefact, WitnessSession(artefact)


@pytest.mark.parametrize("seed", range(MODELS))
def test_clauses_of_random_laws_leave_what_the_diagrams_leave(seed):
    model = Model.from_document(random_document(seed))
    artefact = compile_model(model)
    laws = law_clauses(model)
    places = [place for place, code in enumerate(laws.codes) if code is not None]
    if not all(laws.clauses) or artefact.is_void:
        assert artefact.is_void
        assert not all(laws.clauses) or session_of(laws)[0].is_void
        return
    states, (_, session) = DiagramStates(artefact), session_of(laws)

    clicks = list(play(states, 2, seed))
    found = [
        session.state([places[o] for o in c.taken], [places[o] for o in c.refused]) for c in clicks
    ]

    assert [laws.codes[place] for place in places] == states.codes
    for click, (forced, blocked) in zip(clicks, found, strict=True):
        assert np.array_equal(forced[places], click.forced)
        assert np.array_equal(blocked[places], click.blocked)


def test_law_of_three_options_is_one_clause_without_a_helper():
    groups = [one_of(f"g{number}", ["o0", "o1", "o2"]) for number in range(3)]
    model = Model.from_document(document(groups, "not (g0 = o1 and g1 = o0 and g2 = o2)"))

    assert law_clauses(model).clauses == [(-2, -4, -9)]


def test_two_laws_about_the_same_options_share_a_literal():
    """g1 in {o0, o1} and g1 in {o2, o3} are one helper and its negation."""
    groups = [one_of("g0", ["o0", "o1", "o2"]), one_of("g1", ["o0", "o1", "o2", "o3"])]
    groups.append(one_of("g2", ["o0", "o1", "o2"]))
    sources = [
        "g0 = o0 and (g1 = o0 or g1 = o1) => g2 = o0",
        "g0 = o1 and (g1 = o2 or g1 = o3) => g2 = o1",
    ]
    laws = law_clauses(Model.from_document(document(groups, *sources)))

    helpers = {abs(literal) for clause in laws.clauses for literal in clause if abs(literal) > 10}
    assert helpers == {11}
    assert {(-1, -11, 8), (-2, 11, 9)} <= set(laws.clauses)


def test_group_with_several_options_is_refused():
    model = Model.from_document(document([some_of("extras", ["a", "b"])]))

    with pytest.raises(ModelTooLarge, match="extras is a some_of"):
        law_clauses(model)
