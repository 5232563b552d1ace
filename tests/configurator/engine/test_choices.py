"""What choices may look like, and what is refused."""

from decimal import Decimal
from fractions import Fraction

import pytest

from configurator.engine import UnknownGroup, UnknownOption, ValueOutOfRange, answer
from configurator.engine.choices import Chosen, read_choices
from tests.configurator.engine.documents import compiled, number, one_of, some_of, text


@pytest.fixture(scope="module")
def artefact():
    return compiled(
        [
            one_of("g", ["a", "b"]),
            one_of("o", ["a", "b"], is_optional=True),
            some_of("s", ["a", "b"], max_quantity=2),
            number("n", 1, 2, 0.25),
            number("m", 1, 2, is_optional=True),
            text("t", 3),
            text("u", 3, is_optional=False),
        ]
    )


@pytest.mark.parametrize(
    ("choices", "chosen"),
    [
        ({"g": "b"}, {0: Chosen(2)}),
        ({"g": None}, {}),
        ({"o": ""}, {1: Chosen(0)}),
        ({"s": {"a": 2, "b": 0}}, {2: Chosen(quantities={0: 2})}),
        ({"s": ["b"]}, {2: Chosen(quantities={1: 1})}),
        ({"s": []}, {2: Chosen()}),
        ({"s": ""}, {2: Chosen()}),
        ({"s": "a"}, {2: Chosen(quantities={0: 1})}),
        ({"n": 1.25}, {3: Chosen(2)}),
        ({"n": Decimal("1.5")}, {3: Chosen(3)}),
        ({"n": Fraction(7, 4)}, {3: Chosen(4)}),
        ({"m": ""}, {4: Chosen(0)}),
        ({"t": "abc"}, {5: Chosen(3, text="abc")}),
        ({"t": ""}, {5: Chosen(0)}),
    ],
)
def test_choices_are_read(artefact, choices, chosen):
    assert read_choices(artefact.model, choices) == chosen


@pytest.mark.parametrize(
    ("choices", "error"),
    [
        ({"nope": "a"}, UnknownGroup),
        ({"nope": None}, UnknownGroup),
        ({7: "a"}, UnknownGroup),
        ({"g": "nope"}, UnknownOption),
        ({"g": 3}, UnknownOption),
        ({"g": ["a"]}, UnknownOption),
        ({"g": {"a": 1}}, UnknownOption),
        ({"g": ""}, ValueOutOfRange),
        ({"s": {"nope": 1}}, UnknownOption),
        ({"s": ["nope"]}, UnknownOption),
        ({"s": [["a"]]}, UnknownOption),
        ({"s": {"a": -1}}, ValueOutOfRange),
        ({"s": {"a": 3}}, ValueOutOfRange),
        ({"s": {"a": 1.0}}, ValueOutOfRange),
        ({"s": {"a": True}}, ValueOutOfRange),
        ({"s": 5}, ValueOutOfRange),
        ({"n": 1.1}, ValueOutOfRange),
        ({"n": 3}, ValueOutOfRange),
        ({"n": -(10**400)}, ValueOutOfRange),
        ({"n": float("nan")}, ValueOutOfRange),
        ({"n": float("inf")}, ValueOutOfRange),
        ({"n": Decimal("NaN")}, ValueOutOfRange),
        ({"n": Decimal("1e999999")}, ValueOutOfRange),
        ({"n": True}, ValueOutOfRange),
        ({"n": "1"}, ValueOutOfRange),
        ({"n": ""}, ValueOutOfRange),
        ({"t": "abcd"}, ValueOutOfRange),
        ({"t": 7}, ValueOutOfRange),
        ({"u": ""}, ValueOutOfRange),
        (["g"], ValueOutOfRange),
    ],
)
def test_choices_that_cannot_be_meant_are_refused(artefact, choices, error):
    with pytest.raises(error):
        answer(artefact, choices)
