"""The JSON form of groups read twice, for our engine and as clauses: both mean the same."""

import random
from itertools import product

import pytest
from pysat.solvers import Glucose4

from benchmarks.models import GroupModel, read_text, without_attributes
from benchmarks.peers.group_clauses import GroupClauses
from benchmarks.peers.naive_sat import NaiveSat
from configurator.engine import Model, compile_model, is_valid

KINDS = ("table", "wide table", "requires", "excludes", "formula", "linear")


def group(name, *weights):
    options = [
        {"name": f"{name}-{place}", "price": place, "weight": weight}
        for place, weight in enumerate(weights)
    ]
    return {"name": name, "options": options}


GROUPS = (group("frame", 3, 5), group("fork", 1, 2, 4), group("wheel", 2, 2, 7))


def rule(kind, dice):
    """Return a random rule of a kind over the three groups."""

    def pick(place):
        return [place, dice.randrange(len(GROUPS[place]["options"]))]

    if kind == "linear":
        terms = [[1, 0, "weight"], [2, 1, "weight"], [1, 2, "weight"]]
        return {"kind": "linear", "terms": terms, "op": "<=", "rhs": dice.randint(6, 18)}
    if kind.endswith("table"):
        scope = [2, 0, 1] if kind == "wide table" else [1, 2]
        rows = list(product(*(range(len(GROUPS[place]["options"])) for place in scope)))
        tuples = sorted(dice.sample(rows, len(rows) // 2))
        return {"kind": "table", "groups": scope, "tuples": [list(row) for row in tuples]}
    if kind == "requires":
        return {"kind": "requires", "if": pick(0), "any": [pick(1), pick(2)]}
    if kind == "excludes":
        return {"kind": "excludes", "a": pick(1), "b": pick(2)}
    clauses = [[[pick(place), dice.choice([1, -1])] for place in (0, 1, 2)] for _ in range(2)]
    return {"kind": "formula", "cnf": clauses}


def is_allowed_by_clauses(clauses, solver, choice):
    return solver.solve(assumptions=[clauses.literal(g, o) for g, o in enumerate(choice)])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(5))
def test_clauses_and_document_allow_the_same_configurations(kind, seed):
    dice = random.Random(f"{kind} {seed}")
    model = GroupModel(GROUPS, (rule(kind, dice), rule(kind, dice)))
    clauses = GroupClauses(model)
    artefact = compile_model(Model.from_document(model.document()))

    with Glucose4(bootstrap_with=clauses.clauses) as solver:
        for choice in product(*map(range, model.sizes)):
            named = {
                found["name"]: found["options"][option]["name"]
                for found, option in zip(GROUPS, choice, strict=True)
            }
            broken = is_valid(artefact, named)
            assert is_allowed_by_clauses(clauses, solver, choice) is (broken == [])


def test_naive_solver_says_what_is_forced_out_and_open():
    """Frame 0 excludes forks 0 and 1: fork 2 is forced, and the wheels stay open."""
    rules = tuple({"kind": "excludes", "a": [0, 0], "b": [1, fork]} for fork in (0, 1))
    clauses = GroupClauses(GroupModel(GROUPS, rules))
    naive = NaiveSat(clauses.clauses, range(1, clauses.starts[-1]))

    states = dict(naive.click([clauses.literal(0, 0)]))

    assert states == {1: True, 2: False, 3: False, 4: False, 5: True, 6: None, 7: None, 8: None}
    assert naive.confirms(states, [clauses.literal(0, 0)])
    assert not naive.confirms(states | {6: True}, [clauses.literal(0, 0)])
    naive.close()


def test_naive_solver_does_not_ask_again_what_was_decided_before():
    clauses = GroupClauses(GroupModel(GROUPS, ()))
    naive = NaiveSat(clauses.clauses, range(1, clauses.starts[-1]))

    naive.restart({1: False})

    assert naive.click([])[1] is False
    naive.restart()
    assert naive.click([])[1] is None
    naive.close()


def test_attributes_are_taken_out_of_a_feature_model_whatever_their_texts_hold():
    text = """features\n\tA {abstract, note "a } and 'b"}\n\t\toptional\n\t\t\tB {cost 3}\n"""

    assert without_attributes(text) == "features\n\tA \n\t\toptional\n\t\t\tB \n"


@pytest.mark.parametrize("name", ["synth-bike-16g.json", "synth-pc-30g.json"])
def test_stored_models_are_whole(name):
    model = GroupModel.read(name)

    assert {"synth-bike-16g.json": (16, 183, 140), "synth-pc-30g.json": (30, 400, 300)}[name] == (
        len(model.groups),
        sum(model.sizes),
        len(model.rules),
    )


@pytest.mark.parametrize("name", ["automotive01", "financialservices01-2018-05-09", "pc-richmond"])
def test_stored_feature_models_can_be_unpacked(name):
    assert "features" in read_text(f"{name}.uvl")
