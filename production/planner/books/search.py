"""Improve the sequences of all machines by moving blocks of work, compiled with numba.

Annealing on whole machine sequences: a stretch of portions of one family, often the whole
block, is cut out and put beside portions of its family or at the border of a block, on any
machine; both machines are timed again from the first place that changed. Heuristic;
deterministic for a seed unless the time limit ends it.
"""

from time import perf_counter
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MOVES_AT_ONCE = 2_000
COOLEST = 0.05


class Portions(NamedTuple):
    """Work that stays together, as arrays: one line, or several of one family in a fixed order.

    A portion that may begin at minute t ends at max(t + minutes, earliest_end). It has a late
    line for each of its `latest_begins` (from `first_latest` of it to that of the next, in
    rising order) before t. `changeover` holds the minutes between two family numbers.
    """

    family: Ints
    minutes: Ints
    earliest_end: Ints
    latest_begins: Ints
    first_latest: Ints
    changeover: Ints


class Weights(NamedTuple):
    """What lateness costs, in changeover minutes, and each changeover beside its minutes."""

    late_line: float
    late_minute: float = 0.01
    changeover: float = 4.0


class _Board(NamedTuple):
    """The sequences while they change.

    `rows` holds the portions of a machine, `lengths` their number; `times` and `costs`, for
    every place, the minute at which the machine is free and what all before it cost; `at` the
    machine and place of each portion; `kin` the portions by family and `kin_range` where each
    portion's family begins and ends there; `one` and `other` are rows to try things on.
    """

    rows: Ints
    lengths: Ints
    times: Ints
    costs: Floats
    at: Ints
    kin: Ints
    kin_range: Ints
    one: Ints
    other: Ints


def improve(
    portions: Portions,
    sequences: list[list[int]],
    weights: Weights,
    moves: int,
    ends_at: float,
    warmest: float,
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
        What lateness costs beside a minute of changeover.
    moves
        How many moves to try.
    ends_at
        `time.perf_counter()` at which to stop in any case.
    warmest
        Changeover minutes by which a move may make the plan worse at first, about.
    seed
        Same seed, same answer where `moves` ends the search.
    """
    board = _open(portions, sequences)
    lowest = _start(portions, weights, board, seed)
    best, best_lengths = board.rows.copy(), board.lengths.copy()
    began, done = perf_counter(), 0
    while done < moves and (now := perf_counter()) < ends_at:
        share = max(done / moves, (now - began) / (ends_at - began))
        heat = warmest * (COOLEST / warmest) ** share
        cost = _anneal(portions, weights, board, heat, MOVES_AT_ONCE)
        done += MOVES_AT_ONCE
        if cost < lowest - 1e-6:
            lowest = cost
            best[:], best_lengths[:] = board.rows, board.lengths
    return [best[machine, : best_lengths[machine]].tolist() for machine in range(len(sequences))]


def _open(portions: Portions, sequences: list[list[int]]) -> _Board:
    shape = (len(sequences), len(portions.family) + 1)
    rows = np.full(shape, -1, np.int64)
    for machine, sequence in enumerate(sequences):
        rows[machine, : len(sequence)] = sequence
    sizes = np.bincount(portions.family)
    begins = np.cumsum(sizes) - sizes
    return _Board(
        rows=rows,
        lengths=np.array([len(sequence) for sequence in sequences], np.int64),
        times=np.zeros(shape, np.int64),
        costs=np.zeros(shape, np.float64),
        at=np.zeros((shape[1] - 1, 2), np.int64),
        kin=np.argsort(portions.family, kind="stable").astype(np.int64),
        kin_range=np.stack([begins, begins + sizes], axis=1)[portions.family].astype(np.int64),
        one=np.zeros(shape[1], np.int64),
        other=np.zeros(shape[1], np.int64),
    )


@njit(cache=True)
def _start(portions: Portions, weights: Weights, board: _Board, seed: int) -> float:
    np.random.seed(seed)
    for machine in range(board.rows.shape[0]):
        _settle(portions, weights, board, machine, 0)
    return _total(board)


@njit(cache=True)
def _total(board: _Board) -> float:
    total = 0.0
    for machine in range(board.rows.shape[0]):
        total += board.costs[machine, board.lengths[machine]]
    return total


@njit(cache=True)
def _cost(portions: Portions, weights: Weights, portion: int, begins: int, gap: int) -> float:
    """Return what a portion costs that may begin at this minute, after this changeover."""
    cost = float(gap)
    if gap > 0:
        cost += weights.changeover
    place, last = portions.first_latest[portion], portions.first_latest[portion + 1]
    while place < last and portions.latest_begins[place] < begins:
        cost += weights.late_line + weights.late_minute * (begins - portions.latest_begins[place])
        place += 1
    return cost


@njit(cache=True)
def _gap(portions: Portions, row: Ints, place: int) -> int:
    if place == 0:
        return 0
    return portions.changeover[portions.family[row[place - 1]], portions.family[row[place]]]


@njit(cache=True)
def _settle(portions: Portions, weights: Weights, board: _Board, machine: int, first: int) -> None:
    """Time a machine's row from place `first`, and note where its portions stand."""
    row, times, costs = board.rows[machine], board.times[machine], board.costs[machine]
    for place in range(first, board.lengths[machine]):
        portion = row[place]
        gap = _gap(portions, row, place)
        begins = times[place] + gap
        times[place + 1] = max(begins + portions.minutes[portion], portions.earliest_end[portion])
        costs[place + 1] = costs[place] + _cost(portions, weights, portion, begins, gap)
        board.at[portion, 0] = machine
        board.at[portion, 1] = place


@njit(cache=True)
def _replay(
    portions: Portions,
    weights: Weights,
    row: Ints,
    length: int,
    first: int,
    time: int,
    cost: float,
    bound: float,
) -> float:
    """Return what the row costs when it is timed again from `first`; stop above the bound."""
    for place in range(first, length):
        portion = row[place]
        gap = _gap(portions, row, place)
        cost += _cost(portions, weights, portion, time + gap, gap)
        if cost > bound:
            return cost
        time = max(time + gap + portions.minutes[portion], portions.earliest_end[portion])
    return cost


@njit(cache=True)
def _block(portions: Portions, row: Ints, length: int, place: int) -> tuple[int, int]:
    """Return where the portions of one family around this place begin and end."""
    kind = portions.family[row[place]]
    low = place
    while low > 0 and portions.family[row[low - 1]] == kind:
        low -= 1
    high = place + 1
    while high < length and portions.family[row[high]] == kind:
        high += 1
    return low, high


@njit(cache=True)
def _stretch(portions: Portions, row: Ints, length: int, place: int) -> tuple[int, int]:
    """Choose what to cut out: the whole block, a part of it, or one portion."""
    low, high = _block(portions, row, length, place)
    dice = np.random.random()
    if dice < 0.5:
        return low, high
    if dice < 0.75:
        return place, place + 1
    if dice < 0.875:
        return low, place + 1
    return place, high


@njit(cache=True)
def _target(portions: Portions, board: _Board, portion: int) -> tuple[int, int]:
    """Choose where to put it: beside one of its family, or at the border of a block."""
    if np.random.random() < 0.5:
        first, last = board.kin_range[portion, 0], board.kin_range[portion, 1]
        near = board.kin[first + np.random.randint(last - first)]
        return board.at[near, 0], board.at[near, 1] + np.random.randint(2)
    machine = np.random.randint(board.rows.shape[0])
    length = board.lengths[machine]
    if length == 0:
        return machine, 0
    low, high = _block(portions, board.rows[machine], length, np.random.randint(length))
    return machine, low if np.random.random() < 0.5 else high


@njit(cache=True)
def _anneal(portions: Portions, weights: Weights, board: _Board, heat: float, moves: int) -> float:
    """Try moves at one heat; return the cost of all machines."""
    for _ in range(moves):
        portion = np.random.randint(portions.family.shape[0])
        source = board.at[portion, 0]
        row, length = board.rows[source], board.lengths[source]
        low, high = _stretch(portions, row, length, board.at[portion, 1])
        target, place = _target(portions, board, portion)
        worse = -heat * np.log(1.0 - np.random.random())
        if source != target:
            _move_over(portions, weights, board, source, low, high, target, place, worse)
        elif place < low or high < place:
            _move_within(portions, weights, board, source, low, high, place, worse)
    return _total(board)


@njit(cache=True)
def _move_within(
    portions: Portions,
    weights: Weights,
    board: _Board,
    machine: int,
    low: int,
    high: int,
    place: int,
    worse: float,
) -> None:
    """Move a stretch to another place of its machine where it costs at most so much more."""
    row, length, new, size = board.rows[machine], board.lengths[machine], board.one, high - low
    first = min(low, place)
    if place < low:
        new[place : place + size] = row[low:high]
        new[place + size : high] = row[place:low]
        new[high:length] = row[high:length]
    else:
        new[low : place - size] = row[high:place]
        new[place - size : place] = row[low:high]
        new[place:length] = row[place:length]
    if first > 0:
        new[first - 1] = row[first - 1]
    bound = board.costs[machine, length] + worse
    begins, before = board.times[machine, first], board.costs[machine, first]
    if _replay(portions, weights, new, length, first, begins, before, bound) <= bound:
        row[first:length] = new[first:length]
        _settle(portions, weights, board, machine, first)


@njit(cache=True)
def _move_over(
    portions: Portions,
    weights: Weights,
    board: _Board,
    source: int,
    low: int,
    high: int,
    target: int,
    place: int,
    worse: float,
) -> None:
    """Move a stretch to another machine where both then cost at most so much more."""
    here, there, one, other = board.rows[source], board.rows[target], board.one, board.other
    old, size = board.lengths[source], high - low
    length, longer = old - size, board.lengths[target] + size
    if low > 0:
        one[low - 1] = here[low - 1]
    one[low:length] = here[high:old]
    bound = board.costs[source, old] + board.costs[target, longer - size] + worse
    begins, before = board.times[source, low], board.costs[source, low]
    cost = _replay(portions, weights, one, length, low, begins, before, bound)
    if cost > bound:
        return
    if place > 0:
        other[place - 1] = there[place - 1]
    other[place : place + size] = here[low:high]
    other[place + size : longer] = there[place : longer - size]
    begins, before = board.times[target, place], board.costs[target, place]
    bound -= cost
    if _replay(portions, weights, other, longer, place, begins, before, bound) > bound:
        return
    here[low:length] = one[low:length]
    there[place:longer] = other[place:longer]
    board.lengths[source], board.lengths[target] = length, longer
    _settle(portions, weights, board, source, low)
    _settle(portions, weights, board, target, place)
