import pytest

from benchmarks.figures import Bar, Figure, Grid
from benchmarks.tables import grid_table, number, table


def test_table_sets_numbers_to_the_right_and_says_what_is_missed():
    figures = [
        Figure("click", "ms", 2.0, 100.0, "naive", Bar("times", 10)),
        Figure("compile", "s", 12.345, bar=Bar("at most", 10)),
        Figure("parts", "options", 10361),
    ]

    assert table(figures).splitlines() == [
        "figure   unit       ours  peer         ratio  bar     met",
        "click    ms            2   100  naive    50x  >= 10x  yes",
        "compile  s          12.3     -             -  <= 10   NO",
        "parts    options  10,361     -             -  -       -",
    ]


def test_grid_sets_numbers_to_the_right():
    grid = Grid("frontier", ("policy", "median d"), (("ours", 0.5), ("reserved", 12.25)))

    assert grid_table(grid).splitlines() == [
        "policy    median d",
        "ours           0.5",
        "reserved      12.2",
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "-"), (0.01234, "0.0123"), (99.96, "100"), (123.4, "123"), (10361, "10,361"), (0, "0")],
)
def test_number_keeps_the_figures_that_count(value, shown):
    assert number(value) == shown
