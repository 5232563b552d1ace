"""Paint lines with due times: counted by hand, and against every order of few cars."""

import random
from dataclasses import replace
from itertools import permutations

import pytest

from production.planner.line_sequencing.checker import paint_figures
from production.planner.line_sequencing.due_search import DueFigures, due_figures, sequence_in_time
from production.planner.line_sequencing.paint_search import sequence_steadily
from production.planner.line_sequencing.values import NEVER, DueTimes, PaintLine, Ratio
from tests.production.planner.line_sequencing.instances import random_paint

PURGES = ((0, 6, 6), (6, 0, 6), (6, 6, 0))


def due_times(cars, **changes):
    """Cars of ten minutes on a line that stands at the first colour; nobody waits."""
    values = {
        "start": 100,
        "ready": (0,) * cars,
        "minutes": (10,) * cars,
        "latest": (NEVER,) * cars,
        "is_excused": (False,) * cars,
        "may_move": (True,) * cars,
        "purges": PURGES,
        "first_purges": PURGES[0],
    }
    return DueTimes(**{**values, **changes})


def random_times(seed, cars):
    dice = random.Random(seed)
    return due_times(
        cars,
        ready=tuple(dice.choice([0, 0, 0, 130]) for _ in range(cars)),
        latest=tuple(dice.choice([NEVER, 100 + dice.randrange(10, 90)]) for _ in range(cars)),
        is_excused=tuple(dice.random() < 0.2 for _ in range(cars)),
    )


def test_times_are_counted_by_hand():
    """Ends 110, then 126 behind a purge, 150 behind a wait, 166: late by 6 (excused) and by 16."""
    line = PaintLine(2, (Ratio(1, 2),), (True,), (0, 1, 1, 0), ((1,), (1,), (0,), (0,)))
    times = due_times(
        4,
        ready=(0, 0, 140, 0),
        latest=(110, 120, NEVER, 150),
        is_excused=(False, True, False, False),
    )

    assert due_figures(line, times, [0, 1, 2, 3]) == DueFigures(1, 0, 6 + 16, 1, 2, 0)


@pytest.mark.parametrize("seed", range(6))
def test_options_and_colours_are_counted_as_the_checker_does(seed):
    line = random_paint(seed, cars=30)
    order = random.Random(seed).sample(range(30), 30)

    found = due_figures(line, due_times(30), order)

    assert (found.overlong, found.high, found.colour, found.low) == paint_figures(line, order)
    assert (found.late, found.minutes_late) == (0, 0)


@pytest.mark.parametrize("seed", range(6))
def test_order_of_few_cars_is_the_best_of_all(seed):
    line, times = random_paint(seed, cars=6), random_times(seed, 6)

    order = sequence_in_time(line, times)

    assert due_figures(line, times, order) == min(
        due_figures(line, times, list(order)) for order in permutations(range(6))
    )


@pytest.mark.parametrize("seed", range(4))
def test_settled_cars_and_those_that_may_not_move_keep_their_places(seed):
    dice = random.Random(seed)
    may_move = tuple(number > 2 and dice.random() < 0.7 for number in range(25))
    line = replace(random_paint(seed, cars=25), settled=3)
    times = replace(random_times(seed, 25), may_move=may_move)

    order = sequence_in_time(line, times)

    assert sorted(order) == list(range(25))
    assert [car for car in range(25) if not may_move[car] and order[car] != car] == []
    assert due_figures(line, times, order) <= due_figures(line, times, list(range(25)))


def test_steady_search_keeps_due_times_where_there_are_any():
    line = random_paint(2, cars=12)
    times = due_times(12, latest=(NEVER,) * 11 + (126,))

    order = sequence_steadily(replace(line, times=times))

    assert order == sequence_in_time(line, times)
    assert order.index(11) <= 1
