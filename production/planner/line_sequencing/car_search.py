"""Car sequencing by annealing over swaps, compiled with numba.

A swap changes only the windows that hold one of the two places and not the other, and only for
options in which the two cars differ: a move costs a few dozen additions. Several rounds of
cooling, each from where the last ended. Heuristic; zero is a proof, anything else is not.
"""

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from production.planner.line_sequencing.values import CarSequencing

Ints = NDArray[np.int64]

WARMEST, COOLEST = 0.45, 0.12
MOVES_AT_ONCE = 50_000
# How many swaps are with one of the next cars: these mend a window without opening a far one.
NEAR_SHARE, NEAR = 0.4, 8
# Shares of the time that the rounds of cooling take: easy instances need no more than the first.
ROUNDS = (0.05, 0.15, 0.4, 0.4)


class _Board(NamedTuple):
    """The sequence while it changes: classes by place, cars with the option by window."""

    most: Ints
    window: Ints
    flags: Ints
    row: Ints
    counts: Ints
    best: Ints


def sequence_cars(
    instance: CarSequencing,
    ends_at: float,
    seed: int = 1,
    is_over: Callable[[], bool] = lambda: False,
) -> list[int]:
    """Return class numbers in the sequence with the fewest violated windows found.

    Parameters
    ----------
    instance
        The cars and ratios.
    ends_at
        `time.perf_counter()` at which to stop.
    seed
        Another seed, another search.
    is_over
        Asked now and then: whether somebody else found a sequence without violations.
    """
    dice = np.random.default_rng(seed)
    row = np.repeat(np.arange(len(instance.classes)), instance.quantities).astype(np.int64)
    dice.shuffle(row)
    best = row.copy()
    lowest = -1
    for round_ends in _rounds(ends_at):
        cost = _cool(instance, row, best, lowest, round_ends, int(dice.integers(2**31)), is_over)
        lowest = cost
        if cost == 0 or is_over():
            break
    return [instance.classes[place] for place in best]


def _rounds(ends_at: float) -> Iterator[float]:
    began = perf_counter()
    spent = 0.0
    for share in ROUNDS:
        spent += share
        yield began + (ends_at - began) * spent


def _cool(
    instance: CarSequencing,
    row: Ints,
    best: Ints,
    lowest: int,
    ends_at: float,
    seed: int,
    is_over: Callable[[], bool],
) -> int:
    """Cool once until `ends_at`; keep the best row and return its violated windows."""
    board = _Board(
        most=np.array([ratio.most for ratio in instance.ratios], np.int64),
        window=np.array([ratio.window for ratio in instance.ratios], np.int64),
        flags=np.array(instance.options, np.int64).reshape(
            len(instance.classes), len(instance.ratios)
        ),
        row=row,
        counts=np.zeros((len(instance.ratios), len(row)), np.int64),
        best=best,
    )
    cost = _count(board, seed)
    if lowest < 0:
        lowest = cost
    began = perf_counter()
    while lowest and (now := perf_counter()) < ends_at and not is_over():
        heat = WARMEST * (COOLEST / WARMEST) ** ((now - began) / (ends_at - began))
        cost, lowest = _anneal(board, cost, lowest, heat, MOVES_AT_ONCE)
    return lowest


@njit(cache=True)
def _count(board: _Board, seed: int) -> int:
    """Count the cars in every window; return how many windows have too many."""
    np.random.seed(seed)
    violated = 0
    for option in range(board.most.shape[0]):
        window = board.window[option]
        for first in range(board.row.shape[0] - window + 1):
            cars = 0
            for place in range(first, first + window):
                cars += board.flags[board.row[place], option]
            board.counts[option, first] = cars
            violated += cars > board.most[option]
    return violated


@njit(cache=True)
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


@njit(cache=True)
def _change(board: _Board, low: int, high: int) -> int:
    """Return how many more windows are violated when these two places swap."""
    more = 0
    before, after = board.row[low], board.row[high]
    for option in range(board.most.shape[0]):
        change = board.flags[after, option] - board.flags[before, option]
        if change != 0:
            window, most, counts = board.window[option], board.most[option], board.counts[option]
            last = board.row.shape[0] - window
            first_end = min(low, high - window, last)
            more += _gain(counts, max(low - window + 1, 0), first_end, change, most)
            second = max(high - window + 1, low + 1)
            more += _gain(counts, second, min(high, last), -change, most)
    return more


@njit(cache=True)
def _swap(board: _Board, low: int, high: int) -> None:
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


@njit(cache=True)
def _anneal(board: _Board, cost: int, lowest: int, heat: float, moves: int) -> tuple[int, int]:
    """Try swaps at one heat; return violated windows now and at best."""
    cars = board.row.shape[0]
    chances = np.exp(-np.arange(64) / heat)
    for _ in range(moves):
        one = np.random.randint(cars)
        if np.random.random() < NEAR_SHARE:
            other = min(one + 1 + np.random.randint(NEAR), cars - 1)
        else:
            other = np.random.randint(cars)
        low, high = min(one, other), max(one, other)
        if board.row[low] == board.row[high]:
            continue
        more = _change(board, low, high)
        if more <= 0 or (more < 64 and np.random.random() < chances[more]):
            _swap(board, low, high)
            cost += more
            if cost < lowest:
                lowest = cost
                board.best[:] = board.row
                if cost == 0:
                    break
    return cost, lowest
