"""Every law of the shoe blocks something and lets something through."""

import pytest

from catalog.demo.shoe import SHOE, VARIANTS
from tests.catalog.demo.laws import broken_rules, complete_choices

CASES = [
    ("letters-need-leather", {"heel": "suede-sand", "text": "ADA"}, {"text": "ADA"}),
    ("text-fits-heel", {"size": "38", "text": "ADALO"}, {"size": "38", "text": "ADAL"}),
    (
        "suede-of-one-hide",
        {"side": "suede-slate", "toe": "suede-sand", "wave": "suede-moss"},
        {"side": "suede-slate", "toe": "suede-sand"},
    ),
    (
        "canvas-side-soft-toe",
        {"side": "canvas-sky"},
        {"side": "canvas-sky", "toe": "canvas-natural"},
    ),
    (
        "wide-not-canvas",
        {"width": "wide", "side": "canvas-sky", "toe": "suede-sand"},
        {"width": "wide", "side": "suede-sand"},
    ),
    (
        "waxed-laces-wear",
        {"laces": "waxed-navy", "tongue": "canvas-rose"},
        {"laces": "waxed-navy", "tongue": "leather-navy"},
    ),
    ("crepe-sizes", {"sole": "crepe", "size": "46"}, {"sole": "crepe", "size": "44"}),
    (
        "crepe-stays-dry",
        {"sole": "crepe", "side": "canvas-sky", "toe": "canvas-sky"},
        {"sole": "crepe", "side": "suede-sand"},
    ),
]


def test_shoe_defaults_break_no_rule():
    assert broken_rules(SHOE, complete_choices(SHOE)) == []


@pytest.mark.parametrize(("rule", "blocked", "allowed"), CASES, ids=[case[0] for case in CASES])
def test_shoe_rule_blocks_and_lets_through(rule, blocked, allowed):
    assert broken_rules(SHOE, complete_choices(SHOE, **blocked)) == [rule]
    assert broken_rules(SHOE, complete_choices(SHOE, **allowed)) == []


def test_every_shoe_rule_has_a_case():
    assert {case[0] for case in CASES} == {rule.code for rule in SHOE.rules}


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.sku)
def test_ready_shoe_answers_every_group_and_breaks_no_rule(variant):
    assert set(variant.choices) == {group.code for group in SHOE.groups}
    assert broken_rules(SHOE, variant.choices) == []


def test_shoe_has_eight_zones_with_colours():
    zones = [
        group.code
        for group in SHOE.groups
        if group.options and all(option.swatch for option in group.options)
    ]

    assert zones == ["side", "toe", "heel", "wave", "eyestay", "tongue", "laces", "sole"]
