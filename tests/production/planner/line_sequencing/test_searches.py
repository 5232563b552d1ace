from itertools import permutations
from time import perf_counter

import pytest

from production.planner.line_sequencing import paint_search
from production.planner.line_sequencing.car_search import sequence_cars
from production.planner.line_sequencing.checker import (
    is_sequence_of,
    paint_figures,
    violated_windows,
)
from production.planner.line_sequencing.paint_board import figures, open_board
from production.planner.line_sequencing.paint_search import sequence_paint_line
from production.planner.line_sequencing.several import rank, sequence, warm_up
from production.planner.line_sequencing.values import (
    CarSequencing,
    PaintFigures,
    PaintLine,
    Ratio,
)
from tests.production.planner.line_sequencing.instances import random_cars, random_paint

ONE_IN_TWO = (Ratio(1, 2),)


@pytest.fixture(scope="module", autouse=True)
def _compiled():
    for kind in (CarSequencing, PaintLine):
        warm_up(kind)


def cars_of(instance):
    return [
        number
        for number, quantity in zip(instance.classes, instance.quantities, strict=True)
        for _ in range(quantity)
    ]


def test_windows_are_counted_by_hand():
    """With 1 in 2 the order 1 1 0 1 1 breaks the first and the last of four windows."""
    instance = CarSequencing(ONE_IN_TWO, (0, 1), (1, 4), ((0,), (1,)))

    assert violated_windows(instance, [1, 1, 0, 1, 1]) == 2


def test_paint_figures_are_counted_by_hand():
    """Excesses of 1, 1 and 0; the second batch is one car beyond the limit of two."""
    instance = PaintLine(2, ONE_IN_TWO, (True,), (5, 6, 6, 6), ((1,), (1,), (1,), (0,)))

    assert paint_figures(instance, [0, 1, 2, 3]) == PaintFigures(1, 2, 1, 0)


def found_in_time(search, is_best):
    """What a search finds, with more time where a busy machine had none for it."""
    for seconds in (0.4, 4, 40):
        found = search(perf_counter() + seconds)
        if is_best(found):
            break
    return found


@pytest.mark.parametrize("seed", range(8))
def test_car_search_finds_the_optimum_of_small_lines(seed):
    """Referee: every order of seven cars."""
    instance = random_cars(seed)
    best = min(violated_windows(instance, order) for order in set(permutations(cars_of(instance))))

    order = found_in_time(
        lambda ends_at: sequence_cars(instance, ends_at),
        lambda order: violated_windows(instance, order) == best,
    )

    assert is_sequence_of(instance, order)
    assert violated_windows(instance, order) == best


@pytest.mark.parametrize("seed", range(8))
def test_paint_search_finds_the_optimum_of_small_lines(seed):
    """Referee: every order of seven cars, ranked by batches, high, colours, low."""
    instance = random_paint(seed)
    best = min(paint_figures(instance, order) for order in permutations(range(7)))

    order = found_in_time(
        lambda ends_at: sequence_paint_line(instance, ends_at),
        lambda order: paint_figures(instance, order) == best,
    )

    assert is_sequence_of(instance, order)
    assert paint_figures(instance, order) == best


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("colour_cost", "heat"), [(1.0, 50.0), (10.0, 5.0)])
def test_counts_kept_by_the_moves_agree_with_counting_anew(seed, colour_cost, heat):
    instance = random_paint(seed, cars=60, colours=5)
    board = open_board(instance)
    paint_search._open(board, seed)

    paint_search._anneal(board, colour_cost, heat, 20_000, True)

    order = board.row.tolist()
    assert is_sequence_of(instance, order)
    assert board.place[board.row].tolist() == list(range(60))
    assert PaintFigures(*figures(board)) == paint_figures(instance, order)


@pytest.mark.parametrize("cars", [1, 2])
def test_line_shorter_than_its_windows_is_sequenced(cars):
    instance = CarSequencing((Ratio(1, 3),), (0,), (cars,), ((1,),))
    line = PaintLine(5, (Ratio(1, 3),), (True,), (1,) * cars, ((1,),) * cars)

    assert sequence(instance, 0.05) == [0] * cars
    assert sorted(sequence(line, 0.05)) == list(range(cars))


def test_line_without_options_is_sequenced_by_colour():
    line = PaintLine(9, (), (), (1, 2, 1, 2), ((), (), (), ()))

    assert rank(line, sequence(line, 0.2)) == (0, 0, 1, 0)


def test_two_processes_answer_with_the_better_sequence():
    instance = random_paint(3, cars=40)

    order = sequence(instance, 0.3, processes=2)

    assert is_sequence_of(instance, order)
    assert rank(instance, order) <= rank(instance, list(range(40)))


def test_search_ends_as_soon_as_nothing_is_violated():
    """Two classes that simply alternate; the time limit of a day is never waited for."""
    instance = CarSequencing(ONE_IN_TWO, (0, 1), (10, 10), ((0,), (1,)))

    order = sequence(instance, 86_400, processes=2)

    assert violated_windows(instance, order) == 0
