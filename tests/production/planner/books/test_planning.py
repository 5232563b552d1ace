from dataclasses import replace
from itertools import permutations, product
from math import inf
from time import perf_counter

import pytest

from production.planner.books.figures import check_book_plan, figures_of
from production.planner.books.improvement import improve_sequences
from production.planner.books.one_by_one import FIRST_COME, ONE_BY_ONE
from production.planner.books.planning import plan_book, timed
from production.planner.books.values import PlannedLine
from tests.production.planner.books.books import SHOP, line, random_book

BLUE, GREEN = (0, 1, 0), (0, 2, 0)


def judged(book, sequences):
    """What the search minimises: late lines, then set-up minutes."""
    due = {item.number: item.due for item in book}
    rows = list(timed(sequences, SHOP))
    return (
        sum(row.end_min > due[row.line] for row in rows),
        sum(row.setup_min for row in rows),
    )


def test_changeover_begins_before_the_release_and_the_work_does_not():
    rows = list(timed([[line(1, BLUE), line(2, GREEN, release=25)]], SHOP))

    assert rows == [PlannedLine(1, 1, 1, 0, 10, 0), PlannedLine(2, 1, 2, 25, 35, 10)]


def test_lines_of_one_family_are_one_run():
    rows = list(timed([[line(1, BLUE), line(2, BLUE)], [line(3, BLUE)]], SHOP))

    assert [(row.run, row.setup_min) for row in rows] == [(1, 0), (1, 0), (2, 0)]


def test_first_come_first_served_takes_the_machine_that_ends_first():
    book = [line(1, BLUE, release=1), line(2, GREEN), line(3, GREEN, minutes=50, release=2)]

    rows = ONE_BY_ONE[FIRST_COME](book, SHOP)

    assert [(row.line, row.machine, row.start_min) for row in rows] == [
        (2, 1, 0), (1, 2, 1), (3, 1, 10),
    ]  # fmt: skip


@pytest.mark.parametrize("rule", ONE_BY_ONE.values(), ids=ONE_BY_ONE.keys())
@pytest.mark.parametrize("seed", range(5))
def test_checker_accepts_every_one_by_one_plan(rule, seed):
    book = random_book(seed)

    assert check_book_plan(book, SHOP, rule(book, SHOP)) == []


@pytest.mark.parametrize("seed", range(10))
def test_checker_accepts_the_dispatch_and_the_improved_plan(seed):
    book = random_book(seed)

    dispatched = plan_book(book, SHOP)
    improved = plan_book(book, SHOP, improve_sequences, 0.1)

    assert check_book_plan(book, SHOP, dispatched) == []
    assert check_book_plan(book, SHOP, improved) == []
    assert figures_of(book, improved).on_time_share >= figures_of(book, dispatched).on_time_share


@pytest.mark.parametrize("seed", range(6))
def test_search_finds_the_optimum_of_small_books(seed):
    """Referee: every order of five lines on two machines."""
    book = random_book(seed, lines=5, families=3, span=40)
    best = min(
        judged(
            book, [[book[place] for place in order[:cut]], [book[place] for place in order[cut:]]]
        )
        for order, cut in product(permutations(range(5)), range(6))
    )

    found = improve_sequences(book, SHOP, [book, []], perf_counter() + 20)

    assert judged(book, found) == best


def test_search_without_time_returns_what_it_was_given():
    book = random_book(1)

    assert improve_sequences(book, SHOP, [book, []], -inf) == [book, []]


def test_long_book_is_cut_into_portions_and_nothing_is_lost():
    book = random_book(2, lines=2_000, families=40, span=9_000)

    rows = plan_book(book, SHOP, improve_sequences, 0.5)

    assert check_book_plan(book, SHOP, rows) == []


GOOD = [PlannedLine(1, 1, 1, 0, 10, 0), PlannedLine(2, 1, 2, 25, 35, 10)]


@pytest.mark.parametrize(
    ("number", "changes", "code"),
    [
        (1, {"line": 9}, "line_unknown"),
        (1, {"line": 1}, "line_twice"),
        (1, {"machine": 3}, "machine_unknown"),
        (1, {"start_min": 24, "end_min": 34}, "too_early"),
        (1, {"end_min": 36}, "length"),
        (0, {"start_min": 10, "end_min": 20}, "overlap"),
        (1, {"setup_min": 0}, "changeover_wrong"),
        (1, {"run": 1}, "run_broken"),
    ],
)
def test_wrong_row_is_refused(number, changes, code):
    book = [line(1, BLUE), line(2, GREEN, release=25)]
    rows = [replace(row, **changes) if place == number else row for place, row in enumerate(GOOD)]

    assert check_book_plan(book, SHOP, GOOD) == []
    assert code in {violation.code for violation in check_book_plan(book, SHOP, rows)}


def test_forgotten_line_is_refused():
    book = [line(1, BLUE), line(2, GREEN, release=25)]

    assert [violation.code for violation in check_book_plan(book, SHOP, GOOD[:1])] == [
        "line_missing"
    ]


def test_figures_are_counted_from_the_rows():
    """Two lines of ten minutes and one changeover of ten; the second is late."""
    book = [line(1, BLUE), line(2, GREEN, release=25, due=34)]
    figures = figures_of(book, GOOD)

    assert (figures.changeovers, figures.on_time_share, figures.minutes_per_order) == (1, 0.5, 15)
    assert figures.setup_share == pytest.approx(1 / 3)
