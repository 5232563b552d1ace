"""The two JSON forms, as documents, diagrams and clauses."""

import json
from itertools import product

import numpy as np
import pytest

from configurator.engine import Model, compile_model
from configurator.engine.errors import InconsistentChoices, MalformedModel, ModelTooLarge
from configurator.engine.features.automaton_clauses import law_clauses
from configurator.engine.features.choice_tables import read_choice_model
from configurator.engine.features.diagram_states import DiagramStates
from configurator.engine.features.errors import UnreadableModel
from configurator.engine.features.path_counting import count_paths
from configurator.engine.features.sessions import play
from configurator.engine.limits import Limits
from configurator.engine.witness import WitnessSession, compile_clauses
from tests.configurator.engine.documents import compiled, document, number, one_of, some_of, text
from tests.configurator.engine.features.public_models import COUNTS, FOLDER

QUICK = Limits(search=0)
GROUPS = {
    "name": "tiny",
    "groups": [
        {"name": "Frame", "options": [{"name": "steel", "weight": 3}, {"name": "alu", "weight": 1.5}]},
        {"name": "Fork", "options": [{"name": "steel", "weight": 2}, {"name": "air", "weight": 1}]},
    ],
    "rules": [
        {"kind": "linear", "terms": [[1, 0, "weight"], [2, 1, "weight"]], "op": "<=", "rhs": 5.5},
        {"kind": "requires", "if": [0, 1], "any": [[1, 0], [1, 1]]},
        {"kind": "excludes", "a": [0, 0], "b": [1, 0]},
        {"kind": "formula", "cnf": [[[[0, 0], 1], [[1, 1], -1], [[0, 1], 1]]]},
        {"kind": "table", "groups": [0, 1], "tuples": [[0, 1], [1, 0], [0, 0]]},
    ],
}  # fmt: skip
VARIABLES = {
    "name": "tiny",
    "variables": [{"name": "x y", "values": [0, 5, 10]}, {"name": "z", "values": [5, 10]}],
    "rules": [
        {"id": "a", "kind": "table", "scope": ["x y", "z"], "tuples": [[0, 5], [5, 5], [10, 10]]},
        {"id": "b", "kind": "clauses", "clauses": [[["x y", ">=", {"var": "z"}], ["z", "<", 6]]]},
        {"id": "c", "kind": "linear", "terms": [[1, "x y"], [-1, "z"]], "op": ">=", "rhs": 0},
        {"id": "d", "kind": "clauses", "clauses": [[["z", "!=", {"const": 10}]]]},
    ],
}


def valid(content: dict) -> set[tuple[int, ...]]:
    """The places of the options of all valid configurations, by the diagrams' own states."""
    artefact = compile_model(Model.from_document(read_choice_model(json.dumps(content))))
    states = DiagramStates(artefact)
    sizes = [len(group.options) for group in artefact.model.groups]
    starts = np.cumsum([0, *sizes])
    found = set()
    for places in product(*map(range, sizes)):
        try:
            states.state([int(s) + p for s, p in zip(starts, places, strict=False)], [])
        except InconsistentChoices:
            continue
        found.add(places)
    return found


def test_groups_form_means_what_it_says():
    """Steel and air: 3 + 2 = 5. Alu and steel: 1.5 + 4 = 5.5. Two steels exclude each other."""
    assert valid(GROUPS) == {(0, 1), (1, 0)}


def test_variables_form_means_what_it_says():
    """The table leaves (0, 5), (5, 5), (10, 10); the sum takes the first, the last rule the third."""
    assert valid(VARIABLES) == {(1, 0)}


def test_names_stand_beside_the_codes():
    read = read_choice_model(json.dumps(VARIABLES))

    assert [group["name"]["en"] for group in read["groups"]] == ["x y", "z"]
    assert [option["name"]["en"] for option in read["groups"][0]["options"]] == ["0", "5", "10"]


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "3", '{"groups": 3}', '{"groups": [{"name": "a"}]}', "[" * 100_000,
        '{"groups": [], "rules": [{"kind": "magic"}]}',
        '{"variables": [{"name": "a", "values": ["b"]}]}',
        '{"variables": [{"name": "a", "values": []}, {"name": "a", "values": []}]}',
        '{"variables": [{"name": "a", "values": [1]}], "rules": [{"kind": "clauses", "clauses": [[["b", "=", 1]]]}]}',
        '{"groups": [{"name": "a", "options": [{"name": "x", "w": "1) or (1"}]}]}',
    ],
)  # fmt: skip
def test_anything_else_is_refused(text):
    with pytest.raises((UnreadableModel, MalformedModel)):
        _ = Model.from_document(read_choice_model(text)).rules


@pytest.mark.parametrize("name", ["clib-pc.json", "synth-bike-16g.json"])
def test_public_model_counts_and_answers_like_its_clauses(name):
    model = Model.from_document(read_choice_model((FOLDER / name).read_text(encoding="utf-8")))
    artefact = compile_model(model, QUICK)
    states = DiagramStates(artefact)
    laws = law_clauses(model)
    witness = WitnessSession(
        compile_clauses(laws.clauses, range(1, len(laws.codes) + 1), laws.groups)
    )

    assert count_paths(artefact) == COUNTS[name]
    assert laws.codes == states.codes
    clicks = list(play(states, 2, 7))
    for click in clicks:
        forced, blocked = witness.state(click.taken, click.refused)
        assert np.array_equal(forced, click.forced)
        assert np.array_equal(blocked, click.blocked)
    assert len(clicks) > 10


def test_states_and_counts_know_quantities_numbers_and_none():
    """Two of x and y at most twice each, y no more than x, an optional colour, 2 or 3 wheels.

    x, y by quantity: (0,0) (1,0) (1,1) (2,0) = 4; colours none, red, blue = 3; wheels 2, 3 = 2.
    """
    artefact = compiled(
        [
            some_of("bags", ["x", "y"], max_count=2, max_quantity=2),
            one_of("colour", ["red", "blue"], is_optional=True),
            number("wheels", 2, 3),
            text("note", 5),
        ],
        "count(bags where bags = y) <= count(bags where bags = x)",
    )
    states = DiagramStates(artefact)

    names = ["=".join(code) for code in states.codes]
    assert names == ["bags=x", "bags=y", "colour=red", "colour=blue", "wheels=2", "wheels=3"]
    assert count_paths(artefact) == 24
    forced, blocked = states.state([1], [2, 4])
    assert forced.tolist() == [True, True, False, False, False, True]
    assert blocked.tolist() == [False, False, True, False, True, False]
    forced, blocked = states.state([], [0])
    assert forced.tolist() == [False] * 6
    assert blocked.tolist() == [True, True, False, False, False, False]
    with pytest.raises(InconsistentChoices):
        states.state([1], [0])


def test_options_that_no_rule_tells_apart_are_shared_out():
    """Exactly two of three: taking one and refusing one forces the third."""
    artefact = compiled([some_of("bags", ["x", "y", "z"], min_count=2, max_count=2)])
    states = DiagramStates(artefact)

    forced, blocked = states.state([0], [1])

    assert forced.tolist() == [True, False, True]
    assert blocked.tolist() == [False, True, False]
    assert count_paths(artefact) == 3


def test_texts_read_by_rules_cannot_be_counted():
    artefact = compiled(
        [text("note", 5), one_of("colour", ["red", "blue"])], "length(note) > 2 => colour = red"
    )

    assert count_paths(artefact) is None


def test_clauses_are_for_one_of_groups_only():
    model = Model.from_document(document([some_of("bags", ["x"])]))

    with pytest.raises(ModelTooLarge, match="bags is a some_of"):
        law_clauses(model)
