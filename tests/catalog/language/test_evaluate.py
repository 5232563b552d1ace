from fractions import Fraction

import pytest

from catalog.language import Schema, check, evaluate, parse, rule_expression
from tests.catalog.language.documents import CHOICES, SCHEMA


def answer(source, choices=None):
    return evaluate(check(parse(source), SCHEMA), SCHEMA, CHOICES if choices is None else choices)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("frame", "steel"),
        ("frame.clearance", Fraction(40)),
        ("tyres.tread", "fine"),
        ("rider", Fraction("178.5")),
        ("sum(extras.weight)", Fraction(1880)),
        ("sum(tyres.width)", Fraction(28)),
        ("count(extras)", Fraction(3)),
        ("count(fork)", Fraction(0)),
        ('count(extras where extras.place = "rear")', Fraction(2)),
        ("count(extras where extras.weight < 100)", Fraction(1)),
        ("length(engraving)", Fraction(5)),
        ("2 * rider - frame.clearance + 1", Fraction(318)),
    ],
)
def test_value(source, value):
    assert answer(source) == value


@pytest.mark.parametrize(
    ("source", "value"),
    [("frame", ""), ("frame.clearance", 0), ("tyres.tread", ""), ("rider", 0),
     ("sum(extras.weight)", 0), ("count(extras)", 0), ("length(engraving)", 0)],
)  # fmt: skip
def test_value_of_nothing_is_zero_or_the_empty_word(source, value):
    assert answer(source, {}) == value


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("frame = steel", True),
        ("frame = carbon", False),
        ("frame != carbon", True),
        ("tyres.width <= frame.clearance", True),
        ("tyres.width > frame.clearance", False),
        ("rider >= 178.5", True),
        ("rider < 178.5", False),
        ("extras has rack", True),
        ("fork is empty", True),
        ("fork is not empty", False),
        ("frame = steel and fork = steel", False),
        ("frame = steel or fork = steel", True),
        ("not frame = carbon", True),
        ("frame = carbon => fork = carbon", True),
        ("frame = steel => fork = carbon", False),
        ("frame = steel <=> fork is empty", True),
        ("frame = steel <=> fork is not empty", False),
        ("frame in {carbon, steel}", True),
    ],
)
def test_claim(source, holds):
    assert answer(source) is holds


@pytest.mark.parametrize(("rows", "holds"), [([["steel", 28]], True), ([["carbon", 28]], False)])
def test_table_claim(rows, holds):
    rule = {"kind": "table", "columns": ["frame", "tyres.width"], "rows": rows}

    assert evaluate(rule_expression(rule, SCHEMA), SCHEMA, CHOICES) is holds


@pytest.mark.parametrize("extras", [["rack"], {"rack": 1}, {"rack": 1, "bell": 0}])
def test_some_of_may_be_codes_or_quantities(extras):
    assert answer("count(extras)", {"extras": extras}) == 1
    assert answer("extras has bell", {"extras": extras}) is False


@pytest.mark.parametrize(
    ("value", "is_free"), [("#2f5d8a", True), ("red", False), ("", False), (None, False)]
)
def test_own_colour_is_free_and_has_no_attributes(value, is_free):
    options = [{"code": "red", "attributes": {"light": 40}}, {"code": "#"}]
    attributes = [{"code": "light"}]
    ink = {"code": "ink", "kind": "colour", "options": options, "attributes": attributes}
    schema = Schema.from_document({"groups": [ink]})

    def answer(source):
        return evaluate(check(parse(source), schema, source), schema, {"ink": value})

    assert answer("ink is free") is is_free
    assert answer("ink is not free") is not is_free
    assert answer("ink.light = 40") is (value == "red")
    assert answer("count(ink)") == bool(value)
