from datetime import date

import pytest

from catalog.language.context import context_of, hidden_groups, limited
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
