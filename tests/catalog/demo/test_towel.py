"""Every law of the towel blocks something and lets something through."""

import pytest

from catalog.demo.towel import TOWEL
from tests.catalog.demo.laws import broken_rules, complete_choices

CASES = [
    ("cloth-colours", {"fabric": "linen", "colour": "sage"}, {"fabric": "linen", "colour": "sand"}),
    ("thread-stands-out", {"thread": "white"}, {"thread": "navy"}),
    (
        "text-fits-place",
        {"text": "ADA LOVE", "place": "corner-left"},
        {"text": "ADA L", "place": "corner-left"},
    ),
    (
        "script-not-on-hem",
        {"lettering": "script", "place": "hem"},
        {"lettering": "script", "place": "centre"},
    ),
    (
        "waffle-corners",
        {"fabric": "waffle", "place": "corner-right"},
        {"fabric": "waffle", "place": "centre"},
    ),
    (
        "linen-border",
        {"fabric": "linen", "colour": "white", "border": "double", "place": "centre"},
        {"fabric": "linen", "colour": "white", "border": "stripe", "place": "centre"},
    ),
    (
        "hem-is-free",
        {"border": "double", "place": "hem"},
        {"border": "double", "place": "centre"},
    ),
    (
        "arabic-needs-height",
        {"lettering": "arabic", "size": "30x50", "place": "corner-left"},
        {"lettering": "arabic", "size": "30x50", "place": "centre"},
    ),
    (
        "paper-fits",
        {"size": "70x140", "wrapping": "paper"},
        {"size": "70x140", "wrapping": "box"},
    ),
]


def test_towel_defaults_break_no_rule():
    assert broken_rules(TOWEL, complete_choices(TOWEL)) == []


@pytest.mark.parametrize(("rule", "blocked", "allowed"), CASES, ids=[case[0] for case in CASES])
def test_towel_rule_blocks_and_lets_through(rule, blocked, allowed):
    assert broken_rules(TOWEL, complete_choices(TOWEL, **blocked)) == [rule]
    assert broken_rules(TOWEL, complete_choices(TOWEL, **allowed)) == []


def test_every_towel_rule_has_a_case():
    assert {case[0] for case in CASES} == {rule.code for rule in TOWEL.rules}


def test_every_colour_has_a_thread_that_stands_out():
    colour = next(group for group in TOWEL.groups if group.code == "colour")
    thread = next(group for group in TOWEL.groups if group.code == "thread")

    without_thread = [
        one.code
        for one in colour.options
        if all(
            "thread-stands-out"
            in broken_rules(TOWEL, complete_choices(TOWEL, colour=one.code, thread=other.code))
            for other in thread.options
        )
    ]

    assert without_thread == []
