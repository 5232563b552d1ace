from decimal import Decimal

import pytest

from configurator.artefacts import load_revision
from configurator.values import merge_choices, read_choices
from foundation.errors import InvalidInput
from tests.factories.catalog import published_bicycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    return load_revision(published_bicycle())


@pytest.mark.parametrize(
    ("group", "raw", "read"),
    [
        ("frame", "carbon", "carbon"),
        ("frame", None, None),
        ("extras", ["bell"], {"bell": 1}),
        ("extras", {"bell": 2, "rack": 0}, {"bell": 2}),
        ("extras", [], {}),
        ("extras", "", {}),
        ("rider", 180, 180),
        ("rider", Decimal("180.5"), 180.5),
        ("rider", Decimal("180.0"), 180),
        ("engraving", "  Ada & Bo ", "Ada & Bo"),
        ("engraving", "A\u030a", "\u00c5"),
        ("engraving", "نور", "نور"),
        ("engraving", "", ""),
    ],
)
def test_value_is_read_in_its_one_form(loaded, group, raw, read):
    assert read_choices(loaded, {group: raw}) == {group: read}


@pytest.mark.parametrize(
    ("group", "raw", "pointer"),
    [
        ("frame", "wood", "/choices/frame"),
        ("frame", "", "/choices/frame"),
        ("frame", 1, "/choices/frame"),
        ("frame", True, "/choices/frame"),
        ("frame", {"steel": 1}, "/choices/frame"),
        ("frame", "steel\0", "/choices/frame"),
        ("wings", "big", "/choices/wings"),
        ("a/b~c", "x", "/choices/a~1b~0c"),
        ("extras", ["bell", "bell"], "/choices/extras"),
        ("extras", [["bell"]], "/choices/extras"),
        ("extras", {"bell": 3}, "/choices/extras/bell"),
        ("extras", {"bell": -1}, "/choices/extras/bell"),
        ("extras", {"bell": True}, "/choices/extras/bell"),
        ("extras", {"bell": 1.5}, "/choices/extras/bell"),
        ("extras", 7, "/choices/extras"),
        ("rider", True, "/choices/rider"),
        ("rider", "180", "/choices/rider"),
        ("rider", 149, "/choices/rider"),
        ("rider", 10**400, "/choices/rider"),
        ("rider", Decimal("180.25"), "/choices/rider"),
        ("rider", Decimal("NaN"), "/choices/rider"),
        ("rider", float("nan"), "/choices/rider"),
        ("rider", float("inf"), "/choices/rider"),
        ("engraving", "A text too long", "/choices/engraving"),
        ("engraving", "Ada 🚲", "/choices/engraving"),
        ("engraving", "Ada\0", "/choices/engraving"),
        ("engraving", "rust", "/choices/engraving"),
        ("engraving", "\ud800", "/choices/engraving"),
        ("engraving", 5, "/choices/engraving"),
    ],
)
def test_value_that_cannot_be_used_is_refused_with_its_place(loaded, group, raw, pointer):
    with pytest.raises(InvalidInput) as refused:
        read_choices(loaded, {group: raw})

    assert [error["pointer"] for error in refused.value.errors] == [pointer]
    assert refused.value.code == "invalid_choices"


@pytest.mark.parametrize("raw", [[], "frame", 5, True])
def test_choices_that_are_no_object_are_refused(loaded, raw):
    with pytest.raises(InvalidInput):
        read_choices(loaded, raw)


def test_every_wrong_value_is_named(loaded):
    with pytest.raises(InvalidInput) as refused:
        read_choices(loaded, {"frame": "wood", "rider": 0, "tyres": "slick"})

    assert [error["pointer"] for error in refused.value.errors] == [
        "/choices/frame",
        "/choices/rider",
    ]


def test_message_repeats_no_invisible_character(loaded):
    with pytest.raises(InvalidInput) as refused:
        read_choices(loaded, {"frame": "\x00\u202e" + "x" * 100})

    assert "\x00" not in refused.value.message
    assert "\u202e" not in refused.value.message
    assert len(refused.value.message) < 200


def test_merging_puts_the_newest_choice_last():
    merged = merge_choices(
        {"frame": "steel", "rider": 180, "fork": "steel"}, {"frame": "carbon", "fork": None}
    )

    assert list(merged.items()) == [("rider", 180), ("frame", "carbon")]
