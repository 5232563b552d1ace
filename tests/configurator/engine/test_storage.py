"""Artefacts as bytes."""

import zlib
from decimal import Decimal

import pytest

from configurator.engine import Artefact, MalformedModel, answer, is_valid, model
from tests.configurator.engine.documents import compiled, number, one_of, some_of


@pytest.fixture(scope="module")
def artefact():
    return compiled(
        [
            one_of("g", {"a": {"w": 1.5}, "b": {"w": 2}}),
            some_of("s", {"x": {"w": 1}, "y": {"w": 3}}, max_quantity=2),
            number("n", 1, 9, Decimal("0.5")),
        ],
        "sum(s.w) + g.w <= n",
    )


def test_stored_artefact_answers_as_the_original(artefact):
    stored = Artefact.from_bytes(artefact.to_bytes())

    for choices in ({}, {"n": 2}, {"s": {"y": 1}}, {"n": 1}):
        before, after = answer(artefact, choices), answer(stored, choices)
        assert after.proposal == before.proposal
        assert after.status("g").tolist() == before.status("g").tolist()
        assert after.number_status("n").tolist() == before.number_status("n").tolist()
    assert is_valid(stored, {"g": "a", "n": 1}) == is_valid(artefact, {"g": "a", "n": 1}) != []


def test_stored_artefact_answers_without_reading_a_rule(artefact, monkeypatch):
    content = artefact.to_bytes()
    expected = answer(artefact, {"n": 2}).proposal

    def refuse(entry, schema):
        raise AssertionError(f"rule {entry['code']} was read")

    monkeypatch.setattr(model, "rule_expression", refuse)

    assert answer(Artefact.from_bytes(content), {"n": 2}).proposal == expected


def test_same_artefact_gives_the_same_bytes(artefact):
    assert artefact.to_bytes() == Artefact.from_bytes(artefact.to_bytes()).to_bytes()


def test_stored_arrays_cannot_be_changed(artefact):
    stored = Artefact.from_bytes(artefact.to_bytes())

    with pytest.raises(ValueError, match="read-only"):
        stored.diagrams[0].layers[0].parents[0] = 5


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"tailorline-engine-1\n",
        b"tailorline-engine-1\n" + zlib.compress(b"\x05\x00\x00\x00\x00\x00\x00\x00nope!"),
        b"tailorline-engine-1\n" + zlib.compress(b"\xff" * 20),
    ],
)
def test_foreign_bytes_are_refused(content):
    with pytest.raises(MalformedModel):
        Artefact.from_bytes(content)


def test_cut_bytes_are_refused(artefact):
    with pytest.raises(MalformedModel):
        Artefact.from_bytes(artefact.to_bytes()[:-20])
