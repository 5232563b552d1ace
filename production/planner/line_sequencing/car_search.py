"""Car sequencing by annealing over swaps and turns of a stretch, compiled with numba.

Swaps alone get stuck where two stretches that each keep all ratios do not fit together: turning
one round keeps all windows inside it. Several rounds of cooling, each from where the last ended.
Heuristic; zero is a proof, anything else is not. Moves: Puchta, Gottlieb (2002), Solving car
sequencing problems by local optimization, EvoWorkshops, 132-142.
"""

from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

import numpy as np
from numba import njit

from production.planner.line_sequencing.car_board import (
    CarBoard,
    Ints,
    count_windows,
    open_board,
    swap,
    swap_change,
    turn,
    turn_change,
)
from production.planner.line_sequencing.values import CarSequencing

MOVES_AT_ONCE = 50_000
# How many moves turn a stretch round, and how many are swaps with one of the next cars, which
# mend a window without opening a far one; the others are swaps of any two.
TURNS_IN_256, NEAR_IN_256, NEAR = 40, 100, 8
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
    board = open_board(instance, row, best, seed)
    cost = count_windows(board)
    if lowest < 0:
        lowest = cost
    began = perf_counter()
    while lowest and (now := perf_counter()) < ends_at and not is_over():
        share = (now - began) / (ends_at - began)
        heat = cooling.warmest * (cooling.coolest / cooling.warmest) ** share
        cost, lowest = _anneal(board, cost, lowest, heat, MOVES_AT_ONCE)
    return lowest


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
def _anneal(board: CarBoard, cost: int, lowest: int, heat: float, moves: int) -> tuple[int, int]:
    """Try moves at one heat; return violated windows now and at best."""
    cars = board.row.shape[0]
    chances = np.exp(-np.arange(64) / heat) * 2.0**BITS
    dice = board.dice[0]
    for _ in range(moves):
        dice = _roll(dice)
        one, kind = _below(dice >> PLACE_SHIFT, cars), _below(dice, 256)
        if kind < NEAR_IN_256:
            other = min(one + 1 + _below(dice >> OTHER_SHIFT, NEAR), cars - 1)
        else:
            other = _below(dice >> OTHER_SHIFT, cars)
        low, high = min(one, other), max(one, other)
        is_turn = kind >= 256 - TURNS_IN_256
        if is_turn:
            more = turn_change(board, low, high)
        elif board.row[low] == board.row[high]:
            continue
        else:
            more = swap_change(board, low, high)
        if more > 0:
            dice = _roll(dice)
            if more > 63 or float(dice & LOW_BITS) >= chances[more]:
                continue
        if is_turn:
            turn(board, low, high)
        else:
            swap(board, low, high)
        cost += more
        if cost < lowest:
            lowest = cost
            board.best[:] = board.row
            if cost == 0:
                break
    board.dice[0] = dice
    return cost, lowest
