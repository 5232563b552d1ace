import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.language import LanguageError, parse, to_source
from catalog.language.nodes import (
    And,
    Attribute,
    Choice,
    Compare,
    Count,
    Empty,
    Has,
    Iff,
    Implies,
    Length,
    Literal,
    Not,
    Operator,
    Or,
    Sum,
    Total,
)
from tests.catalog.language.expressions import claims, values

ONE = Literal(Fraction(1))


def refusal_of(source):
    try:
        parse(source)
    except LanguageError as error:
        return error
    return None


def equal(left, right):
    return Compare(Operator.EQUAL, left, right)


A, B, C, D = (equal(Choice(code), Literal("x")) for code in "abcd")


@pytest.mark.parametrize(
    ("source", "expression"),
    [
        (
            "tyres.width <= frame.clearance",
            Compare(
                Operator.AT_MOST, Attribute("tyres", "width"), Attribute("frame", "clearance")
            ),
        ),
        (
            "frame = carbon => fork = carbon",
            Implies(
                equal(Choice("frame"), Choice("carbon")), equal(Choice("fork"), Choice("carbon"))
            ),
        ),
        ("extras has rack", Has("extras", "rack")),
        ('extras has "12-speed"', Has("extras", "12-speed")),
        ("video is empty", Empty("video")),
        ("video is not empty", Not(Empty("video"))),
        ("length(engraving) < 12", Compare(Operator.LESS, Length("engraving"), Literal(12))),
        ("count(drives) > 1", Compare(Operator.MORE, Count("drives"), Literal(1))),
        (
            'count(drives where drives.bus = "m2") != 2',
            Compare(
                Operator.UNEQUAL,
                Count("drives", equal(Attribute("drives", "bus"), Literal("m2"))),
                Literal(2),
            ),
        ),
        (
            "fork in {steel, carbon}",
            Or((equal(Choice("fork"), Choice("steel")), equal(Choice("fork"), Choice("carbon")))),
        ),
        ("size in {-1, 2.5}", Or((equal(Choice("size"), Literal(-1)),
                                  equal(Choice("size"), Literal(Fraction("2.5")))))),
        ('a = "x" and b = "x" and c = "x"', And((A, B, C))),
        ('a = "x" and (b = "x" and c = "x")', And((A, B, C))),
        ('a = "x" or b = "x" and c = "x"', Or((A, And((B, C))))),
        ('not a = "x" and b = "x"', And((Not(A), B))),
        ('a = "x" => b = "x" => c = "x"', Implies(A, Implies(B, C))),
        ('a = "x" => b = "x" <=> c = "x" or d = "x"', Iff(Implies(A, B), Or((C, D)))),
        ('NOT a = "x" OR b = "x"', Or((Not(A), B))),
        ('name = "say \\"hi\\" \\\\"', equal(Choice("name"), Literal('say "hi" \\'))),
        ("a-b = sum-x", equal(Choice("a-b"), Choice("sum-x"))),
    ],
)  # fmt: skip
def test_parse_gives_the_expected_parts(source, expression):
    assert parse(source) == expression


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1 + 2 * 3", Literal(Fraction(7))),
        ("2 * (a + 1.5) - a", Sum(((Fraction(1), Choice("a")), (Fraction(3), ONE)))),
        ("a - a", Literal(Fraction(0))),
        ("--a", Choice("a")),
        ("3 - a * 2", Sum(((Fraction(-2), Choice("a")), (Fraction(3), ONE)))),
        ("0.5 * sum(a.w) * 4", Sum(((Fraction(2), Total("a", "w")),))),
    ],
)
def test_parse_normalises_sums(source, value):
    assert parse(source) == value


@pytest.mark.parametrize(
    ("source", "position", "message"),
    [
        ("", 0, "Write a rule here."),
        ("  \n", 0, "Write a rule here."),
        ("a =", 3, "Something is missing at the end."),
        ("(a = b", 6, "Something is missing at the end."),
        ("a = = b", 4, "“=” cannot stand here."),
        ("a = b)", 5, "“)” cannot stand here."),
        ("a ≤ b", 2, "Write <= instead of ≤"),
        ("a = 12-speed", 4, "Put a word that begins with a figure in quotes."),
        ("a = Steel", 4, "Codes have small letters a to z; put any other word in quotes."),
        ('a = "x', 4, "The quotation mark that ends this word is missing."),
        ("a = 🚲", 4, "“🚲” cannot stand here."),
        ("a = b\0", 5, "The invisible character U+0000 cannot stand here."),
        ("\ud800", 0, "The invisible character U+D800 cannot stand here."),
        ("a * b = 1", 4, "One side of * must be a plain number."),
        ('1 + "x" = 2', 4, "A word cannot be calculated with."),
        ("1 + (a = b) = 2", 5, "Only numbers can be calculated with."),
        ("a = b and c", 10, "This is a value; say what it must be, as in a = b."),
        ("(a = b) = c", 1, "A value must stand here, not a claim."),
        ("a + 1 in {1}", 0, "Before “in” stands a group or an attribute."),
        ("a = b <=> c = d <=> e = f", 16, "“<=>” cannot stand here."),
        ("a = " + "1" * 60, 4, "This number is too long."),
        ("a = 10 * " + " * ".join(["10"] * 20), 89, "This number is too large or has too many decimals."),
    ],
)  # fmt: skip
def test_parse_error_points_at_the_character(source, position, message):
    with pytest.raises(LanguageError) as refusal:
        parse(source)

    assert (refusal.value.position, refusal.value.message) == (position, message)
    assert refusal.value.source == source


def test_error_pointer_marks_the_character_of_a_long_rule():
    source = "a = b and " * 20 + "a ≤ b"

    with pytest.raises(LanguageError) as refusal:
        parse(source)

    line, mark = refusal.value.pointer().split("\n")
    assert line[mark.index("^")] == "≤"


NAMES = [f"{first}{second}" for first in "abcdefghjk" for second in "abcdefghijklmnopqrstuvwxyz"]

HOSTILE = {
    "brackets": "(" * 100_000,
    "balanced brackets": "(" * 4_000 + "a = b" + ")" * 4_000,
    "negations": "not " * 2_400 + "a=b",
    "implications": "a=b=>" * 1_900 + "a=b",
    "minus signs": "-" * 9_000 + "a",
    "one product": "2*" * 4_900 + "a",
    "many terms": "+".join(NAMES * 12) + "=1",
    "long set": "a in {" + ",".join(NAMES * 10) + "}",
    "sets in counts": "count(a where " * 40 + "a in {b,c}" + ") in {1,2}" * 40,
    "counts": "count(a where " * 300 + "a=b" + ")=1" * 300,
    "quotation marks": '"' * 9_999,
    "backslashes": '"' + "\\" * 9_990,
    "blanks": " " * 9_999 + "a",
    "dots": "." * 9_999,
    "equal signs": "=" * 9_999,
    "figures": "9" * 9_999,
    "huge": "a = b and " * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_source_ends_soon_in_a_rule_or_a_language_error(name):
    source, start = HOSTILE[name], time.process_time()

    try:
        outcome = to_source(parse(source))
    except LanguageError as error:
        outcome = error.message

    assert outcome
    assert time.process_time() - start < 2


@given(st.text(max_size=200))
def test_any_text_is_a_rule_or_a_language_error(source):
    error = refusal_of(source)

    assert error is None or 0 <= error.position <= len(source)


@given(st.lists(st.sampled_from([
    "a", "b.c", "(", ")", "and", "or", "not", "=>", "<=>", "=", "<=", "+", "-", "*", "1", '"x"',
    "sum(", "count(", "where", "length(", "in", "{", "}", ",", "has", "is", "empty",
]), max_size=30))  # fmt: skip
def test_any_row_of_words_is_a_rule_or_a_language_error(words):
    source = " ".join(words)

    error = refusal_of(source)

    if error is None:
        assert parse(to_source(parse(source))) == parse(source)
    else:
        assert 0 <= error.position <= len(source)


@given(claims() | values())
def test_printed_expression_parses_to_itself(expression):
    assert parse(to_source(expression)) == expression
