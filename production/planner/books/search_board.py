"""The sequences of all machines while the search changes them: compiled with numba.

What a row costs after a change is known once what comes after it starts as before, or so much
later that no line becomes late; only else the rest of the row is timed again.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from production.planner.objective import WORTH

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NEVER = 2**60


class Portions(NamedTuple):
    """Work that stays together, as arrays: one line, or several of one family in a fixed order.

    A portion that may begin at minute t ends at max(t + minutes, earliest_end). It has a late
    line for each of its `latest_begins` (from `first_latest` of it to that of the next, in
    rising order) before t: that costs its `late_line` and, for each minute, its `late_minute`,
    both in changeover minutes. `changeover` holds the minutes between two family numbers.
    """

    family: Ints
    minutes: Ints
    earliest_end: Ints
    latest_begins: Ints
    first_latest: Ints
    late_line: Floats
    late_minute: Floats
    changeover: Ints


class Weights(NamedTuple):
    """What each changeover costs beside its minutes, in changeover minutes."""

    changeover: float = WORTH["changeovers"] / 100


class Board(NamedTuple):
    """The sequences while they change.

    `rows` holds the portions of a machine, `lengths` their number. For every place: `times`,
    the minute at which the machine is free; `costs`, what all before it cost, and `lates`, the
    lateness in that; `slacks`, the minutes that it and all behind it may begin later at no
    cost. `at` holds the machine and place of each portion; `kin` the portions by family and
    `kin_range` where each portion's family begins and ends there; `spare` is a row to turn
    things round in; `dice`, the state of the random numbers, has one element.
    """

    rows: Ints
    lengths: Ints
    times: Ints
    costs: Floats
    lates: Floats
    slacks: Ints
    at: Ints
    kin: Ints
    kin_range: Ints
    spare: Ints
    dice: NDArray[np.uint64]


def open_board(portions: Portions, sequences: list[list[int]], seed: int) -> Board:
    shape = (len(sequences), len(portions.family) + 1)
    rows = np.full(shape, -1, np.int64)
    for machine, sequence in enumerate(sequences):
        rows[machine, : len(sequence)] = sequence
    sizes = np.bincount(portions.family)
    begins = np.cumsum(sizes) - sizes
    return Board(
        rows=rows,
        lengths=np.array([len(sequence) for sequence in sequences], np.int64),
        times=np.zeros(shape, np.int64),
        costs=np.zeros(shape, np.float64),
        lates=np.zeros(shape, np.float64),
        slacks=np.full(shape, NEVER, np.int64),
        at=np.zeros((shape[1] - 1, 2), np.int64),
        kin=np.argsort(portions.family, kind="stable").astype(np.int64),
        kin_range=np.stack([begins, begins + sizes], axis=1)[portions.family].astype(np.int64),
        spare=np.zeros(shape[1], np.int64),
        dice=np.array([2 * seed + 1], np.uint64),
    )


@njit(cache=True)
def start(portions: Portions, weights: Weights, board: Board) -> float:
    for machine in range(board.rows.shape[0]):
        settle(portions, weights, board, machine, 0)
    return total(board)


@njit(cache=True)
def total(board: Board) -> float:
    total = 0.0
    for machine in range(board.rows.shape[0]):
        total += board.costs[machine, board.lengths[machine]]
    return total


@njit(cache=True)
def _gap(portions: Portions, family: int, portion: int) -> int:
    """Return the changeover minutes from a family, or from a clean machine (-1), to a portion."""
    return 0 if family < 0 else portions.changeover[family, portions.family[portion]]


@njit(cache=True)
def _late(portions: Portions, portion: int, begins: int) -> float:
    """Return what is late in a portion that may begin at this minute."""
    cost = 0.0
    place, last = portions.first_latest[portion], portions.first_latest[portion + 1]
    while place < last and portions.latest_begins[place] < begins:
        cost += portions.late_line[place]
        cost += portions.late_minute[place] * (begins - portions.latest_begins[place])
        place += 1
    return cost


@njit(cache=True)
def _slack(portions: Portions, portion: int, begins: int) -> int:
    """Return the minutes that a portion may begin later before any line of it is later still."""
    place, last = portions.first_latest[portion], portions.first_latest[portion + 1]
    if portions.latest_begins[place] < begins:
        return 0
    return portions.latest_begins[place] - begins if place < last else NEVER


@njit(cache=True)
def family_before(portions: Portions, row: Ints, place: int) -> int:
    return portions.family[row[place - 1]] if place > 0 else -1


@njit(cache=True)
def settle(portions: Portions, weights: Weights, board: Board, machine: int, first: int) -> None:
    """Time a machine's row from place `first`, and note where its portions stand."""
    row, times, slacks = board.rows[machine], board.times[machine], board.slacks[machine]
    costs, lates, length = board.costs[machine], board.lates[machine], board.lengths[machine]
    family = family_before(portions, row, first)
    for place in range(first, length):
        portion = row[place]
        gap = _gap(portions, family, portion)
        begins = times[place] + gap
        late = _late(portions, portion, begins)
        times[place + 1] = max(begins + portions.minutes[portion], portions.earliest_end[portion])
        costs[place + 1] = costs[place] + late + gap + (weights.changeover if gap > 0 else 0.0)
        lates[place + 1] = lates[place] + late
        slacks[place] = _slack(portions, portion, begins)
        board.at[portion, 0] = machine
        board.at[portion, 1] = place
        family = portions.family[portion]
    slacks[length] = NEVER
    for place in range(length - 1, first - 1, -1):
        slacks[place] = min(slacks[place], slacks[place + 1])
    for place in range(first - 1, -1, -1):
        begins = times[place] + _gap(portions, family_before(portions, row, place), row[place])
        slack = min(_slack(portions, row[place], begins), slacks[place + 1])
        if slack == slacks[place]:
            break
        slacks[place] = slack


@njit(cache=True)
def through(
    portions: Portions,
    weights: Weights,
    row: Ints,
    first: int,
    last: int,
    time: int,
    family: int,
    cost: float,
) -> tuple[int, int, float]:
    """Work through some places of a row; return when, set up for what and at what cost it ends."""
    for place in range(first, last):
        portion = row[place]
        gap = _gap(portions, family, portion)
        begins = time + gap
        cost += _late(portions, portion, begins) + gap
        if gap > 0:
            cost += weights.changeover
        time = max(begins + portions.minutes[portion], portions.earliest_end[portion])
        family = portions.family[portion]
    return time, family, cost


@njit(cache=True)
def rest(
    portions: Portions,
    weights: Weights,
    board: Board,
    machine: int,
    place: int,
    time: int,
    family: int,
    cost: float,
    bound: float,
) -> float:
    """Return what a row costs whose places before `place` have been worked through.

    The answer is exact up to the bound; above it, it is no more than the row costs.
    """
    row, length = board.rows[machine], board.lengths[machine]
    times, costs, lates = board.times[machine], board.costs[machine], board.lates[machine]
    while place < length:
        time, family, cost = through(portions, weights, row, place, place + 1, time, family, cost)
        place += 1
        ahead, late = costs[length] - costs[place], lates[length] - lates[place]
        later = time - times[place]
        if later == 0 or (later < 0 and late == 0) or 0 < later <= board.slacks[machine, place]:
            return cost + ahead
        if cost + ahead - (late if later < 0 else 0.0) > bound:
            return cost + ahead - (late if later < 0 else 0.0)
    return cost


@njit(cache=True)
def block_around(portions: Portions, row: Ints, length: int, place: int) -> tuple[int, int]:
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
def join(
    portions: Portions, weights: Weights, row: Ints, place: int, other: Ints, after: int, end: int
) -> float:
    """Return what the changeover between two places costs; none before the first, at the end."""
    if place < 0 or after >= end:
        return 0.0
    gap = portions.changeover[portions.family[row[place]], portions.family[other[after]]]
    return gap + weights.changeover if gap > 0 else 0.0
