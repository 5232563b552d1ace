"""Codes are unique, and the order of the rows does not matter."""

import random

from catalog.pc_parts.codes import option_codes, slug
from catalog.pc_parts.columns import COLUMNS_BY_FILE
from catalog.pc_parts.reader import Row


def test_codes_of_a_file_are_unique_slugs(parts):
    for file in COLUMNS_BY_FILE:
        codes = list(option_codes(file, parts.rows[file]).values())
        assert len(set(codes)) == len(codes)
        assert [slug(code) for code in codes] == codes


def test_codes_do_not_depend_on_the_order_of_rows(parts):
    rows = list(parts.rows["memory"])
    random.Random(7).shuffle(rows)

    assert option_codes("memory", rows) == option_codes("memory", parts.rows["memory"])


def test_code_names_the_columns_that_tell_parts_apart(parts):
    codes = option_codes("memory", parts.rows["memory"])

    assert codes[2] == "corsair-vengeance-rgb-32-gb-ddr5-6000-2x16-cl36-black"


def test_equal_rows_are_numbered_by_price():
    dearer = Row(line=2, name="Chip", price_minor=200, cells={"tdp": 65})
    cheaper = Row(line=3, name="Chip", price_minor=100, cells={"tdp": 65})

    assert option_codes("cpu", [dearer, cheaper]) == {2: "chip-2", 3: "chip"}


def test_slug_keeps_letters_and_figures_only():
    assert slug("Müller & Söhne® 3.5” (rev. 2)") == "muller-sohne-3-5-rev-2"
