"""How often placing an order asks the database: however many lines, as often."""

from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.orders import bicycle_line, place, ready_line

MOST = 36


@pytest.fixture
def queries_of(shop):
    """Place an order of some lines and return how often it asked, memory filled before."""
    numbers = count()
    place(bicycle_line(), key="first")

    def queries(*lines):
        with CaptureQueriesContext(connection) as asked:
            place(*lines, key=str(next(numbers)))
        return len(asked)

    return queries


def test_custom_lines_take_as_many_queries_as_one(queries_of):
    five = [bicycle_line(1, engraving=name) for name in ("A", "B", "C", "D", "E")]

    assert queries_of(*five) == queries_of(five[0])
    assert queries_of(five[0]) <= MOST


def test_second_stock_line_takes_only_its_reservation_more(queries_of):
    one = queries_of(bicycle_line(), ready_line())

    assert queries_of(bicycle_line(), ready_line(), ready_line()) - one <= 6
