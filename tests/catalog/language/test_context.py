from datetime import date

import pytest

from catalog.language.context import (
    CHANNELS,
    context_of,
    hidden_groups,
    is_limited,
    joined,
    limited,
    rules_in_force,
    stretches,
)
from catalog.language.evaluate import evaluate
from catalog.language.nodes import Literal, Or
from catalog.language.schema import Schema

RULES = [
    {"code": "winter", "valid_from": "2026-12-01", "valid_until": "2026-12-31"},
    {"code": "online", "channels": ["shop"]},
    {"code": "spring", "valid_from": "2027-03-01", "channels": ["rest"]},
    {"code": "always"},
]
NEVER = Or(())
"""A claim that nothing keeps: a rule that holds is broken by everything."""


def holding(day, channel):
    """Return the rules that hold, as the engine would find them."""
    schema = Schema.from_document({"groups": hidden_groups(RULES)})
    context = context_of(RULES, day, channel)
    return [
        rule["code"] for rule in RULES if not evaluate(limited(NEVER, rule, RULES), schema, context)
    ]


@pytest.mark.parametrize(
    ("day", "channel", "expected"),
    [
        (date(2026, 11, 30), "shop", ["online", "always"]),
        (date(2026, 12, 1), "shop", ["winter", "online", "always"]),
        (date(2026, 12, 31), "rest", ["winter", "always"]),
        (date(2027, 1, 1), "rest", ["always"]),
        (date(2027, 3, 1), "rest", ["spring", "always"]),
        (date(2027, 3, 1), "shop", ["online", "always"]),
    ],
)
def test_rules_hold_on_their_days_and_channels(day, channel, expected):
    assert holding(day, channel) == expected


def test_rules_without_limits_need_no_context():
    rules = [{"code": "always", "channels": []}]

    assert hidden_groups(rules) == []
    assert context_of(rules, date(2026, 12, 1), "shop") == {}
    assert limited(Literal("x"), rules[0], rules) == Literal("x")


def test_rules_in_force_are_those_the_context_asks_for():
    for day in (date(2026, 11, 30), date(2026, 12, 1), date(2027, 1, 1), date(2027, 3, 1)):
        for channel in CHANNELS:
            found = rules_in_force(RULES, day, channel)
            assert [rule["code"] for rule in found] == holding(day, channel)
            assert not any(map(is_limited, found))


def test_stretches_are_the_days_from_today_on_in_each_channel():
    days = [
        (date(2026, 12, 24), {"valid_until": "2026-12-31"}),
        (date(2027, 1, 1), {"valid_from": "2027-01-01", "valid_until": "2027-02-28"}),
        (date(2027, 3, 1), {"valid_from": "2027-03-01"}),
    ]

    assert list(stretches(RULES, date(2026, 12, 24))) == [
        (start, {"channels": [channel], **limits}) for channel in CHANNELS for start, limits in days
    ]


def test_stretches_name_no_channel_where_no_rule_does():
    assert list(stretches(RULES[:1], date(2026, 12, 1))) == [
        (date(2026, 12, 1), {"valid_until": "2026-12-31"}),
        (date(2027, 1, 1), {"valid_from": "2027-01-01"}),
    ]
    assert list(stretches(RULES[3:], date(2026, 12, 1))) == []


def test_stretches_that_follow_each_other_are_joined():
    shop, rest = (
        [
            limits
            for _, limits in stretches(RULES, date(2026, 12, 24))
            if limits["channels"] == [one]
        ]
        for one in CHANNELS
    )

    assert joined(shop[1:]) == [{"channels": ["shop"], "valid_from": "2027-01-01"}]
    assert joined([shop[0], shop[2]]) == [shop[0], shop[2]]
    assert joined(shop[1:] + rest[1:]) == [{"valid_from": "2027-01-01"}]
    assert joined([*shop, *rest]) == [{}]
    assert joined([shop[0], *rest]) == [shop[0], {"channels": ["rest"]}]
