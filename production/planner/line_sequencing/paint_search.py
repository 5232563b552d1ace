"""Paint lines by annealing in phases: high ratios where the start breaks one, colours, low ones.

The aims are ranked, so that one temperature cannot serve all: each phase has weights of its own
and cools at the scale of its aim; the last keeps what the others reached. Most moves swap cars
of one colour, which leaves the colours alone. Heuristic. In the spirit of the local searches of
the ROADEF challenge 2005 (Estellon, Gardi, Nouioua 2008, EJOR 191, 928-944).
"""

from collections.abc import Callable
from itertools import count
from time import perf_counter
from typing import NamedTuple

import numpy as np
from numba import njit

from production.planner.line_sequencing.checker import paint_figures
from production.planner.line_sequencing.due_search import sequence_in_time
from production.planner.line_sequencing.paint_board import (
    PaintBoard,
    batch_at,
    count_windows,
    figures,
    open_board,
)
from production.planner.line_sequencing.paint_moves import try_exchange, try_swap, try_turn
from production.planner.line_sequencing.paint_start import start_by_utilisation
from production.planner.line_sequencing.values import PaintFigures, PaintLine

MOVES_AT_ONCE = 5_000
# Of so many moves at once: enough for a few hundred cars, a fraction of a second.
STEADY_ROUNDS = 60
LONGEST_NEAR_TURN = 20
# The share of the moves that go where a high ratio is broken.
MENDING = 0.04


class _Phase(NamedTuple):
    """A share of the time, what each aim costs in it, and how it cools."""

    share: float
    high: float
    colour: float
    low: float
    warmest: float
    coolest: float
    reach: float = np.inf


_LAST = _Phase(3, 10_000, 1_000, 1, 3, 0.15, 0)
# Two ways, so that two processes do not fail at the same instance.
WAYS: tuple[tuple[_Phase, ...], ...] = (
    (_Phase(1, 20, 10, 0, 20, 5), _Phase(6, 60, 10, 0.1, 6, 1), _LAST),
    (_Phase(1.5, 20, 2, 0, 20, 3), _Phase(6, 60, 10, 0.1, 8, 1), _LAST),
)


def sequence_steadily(instance: PaintLine, seed: int = 1) -> list[int]:
    """Return car numbers as `sequence_paint_line` does, after a number of moves instead of seconds.

    Deterministic: the same cars give the same sequence on every machine. Where they have due
    times, these come first.
    """
    if instance.times:
        return sequence_in_time(instance, instance.times, seed)
    rounds = count()
    return sequence_paint_line(instance, STEADY_ROUNDS, seed, clock=lambda: float(next(rounds)))


def sequence_paint_line(
    instance: PaintLine,
    ends_at: float,
    seed: int = 1,
    is_over: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = perf_counter,
) -> list[int]:
    """Return car numbers, from 0, in the best sequence found.

    Parameters
    ----------
    instance
        Cars, ratios, colours and the batch limit.
    ends_at
        What `clock` says when to stop.
    seed
        Another seed, another search; odd and even seeds go different ways.
    is_over
        Asked now and then: whether to stop before that.
    clock
        Read before each batch of moves.
    """
    began, spent, is_broken = clock(), 0.0, False
    phases = WAYS[(seed + 1) % len(WAYS)]
    start = start_by_utilisation(instance)
    is_good = paint_figures(instance, start)[:2] == (0, 0)
    board = open_board(instance, start if is_good else None)
    best = board.row.copy()
    lowest = PaintFigures(*_open(board, seed))
    if is_good:
        # The first phase is for the high ratios: its heat would only break them again.
        phases = phases[1:]
    for phase in phases:
        board.reach[0] = phase.reach
        board.weights[:] = np.where(board.is_high, phase.high, phase.low)
        starts = clock()
        spent += phase.share / sum(phase.share for phase in phases)
        phase_ends = began + (ends_at - began) * spent
        while (now := clock()) < phase_ends and not is_over():
            share = (now - starts) / (phase_ends - starts)
            heat = phase.warmest * (phase.coolest / phase.warmest) ** share
            _anneal(board, phase.colour, heat, MOVES_AT_ONCE, is_broken)
            found = PaintFigures(*figures(board))
            # One high ratio mended is worth any number of colours.
            is_broken = found.high > 0 and (is_good or phase is not phases[0])
            board.reach[0] = max(phase.reach, phase.high if is_broken else 0)
            if found < lowest:
                lowest = found
                best[:] = board.row
    return best.tolist()


@njit(cache=True)
def _open(board: PaintBoard, seed: int) -> tuple[int, int, int, int]:
    np.random.seed(seed)
    for option in range(board.most.shape[0]):
        count_windows(board, option, 0, board.row.shape[0] - board.window[option])
    return figures(board)


@njit(cache=True)
def _anneal(
    board: PaintBoard, colour_cost: float, heat: float, moves: int, is_broken: bool
) -> None:
    """Try moves at one heat; where a high ratio is broken, some of them where it is."""
    cars, settled = board.row.shape[0], board.settled[0]
    for _ in range(moves):
        bound = -heat * np.log(1.0 - np.random.random())
        dice = np.random.random()
        one, other = np.random.randint(settled, cars), np.random.randint(settled, cars)
        if dice < 0.75:
            first, last = board.kin_range[board.row[one]]
            other = board.place[board.kin[first + np.random.randint(last - first)]]
        elif is_broken and dice > 1 - MENDING:
            one, dice = _broken_place(board, one), 0.75
        low, high = min(one, other), max(one, other)
        if low == high or low < settled:
            continue
        if dice < 0.87:
            try_swap(board, low, high, colour_cost, bound)
        elif dice < 0.91:
            _turn_some(board, low, high, colour_cost, bound)
        else:
            _exchange_some(board, low, high, colour_cost, bound)


@njit(cache=True)
def _broken_place(board: PaintBoard, place: int) -> int:
    """Return a place in a window that breaks a high ratio, or the place given."""
    option = np.random.randint(board.most.shape[0])
    windows = board.row.shape[0] - board.window[option] + 1
    if not board.is_high[option] or windows < 1:
        return place
    start = np.random.randint(windows)
    for step in range(windows):
        first = (start + step) % windows
        if board.counts[option, first] > board.most[option]:
            return first + np.random.randint(board.window[option])
    return place


@njit(cache=True)
def _turn_some(board: PaintBoard, low: int, high: int, colour_cost: float, bound: float) -> None:
    """Turn whole batches round, or a short stretch."""
    if np.random.random() < 0.8:
        low = max(batch_at(board, low)[0], board.settled[0])
        high = batch_at(board, high)[1]
    else:
        high = min(board.row.shape[0] - 1, low + 1 + np.random.randint(LONGEST_NEAR_TURN))
    if low < high:
        try_turn(board, low, high, colour_cost, bound)


@njit(cache=True)
def _exchange_some(
    board: PaintBoard, low: int, high: int, colour_cost: float, bound: float
) -> None:
    """Exchange a batch, or a part of it, with as many cars elsewhere."""
    low, last = batch_at(board, low)
    low = max(low, board.settled[0])
    size = last - low + 1
    if np.random.random() < 0.5:
        high, last = batch_at(board, high)
        high = max(high, board.settled[0])
        size = min(size, last - high + 1)
    if np.random.random() < 0.3:
        size = 1 + np.random.randint(size)
    if low + size <= high and high + size <= board.row.shape[0]:
        try_exchange(board, low, high, size, colour_cost, bound)
