from fractions import Fraction

import pytest

from catalog.services.drafts import write_draft, write_prices
from catalog.services.publishing import publish
from configurator.artefacts import load_revision
from configurator.services.budgets import Budget, Measure, budget_of, budgets
from tests.factories.catalog import NOW, europe, group, option, published_prices
from tests.factories.configurator import computer_document, published_computer

pytestmark = pytest.mark.django_db


def test_budget_weighs_need_against_room():
    loaded = load_revision(published_computer())

    found = budgets(loaded, {"box": "tower", "card": "card-2"})

    assert found == [
        Budget(
            rule="card-fits",
            label=Measure("box", "room"),
            unit="mm",
            need=Fraction(300),
            room=Fraction(400),
            shares=(),
            groups=frozenset({"box", "card"}),
        )
    ]


def test_rule_without_a_budget_is_none():
    loaded = load_revision(published_computer())

    assert budget_of(loaded, "nothing", {}) is None


@pytest.mark.parametrize(
    ("source", "is_budget"),
    [
        ("lamp.watts + fan.watts + 5 <= plug.watts_out", True),
        ("plug.watts_out >= lamp.watts", True),
        ("lamp.rank <= plug.rank", False),
        ("lamp.watts - fan.watts <= plug.watts_out", False),
        ("lamp = big => fan.watts <= 5", False),
        ("lamp.watts <= 60", True),
    ],
)
def test_budgets_are_sums_against_room(source, is_budget):
    loaded = load_revision(published_lamp(source))

    assert bool(budgets(loaded, {"lamp": "big", "fan": "small", "plug": "wall"})) is is_budget


def test_sum_says_who_takes_how_much():
    loaded = load_revision(published_lamp("lamp.watts + fan.watts + 5 <= plug.watts_out"))

    (found,) = budgets(loaded, {"lamp": "big", "fan": "small", "plug": "wall"})

    assert (found.need, found.room, found.unit) == (Fraction(50), Fraction(60), "W")
    assert found.shares == (("lamp", Fraction(40)), ("fan", Fraction(5)))


def published_lamp(source):
    """A lamp, a fan and the plug that feeds both, under one rule."""

    def attributes(*codes):
        return [
            {"code": code, "kind": "number", "unit": unit, "name": {"en": code}}
            for code, unit in codes
        ]

    watts = attributes(("watts", "W"), ("rank", ""))
    groups = [
        group(
            "lamp",
            "one_of",
            "Lamp",
            attributes=watts,
            options=[option("big", "Big", attributes={"watts": 40, "rank": 1})],
        ),
        group(
            "fan",
            "one_of",
            "Fan",
            attributes=watts,
            options=[option("small", "Small", attributes={"watts": 5, "rank": 1})],
        ),
        group(
            "plug",
            "one_of",
            "Plug",
            attributes=attributes(("watts_out", "W"), ("rank", "")),
            options=[option("wall", "Wall", attributes={"watts_out": 60, "rank": 2})],
        ),
    ]
    rule = {"code": "power", "kind": "formula", "source": source, "message": {"en": "Too much."}}
    document = computer_document() | {"product": "lamp", "groups": groups, "rules": [rule]}
    product = write_draft(document)
    write_prices(europe(), product, {"base": 900})
    published_prices(NOW)
    return publish(product, actor=None, now=NOW, note="First")
