import pytest

from catalog.language import Schema
from production.formulas import amount, holds, schema_for, word

PARTS = 200


def document():
    """A catalogue of many drives, of which a routing reads the chosen ones and two by name."""
    drives = [
        {"code": f"{number}-gb", "name": {}, "attributes": {"bays": number % 3}}
        for number in range(PARTS)
    ]
    frames = [{"code": code, "name": {}, "attributes": {}} for code in ("steel", "carbon", "oak")]
    return {
        "groups": [
            {"code": "frame", "kind": "one_of", "attributes": [], "options": frames},
            {
                "code": "drives",
                "kind": "some_of",
                "attributes": [{"code": "bays", "kind": "number"}],
                "options": drives,
            },
            {"code": "rider", "kind": "number", "options": []},
            {"code": "colour", "kind": "one_of", "attributes": [], "options": frames},
        ]
    }


CHOICES = {"frame": "oak", "drives": {"7-gb": 2, "11-gb": 1}, "rider": 178, "colour": "steel"}
CONDITIONS = ["frame = carbon", 'drives has "3-gb"', 'drives has "7-gb"', "rider > 170"]
FORMULAS = ["sum(drives.bays)", "count(drives where drives.bays = 2) + 3"]


def test_schema_without_choices_holds_every_option_of_the_named_groups():
    found = schema_for(document(), [*CONDITIONS, *FORMULAS])

    assert found == Schema.from_document({"groups": document()["groups"][:3]})


def test_schema_with_choices_holds_only_what_is_chosen_or_named():
    found = schema_for(document(), [*CONDITIONS, *FORMULAS], CHOICES)

    assert {code: sorted(group.options) for code, group in found.groups.items()} == {
        "frame": ["carbon", "oak"],
        "drives": ["11-gb", "3-gb", "7-gb"],
        "rider": [],
    }


@pytest.mark.parametrize("condition", CONDITIONS)
def test_condition_is_judged_alike_with_all_options_and_with_few(condition):
    whole = Schema.from_document(document())
    short = schema_for(document(), [condition], CHOICES)

    assert holds(condition, short, CHOICES) == holds(condition, whole, CHOICES)


def test_formulas_come_to_the_same_with_all_options_and_with_few():
    """7-gb needs one bay and is there twice, 11-gb needs two: four bays, one drive of two."""
    short = schema_for(document(), [*FORMULAS, "frame"], CHOICES)

    assert [amount(formula, short, CHOICES) for formula in FORMULAS] == [4, 4]
    assert word("frame", short, CHOICES) == "oak"
