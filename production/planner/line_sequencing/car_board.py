"""The sequence of cars while it changes, and what a move costs: compiled with numba.

For every place and option the board keeps how many windows around it are just full and how many
hold one car too many, so that a swap of two cars far apart costs two look-ups an option; only
near ones share windows and are counted. A stretch that turns round changes only the windows that
reach over one of its ends.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from production.planner.line_sequencing.values import CarSequencing

Ints = NDArray[np.int64]


class CarBoard(NamedTuple):
    """The sequence while it changes: classes by place, cars with the option by window.

    `full` holds, by place and option, how many windows around the place one more car would
    violate, `over` how many one car less would mend; `widest` and `dice`, the state of the random
    numbers, have one element.
    """

    most: Ints
    window: Ints
    flags: Ints
    row: Ints
    counts: Ints
    full: Ints
    over: Ints
    widest: Ints
    best: Ints
    dice: NDArray[np.uint64]


def open_board(instance: CarSequencing, row: Ints, best: Ints, seed: int) -> CarBoard:
    """Set the classes up in this row; `count_windows` counts the windows."""
    return CarBoard(
        most=np.array([ratio.most for ratio in instance.ratios], np.int64),
        window=np.array([ratio.window for ratio in instance.ratios], np.int64),
        flags=np.array(instance.options, np.int64).reshape(
            len(instance.classes), len(instance.ratios)
        ),
        row=row,
        counts=np.zeros((len(instance.ratios), len(row)), np.int64),
        full=np.zeros((len(row), len(instance.ratios)), np.int64),
        over=np.zeros((len(row), len(instance.ratios)), np.int64),
        widest=np.array([max((ratio.window for ratio in instance.ratios), default=1)], np.int64),
        best=best,
        dice=np.array([2 * seed + 1], np.uint64),
    )


@njit(cache=True)
def count_windows(board: CarBoard) -> int:
    """Count the cars in every window; return how many windows have too many."""
    violated = 0
    for option in range(board.most.shape[0]):
        window = board.window[option]
        for first in range(board.row.shape[0] - window + 1):
            cars = 0
            for place in range(first, first + window):
                cars += board.flags[board.row[place], option]
            board.counts[option, first] = cars
            _note(board, option, first, cars, 1)
            violated += cars > board.most[option]
    return violated


@njit(cache=True)
def _note(board: CarBoard, option: int, first: int, cars: int, change: int) -> None:
    """Note, or take back, at the places of a window what it holds."""
    if cars == board.most[option]:
        for place in range(first, first + board.window[option]):
            board.full[place, option] += change
    elif cars == board.most[option] + 1:
        for place in range(first, first + board.window[option]):
            board.over[place, option] += change


@njit(cache=True, inline="always")
def _gain(counts: Ints, first: int, last: int, change: int, most: int) -> int:
    """Return how many more of these windows are violated when each gets `change` cars."""
    more = 0
    if change > 0:
        for place in range(first, last + 1):
            more += counts[place] == most
    else:
        for place in range(first, last + 1):
            more -= counts[place] == most + 1
    return more


@njit(cache=True, inline="always")
def swap_change(board: CarBoard, low: int, high: int) -> int:
    """Return how many more windows are violated when these two places swap."""
    more = 0
    before, after = board.row[low], board.row[high]
    is_near = high - low < board.widest[0]
    for option in range(board.most.shape[0]):
        change = board.flags[after, option] - board.flags[before, option]
        if change == 0:
            continue
        if is_near:
            more += _near_change(board, option, low, high, change)
        elif change > 0:
            more += board.full[low, option] - board.over[high, option]
        else:
            more += board.full[high, option] - board.over[low, option]
    return more


@njit(cache=True, inline="always")
def _near_change(board: CarBoard, option: int, low: int, high: int, change: int) -> int:
    window, most, counts = board.window[option], board.most[option], board.counts[option]
    last = board.row.shape[0] - window
    more = _gain(counts, max(low - window + 1, 0), min(low, high - window, last), change, most)
    second = max(high - window + 1, low + 1)
    return more + _gain(counts, second, min(high, last), -change, most)


@njit(cache=True)
def swap(board: CarBoard, low: int, high: int) -> None:
    before, after = board.row[low], board.row[high]
    for option in range(board.most.shape[0]):
        change = board.flags[after, option] - board.flags[before, option]
        if change != 0:
            window = board.window[option]
            last = board.row.shape[0] - window
            for first in range(max(low - window + 1, 0), min(low, high - window, last) + 1):
                _recount(board, option, first, change)
            for first in range(max(high - window + 1, low + 1), min(high, last) + 1):
                _recount(board, option, first, -change)
    board.row[low], board.row[high] = after, before


@njit(cache=True)
def _recount(board: CarBoard, option: int, first: int, change: int) -> None:
    cars = board.counts[option, first]
    _note(board, option, first, cars, -1)
    _note(board, option, first, cars + change, 1)
    board.counts[option, first] = cars + change


@njit(cache=True, inline="always")
def turn_change(board: CarBoard, low: int, high: int) -> int:
    """Return how many more windows are violated when the cars from low to high turn round.

    Of the windows that reach over an end those with as many places inside change alike: what one
    gains, the other loses.
    """
    more = 0
    for option in range(board.most.shape[0]):
        window, most, counts = board.window[option], board.most[option], board.counts[option]
        last, moved = board.row.shape[0] - window, 0
        for inside in range(1, min(window - 1, high - low) + 1):
            moved += board.flags[board.row[high - inside + 1], option]
            moved -= board.flags[board.row[low + inside - 1], option]
            if moved != 0:
                first = low - window + inside
                if first >= 0 and first <= last:
                    more += (counts[first] + moved > most) - (counts[first] > most)
                first = high - inside + 1
                if first <= last:
                    more += (counts[first] - moved > most) - (counts[first] > most)
    return more


@njit(cache=True)
def turn(board: CarBoard, low: int, high: int) -> None:
    for option in range(board.most.shape[0]):
        window, counts = board.window[option], board.counts[option]
        last, moved = board.row.shape[0] - window, 0
        for inside in range(1, min(window - 1, high - low) + 1):
            moved += board.flags[board.row[high - inside + 1], option]
            moved -= board.flags[board.row[low + inside - 1], option]
            if moved != 0:
                first = low - window + inside
                if first >= 0 and first <= last:
                    _recount(board, option, first, moved)
                first = high - inside + 1
                if first <= last:
                    _recount(board, option, first, -moved)
        one, other = low, high - window + 1
        while one < other:
            more = counts[other] - counts[one]
            if more != 0:
                _recount(board, option, one, more)
                _recount(board, option, other, -more)
            one, other = one + 1, other - 1
    while low < high:
        board.row[low], board.row[high] = board.row[high], board.row[low]
        low, high = low + 1, high - 1
