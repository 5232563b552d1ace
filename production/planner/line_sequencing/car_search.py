"""Car sequencing by annealing over swaps, compiled with numba.

For every place and option the board keeps how many windows around it are just full and how many
hold one car too many, so that a swap of two cars far apart costs two look-ups an option; only
near ones share windows and are counted. Several rounds of cooling, each from where the last
ended. Heuristic; zero is a proof, anything else is not.
"""

from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from production.planner.line_sequencing.values import CarSequencing

Ints = NDArray[np.int64]

MOVES_AT_ONCE = 50_000
# How many swaps are with one of the next cars: these mend a window without opening a far one.
NEAR_IN_256, NEAR = 100, 8
# One roll of 64 bits holds a kind of move and two places, of so many bits each.
BITS = 20
LOW_BITS = np.uint64(2**BITS - 1)
PLACE_SHIFT, OTHER_SHIFT = np.uint64(BITS), np.uint64(2 * BITS)
ONCE, TWICE, THRICE = np.uint64(13), np.uint64(7), np.uint64(17)


class _Round(NamedTuple):
    """A round of cooling: its share of the time, and the heats between which it cools."""

    share: float
    warmest: float
    coolest: float


# Easy instances need no more than the first round; hard ones are solved between the heats of
# the last, at which about one violation comes and goes.
ROUNDS = (
    _Round(0.05, 0.45, 0.12),
    _Round(0.15, 0.3, 0.12),
    _Round(0.4, 0.23, 0.13),
    _Round(0.4, 0.23, 0.13),
)


class _Board(NamedTuple):
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
    began, spent = perf_counter(), 0.0
    for cooling in ROUNDS:
        spent += cooling.share
        round_ends = began + (ends_at - began) * spent
        seed = int(dice.integers(2**31))
        lowest = _cool(instance, row, best, lowest, cooling, round_ends, seed, is_over)
        if lowest == 0 or is_over():
            break
    return [instance.classes[place] for place in best]


def _cool(
    instance: CarSequencing,
    row: Ints,
    best: Ints,
    lowest: int,
    cooling: _Round,
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
        full=np.zeros((len(row), len(instance.ratios)), np.int64),
        over=np.zeros((len(row), len(instance.ratios)), np.int64),
        widest=np.array([max((ratio.window for ratio in instance.ratios), default=1)], np.int64),
        best=best,
        dice=np.array([2 * seed + 1], np.uint64),
    )
    cost = _count(board)
    if lowest < 0:
        lowest = cost
    began = perf_counter()
    while lowest and (now := perf_counter()) < ends_at and not is_over():
        share = (now - began) / (ends_at - began)
        heat = cooling.warmest * (cooling.coolest / cooling.warmest) ** share
        cost, lowest = _anneal(board, cost, lowest, heat, MOVES_AT_ONCE)
    return lowest


@njit(cache=True)
def _count(board: _Board) -> int:
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
def _note(board: _Board, option: int, first: int, cars: int, change: int) -> None:
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
def _change(board: _Board, low: int, high: int) -> int:
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
def _near_change(board: _Board, option: int, low: int, high: int, change: int) -> int:
    window, most, counts = board.window[option], board.most[option], board.counts[option]
    last = board.row.shape[0] - window
    more = _gain(counts, max(low - window + 1, 0), min(low, high - window, last), change, most)
    second = max(high - window + 1, low + 1)
    return more + _gain(counts, second, min(high, last), -change, most)


@njit(cache=True)
def _swap(board: _Board, low: int, high: int) -> None:
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
def _recount(board: _Board, option: int, first: int, change: int) -> None:
    cars = board.counts[option, first]
    _note(board, option, first, cars, -1)
    _note(board, option, first, cars + change, 1)
    board.counts[option, first] = cars + change


@njit(cache=True, inline="always")
def _roll(dice: np.uint64) -> np.uint64:
    """Return the next state: Marsaglia's xorshift (2003), one roll for a whole move."""
    dice ^= dice << ONCE
    dice ^= dice >> TWICE
    return dice ^ (dice << THRICE)


@njit(cache=True, inline="always")
def _below(dice: np.uint64, count: int) -> int:
    """Return a number from 0 to count - 1, made of the lowest bits."""
    return int(dice & LOW_BITS) * count >> BITS


@njit(cache=True)
def _anneal(board: _Board, cost: int, lowest: int, heat: float, moves: int) -> tuple[int, int]:
    """Try swaps at one heat; return violated windows now and at best."""
    cars = board.row.shape[0]
    chances = np.exp(-np.arange(64) / heat) * 2.0**BITS
    dice = board.dice[0]
    for _ in range(moves):
        dice = _roll(dice)
        one = _below(dice >> PLACE_SHIFT, cars)
        if _below(dice, 256) < NEAR_IN_256:
            other = min(one + 1 + _below(dice >> OTHER_SHIFT, NEAR), cars - 1)
        else:
            other = _below(dice >> OTHER_SHIFT, cars)
        low, high = min(one, other), max(one, other)
        if board.row[low] == board.row[high]:
            continue
        more = _change(board, low, high)
        if more > 0:
            dice = _roll(dice)
            if more > 63 or float(dice & LOW_BITS) >= chances[more]:
                continue
        _swap(board, low, high)
        cost += more
        if cost < lowest:
            lowest = cost
            board.best[:] = board.row
            if cost == 0:
                break
    board.dice[0] = dice
    return cost, lowest
