from fractions import Fraction

import pytest

from catalog.language import (
    LanguageError,
    Schema,
    check,
    computed_expression,
    evaluate,
    parse,
    say,
    to_source,
)
from catalog.language.expansion import expanded
from catalog.language.walk import groups_in
from tests.catalog.language.documents import bicycle

COMPUTED = [
    {"code": "load", "expression": "sum(extras.weight) + 2 * tyres.width",
     "name": {"en": "Load"}, "unit": "g"},
    {"code": "tread", "expression": "tyres.tread", "name": {"en": "Tread kind"}, "unit": ""},
    {"code": "material", "expression": "frame", "name": {"en": "Material"}, "unit": ""},
    {"code": "odd", "expression": "frame.nothing", "name": {"en": "Odd"}, "unit": ""},
    {"code": "steel", "expression": "rider", "name": {"en": "Steel"}, "unit": ""},
]  # fmt: skip
SCHEMA = Schema.from_document(bicycle() | {"computed": COMPUTED})
CHOICES = {"frame": "steel", "tyres": "cross", "extras": ["rack"], "rider": 180}


def claim(source):
    return check(parse(source), SCHEMA, source)


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("load = 990", True),
        ("2 * load + 1 <= 1980", False),
        ("load - tyres.width = 945", True),
        ("tread = block", True),
        ("tread = fine", False),
        ('material = "steel" => fork is empty', True),
        ("load > 990 or material = carbon", False),
        ("not (load in {990, 1000} and tread != fine)", False),
    ],
)
def test_rule_over_a_computed_value_is_the_rule_over_its_groups(source, holds):
    expression = claim(source)

    assert evaluate(expression, SCHEMA, CHOICES) is holds
    assert evaluate(expanded(expression), SCHEMA, CHOICES) is holds
    assert "Computed" not in repr(expanded(expression))


def test_computed_value_names_the_groups_behind_it():
    assert groups_in(claim("load <= 500")) == {"extras", "tyres"}


def test_computed_value_is_said_by_its_name_and_written_by_its_code():
    expression = claim('load <= 500 and material = "steel" and tread = fine')

    assert say(expression, SCHEMA) == (
        "Load must be at most 500 g, material must be Steel and tread kind must be “fine”"
    )
    assert to_source(expression) == 'load <= 500 and material = "steel" and tread = "fine"'


def test_computed_value_is_worked_out():
    value = computed_expression(COMPUTED[0]["expression"], SCHEMA)

    assert evaluate(value, SCHEMA, CHOICES) == Fraction(990)


@pytest.mark.parametrize(
    ("source", "message", "position"),
    [
        ("frame = carbon and lod > 3", "There is no group “lod”.", 19),
        ("1 < odd", "The computed value “odd” cannot be read: "
                    "“frame” has no attribute “nothing”.", 4),
        ("tread <= 3", "A word and a number cannot be compared.", 9),
        ("frame = steel", "“steel” is a computed value and an option; "
                          "put the option in quotes.", 8),
        ("load is empty", "There is no group “load”.", 0),
        ("count(extras where load > 3) = 1", "After “where” only “extras” can be named.", 19),
    ],
)  # fmt: skip
def test_wrong_use_of_a_computed_value_is_refused_at_its_place(source, message, position):
    with pytest.raises(LanguageError) as refused:
        claim(source)

    assert (refused.value.message, refused.value.position) == (message, position)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("frame = carbon", "A computed value is a number or a word, not a claim."),
        ("load + 1", "There is no group “load”."),
        ("(", "Something is missing at the end."),
    ],
)
def test_formula_that_is_no_value_is_refused(source, message):
    with pytest.raises(LanguageError) as refused:
        computed_expression(source, SCHEMA)

    assert refused.value.message == message
