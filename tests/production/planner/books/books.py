"""Small books and shops for the tests of the books."""

import random

from production.planner.books.values import BookLine, SetupMinutes, Shop
from production.planner.values import Kind

SETUP = SetupMinutes(20, 30, 10, 18)
SHOP = Shop(2, 960, SETUP)


def line(number, family=(0, 0, 0), minutes=10, release=0, due=10_000, kind=Kind.CUSTOM):
    return BookLine(number, family, minutes, release, due, kind)


def random_book(seed, lines=60, families=12, span=400):
    """Lines that arrive over `span` minutes, most of them with time to spare."""
    dice = random.Random(seed)
    known = [(dice.randrange(3), dice.randrange(6), dice.randrange(2)) for _ in range(families)]
    book = []
    for number in range(lines):
        release = dice.randrange(span)
        due = release + dice.randrange(60, 1_500)
        book.append(
            line(
                number,
                dice.choice(known),
                dice.randrange(1, 30),
                release,
                due,
                dice.choice(list(Kind)),
            )
        )
    return book
