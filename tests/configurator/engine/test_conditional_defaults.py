"""Defaults with a condition, of groups of several and of texts."""

from configurator.engine import answer
from tests.configurator.engine.documents import compiled, one_of, some_of, text

WOOD = one_of("wood", ["oak", "pine"], default="oak")
EXTRAS = some_of(
    "extras",
    ["oil", "wax"],
    max_quantity=2,
    defaults=[{"if": "wood = oak", "value": {"oil": 2}}, {"if": "wood = pine", "value": ["wax"]}],
)
LABEL = text(
    "label",
    20,
    defaults=[
        {"if": "wood = oak", "value": "solid oak"},
        {"if": "extras has wax", "value": "waxed"},
    ],
)


def proposed(artefact, **choices):
    found = answer(artefact, choices)
    return found.proposal, found.by


def test_group_of_several_has_the_default_whose_condition_holds():
    artefact = compiled([WOOD, EXTRAS])

    oak, by = proposed(artefact)
    pine, _ = proposed(artefact, wood="pine")

    assert (oak["extras"], by["extras"]) == ({"oil": 2}, "default")
    assert pine["extras"] == {"wax": 1}


def test_own_choice_comes_before_a_default_with_a_condition():
    full, by = proposed(compiled([WOOD, EXTRAS]), extras={"wax": 1})

    assert (full["extras"], by["extras"]) == ({"wax": 1}, "you")


def test_rule_comes_before_a_default_with_a_condition():
    full, by = proposed(compiled([WOOD, EXTRAS], "count(extras) <= 1"))

    assert (full["extras"], by["extras"]) == ({}, "completion")


def test_text_has_the_default_whose_condition_holds():
    artefact = compiled([WOOD, EXTRAS, LABEL])

    oak, by = proposed(artefact)
    waxed, _ = proposed(artefact, wood="pine")
    plain, none = proposed(artefact, wood="pine", extras={})

    assert (oak["label"], by["label"]) == ("solid oak", "default")
    assert waxed["label"] == "waxed"
    assert (plain["label"], none["label"]) == ("", "completion")


def test_default_text_that_a_rule_has_no_room_for_is_left_out():
    full, _ = proposed(
        compiled([WOOD, LABEL | {"defaults": LABEL["defaults"][:1]}], "length(label) <= 4")
    )

    assert full["label"] == ""
