"""Complete configurations checked literally."""

import pytest

from configurator.engine import ValueOutOfRange, Violation, is_valid
from tests.configurator.engine.documents import compiled, number, one_of, some_of, text


@pytest.fixture(scope="module")
def artefact():
    return compiled(
        [
            one_of("g", ["a", "b"]),
            one_of("o", ["a"], is_optional=True),
            some_of("s", ["x", "y"], min_count=1, max_count=2, max_quantity=2),
            number("n", 1, 3),
            text("t", 3),
        ],
        "g = b => n >= 2",
        "count(s) <= n",
    )


def test_valid_configuration_has_no_violations(artefact):
    assert is_valid(artefact, {"g": "b", "s": ["x"], "n": 2, "t": "abc"}) == []


@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        ({"g": "b", "n": 1}, [("r0", "rule")]),
        ({"s": {"x": 2}, "n": 1}, [("r1", "rule")]),
        ({"g": "b", "s": {"x": 2}, "n": 1}, [("r0", "rule"), ("r1", "rule")]),
        ({"s": {"x": 2, "y": 1}, "n": 3}, [("s", "count")]),
        ({"s": {}}, [("s", "count")]),
        ({"s": None}, [("s", "count")]),
        ({"g": None}, [("g", "missing")]),
        ({"g": ""}, [("g", "missing")]),
        ({"g": "nope"}, [("g", "invalid_value")]),
        ({"n": 9}, [("n", "invalid_value")]),
        ({"t": "abcd"}, [("t", "invalid_value")]),
        ({"nope": 1}, [("nope", "unknown_group")]),
    ],
)
def test_violations_point_at_group_or_rule(artefact, change, pointers):
    found = is_valid(artefact, {"g": "a", "s": ["x"], "n": 1} | change)

    assert [(wrong.pointer, wrong.code) for wrong in found] == pointers


def test_violation_says_what_is_wrong(artefact):
    assert is_valid(artefact, {"s": ["x"], "n": 1}) == [
        Violation("g", "missing", "g needs a value")
    ]


def test_choices_of_another_shape_are_refused(artefact):
    with pytest.raises(ValueOutOfRange):
        is_valid(artefact, ["g"])
