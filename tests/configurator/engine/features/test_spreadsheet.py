"""Product documents as the rows of a table, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.demo.shop import demo_products
from configurator.engine import Model
from configurator.engine.features.draft_document import draft_from_features
from configurator.engine.features.errors import UnreadableModel
from configurator.engine.features.spreadsheet import read_rows, write_rows
from tests.configurator.engine.features.public_models import public_model

HEADS = ["row", "in", "code", "kind"]
OPTION = {"name": {}, "description": {}, "attributes": {}, "modules": {}, "swatch": ""}
words = st.text(max_size=8) | st.sampled_from(["12", "true", "TRUE", "=1", '"a"', "[1]", "null"])
texts = st.dictionaries(st.sampled_from(["en", "de", "ar"]), words.filter(bool))


@pytest.mark.parametrize("code", demo_products())
def test_demo_product_comes_back_whole(code):
    content = demo_products()[code].document()

    assert read_rows(write_rows(content)) == content


def test_public_model_comes_back():
    content = draft_from_features(public_model("pc-richmond.uvl"), "pc").document

    assert Model.from_document(read_rows(write_rows(content))) == Model.from_document(content)


def test_limited_rules_come_back():
    content = draft_from_features(public_model("eshop.uvl"), "shop").document
    limits = {"valid_from": "2026-12-01", "valid_until": "2026-12-31", "channels": ["shop"]}
    content["rules"] = [content["rules"][0] | limits, *content["rules"][1:]]

    assert read_rows(write_rows(content))["rules"] == content["rules"]


def test_computed_values_preferences_and_conditional_defaults_come_back():
    content = draft_from_features(public_model("eshop.uvl"), "shop").document
    content["groups"][0]["defaults"] = [{"when": "true", "value": "x"}]
    content |= {
        "computed": [
            {"code": "gap", "expression": "a.size - 1", "name": {"en": "Gap"}, "unit": "mm"}
        ],
        "preferences": [{"code": "wide", "source": "gap > 0", "weight": 3, "message": {}}],
    }

    again = read_rows(write_rows(content))

    assert again["computed"] == content["computed"]
    assert again["preferences"] == content["preferences"]
    assert again["groups"][0]["defaults"] == content["groups"][0]["defaults"]


@given(default=words | st.integers() | st.none(), name=texts, helped=texts, blocked=st.lists(words))
def test_any_words_come_back(default, name, helped, blocked):
    group = {
        "code": "note", "kind": "text", "name": name, "help": helped, "is_optional": True,
        "default": default, "attributes": [], "options": [], "max_length": 12, "characters": "",
        "blocked_words": blocked,
    }  # fmt: skip
    content = {
        "format": 1, "product": "p", "name": {}, "tagline": {}, "picture": "",
        "kind": "configurable", "groups": [group], "rules": [],
    }  # fmt: skip

    assert read_rows(write_rows(content)) == content


def test_cells_typed_by_hand_are_read():
    table = [
        ["row", "in", "code", "kind", "name", "is_optional", "default", "attribute:teeth"],
        ["product", "", "bell", "", "Bell", "", "", ""],
        ["group", "", "ring", "one_of", "Ring", "TRUE", "brass", ""],
        ["attribute", "ring", "teeth", "number", "Teeth", "", "", ""],
        ["option", "ring", "brass", "", "Brass", "", "", "12"],
        [],
    ]

    read = read_rows(table)

    assert read["name"] == {"en": "Bell"}
    assert read["groups"][0]["is_optional"] is True
    assert read["groups"][0]["default"] == "brass"
    assert read["groups"][0]["options"] == [
        OPTION | {"code": "brass", "name": {"en": "Brass"}, "attributes": {"teeth": 12}}
    ]


def test_names_of_values_are_kept():
    table = [
        ["row", "in", "code", "kind", "name", "value_names"],
        ["product", "", "bell", "", "Bell", ""],
        ["group", "", "ring", "one_of", "Ring", ""],
        ["attribute", "ring", "tone", "word", "Tone", '{"low": {"de": "tief"}}'],
    ]

    read = read_rows(table)

    assert read["groups"][0]["attributes"][0]["value_names"] == {"low": {"de": "tief"}}
    assert read_rows(write_rows(read)) == read


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        (
            [
                [*HEADS, "value_names"],
                ["group", "", "a", "one_of"],
                ["attribute", "a", "tone", "word", '{"low": "tief"}'],
            ],
            3,
            "the attribute tone has value names that are no texts by word",
        ),
        ([["a", "b"]], 0, "no columns row and code"),
        ([], 0, "no columns row and code"),
        ([HEADS, ["magic", "", "x"]], 2, "“magic” is no kind of row; use one of product"),
        ([HEADS, ["option", "none", "x"]], 2, "no row above is the group “none”"),
        ([HEADS, ["group", "", "", "text"]], 2, "the group has no code"),
        ([HEADS, ["rule", "", "r", "formula"], ["case", "r", "1"]], 3, "is the table “r”"),
        ([[*HEADS, "minimun"], ["group", "", "n", "number", "3"]], 2, "no cell “minimun”"),
        ([HEADS, ["group", "", "a", "text"], ["group", "a", "b", "text"]], 3, "holds no groups"),
        (
            [[*HEADS, "attribute:b"], ["group", "", "a", "one_of"], ["option", "a", "o", "", "1"]],
            3,
            "the group a has no attribute “b”",
        ),
        (
            [[*HEADS, "case:x"], ["rule", "", "t", "table"], ["case", "t", "1", "", "y"]],
            3,
            "“case:x” is no cell of a case",
        ),
    ],
)
def test_table_that_cannot_be_read_is_refused_with_its_line(table, line, words):
    with pytest.raises(UnreadableModel, match=words) as caught:
        read_rows(table)

    assert caught.value.line == line
