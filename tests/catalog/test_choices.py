from decimal import Decimal

import pytest

from catalog.choices import describe_choices, number_text, quantities
from tests.factories.catalog import bicycle_document


def test_choices_are_described_in_document_order():
    choices = {
        "engraving": "Zoë & Ben",
        "rider": 178.0,
        "extras": {"rack": 1, "bell": 2},
        "frame": "carbon",
        "fork": "",
    }

    assert describe_choices(bicycle_document(), choices, "de") == [
        ("Rahmen", "Carbon"),
        ("Extras", "2 × Bell, Rack"),
        ("Rider height", "178 cm"),
        ("Engraving", "Zoë & Ben"),
    ]


def test_several_options_are_listed_with_the_comma_of_the_language():
    choices = {"extras": {"rack": 1, "bell": 1}}

    described = describe_choices(bicycle_document(), choices, "ar")

    assert described == [("\u2066Extras\u2069", "\u2066Bell\u2069، \u2066Rack\u2069")]


@pytest.mark.parametrize(
    ("value", "chosen"),
    [
        (None, {}),
        ("", {}),
        ([], {}),
        ("a", {"a": 1}),
        (["a", "b"], {"a": 1, "b": 1}),
        ({"a": 2, "b": 0}, {"a": 2}),
    ],
)
def test_quantities_of_every_form(value, chosen):
    assert quantities(value) == chosen


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (178.0, "178"), (178.5, "178.5"), (Decimal("1E+3"), "1000")]
)
def test_number_is_written_plainly(value, text):
    assert number_text(value) == text
