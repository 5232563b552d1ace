"""Documents that cannot be models, and models that are too large."""

import pytest

from configurator.engine import Limits, MalformedModel, Model, ModelTooLarge, answer, compile_model
from tests.configurator.engine.documents import compiled, document, number, one_of, some_of, text


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"groups": [{"code": "g", "kind": "smell"}]},
        {"groups": [{"kind": "one_of"}]},
        {"groups": 7},
        {"groups": [one_of("g", ["a"]), one_of("g", ["a"])]},
        {"groups": [{"code": "g", "kind": "one_of", "options": [{"code": "a"}, {"code": "a"}]}]},
        {"groups": [number("n", 5, 1)]},
        {"groups": [number("n", 1, 5, 0)]},
        {"groups": [number("n", 1, float("inf"))]},
        {"groups": [number("n", 1, float("nan"))]},
    ],
)
def test_document_that_is_no_model_is_refused(broken):
    with pytest.raises(MalformedModel):
        Model.from_document(broken)


@pytest.mark.parametrize("source", ["nope = a", "g =", "g = nope", "g.size"])
def test_rule_that_cannot_be_read_is_refused(source):
    with pytest.raises(MalformedModel, match="r0"):
        compile_model(Model.from_document(document([one_of("g", ["a"])], source)))


@pytest.mark.parametrize(
    "group",
    [
        number("big", 0, 10**9),
        number("big", 0, 1, 1e-9),
        text("big", 10**6),
        some_of("big", ["a", "b"], max_quantity=10**6),
    ],
)
def test_group_with_too_many_values_is_refused_by_name(group):
    with pytest.raises(ModelTooLarge, match="big"):
        compiled([group])


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(cells=50), "rule r0 needs a table"),
        (Limits(edges=100), "more than 100 edges"),
        (Limits(nodes=10, listed=0), "more than 10 nodes"),
    ],
)
def test_model_beyond_a_limit_is_refused(limits, words):
    """Sums of two groups of eight: 15 different ones must be remembered, 64 edges lead there."""
    groups = [one_of(f"g{place}", {f"o{n}": {"w": n} for n in range(8)}) for place in range(4)]

    with pytest.raises(ModelTooLarge, match=words):
        compiled(groups, "g0.w + g1.w = g2.w + g3.w", limits=limits)


def test_time_limit_is_kept():
    with pytest.raises(ModelTooLarge, match="seconds"):
        compiled([one_of("g", ["a"]), one_of("h", ["a"])], "g = a and h = a or g = a",
                 limits=Limits(seconds=0))  # fmt: skip


def test_artefact_beyond_the_limit_is_refused():
    with pytest.raises(ModelTooLarge, match="bytes"):
        compiled([one_of("g", ["a"])], limits=Limits(bytes=10))


def test_numbers_beyond_64_bits_are_refused():
    groups = [one_of("g", {"a": {"w": 10**17}, "b": {"w": 0.001}})]

    with pytest.raises(ModelTooLarge, match="60 bits"):
        compiled(groups, "g.w <= 5")


def test_default_that_the_group_no_longer_has_counts_as_none():
    artefact = compiled([one_of("g", ["a", "b"], default="withdrawn")])

    assert answer(artefact, {}).by == {"g": "completion"}


def test_model_without_groups_is_answered():
    artefact = compiled([])

    assert answer(artefact, {}).is_consistent
    assert answer(artefact, {}).proposal == {}


def test_some_of_without_options_stays_empty():
    artefact = compiled([some_of("s", [])], "count(s) <= 1")

    assert answer(artefact, {}).proposal == {"s": {}}


def test_some_of_that_needs_an_option_and_has_none_is_void():
    assert not answer(compiled([some_of("s", [], min_count=1)]), {}).is_consistent
