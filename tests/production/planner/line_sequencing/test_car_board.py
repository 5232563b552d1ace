"""What the board says a move costs, and what it keeps, against counting anew."""

import random

import numpy as np
import pytest

from production.planner.line_sequencing.car_board import (
    count_windows,
    open_board,
    swap,
    swap_change,
    turn,
    turn_change,
)
from production.planner.line_sequencing.checker import violated_windows
from tests.production.planner.line_sequencing.instances import random_cars


def board_of(instance, row):
    board = open_board(instance, row, row.copy(), seed=1)
    return board, count_windows(board)


def shuffled_row(instance, dice):
    row = [place for place, many in enumerate(instance.quantities) for _ in range(many)]
    return np.array(dice.sample(row, len(row)), np.int64)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("cars", [3, 5, 40])
def test_moves_cost_what_counting_anew_says(seed, cars):
    dice = random.Random(seed)
    instance = random_cars(seed, cars=cars)
    board, cost = board_of(instance, shuffled_row(instance, dice))

    for _ in range(200):
        low, high = sorted(dice.sample(range(len(board.row)), 2))
        change, make = dice.choice([(swap_change, swap), (turn_change, turn)])
        cost += change(board, low, high)
        make(board, low, high)

        assert cost == violated_windows(instance, [instance.classes[at] for at in board.row])
    anew, _ = board_of(instance, board.row)
    assert (board.counts == anew.counts).all()
    assert (board.full == anew.full).all()
    assert (board.over == anew.over).all()


def test_turned_stretch_stands_the_other_way_round():
    instance = random_cars(1, cars=9)
    row = np.array([0, 1, 2, 2, 1, 0, 0, 1, 2], np.int64)
    board, _ = board_of(instance, row)

    turn(board, 1, 4)

    assert board.row.tolist() == [0, 1, 2, 2, 1, 0, 0, 1, 2]

    turn(board, 2, 6)

    assert board.row.tolist() == [0, 1, 0, 0, 1, 2, 2, 1, 2]
