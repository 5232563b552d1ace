import pytest

from production.planner.changeovers import MissingChangeover, changeover_minutes, remembered
from production.planner.values import Centre, ChangeoverRule
from tests.production.planner.instances import ALWAYS

PAINT = Centre(
    1,
    "paint",
    ALWAYS,
    (ChangeoverRule("white", "*", 5), ChangeoverRule("*", "white", 40)),
    20,
)


@pytest.mark.parametrize(
    ("before", "after", "minutes"),
    [
        ("blue", "blue", 0),
        ("white", "blue", 5),
        ("blue", "white", 40),
        ("blue", "green", 20),
        ("", "white", 40),
    ],
)
def test_first_rule_that_fits_counts_then_the_default(before, after, minutes):
    assert changeover_minutes(PAINT, before, after) == minutes


def test_missing_changeover_names_what_to_add():
    centre = Centre(1, "paint", ALWAYS, (ChangeoverRule("white", "*", 5),), None)

    with pytest.raises(MissingChangeover, match="paint has no changeover from “blue” to “green”"):
        changeover_minutes(centre, "blue", "green")


def test_remembered_changeovers_are_the_same_and_looked_up_once():
    asked = []

    def minutes(centre, before, after):
        asked.append((before, after))
        return len(before + after)

    known = remembered(minutes)

    assert [known(PAINT, "a", "bc"), known(PAINT, "a", "bc"), known(PAINT, "", "x")] == [3, 3, 1]
    assert asked == [("a", "bc"), ("", "x")]
