"""Every law of the bicycle blocks something and lets something through."""

import pytest

from catalog.demo.bicycle import BICYCLE, VARIANTS
from tests.catalog.demo.laws import broken_rules, complete_choices

CASES = [
    ("size-fits-rider", {"rider": 190}, {"rider": 190, "size": "58"}),
    (
        "fork-clearance",
        {"guards": "full", "tyres": "42-black"},
        {"guards": "full", "tyres": "42-black", "wheels": "650b-alloy"},
    ),
    (
        "frame-clearance",
        {"frame": "carbon", "fork": "carbon", "tyres": "47-black"},
        {"frame": "carbon", "fork": "carbon", "tyres": "42-black"},
    ),
    (
        "rim-fits-tyre",
        {"wheels": "650b-alloy", "tyres": "32-tan"},
        {"wheels": "650b-alloy", "tyres": "38-tan"},
    ),
    ("carbon-fork", {"frame": "carbon"}, {"frame": "carbon", "fork": "carbon"}),
    (
        "carbon-frame-bears-no-load",
        {"frame": "carbon", "fork": "carbon", "extras": {"rack": 1}},
        {"frame": "carbon", "fork": "carbon", "extras": {"bell": 1}},
    ),
    (
        "raw-needs-metal",
        {"colour": "raw-clear", "frame": "carbon", "fork": "carbon"},
        {"colour": "raw-clear", "frame": "aluminium"},
    ),
    (
        "chain-tension",
        {"gears": "single-speed", "frame": "carbon", "fork": "carbon"},
        {"gears": "single-speed", "frame": "steel"},
    ),
    (
        "hub-shifter",
        {"gears": "hub-8", "handlebar": "drop"},
        {"gears": "hub-8", "handlebar": "flat"},
    ),
    (
        "dynamo-hub",
        {"wheels": "700c-carbon", "extras": {"dynamo-light": 1}},
        {"wheels": "700c-alloy", "extras": {"dynamo-light": 1}},
    ),
    (
        "small-frame-toes",
        {"rider": 155, "size": "50", "tyres": "42-black"},
        {"rider": 155, "size": "50", "tyres": "42-black", "wheels": "650b-alloy"},
    ),
]


def test_bicycle_defaults_break_no_rule():
    assert broken_rules(BICYCLE, complete_choices(BICYCLE)) == []


@pytest.mark.parametrize(("rule", "blocked", "allowed"), CASES, ids=[case[0] for case in CASES])
def test_bicycle_rule_blocks_and_lets_through(rule, blocked, allowed):
    assert broken_rules(BICYCLE, complete_choices(BICYCLE, **blocked)) == [rule]
    assert broken_rules(BICYCLE, complete_choices(BICYCLE, **allowed)) == []


def test_every_bicycle_rule_has_a_case():
    assert {case[0] for case in CASES} == {rule.code for rule in BICYCLE.rules}


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.sku)
def test_ready_bicycle_answers_every_group_and_breaks_no_rule(variant):
    assert set(variant.choices) == {group.code for group in BICYCLE.groups}
    assert broken_rules(BICYCLE, variant.choices) == []


def test_every_rider_height_has_a_size():
    size = next(group for group in BICYCLE.groups if group.code == "size")

    without_size = [
        height
        for height in range(150, 206)
        if not any(
            option.attributes["min_height"] <= height <= option.attributes["max_height"]
            for option in size.options
        )
    ]

    assert without_size == []
