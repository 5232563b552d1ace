"""Reasons worked out by hand."""

import pytest

from configurator.engine import NotBlocked, Reason, UnknownGroup, UnknownOption, explain
from tests.configurator.engine.documents import compiled, one_of, some_of


def test_reason_names_choice_and_rule_and_leaves_the_rest_out():
    """Only carbon stands against 35 mm tyres; the bell and the second rule have no part."""
    artefact = compiled(
        [
            one_of("frame", {"steel": {"clearance": 40}, "carbon": {"clearance": 30}}),
            one_of("tyres", {"t28": {"width": 28}, "t35": {"width": 35}}),
            some_of("extras", ["bell"]),
        ],
        "tyres.width <= frame.clearance",
        "extras has bell or frame = steel or frame = carbon",
    )

    reason = explain(artefact, {"extras": ["bell"], "frame": "carbon"}, "tyres", "t35")

    assert reason == Reason((("frame", "carbon"),), ("r0",))


def test_reason_chains_rules_and_the_law_that_a_value_is_needed():
    """cpu and memory share no board: both rules and "a board is needed" are part of it."""
    words = {"x": {"socket": "x", "memory": "d4"}, "y": {"socket": "y", "memory": "d5"}}
    artefact = compiled(
        [
            one_of("cpu", {"cx": {"socket": "x"}, "cy": {"socket": "y"}}),
            one_of("board", words),
            one_of("memory", {"m4": {"kind": "d4"}, "m5": {"kind": "d5"}}),
        ],
        "cpu.socket = board.socket",
        "memory.kind = board.memory",
    )

    reason = explain(artefact, {"cpu": "cx"}, "memory", "m5")

    assert reason == Reason((("cpu", "cx"),), ("r0", "r1"))


def test_reason_of_a_dead_value_has_no_choices():
    artefact = compiled([one_of("g", ["a", "b"]), one_of("h", ["a", "b"])], "g = a")

    assert explain(artefact, {"h": "a"}, "g", "b") == Reason((), ("r0",))


def test_reason_prefers_the_latest_choices():
    """x = a and y = a exclude z = a, each alone: the one made last is named."""
    groups = [one_of(code, ["a", "b"]) for code in "xyz"]
    artefact = compiled(groups, "not (x = a and z = a)", "not (y = a and z = a)")

    assert explain(artefact, {"x": "a", "y": "a"}, "z", "a").choices == (("y", "a"),)
    assert explain(artefact, {"y": "a", "x": "a"}, "z", "a").choices == (("x", "a"),)


def test_reason_within_a_some_of_names_its_bound_and_the_option_in_the_way():
    artefact = compiled([some_of("extras", ["bell", "rack", "light"], max_count=2)])

    reason = explain(artefact, {"extras": {"bell": 1, "rack": 1}}, "extras", {"light": 1})

    assert reason == Reason((("extras", {"bell": 1}), ("extras", {"rack": 1})), ("group:extras",))


def test_own_answer_to_the_group_is_no_part_of_the_reason():
    artefact = compiled([one_of("g", ["a", "b"]), one_of("h", ["a", "b"])], "g = h")

    assert explain(artefact, {"g": "a", "h": "a"}, "g", "b").choices == (("h", "a"),)


def test_explain_refuses_what_is_possible():
    artefact = compiled([one_of("g", ["a", "b"])])

    with pytest.raises(NotBlocked):
        explain(artefact, {}, "g", "a")


@pytest.mark.parametrize(
    ("group", "value", "error"), [("nope", "a", UnknownGroup), ("g", "nope", UnknownOption)]
)
def test_explain_refuses_unknown_codes(group, value, error):
    artefact = compiled([one_of("g", ["a", "b"])])

    with pytest.raises(error):
        explain(artefact, {}, group, value)
