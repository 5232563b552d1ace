from production.planner.line_sequencing.checker import is_sequence_of, paint_figures
from production.planner.line_sequencing.paint_start import start_by_utilisation
from production.planner.line_sequencing.values import PaintFigures, PaintLine, Ratio
from tests.production.planner.line_sequencing.instances import random_paint


def test_start_spreads_the_cars_of_a_tight_high_ratio():
    """Half of the cars have an option that every other may have; each colour is one batch's worth."""
    line = PaintLine(9, (Ratio(1, 2),), (True,), (1, 1, 1, 1), ((1,), (1,), (0,), (0,)))

    assert start_by_utilisation(line) == [0, 2, 1, 3]


def test_start_keeps_batches_within_their_limit_where_there_is_another_colour():
    line = PaintLine(2, (), (), (1, 1, 1, 2, 2), ((), (), (), (), ()))

    assert paint_figures(line, start_by_utilisation(line)) == PaintFigures(0, 0, 2, 0)


def test_every_car_is_there_once():
    line = random_paint(3, cars=40)

    assert is_sequence_of(line, start_by_utilisation(line))
