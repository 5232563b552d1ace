from collections import Counter

import pytest

from benchmarks.order_books import BookLine, changeover_min, order_book
from benchmarks.peers.one_by_one import Outcome, first_come_first_served


def line(number, family, release=0, minutes=10, due=1_000):
    return BookLine(number, family, minutes, release, due, is_stock=False)


@pytest.mark.parametrize(
    ("before", "after", "minutes"),
    [("", "1.2", 0), ("1.2", "1.2", 0), ("1.2", "1.3", 14), ("1.2", "2.2", 44)],
)
def test_changeover_depends_on_colour_and_material(before, after, minutes):
    assert changeover_min(before, after) == minutes


def test_same_seed_gives_the_same_book():
    assert order_book(50, seed=4) == order_book(50, seed=4)
    assert order_book(50, seed=4) != order_book(50, seed=5)


def test_book_has_popular_families_stock_and_room_before_due_dates():
    book = order_book(2_000, seed=1)

    popular = Counter(found.family for found in book).most_common(1)[0][1]
    assert [found.number for found in book] == list(range(2_000))
    assert [found.release for found in book] == sorted(found.release for found in book)
    assert 240 < popular < 480
    assert 0.2 < sum(found.is_stock for found in book) / len(book) < 0.3
    assert min(found.due - found.release for found in book) >= 960
    assert min(found.minutes for found in book) >= 2


def test_first_come_first_served_changes_over_between_families():
    """One machine: 10 minutes, 14 to change the colour, 10 more: the second ends at 34."""
    lines = [line(0, "1.1"), line(1, "1.2", due=33), line(2, "1.2", release=100)]

    found = first_come_first_served(lines, machines=1, changeover_min=changeover_min)

    assert found == Outcome(changeovers=1, changeover_min=14, on_time=2)


def test_first_come_first_served_changes_over_while_it_waits_for_the_line():
    """Free at 10, changed over at 24, and the line arrives at 30: it ends at 40."""
    lines = [line(0, "1.1"), line(1, "1.2", release=30, due=40)]

    found = first_come_first_served(lines, machines=1, changeover_min=changeover_min)

    assert found == Outcome(changeovers=1, changeover_min=14, on_time=2)


def test_first_come_first_served_gives_each_line_the_machine_that_is_free_first():
    """The second machine is free at 5 and set up already: the third line ends at 15."""
    lines = [line(0, "1.1"), line(1, "2.1", minutes=5), line(2, "2.1", due=15)]

    found = first_come_first_served(lines, machines=2, changeover_min=changeover_min)

    assert found == Outcome(changeovers=0, changeover_min=0, on_time=3)
