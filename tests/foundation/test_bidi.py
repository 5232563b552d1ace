"""Sizes, prices and codes among words that run from right to left."""

import pytest

from foundation.bidi import left_to_right, with_sizes_apart


def test_a_size_is_set_apart_only_where_texts_run_from_right_to_left() -> None:
    said = [left_to_right("40 mm", language) for language in ("en", "de", "ar", "ar-eg")]

    assert said == ["40 mm", "40 mm", "\u206640 mm\u2069", "\u206640 mm\u2069"]


def test_nothing_is_never_set_apart() -> None:
    assert left_to_right("", "ar") == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("منشفة 50 × 100، لليدين", "منشفة \u206650 × 100\u2069، لليدين"),
        ("إطار 38 mm", "إطار \u206638 mm\u2069"),
        ("الطلب 2026-10482", "الطلب \u20662026-10482\u2069"),
        ("12 حرفًا", "12 حرفًا"),
    ],
)
def test_sizes_and_codes_inside_a_text_are_set_apart(text: str, said: str) -> None:
    assert with_sizes_apart(text, "ar") == said


def test_sizes_stay_as_they_are_where_all_runs_from_left_to_right() -> None:
    assert with_sizes_apart("50 × 100 cm", "de") == "50 × 100 cm"
