import pytest

from foundation.errors import InvalidInput
from foundation.sanitize import clean_text


def test_clean_text_composes_and_trims():
    assert clean_text(" Zoe\u0308 ", field="/name", max_length=4) == "Zoë"


@pytest.mark.parametrize(
    ("value", "detail"),
    [
        ("a\x00b", "has the invisible character U+0000; remove it"),
        ("a\ud800", "has the invisible character U+D800; remove it"),
        ("a\rb", "has the invisible character U+000D; remove it"),
        ("abcdef", "has 6 characters; 5 fit"),
        (5, "must be text"),
    ],
)
def test_clean_text_refuses_and_says_why(value, detail):
    with pytest.raises(InvalidInput) as refusal:
        clean_text(value, field="/name", max_length=5)

    assert refusal.value.errors == [{"pointer": "/name", "detail": detail}]
