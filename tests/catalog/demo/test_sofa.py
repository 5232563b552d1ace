"""Every law of the sofa blocks something and lets something through."""

import pytest

from catalog.demo.sofa import SOFA
from tests.catalog.demo.laws import broken_rules, complete_choices


def modules(*kinds, fabric="wool-terracotta"):
    """So many modules, in one fabric."""
    choices = {"modules": len(kinds)}
    for number in range(1, 6):
        choices |= {f"modules/{number}/module": None, f"modules/{number}/fabric": None}
    for number, kind in enumerate(kinds, 1):
        choices |= {f"modules/{number}/module": kind, f"modules/{number}/fabric": fabric}
    return choices


THREE = modules("seat", "seat", "seat")
FOUR = modules("seat", "seat", "seat", "seat")
CASES = [
    ("modules-fill-width", {"width": 251}, {"width": 250}),
    ("modules-have-room", {"width": 204}, {"width": 205}),
    (
        "leather-of-one-roll",
        {"width": 260, **modules("chaise", "love-seat", "seat", "seat", fabric="leather-cognac"),
         "arms": "none"},
        {"width": 240, **modules("chaise", "seat", "seat", fabric="leather-cognac")},
    ),
    (
        "legs-bear-width",
        {"width": 291, **FOUR},
        {"width": 291, **FOUR, "legs": "plinth"},
    ),
    (
        "one-chaise",
        {"width": 230, **modules("chaise", "chaise")},
        {"width": 230, **modules("chaise", "love-seat")},
    ),
    (
        "modules/3/chaise-no-runners",
        {"width": 225, "legs": "steel", **modules("seat", "seat", "chaise")},
        {"width": 225, "legs": "steel", **modules("seat", "seat", "love-seat")},
    ),
    (
        "tray-needs-arm",
        {"width": 200, "arms": "none", "tray": "oak"},
        {"width": 200, "arms": "slim", "tray": "oak"},
    ),
    (
        "cushions-have-room",
        {"width": 170, **modules("seat", "seat"), "cushions": {"linen": 4, "mustard": 1}},
        {"width": 170, **modules("seat", "seat"), "cushions": {"linen": 4}},
    ),
    (
        "leather-stretch",
        {"cover": "leather-cognac", "width": 261, **FOUR},
        {"cover": "leather-cognac", "width": 260, **FOUR},
    ),
    (
        "modules/2/hide-on-leather",
        {"width": 261, **FOUR, "modules/2/fabric": "leather-cognac"},
        {"width": 260, **FOUR, "modules/2/fabric": "leather-cognac"},
    ),
]  # fmt: skip


def test_sofa_defaults_break_no_rule():
    assert broken_rules(SOFA, complete_choices(SOFA, **THREE)) == []


@pytest.mark.parametrize(("rule", "blocked", "allowed"), CASES, ids=[case[0] for case in CASES])
def test_sofa_rule_blocks_and_lets_through(rule, blocked, allowed):
    assert broken_rules(SOFA, complete_choices(SOFA, **THREE | blocked)) == [rule]
    assert broken_rules(SOFA, complete_choices(SOFA, **THREE | allowed)) == []


def test_every_sofa_rule_has_a_case():
    inner = [rule for group in SOFA.groups for rule in group.rules]
    assert {case[0].rpartition("/")[2] for case in CASES} == {
        rule.code for rule in (*SOFA.rules, *inner)
    }
