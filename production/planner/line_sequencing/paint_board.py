"""The sequence of a paint line while it changes, and what it costs: compiled with numba."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from production.planner.line_sequencing.values import PaintLine

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class PaintBoard(NamedTuple):
    """Cars by place, cars with the option by window, and what a car above a ratio costs.

    `kin` holds the cars by colour and `kin_range` where each car's colour begins and ends
    there; `place` is the inverse of `row`. Of one element each: `limit`, the batch limit;
    `settled`, how many cars at the head never move; and `reach`, what options can save in a move
    that makes more colour changes: at 0 such moves are refused unseen.
    """

    most: Ints
    window: Ints
    is_high: NDArray[np.bool_]
    colour: Ints
    flags: NDArray[np.int8]
    row: Ints
    place: Ints
    counts: NDArray[np.int32]
    kin: Ints
    kin_range: Ints
    weights: Floats
    limit: Ints
    settled: Ints
    reach: Floats


def open_board(instance: PaintLine, order: Sequence[int] | None = None) -> PaintBoard:
    """Set the cars up, in the order of arrival or as told; `count_windows` counts the windows."""
    row = np.array(range(instance.cars) if order is None else order, np.int64)
    cars, ratios = instance.cars, len(instance.ratios)
    _, colour = np.unique(np.array(instance.colours, np.int64), return_inverse=True)
    sizes = np.bincount(colour)
    begins = np.cumsum(sizes) - sizes
    return PaintBoard(
        most=np.array([ratio.most for ratio in instance.ratios], np.int64),
        window=np.array([ratio.window for ratio in instance.ratios], np.int64),
        is_high=np.array(instance.is_high, bool),
        colour=colour.astype(np.int64),
        flags=np.array(instance.options, np.int8).reshape(cars, ratios),
        row=row,
        place=np.argsort(row),
        counts=np.zeros((ratios, cars), np.int32),
        kin=np.argsort(colour, kind="stable").astype(np.int64),
        kin_range=np.stack([begins, begins + sizes], axis=1)[colour].astype(np.int64),
        weights=np.ones(ratios),
        limit=np.array([instance.batch_limit], np.int64),
        settled=np.array([instance.settled], np.int64),
        reach=np.array([np.inf]),
    )


@njit(cache=True)
def count_windows(board: PaintBoard, option: int, first: int, last: int) -> None:
    """Count the cars with an option in the windows that begin at these places."""
    for begin in range(first, last + 1):
        cars = 0
        for place in range(begin, begin + board.window[option]):
            cars += board.flags[board.row[place], option]
        board.counts[option, begin] = cars


@njit(cache=True)
def figures(board: PaintBoard) -> tuple[int, int, int, int]:
    """Return cars beyond the batch limit, high, colour changes and low, from the counts."""
    overlong = high = colour = low = 0
    for option in range(board.most.shape[0]):
        above = 0
        for first in range(board.row.shape[0] - board.window[option] + 1):
            above += max(0, board.counts[option, first] - board.most[option])
        if board.is_high[option]:
            high += above
        else:
            low += above
    batch = 1
    for place in range(1, board.row.shape[0]):
        if changes(board, place):
            colour += 1
            batch = 1
        else:
            batch += 1
            overlong += batch > board.limit[0]
    return overlong, high, colour, low


@njit(cache=True)
def changes(board: PaintBoard, place: int) -> int:
    """Return 1 where the colour changes before this place, else 0."""
    if place <= 0 or place >= board.row.shape[0]:
        return 0
    return 1 if board.colour[board.row[place]] != board.colour[board.row[place - 1]] else 0


@njit(cache=True)
def batch_at(board: PaintBoard, place: int) -> tuple[int, int]:
    """Return the first and the last place of the batch of one colour around this one."""
    first = place
    while first > 0 and not changes(board, first):
        first -= 1
    last = place
    while last + 1 < board.row.shape[0] and not changes(board, last + 1):
        last += 1
    return first, last


@njit(cache=True)
def is_overlong(board: PaintBoard, place: int) -> bool:
    """Say whether the batch around this place is longer than the limit."""
    first, last = batch_at(board, place)
    return last - first + 1 > board.limit[0]


@njit(cache=True)
def _above(counts: NDArray[np.int32], first: int, last: int, change: int, most: int) -> int:
    """Return how many more cars above the ratio there are when each window gets `change`."""
    more = 0
    if change > 0:
        for place in range(first, last + 1):
            more += counts[place] >= most
    else:
        for place in range(first, last + 1):
            more -= counts[place] > most
    return more


@njit(cache=True)
def swap_cost(board: PaintBoard, low: int, high: int) -> float:
    """Return what the options cost more when these two places swap; colours left out."""
    cost = 0.0
    before, after = board.row[low], board.row[high]
    for option in range(board.most.shape[0]):
        change = board.flags[after, option] - board.flags[before, option]
        if change != 0:
            window, most, counts = board.window[option], board.most[option], board.counts[option]
            last = board.row.shape[0] - window
            first_end = min(low, high - window, last)
            more = _above(counts, max(low - window + 1, 0), first_end, change, most)
            second = max(high - window + 1, low + 1)
            more += _above(counts, second, min(high, last), -change, most)
            cost += more * board.weights[option]
    return cost


@njit(cache=True)
def swap(board: PaintBoard, low: int, high: int) -> None:
    before, after = board.row[low], board.row[high]
    for option in range(board.most.shape[0]):
        change = board.flags[after, option] - board.flags[before, option]
        if change != 0:
            window, counts = board.window[option], board.counts[option]
            last = board.row.shape[0] - window
            for place in range(max(low - window + 1, 0), min(low, high - window, last) + 1):
                counts[place] += change
            for place in range(max(high - window + 1, low + 1), min(high, last) + 1):
                counts[place] -= change
    board.row[low], board.row[high] = after, before
    board.place[after], board.place[before] = low, high
