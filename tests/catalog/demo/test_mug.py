"""Every law of the mug blocks something and lets something through."""

import pytest

from catalog.demo.mug import MUG
from tests.catalog.demo.laws import broken_rules, complete_choices

CASES = [
    ("print-stands-out", {"glaze": "night"}, {"glaze": "night", "ink": "chalk"}),
    (
        "text-fits-place",
        {"text": "Good day to you"},
        {"text": "Good day to you", "size": "450"},
    ),
    (
        "handwriting-needs-height",
        {"place": "foot"},
        {"place": "foot", "lettering": "italic"},
    ),
    (
        "foot-is-free",
        {"place": "foot", "lettering": "italic", "motif": "sun"},
        {"place": "rim", "lettering": "italic", "motif": "sun"},
    ),
    ("gold-needs-gloss", {"ink": "gold", "finish": "matt"}, {"ink": "gold"}),
    (
        "clay-shows-flecks",
        {"glaze": "night", "ink": "chalk", "finish": "speckled"},
        {"glaze": "sage", "finish": "speckled"},
    ),
    (
        "box-for-small-mugs",
        {"size": "450", "wrapping": "pair-box"},
        {"size": "450", "wrapping": "box"},
    ),
    ("something-is-printed", {"text": ""}, {"text": "", "motif": "heart"}),
    (
        "picture-has-the-front",
        {"picture": "0" * 32},
        {"picture": "0" * 32, "place": "rim"},
    ),
]


def test_mug_defaults_break_no_rule():
    assert broken_rules(MUG, complete_choices(MUG)) == []


@pytest.mark.parametrize(("rule", "blocked", "allowed"), CASES, ids=[case[0] for case in CASES])
def test_mug_rule_blocks_and_lets_through(rule, blocked, allowed):
    assert broken_rules(MUG, complete_choices(MUG, **blocked)) == [rule]
    assert broken_rules(MUG, complete_choices(MUG, **allowed)) == []


def test_every_mug_rule_has_a_case():
    assert {case[0] for case in CASES} == {rule.code for rule in MUG.rules}


def test_every_glaze_has_a_print_that_stands_out():
    glaze = next(group for group in MUG.groups if group.code == "glaze")
    ink = next(group for group in MUG.groups if group.code == "ink")

    without_print = [
        one.code
        for one in glaze.options
        if all(
            "print-stands-out"
            in broken_rules(MUG, complete_choices(MUG, glaze=one.code, ink=other.code))
            for other in ink.options
        )
    ]

    assert without_print == []
