import pytest

from catalog.language import (
    LanguageError,
    check,
    evaluate,
    parse,
    rule_expression,
    say,
    to_source,
)
from catalog.language.nodes import Choice, Compare, Count, Empty, Literal, Not, Operator
from tests.catalog.language.documents import SCHEMA


def checked(source):
    return check(parse(source), SCHEMA, source)


def equal(left, right):
    return Compare(Operator.EQUAL, left, right)


@pytest.mark.parametrize(
    ("source", "expression"),
    [
        ("frame = carbon", equal(Choice("frame"), Literal("carbon"))),
        ("carbon = frame", equal(Literal("carbon"), Choice("frame"))),
        ("frame = fork", equal(Choice("frame"), Choice("fork"))),
        ("frame has carbon", equal(Choice("frame"), Literal("carbon"))),
        ('fork = ""', Empty("fork")),
        ('fork != ""', Not(Empty("fork"))),
        (
            "count(extras where extras = bell) = 1",
            equal(Count("extras", equal(Choice("extras"), Literal("bell"))), Literal(1)),
        ),
    ],
)
def test_check_resolves_bare_words(source, expression):
    assert checked(source) == expression


def test_check_accepts_a_bare_word_that_an_attribute_has():
    assert checked("tyres.tread = block") == checked('tyres.tread = "block"')


@pytest.mark.parametrize(
    ("source", "position", "message"),
    [
        ("frme = steel", 0, "There is no group “frme”. Did you mean “frame”?"),
        ("frame = stel", 8, "“frame” has no option “stel”. Did you mean “steel”?"),
        ("frame in {steel, gold}", 17, "“frame” has no option “gold”."),
        ("frame.clearence <= 3", 6,
         "“frame” has no attribute “clearence”. Did you mean “clearance”?"),
        ("frame <= 3", 9, "A word and a number cannot be compared."),
        ("frame < fork", 0, "Words are either equal or not; only numbers have an order."),
        ("rider = steel", 8, "There is no group “steel”."),
        ("tyres.tread = knob", 14, "There is no group “knob”."),
        ("frame + 1 = 2", 0, "Only numbers can be added up."),
        ("extras = rack", 0, "“extras” may have several options; write extras has …"),
        ("extras.weight < 5", 0,
         "“extras” may have several options; write sum(extras.weight)."),
        ("sum(extras.place) = 1", 4, "“place” is a word and cannot be summed."),
        ("sum(extras.cost) = 1", 11, "“extras” has no attribute “cost”."),
        ("extras has rak", 11, "“extras” has no option “rak”. Did you mean “rack”?"),
        ("rider has rack", 0, "“has” needs a group with options; “rider” is none."),
        ('engraving = "x"', 0,
         "“engraving” is a text; write length(engraving) or engraving is empty."),
        ("length(frame) = 1", 7, "length() needs a text group; “frame” is none."),
        ("count(rider) = 1", 6, "count() needs a group with options; “rider” is none."),
        ("nothing is empty", 0, "There is no group “nothing”."),
        ("count(extras where frame = steel) = 1", 19,
         "After “where” only “extras” can be named."),
        ("count(extras where count(extras) = 1) = 1", 25,
         "After “where” only “extras” and its attributes can stand."),
        ('count(extras where extras = "") = 1', 19,
         "After “where” only “extras” and its attributes can stand."),
    ],
)  # fmt: skip
def test_check_error_points_at_the_character(source, position, message):
    with pytest.raises(LanguageError) as refusal:
        checked(source)

    error = refusal.value
    assert (error.position, error.message, error.source) == (position, message, source)


def test_check_refuses_a_word_that_is_a_group_and_an_option():
    schema = type(SCHEMA)({**SCHEMA.groups, "carbon": SCHEMA.groups["fork"]})

    with pytest.raises(LanguageError, match="put the option in quotes") as refusal:
        check(parse("frame = carbon"), schema)

    assert refusal.value.position == 8
    assert check(parse('frame = "carbon"'), schema) == equal(Choice("frame"), Literal("carbon"))


def test_rule_that_is_only_a_value_is_refused():
    with pytest.raises(LanguageError, match="This is a value"):
        rule_expression({"kind": "formula", "source": "rider"}, SCHEMA)


def test_deepest_rule_is_checked_said_printed_and_evaluated():
    source = "not " * 98 + "frame = steel"

    expression = checked(source)

    assert check(parse(to_source(expression)), SCHEMA) == expression
    assert say(expression, SCHEMA) == "Frame must be Steel"
    assert evaluate(expression, SCHEMA, {"frame": "steel"}) is True
    assert hash(expression) == hash(checked(source))
    with pytest.raises(LanguageError, match="nested 100 deep"):
        parse("not " * 99 + "frame = steel")
