"""Every law of the shirt blocks something and lets something through."""

import pytest

from catalog.demo.shirt import SHIRT, VARIANTS
from tests.catalog.demo.laws import broken_rules, complete_choices

CASES = [
    (
        "one-bolt",
        {"sizes": {"xxl": 12, "xl": 10}},
        {"sizes": {"xxl": 10, "xl": 11}},
    ),
    ("long-sleeves", {"sleeve": 40}, {"sleeve": 56}),
    ("short-sleeves", {"cuffs": "short", "sleeve": 31}, {"cuffs": "short", "sleeve": 26}),
    (
        "double-cuff-weight",
        {"cuffs": "double", "fabric": "flannel-rust"},
        {"cuffs": "double", "fabric": "oxford-navy"},
    ),
    (
        "stiff-collar",
        {"collar": "cutaway", "fabric": "linen-sand"},
        {"collar": "cutaway", "fabric": "oxford-rose"},
    ),
    (
        "slim-sizes",
        {"fit": "slim", "sizes": {"l": 2, "xxl": 1}},
        {"fit": "slim", "sizes": {"l": 2, "xl": 1}},
    ),
    ("long-enough", {"fit": "relaxed", "length": 70}, {"fit": "relaxed", "length": 72}),
    (
        "small-is-short",
        {"sizes": {"xs": 1, "m": 3}, "length": 80},
        {"sizes": {"s": 1, "m": 3}, "length": 80},
    ),
    ("flap-and-band", {"collar": "band", "pocket": "flap"}, {"collar": "band"}),
]


def test_shirt_defaults_break_no_rule():
    assert broken_rules(SHIRT, complete_choices(SHIRT)) == []


@pytest.mark.parametrize(("rule", "blocked", "allowed"), CASES, ids=[case[0] for case in CASES])
def test_shirt_rule_blocks_and_lets_through(rule, blocked, allowed):
    assert broken_rules(SHIRT, complete_choices(SHIRT, **blocked)) == [rule]
    assert broken_rules(SHIRT, complete_choices(SHIRT, **allowed)) == []


def test_every_shirt_rule_has_a_case():
    assert {case[0] for case in CASES} == {rule.code for rule in SHIRT.rules}


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.sku)
def test_ready_shirt_answers_every_group_and_breaks_no_rule(variant):
    assert set(variant.choices) == {group.code for group in SHIRT.groups}
    assert broken_rules(SHIRT, variant.choices) == []
