import json

import pytest

from production.planner.books.reading import read_book, read_shop
from production.planner.books.values import BookError, BookLine, SetupMinutes, Shop
from production.planner.values import Kind

HEADING = "line,material,colour,tool,minutes,release_min,due_min,kind"
SHOP = {
    "machines": 8,
    "minutes_per_day": 960,
    "setup_minutes": {
        "tool_change": 20,
        "material_change": 30,
        "colour_light_to_dark": 10,
        "colour_dark_to_light": 18,
        "same_family": 0,
    },
    "note": "kept out",
}


def test_book_is_read_by_the_names_of_its_columns():
    text = "kind,line,tool,colour,material,minutes,due_min,release_min\nstock,7,1,2,3,6,90,5\n\n"

    assert read_book(text) == (BookLine(7, (3, 2, 1), 6, 5, 90, Kind.STOCK),)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("", "book: no order lines below the heading"),
        ("0,2,7,1,x,371,2258,custom", "book: row 2: column minutes: “x” is not a whole number"),
        ("0,2,7,1,-6,371,2258,custom", "book: row 2: column minutes: “-6” is not a whole number"),
        (
            "0,2,7,1,0,371,2258,custom",
            "book: row 2: column minutes: a line needs at least one minute",
        ),
        (
            "0,2,7,1,6,371,2258,other",
            "book: row 2: column kind: “other” is neither custom nor stock",
        ),
        ("0,2,7,1,6,371,,custom", "book: row 2: column due_min: “” is not a whole number"),
        ("0,2,7,1,6", "book: row 2: column release_min: “” is not a whole number"),
        (
            "0,2,7,1,6,9999999999,1,custom",
            "column release_min: 9999999999 is more than 100,000,000",
        ),
        (
            "0,2,7,1,6,371,2258,custom\n0,2,7,1,6,371,2258,custom",
            "book: row 3: column line: 0 is there twice",
        ),
    ],
)
def test_bad_row_is_refused_with_row_and_column(rows, message):
    with pytest.raises(BookError) as refused:
        read_book(f"{HEADING}\n{rows}")

    assert message in str(refused.value)


def test_missing_column_is_refused_by_name():
    with pytest.raises(BookError, match=r"row 1: the column due_min, kind is missing"):
        read_book("line,material,colour,tool,minutes,release_min\n")


def test_shop_is_read():
    assert read_shop(json.dumps(SHOP)) == Shop(8, 960, SetupMinutes(20, 30, 10, 18, 0))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "shop: not JSON"),
        ("[]", "shop: not a JSON object"),
        ('{"machines": 8}', "shop: setup_minutes is not a JSON object"),
        (json.dumps({**SHOP, "machines": 0}), "shop: machines: 0 is not between 1 and 10,000"),
        (json.dumps({**SHOP, "machines": "8"}), 'shop: machines: "8" is not a whole number'),
        (json.dumps({**SHOP, "setup_minutes": {}}), "shop: setup_minutes: tool_change is missing"),
    ],
)
def test_bad_shop_is_refused(text, message):
    with pytest.raises(BookError) as refused:
        read_shop(text)

    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("before", "after", "minutes"),
    [
        (None, (1, 1, 1), 0),
        ((1, 1, 1), (1, 1, 1), 0),
        ((1, 1, 1), (1, 2, 1), 10),
        ((1, 2, 1), (1, 1, 1), 18),
        ((1, 2, 1), (2, 1, 2), 68),
    ],
)
def test_changes_of_tool_material_and_colour_add_up(before, after, minutes):
    assert read_shop(json.dumps(SHOP)).changeover_min(before, after) == minutes
