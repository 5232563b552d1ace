"""The formulas of `docs/rule-language.md` are read as they stand there."""

import re
from pathlib import Path

import pytest

from catalog.language import parse
from catalog.language.limits import NESTING_LIMIT, SOURCE_LIMIT, TABLE_CELL_LIMIT

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "rule-language.md").read_text()
FIRST_CELLS = re.findall(r"^\| (`.+?`) \|", PAGE, re.MULTILINE)
FORMULAS = [formula for cell in FIRST_CELLS for formula in re.findall(r"`([^`]+)`", cell)]
BLOCKS = re.findall(r"```\n(.+?)\n```", PAGE, re.DOTALL)


@pytest.mark.parametrize("formula", FORMULAS + BLOCKS)
def test_formula_on_the_page_is_read(formula):
    assert parse(formula) is not None


def test_page_has_formulas_and_names_the_limits():
    assert len(FORMULAS) >= 11
    for limit in (SOURCE_LIMIT, NESTING_LIMIT, TABLE_CELL_LIMIT):
        assert f"{limit:,}" in PAGE
