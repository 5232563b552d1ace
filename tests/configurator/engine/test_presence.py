"""Groups that are asked only under a condition."""

import pytest

from configurator.engine import (
    Artefact,
    Costs,
    MalformedModel,
    Model,
    Reason,
    Status,
    Violation,
    answer,
    explain,
    is_valid,
    repairs,
)
from tests.configurator.engine.documents import compiled, number, one_of, some_of, text

RACK = "extras has rack"


@pytest.fixture(scope="module")
def artefact():
    """A bag is asked only with a rack, a monogram only on a leather bag."""
    return compiled(
        [
            some_of("extras", ["bell", "rack"]),
            one_of("bag", ["canvas", "leather"], default="leather", present_if=RACK),
            text("monogram", 3, present_if="bag = leather"),
            number("height", 1, 3),
        ],
        "bag = leather => height >= 2",
    )


def test_absent_group_is_empty_and_its_default_does_not_count(artefact):
    found = answer(artefact, {}, Costs({"bag": [5, 9]}))

    assert found.proposal == {"extras": {}, "bag": "", "monogram": "", "height": 1}
    assert found.present == {"extras": True, "bag": False, "monogram": False, "height": True}
    assert found.proposal_cost == 0


def test_present_group_is_filled_by_its_default(artefact):
    found = answer(artefact, {"extras": ["rack"]}, Costs({"bag": [5, 9]}))

    assert found.proposal == {"extras": {"rack": 1}, "bag": "leather", "monogram": "", "height": 2}
    assert found.present == dict.fromkeys(["extras", "bag", "monogram", "height"], True)
    assert found.by["bag"] == "default"


def test_option_of_an_absent_group_stays_possible_while_its_condition_is_open(artefact):
    found = answer(artefact, {})

    assert found.status("bag").tolist() == [Status.POSSIBLE, Status.POSSIBLE]
    with_bag = answer(artefact, {"bag": "canvas"})
    assert with_bag.status("extras").tolist() == [Status.POSSIBLE, Status.FORCED]


def test_choice_in_an_absent_group_names_the_condition(artefact):
    choices = {"bag": "canvas"}

    assert explain(artefact, choices, "monogram", "AB") == Reason(
        (("bag", "canvas"),), ("present:monogram",)
    )


def test_repair_takes_back_the_choice_in_a_group_that_is_asked_no_more(artefact):
    found = repairs(artefact, {"bag": "leather", "monogram": "AB"}, "height", 1)

    assert [(repair.changes, repair.choices) for repair in found] == [
        ({"bag": None, "monogram": None}, {"height": 1})
    ]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"extras": ["rack"]}, [Violation("bag", "missing", "bag needs a value")]),
        ({"bag": "canvas"}, [Violation("bag", "absent", "bag is not part of this configuration")]),
        ({"extras": ["rack"], "bag": "canvas"}, []),
    ],
)
def test_literal_check_needs_present_groups_only(artefact, change, found):
    assert is_valid(artefact, {"height": 1} | change) == found


def test_stored_artefact_knows_its_conditions(artefact):
    stored = Artefact.from_bytes(artefact.to_bytes())

    assert answer(stored, {}).present == answer(artefact, {}).present
    assert stored.to_bytes() == artefact.to_bytes()


@pytest.mark.parametrize("condition", ["extras has horn", "extras", "(", "nothing is empty"])
def test_condition_that_cannot_be_read_is_refused(condition):
    groups = [some_of("extras", ["bell"]), one_of("bag", ["canvas"], present_if=condition)]

    with pytest.raises(MalformedModel, match="the condition of group bag cannot be read"):
        compiled(groups)


def test_model_without_conditions_has_no_marks():
    model = Model.from_document({"groups": [one_of("bag", ["canvas"])], "rules": []})

    assert (model.conditions, model.marks) == ({}, ())
