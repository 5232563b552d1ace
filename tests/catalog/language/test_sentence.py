import pytest

from catalog.language import check, parse, rule_expression, say
from tests.catalog.language.documents import SCHEMA


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("tyres.width <= frame.clearance",
         "Tyre width (mm) must be at most the frame’s tyre clearance"),
        ("frame = carbon => fork = carbon", "If frame is Carbon, then fork must be Carbon"),
        ("fork in {steel, carbon}", "Fork must be Steel or Carbon"),
        ("not (frame = carbon and extras has rack)",
         "Frame Carbon and extras Rack do not go together"),
        ("extras has rack => frame = steel", "If extras include Rack, then frame must be Steel"),
        ("not extras has rack", "Extras must not include Rack"),
        ("160 <= rider", "Rider height must be at least 160 cm"),
        ("not rider < 160", "Rider height must be at least 160 cm"),
        ("sum(extras.weight) + 100 <= 2 * frame.clearance",
         "The total weight of extras plus 100 must be at most 2 times the frame’s tyre clearance"),
        ("count(extras where extras.place = front) <= 2",
         "The number of extras where the extras’ place is “front” must be at most 2"),
        ("count(extras) - 1 = 0", "The number of extras minus 1 must be 0"),
        ("length(engraving) <= 12", "The length of engraving must be at most 12"),
        ("engraving is empty", "Engraving must be left out"),
        ("engraving is empty or frame = steel",
         "Either engraving is left out or frame is Steel"),
        ("frame = fork", "Frame must be the same as fork"),
        ("frame != fork", "Frame must differ from fork"),
        ("fork is empty <=> frame = carbon", "Fork is left out exactly when frame is Carbon"),
        ('wheel-size = "700c" and fork is not empty',
         "Wheel size must be 700C and fork must be chosen"),
        ("rider", "Rider height (cm)"),
    ],
)  # fmt: skip
def test_rule_is_said_as_a_sentence(source, sentence):
    assert say(check(parse(source), SCHEMA), SCHEMA) == sentence


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (["frame"], "Frame must be one of 2 allowed values"),
        (["frame", "wheel-size"], "Frame and wheel size must be one of 2 allowed pairs"),
        (["frame", "fork", "tyres"],
         "Frame, fork and tyres must be one of 2 allowed combinations"),
    ],
)  # fmt: skip
def test_table_is_said_with_its_number_of_rows(columns, sentence):
    rule = {"kind": "table", "columns": columns, "rows": [[""] * len(columns)] * 2}

    assert say(rule_expression(rule, SCHEMA), SCHEMA) == sentence


def test_names_follow_the_language_and_fall_back_to_english():
    expression = check(parse("frame = fork"), SCHEMA)

    assert say(expression, SCHEMA, "de") == "Rahmen muss gleich Fork sein"
