"""What customers may write and what the papers' fonts can print are the same letters."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from catalog.papers import stage
from catalog.papers.sheet import Sheet
from catalog.papers.stage import FAMILIES
from catalog.printed_letters import PRINTED_LETTERS, can_be_printed
from tests.catalog.papers.pdf_text import has_boxes, pdf_lines


@pytest.mark.parametrize("style", ["regular", "bold"])
def test_letters_that_can_be_printed_are_those_of_the_fonts(style):
    fonts = [Path(stage.FONTS) / f"{family}-{style}.ttf" for family in FAMILIES]

    held = {chr(point) for font in fonts for point in TTFont(font).getBestCmap()}

    assert held - {"\r"} == PRINTED_LETTERS


def test_every_letter_that_can_be_printed_is():
    letters = sorted(letter for letter in PRINTED_LETTERS if letter.isalpha())
    paper = Sheet("letters")
    for letter in letters:
        paper.say(letter)

    printed = pdf_lines(paper.as_bytes())

    assert [line for line in printed if not line.startswith("Tailorline")] == letters
    assert not has_boxes(paper)


@pytest.mark.parametrize("letter", ["Ж", "漢", "न", "ẹ", "♥", "🚲"])
def test_other_letters_cannot(letter):
    assert not can_be_printed(letter)
