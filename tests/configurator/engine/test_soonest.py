"""Completions and repairs by other aims than money, worked out by hand."""

import pytest

from configurator.engine import (
    Combination,
    Costs,
    InconsistentChoices,
    ReadyTimes,
    UnknownOption,
    ValueOutOfRange,
    best_completion,
    repairs,
)
from configurator.engine import soonest as soonest_search
from tests.configurator.engine.documents import compiled, one_of, some_of, text


def test_soonest_waits_for_the_latest_of_its_options_and_takes_the_cheaper_of_equals():
    """Steel is ready on day 5, carbon on day 2; both forks by day 3: carbon with the cheap one."""
    artefact = compiled([one_of("frame", ["steel", "carbon"]), one_of("fork", ["a", "b"])])
    ready = ReadyTimes({"frame": [5, 2], "fork": [3, 3]})
    costs = Costs({"frame": [0, 90], "fork": [20, 10]})

    found = best_completion(artefact, {}, costs, ready=ready)

    assert found.choices == {"frame": "carbon", "fork": "b"}
    assert (found.measure, found.bound, found.cost, found.is_proven) == (3, 3, 100, True)


def test_soonest_leaves_a_combination_that_comes_late():
    """Red steel waits for paint until day 9; blue steel costs more and is ready on day 1."""
    groups = [one_of("frame", ["steel", "carbon"]), one_of("colour", ["red", "blue"])]
    late = Combination({"frame": ["steel"], "colour": ["red"]}, 9)
    ready = ReadyTimes({"frame": [1, 7]}, [late])

    found = best_completion(
        compiled(groups), {}, Costs({"frame": [0, 0], "colour": [0, 50]}), ready=ready
    )

    assert found.choices == {"frame": "steel", "colour": "blue"}
    assert (found.measure, found.cost) == (1, 50)


def test_soonest_keeps_own_choices_even_where_they_are_late():
    groups = [one_of("frame", ["steel", "carbon"]), some_of("extras", ["bell", "rack"])]
    ready = ReadyTimes({"frame": [1, 7], "extras": [9, 2]})

    found = best_completion(compiled(groups), {"extras": {"bell": 1}}, ready=ready)

    assert found.choices == {"frame": "steel", "extras": {"bell": 1}}
    assert found.measure == 9


def test_least_of_a_measure_comes_before_money():
    """a needs two new parts and is free, b needs one and costs 500."""
    artefact = compiled([one_of("x", ["a", "b"])])

    found = best_completion(artefact, {}, Costs({"x": [0, 500]}), measure=Costs({"x": [2, 1]}))

    assert (found.choices, found.measure, found.cost) == ({"x": "b"}, 1, 500)


def test_soonest_repair_is_its_own_when_the_cheapest_is_late():
    """w needs x = b, free and ready on day 8, or x = c for 70 on day 2."""
    artefact = compiled(
        [one_of("w", ["a", "b"]), one_of("x", ["a", "b", "c"])], "w = b => x in {b, c}"
    )
    ready = ReadyTimes({"x": [0, 8, 2]})

    found = repairs(artefact, {"x": "a"}, "w", "b", Costs({"x": [0, 0, 70]}), ready=ready)

    assert [(repair.changes, repair.cost, set(repair.kinds)) for repair in found] == [
        ({"x": "b"}, 0, {"fewest", "cheapest"}),
        ({"x": "c"}, 70, {"soonest"}),
    ]
    assert (found[1].ready_at, found[1].bound, found[1].is_proven) == (2, 2, True)


def test_soonest_never_claims_more_than_was_searched(monkeypatch):
    """With one sweep for each time nothing but single options can be ruled out."""
    codes = [f"g{place}" for place in range(4)]
    artefact = compiled([one_of(code, ["a", "b"]) for code in codes])
    pairs = [
        Combination({one: [x], other: [y]}, 5)
        for one in codes for other in codes if one < other for x in "ab" for y in "ab"
    ]  # fmt: skip
    ready = ReadyTimes({}, [*pairs, Combination({"g0": ["b"]}, 7)])
    proven = best_completion(artefact, {}, ready=ready)
    monkeypatch.setattr(soonest_search, "SWEEPS_LIMIT", 1)

    cut = best_completion(artefact, {}, ready=ready)

    assert (proven.measure, proven.bound, proven.is_proven) == (5, 5, True)
    assert (cut.measure, cut.bound, cut.is_proven) == (5, 0, False)


def test_aims_refuse_what_they_cannot_read():
    artefact = compiled([one_of("x", ["a", "b"]), text("name", 5)])
    wrong = [
        ReadyTimes({"x": [1]}),
        ReadyTimes({"x": [0.5, 1]}),
        ReadyTimes({"name": [1]}),
        ReadyTimes({}, [Combination({"name": ["Ada"]}, 3)]),
        ReadyTimes({}, [Combination({"x": "a"}, 3)]),
        ReadyTimes({"x": [1 << 60, 0]}),
    ]
    for ready in wrong:
        with pytest.raises(ValueOutOfRange):
            best_completion(artefact, {}, ready=ready)
    with pytest.raises(UnknownOption):
        best_completion(artefact, {}, ready=ReadyTimes({}, [Combination({"x": ["c"]}, 3)]))
    with pytest.raises(ValueOutOfRange):
        best_completion(artefact, {}, measure=Costs(), ready=ReadyTimes())


def test_soonest_of_clashing_choices_is_refused():
    artefact = compiled([one_of("x", ["a", "b"]), one_of("y", ["a"])], "x = a")
    with pytest.raises(InconsistentChoices):
        best_completion(artefact, {"x": "b"}, ready=ReadyTimes())
