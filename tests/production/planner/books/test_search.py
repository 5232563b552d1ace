from itertools import pairwise

import numpy as np
import pytest

from production.planner.books import improvement, search, search_board
from tests.production.planner.books.books import SHOP, random_book

WEIGHTS = search_board.Weights()


def opened(seed):
    """A board of two machines on which lines are late, and its portions."""
    book = random_book(seed, lines=40, families=6, span=200)
    portions = improvement._arrays([[line] for line in book], SHOP)
    board = search_board.open_board(portions, [list(range(0, 40, 2)), list(range(1, 40, 2))], seed)
    search_board.start(portions, WEIGHTS, board)
    return portions, board


def settled_anew(portions, board):
    sequences = [
        board.rows[machine, : board.lengths[machine]].tolist()
        for machine in range(len(board.lengths))
    ]
    fresh = search_board.open_board(portions, sequences, 1)
    search_board.start(portions, WEIGHTS, fresh)
    return fresh


@pytest.mark.parametrize("seed", range(8))
def test_move_that_is_taken_without_heat_never_costs_more(seed):
    """The cost after each move is counted anew: no shortcut says less than a move costs."""
    portions, board = opened(seed)
    costs = [search_board.total(board)]

    for _ in range(400):
        search._anneal(portions, WEIGHTS, board, 1e-12, 1)
        costs.append(search_board.total(settled_anew(portions, board)))

    assert costs[-1] < costs[0]
    assert all(after <= before + 1e-6 for before, after in pairwise(costs))


@pytest.mark.parametrize("seed", range(4))
def test_board_after_many_moves_is_as_if_opened_on_its_rows(seed):
    portions, board = opened(seed)

    search._anneal(portions, WEIGHTS, board, 20.0, 3_000)

    fresh = settled_anew(portions, board)
    for machine, length in enumerate(board.lengths):
        for name in ("times", "slacks"):
            mine, anew = getattr(board, name)[machine], getattr(fresh, name)[machine]
            assert mine[: length + 1].tolist() == anew[: length + 1].tolist()
        np.testing.assert_allclose(
            board.costs[machine, : length + 1], fresh.costs[machine, : length + 1], atol=1e-6
        )
    assert board.at.tolist() == fresh.at.tolist()
