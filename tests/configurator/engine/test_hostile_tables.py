"""Tables of very many rows and options of any name: an answer, or a refusal that says why."""

import itertools

import pytest

from configurator.engine import MalformedModel, Model, answer, compile_model, count
from tests.configurator.engine.documents import document, one_of, some_of, text

# Right to left, combining, beyond the basic plane, a control character, blanks, quotes, brackets.
NAMES = [
    "\u202eabc", "e\u0301", "\u00e9", "\U0001f6b2", "\u0000", "a b", "'\"", "\u0645\u0642\u0648\u062f", "{x}",
]  # fmt: skip


def with_table(groups, rows):
    columns = [group["code"] for group in groups]
    table = {"code": "t", "kind": "table", "columns": columns, "rows": rows}
    return Model.from_document(document(groups, tables=[table]))


def test_table_of_a_hundred_thousand_rows_is_answered():
    """All rows of 50 * 50 * 40 options but those that have the last of p and of q."""
    sizes = {"p": 50, "q": 50, "r": 40}
    groups = [one_of(code, [f"o{n}" for n in range(size)]) for code, size in sizes.items()]
    every = itertools.product(*([f"o{n}" for n in range(size)] for size in sizes.values()))
    artefact = compile_model(
        with_table(groups, [list(row) for row in every if row[:2] != ("o49", "o49")])
    )

    assert count(artefact, {}) == 50 * 50 * 40 - 40
    assert count(artefact, {"p": "o49"}) == 49 * 40


def test_table_of_a_million_rows_is_refused():
    groups = [one_of("p", ["a"]), one_of("q", ["a"])]

    with pytest.raises(MalformedModel, match="A table has at most 1,000,000 cells"):
        compile_model(with_table(groups, [["a", "a"]] * 1_000_000))


def test_options_may_be_called_anything():
    groups = [one_of("p", NAMES), one_of("q", NAMES)]
    artefact = compile_model(with_table(groups, [[name, name] for name in NAMES]))

    assert [answer(artefact, {"p": name}).proposal for name in NAMES] == [
        {"p": name, "q": name} for name in NAMES
    ]


@pytest.mark.parametrize(
    ("group", "said"),
    [
        (some_of("a", ["x"], max_quantity=-5), "group a has numbers below zero"),
        (some_of("a", ["x"], min_count=-1), "group a has numbers below zero"),
        (some_of("a", ["x"], max_count=-1), "group a has numbers below zero"),
        (text("a", -1), "text a has a length below zero"),
    ],
)
def test_group_with_numbers_below_zero_is_refused(group, said):
    with pytest.raises(MalformedModel, match=said):
        Model.from_document(document([group]))


def test_word_where_a_rule_needs_numbers_is_refused():
    group = one_of("a", {"x": {"width": 1}, "y": {"width": 2}})
    group["options"][0]["attributes"]["width"] = "broad"

    with pytest.raises(MalformedModel, match="an attribute of a is a word, not a number"):
        compile_model(Model.from_document(document([group], "a.width <= 1")))
