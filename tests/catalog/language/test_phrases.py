"""The wording of rules in each language."""

import re

import pytest

from catalog.language import Schema, check, parse, say
from catalog.language.phrases import ENGLISH, PHRASES

SCHEMA = Schema.from_document(
    {
        "groups": [
            {
                "code": "frame", "kind": "one_of",
                "name": {"en": "Frame", "de": "Rahmen", "ar": "الإطار"},
                "attributes": [{"code": "gap", "kind": "number", "unit": "mm",
                                "name": {"en": "Gap", "de": "Durchlass", "ar": "الفراغ"}}],
                "options": [
                    {"code": "steel", "name": {"en": "Steel", "de": "Stahl", "ar": "فولاذ"},
                     "attributes": {"gap": 40}},
                ],
            },
            {
                "code": "rider", "kind": "number", "minimum": 150, "maximum": 205, "step": 1,
                "unit": "cm", "name": {"en": "Rider", "de": "Körpergröße", "ar": "طول الراكب"},
                "options": [],
            },
        ]
    }
)  # fmt: skip


@pytest.mark.parametrize("language", sorted(PHRASES))
def test_every_language_has_every_phrase_with_the_same_parts(language: str) -> None:
    parts = {key: _parts(phrase) for key, phrase in PHRASES[language].items()}

    assert parts == {key: _parts(phrase) for key, phrase in ENGLISH.items()}


@pytest.mark.parametrize(
    ("source", "german", "arabic"),
    [
        (
            "rider >= 160",
            "Körpergröße darf nicht kleiner als 160 cm sein",
            "يجب ألا تقل قيمة طول الراكب عن 160 cm",
        ),
        (
            "frame = steel => rider <= 190",
            "Körpergröße darf nicht größer als 190 cm sein, wenn Rahmen Stahl ist",
            "يجب ألا تزيد قيمة طول الراكب على 190 cm، وذلك إذا تحقق أن قيمة الإطار هي فولاذ",
        ),
        (
            "frame.gap > 30",
            "Durchlass von „Rahmen“ muss größer als 30 mm sein",
            "يجب أن تكون قيمة الفراغ في «الإطار» أكبر من 30 mm",
        ),
    ],
)
def test_a_rule_is_said_in_german_and_arabic(source: str, german: str, arabic: str) -> None:
    rule = check(parse(source), SCHEMA)

    assert (say(rule, SCHEMA, "de"), say(rule, SCHEMA, "ar")) == (german, arabic)


def _parts(phrase: str) -> set[str]:
    return set(re.findall(r"\{\w+\}", phrase))
