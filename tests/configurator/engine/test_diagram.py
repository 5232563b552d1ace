"""Compiled diagrams: size, classes and components."""

import pytest

from configurator.engine import Limits, ModelTooLarge, answer
from tests.configurator.engine.documents import compiled, one_of, some_of


def test_options_that_no_rule_tells_apart_share_a_class():
    """1,000 parts with two sockets and three watts: 2 * 3 = 6 classes, not 1,000."""
    parts = {
        f"p{place}": {"socket": "ab"[place % 2], "watts": place % 3 * 100} for place in range(1000)
    }
    boards = {"x": {"socket": "a"}, "y": {"socket": "b"}}
    supplies = {"s100": {"watts": 100}, "s200": {"watts": 200}}
    artefact = compiled(
        [one_of("cpu", parts), one_of("board", boards), one_of("supply", supplies)],
        "cpu.socket = board.socket",
        "cpu.watts <= supply.watts",
    )

    (diagram,) = artefact.diagrams
    counts = {
        layer.variable: n for layer, n in zip(diagram.layers, diagram.class_counts, strict=True)
    }

    # 0 W and 100 W fit every supply: only 200 W differs from them.
    assert counts == {0: 4, 1: 2, 2: 2}


def test_groups_without_a_common_rule_are_compiled_apart():
    groups = [one_of(code, ["a", "b"]) for code in "pqrs"]
    artefact = compiled(groups, "p = q", "r != r or r = a", "s = a => r = a")

    parts = [{layer.variable for layer in diagram.layers} for diagram in artefact.diagrams]

    assert parts == [{0, 1}, {2, 3}]


def test_chain_of_equal_groups_stays_narrow():
    """Twelve groups that must all agree on one of nine options: nine nodes a layer."""
    options = [f"o{n}" for n in range(9)]
    groups = [one_of(f"g{place}", {o: {"w": o} for o in options}) for place in range(12)]
    artefact = compiled(groups, *(f"g{place}.w = g{place + 1}.w" for place in range(11)))

    assert artefact.nodes == 1 + 11 * 9
    assert answer(artefact, {"g5": "o3"}).proposal == {f"g{n}": "o3" for n in range(12)}


def test_some_of_classes_are_what_rules_tell_apart():
    """The rule names rack and reads sizes: {bell, horn} are alike, rack and light differ."""
    extras = {"bell": {"size": 1}, "rack": {"size": 1}, "light": {"size": 2}, "horn": {"size": 1}}
    artefact = compiled([some_of("extras", extras)], "extras has rack => sum(extras.size) <= 3")

    assert [variable.options for variable in artefact.variables] == [(0, 3), (1,), (2,)]


def test_rules_that_would_remember_too_much_are_not_joined():
    """Two groups of eight in one rule: whichever comes first, three bits are remembered."""
    options = [f"o{n}" for n in range(8)]
    groups = [one_of("p", options), one_of("q", options)]

    assert compiled(groups, "p = q", limits=Limits(width_bits=4.0, listed=0)).is_void is False
    with pytest.raises(ModelTooLarge, match="would remember 3 bits; 2 are allowed"):
        compiled(groups, "p = q", limits=Limits(width_bits=2.0, listed=0))
