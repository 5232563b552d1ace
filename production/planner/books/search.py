"""Improve the sequences of all machines by moving blocks of work, compiled with numba.

Annealing on whole machine sequences: a stretch of portions of one family, often the whole
block, is cut out and put beside portions of its family or at the border of a block, a near one
or one on any machine. A move that changes over more than it can save is refused unseen. Heuristic;
deterministic for a seed unless the time limit ends it.
"""

from time import perf_counter

import numpy as np
from numba import njit

from production.planner.books.search_board import (
    Board,
    Ints,
    Portions,
    Weights,
    block_around,
    family_before,
    join,
    open_board,
    rest,
    settle,
    start,
    through,
    total,
)
from production.planner.dice import below, chance, roll

MOVES_AT_ONCE = 2_000
COOLEST = 0.05


def improve(
    portions: Portions,
    sequences: list[list[int]],
    weights: Weights,
    moves: int,
    ends_at: float,
    warmest: float,
    near: int = 0,
    seed: int = 1,
) -> list[list[int]]:
    """Return sequences of portions a machine that cost no more than those given.

    Parameters
    ----------
    portions
        What to place; a sequence holds their places in these arrays.
    sequences
        One list of portions a machine; together each of them once.
    weights
        What a changeover costs beside its minutes.
    moves
        How many moves to try.
    ends_at
        `time.perf_counter()` at which to stop in any case.
    warmest
        Changeover minutes by which a move may make the plan worse at first, about.
    near
        How many portions away the target of one move in three may be at most; 0: no such moves.
        In a long book hardly any other move stays near, and most of what is left to save is there.
    seed
        Same seed, same answer where `moves` ends the search.
    """
    board = open_board(portions, sequences, seed)
    lowest = start(portions, weights, board)
    best, best_lengths = board.rows.copy(), board.lengths.copy()
    began, done = perf_counter(), 0
    while done < moves and (now := perf_counter()) < ends_at:
        share = max(done / moves, (now - began) / (ends_at - began))
        heat = warmest * (COOLEST / warmest) ** share
        cost = _anneal(portions, weights, board, heat, MOVES_AT_ONCE, near)
        done += MOVES_AT_ONCE
        if cost < lowest - 1e-6:
            lowest = cost
            best[:], best_lengths[:] = board.rows, board.lengths
    return [best[machine, : best_lengths[machine]].tolist() for machine in range(len(sequences))]


@njit(cache=True)
def _stretch(
    portions: Portions, board: Board, row: Ints, length: int, place: int
) -> tuple[int, int]:
    """Choose what to cut out: the whole block, a part of it, or one portion."""
    low, high = block_around(portions, row, length, place)
    dice = below(roll(board.dice), 8)
    if dice < 4:
        return low, high
    if dice < 6:
        return place, place + 1
    if dice < 7:
        return low, place + 1
    return place, high


@njit(cache=True)
def _target(portions: Portions, board: Board, portion: int, near: int) -> tuple[int, int]:
    """Choose where to put it: beside one of its family, or at the border of any or a near block."""
    side = below(roll(board.dice), 6 if near > 0 else 4)
    if side < 2:
        first, last = board.kin_range[portion, 0], board.kin_range[portion, 1]
        kin = board.kin[first + below(roll(board.dice), last - first)]
        return board.at[kin, 0], board.at[kin, 1] + side
    if side < 4:
        machine = below(roll(board.dice), board.rows.shape[0])
        length = board.lengths[machine]
        if length == 0:
            return machine, 0
        place = below(roll(board.dice), length)
    else:
        machine = board.at[portion, 0]
        length = board.lengths[machine]
        place = board.at[portion, 1] + below(roll(board.dice), 2 * near + 1) - near
        place = min(max(place, 0), length - 1)
    low, high = block_around(portions, board.rows[machine], length, place)
    return machine, low if side % 2 == 0 else high


@njit(cache=True)
def _anneal(
    portions: Portions, weights: Weights, board: Board, heat: float, moves: int, near: int = 0
) -> float:
    """Try moves at one heat; return the cost of all machines."""
    for _ in range(moves):
        portion = below(roll(board.dice), portions.family.shape[0])
        source = board.at[portion, 0]
        row, length = board.rows[source], board.lengths[source]
        low, high = _stretch(portions, board, row, length, board.at[portion, 1])
        target, place = _target(portions, board, portion, near)
        worse = -heat * np.log(1.0 - chance(roll(board.dice)))
        if source != target:
            _move_over(portions, weights, board, source, low, high, target, place, worse)
        elif place < low:
            _exchange(portions, weights, board, source, place, low, high, worse)
        elif place > high:
            _exchange(portions, weights, board, source, low, high, place, worse)
    return total(board)


@njit(cache=True)
def _exchange(
    portions: Portions,
    weights: Weights,
    board: Board,
    machine: int,
    first: int,
    middle: int,
    last: int,
    worse: float,
) -> None:
    """Exchange two neighbouring stretches of a machine where that costs at most so much more."""
    row, length, spare = board.rows[machine], board.lengths[machine], board.spare
    lates = board.lates[machine]
    more = join(portions, weights, row, first - 1, row, middle, length)
    more += join(portions, weights, row, last - 1, row, first, length)
    more += join(portions, weights, row, middle - 1, row, last, length)
    more -= join(portions, weights, row, first - 1, row, first, length)
    more -= join(portions, weights, row, middle - 1, row, middle, length)
    more -= join(portions, weights, row, last - 1, row, last, length)
    is_late = lates[last] > lates[first]
    is_alike = portions.family[row[first]] == portions.family[row[middle]]
    if is_alike and not is_late:
        return
    if more - (lates[last if more >= 0 else length] - lates[first]) > worse:
        return
    bound = board.costs[machine, length] + worse
    time, cost = board.times[machine, first], board.costs[machine, first]
    family = family_before(portions, row, first)
    time, family, cost = through(portions, weights, row, middle, last, time, family, cost)
    if cost > bound:
        return
    time, family, cost = through(portions, weights, row, first, middle, time, family, cost)
    if rest(portions, weights, board, machine, last, time, family, cost, bound) > bound:
        return
    _copy(row, first, middle, spare, 0)
    _copy(row, middle, last, row, first)
    _copy(spare, 0, middle - first, row, first + last - middle)
    settle(portions, weights, board, machine, first)


@njit(cache=True)
def _move_over(
    portions: Portions,
    weights: Weights,
    board: Board,
    source: int,
    low: int,
    high: int,
    target: int,
    place: int,
    worse: float,
) -> None:
    """Move a stretch to another machine where both then cost at most so much more."""
    here, there = board.rows[source], board.rows[target]
    old, length = board.lengths[source], board.lengths[target]
    more = join(portions, weights, here, low - 1, here, high, old)
    more -= join(portions, weights, here, low - 1, here, low, old)
    more -= join(portions, weights, here, high - 1, here, high, old)
    more += join(portions, weights, there, place - 1, here, low, old)
    more -= join(portions, weights, there, place - 1, there, place, length)
    more += join(portions, weights, here, high - 1, there, place, length)
    if more - (board.lates[source, old] - board.lates[source, low]) > worse:
        return
    bound = board.costs[source, old] + board.costs[target, length] + worse
    behind = min(high + 1, old)
    changeovers = board.costs[source, old] - board.costs[source, behind]
    changeovers -= board.lates[source, old] - board.lates[source, behind]
    left = bound - board.costs[source, low] - changeovers
    time, cost = board.times[target, place], board.costs[target, place]
    family = family_before(portions, there, place)
    time, family, cost = through(portions, weights, here, low, high, time, family, cost)
    cost = rest(portions, weights, board, target, place, time, family, cost, left)
    if cost > left:
        return
    bound -= cost
    time, cost = board.times[source, low], board.costs[source, low]
    family = family_before(portions, here, low)
    if rest(portions, weights, board, source, high, time, family, cost, bound) > bound:
        return
    size = high - low
    for step in range(length - 1, place - 1, -1):
        there[step + size] = there[step]
    _copy(here, low, high, there, place)
    _copy(here, high, old, here, low)
    board.lengths[source], board.lengths[target] = old - size, length + size
    settle(portions, weights, board, source, low)
    settle(portions, weights, board, target, place)


@njit(cache=True)
def _copy(source: Ints, first: int, last: int, target: Ints, place: int) -> None:
    """Copy places one by one from the first on; slices take numba seconds more to compile."""
    for step in range(last - first):
        target[place + step] = source[first + step]
