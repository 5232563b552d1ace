"""Soft preferences: kept where that contradicts nothing, before money and after defaults."""

import pytest

from configurator.engine import (
    Artefact,
    Costs,
    MalformedModel,
    Model,
    answer,
    compile_model,
    complete,
)
from tests.configurator.engine.documents import document, one_of

COSTS = Costs({"frame": [0, 100], "fork": [0, 50], "lamp": [0, 20]})


def preference(code, source, weight=1):
    return {"code": code, "source": source, "weight": weight}


def preferring(*preferences, rules=(), **defaults):
    groups = [
        one_of("frame", ["steel", "carbon"], default=defaults.get("frame")),
        one_of("fork", ["steel", "carbon"], default=defaults.get("fork")),
        one_of("lamp", ["none", "led"]),
    ]
    known = document(groups, *rules) | {"preferences": list(preferences)}
    return compile_model(Model.from_document(known))


def test_preference_counts_more_than_money():
    artefact = preferring(preference("same", "frame = carbon => fork = carbon"),
                          preference("light", "lamp = led"))  # fmt: skip
    found = answer(artefact, {"frame": "carbon"}, COSTS)

    assert found.proposal == {"frame": "carbon", "fork": "carbon", "lamp": "led"}
    assert found.preferences == {"same": True, "light": True}
    assert found.proposal_cost == 170


def test_default_counts_more_than_any_weight():
    artefact = preferring(preference("carbon", "frame = carbon", 1_000), frame="steel")

    found = answer(artefact, {}, COSTS)

    assert found.proposal["frame"] == "steel"
    assert found.preferences == {"carbon": False}


def test_least_weight_is_broken():
    artefact = preferring(
        preference("one", "frame = carbon", 2),
        preference("two", "frame = steel and lamp = led", 1),
        preference("three", "frame = steel and fork = carbon", 2),
    )

    assert answer(artefact, {}, COSTS).preferences == {"one": False, "two": True, "three": True}


def test_preference_is_never_a_contradiction():
    artefact = preferring(preference("never", "frame = steel and frame = carbon"),
                          preference("carbon", "frame = carbon"),
                          rules=["frame = steel"])  # fmt: skip
    found = answer(artefact, {"fork": "steel"}, COSTS)

    assert found.is_consistent
    assert found.proposal == {"frame": "steel", "fork": "steel", "lamp": "none"}
    assert found.preferences == {"never": False, "carbon": False}


def test_price_change_is_that_of_the_proposal_that_prefers():
    artefact = preferring(preference("same", "frame = carbon => fork = carbon"))

    assert answer(artefact, {}, COSTS).cost_change("frame").tolist() == [0, 150]


def test_cheapest_completion_asks_for_money_alone():
    artefact = preferring(preference("light", "lamp = led"))

    assert complete(artefact, {}, COSTS) == {"frame": "steel", "fork": "steel", "lamp": "none"}


def test_stored_artefact_keeps_its_preferences():
    artefact = preferring(preference("light", "lamp = led"))

    assert answer(Artefact.from_bytes(artefact.to_bytes()), {}).preferences == {"light": True}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (preference("a", "frame = gold"), "preference a cannot be read"),
        (preference("a", "frame"), "preference a cannot be read"),
        (preference("a", "lamp = led", 0), "the weight of preference a is not 1 to 1000"),
        (preference("a", "lamp = led", 1.5), "the weight of preference a is not 1 to 1000"),
        ({"code": "a", "source": "lamp = led"}, "the document cannot be read"),
    ],
)
def test_wrong_preference_is_refused(wrong, message):
    with pytest.raises(MalformedModel, match=message):
        preferring(wrong)


def test_code_that_stands_twice_is_refused():
    with pytest.raises(MalformedModel, match="preference a is there twice"):
        preferring(preference("a", "lamp = led"), preference("a", "lamp = none"))
