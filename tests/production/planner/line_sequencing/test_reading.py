import pytest

from production.planner.line_sequencing.reading import read_instance
from production.planner.line_sequencing.values import (
    CarSequencing,
    PaintLine,
    Ratio,
    SequencingError,
)

CARS = "3 2 2\n1 2\n2 3\n7 2 1 0\n4 1 0 1\n"
PAINT = "2 2 5 10\n1 2 1\n2 3 0\n4 1 0\n1 0 1\n"


def test_car_sequencing_is_told_by_three_numbers_in_its_first_line():
    assert read_instance(CARS) == CarSequencing(
        (Ratio(1, 2), Ratio(2, 3)), (7, 4), (2, 1), ((1, 0), (0, 1))
    )


def test_paint_line_is_told_by_four():
    assert read_instance(PAINT) == PaintLine(
        10, (Ratio(1, 2), Ratio(2, 3)), (True, False), (4, 1), ((1, 0), (0, 1))
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "file: empty"),
        ("3 2\n", "file: line 1: 3 numbers (cars, options, classes) or 4"),
        (CARS.replace("7 2 1 0", "7 2 1 x"), "file: line 4: “x” is not a whole number"),
        (CARS.replace("7 2 1 0", "7 2 1"), "file: line 4: 4 numbers expected, 3 found"),
        (CARS.replace("7 2 1 0", "7 2 1 2"), "file: line 4: an option is neither 0 nor 1"),
        (CARS.replace("7 2 1 0", "7 5 1 0"), "file: the classes hold 6 cars, not 3"),
        (CARS.replace("7 2 1 0", "4 2 1 0"), "file: a class is there twice"),
        (CARS.replace("2 3\n", "0 3\n"), "file: line 3: a window of 0 cars"),
        (CARS + "1 1 1 1\n", "file: 5 lines expected for its classes, 6 found"),
        (PAINT.replace("2 2 5 10", "2 2 5 0"), "file: line 1: a batch limit of 0"),
        (PAINT.replace("4 1 0", "4 1 3"), "file: line 4: an option is neither 0 nor 1"),
        ("0 2 5 10\n", "file: line 1: 0 cars, 2 options"),
    ],
)
def test_bad_file_is_refused_with_the_line(text, message):
    with pytest.raises(SequencingError) as refused:
        read_instance(text)

    assert message in str(refused.value)
