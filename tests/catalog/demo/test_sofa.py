"""Every law of the sofa blocks something and lets something through."""

import pytest

from catalog.demo.sofa import SOFA
from tests.catalog.demo.laws import broken_rules, complete_choices

CASES = [
    ("modules-fill-width", {"width": 251}, {"width": 250}),
    ("modules-have-room", {"width": 204}, {"width": 205}),
    (
        "cloth-of-one-roll",
        {
            "cover": "leather-cognac",
            "width": 260,
            "modules": {"seat": 1, "love-seat": 1, "chaise": 1},
        },
        {"cover": "leather-cognac", "width": 250, "modules": {"seat": 3}},
    ),
    (
        "legs-bear-width",
        {"width": 291, "modules": {"seat": 4}},
        {"width": 291, "modules": {"seat": 4}, "legs": "plinth"},
    ),
    (
        "one-chaise",
        {"width": 230, "modules": {"chaise": 2}},
        {"width": 230, "modules": {"chaise": 1, "love-seat": 1}},
    ),
    (
        "chaise-no-runners",
        {"legs": "steel", "modules": {"seat": 2, "chaise": 1}},
        {"legs": "steel", "width": 225, "modules": {"seat": 2, "love-seat": 1}},
    ),
    (
        "tray-needs-arm",
        {"width": 200, "arms": "none", "modules": {"seat": 3, "tray": 1}},
        {"width": 200, "arms": "slim", "modules": {"seat": 3, "tray": 1}},
    ),
    ("one-tray", {"modules": {"seat": 3, "tray": 2}}, {"modules": {"seat": 3, "tray": 1}}),
    (
        "cushions-have-room",
        {"width": 170, "modules": {"seat": 2}, "cushions": {"linen": 4, "mustard": 1}},
        {"width": 170, "modules": {"seat": 2}, "cushions": {"linen": 4}},
    ),
    (
        "leather-stretch",
        {"cover": "leather-cognac", "width": 261, "modules": {"seat": 4}},
        {"cover": "leather-cognac", "width": 260, "modules": {"seat": 4}},
    ),
]


def test_sofa_defaults_break_no_rule():
    assert broken_rules(SOFA, complete_choices(SOFA)) == []


@pytest.mark.parametrize(("rule", "blocked", "allowed"), CASES, ids=[case[0] for case in CASES])
def test_sofa_rule_blocks_and_lets_through(rule, blocked, allowed):
    assert broken_rules(SOFA, complete_choices(SOFA, **blocked)) == [rule]
    assert broken_rules(SOFA, complete_choices(SOFA, **allowed)) == []


def test_every_sofa_rule_has_a_case():
    assert {case[0] for case in CASES} == {rule.code for rule in SOFA.rules}
