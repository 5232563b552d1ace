"""Lot sizing with changeovers by annealing over one machine's periods, compiled with numba.

Stock at the end of each period says both what a schedule costs and whether it is in time: what
is made earlier keeps every due date, what is made later needs stock in all periods between. A
move swaps two periods, or takes one out and puts it elsewhere while those between close up.
Heuristic; feasible at every step.
"""

from time import perf_counter
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from production.planner.lot_sizing.values import IDLE, SharedMachine, cost_of

Ints = NDArray[np.int64]

MOVES_AT_ONCE = 20_000
# Of the mean changeover cost.
WARMEST, COOLEST = 0.4, 0.01


class _Board(NamedTuple):
    """What is made in each period, and what lies on stock at its end, by item.

    Idle is the item after the last: it costs nothing and there is always more of it.
    """

    row: Ints
    stock: Ints
    stocking: Ints
    change: Ints


def plan_lots(instance: SharedMachine, ends_at: float, seed: int = 1, rounds: int = 2) -> list[int]:
    """Return the item to make in each period, or IDLE: the cheapest schedule found.

    Parameters
    ----------
    instance
        What is due when, and what it costs.
    ends_at
        `time.perf_counter()` at which to stop.
    seed
        Another seed, another search.
    rounds
        How many times to cool, each from where the last ended.
    """
    board = _open(instance)
    best = board.row.copy()
    lowest = float(cost_of(instance, _answer(instance, best)))
    cost = lowest
    changes = board.change[:-1, :-1]
    scale = float(changes[changes > 0].mean()) if (changes > 0).any() else 1.0
    _seed(seed)
    began = perf_counter()
    while (now := perf_counter()) < ends_at:
        share = (now - began) / (ends_at - began) * rounds % 1
        heat = scale * WARMEST * (COOLEST / WARMEST) ** share
        cost, lowest = _anneal(board, best, cost, lowest, heat, MOVES_AT_ONCE)
    return _answer(instance, best)


def _answer(instance: SharedMachine, row: Ints) -> list[int]:
    idle = len(instance.due)
    return [IDLE if item == idle else int(item) for item in row]


def _open(instance: SharedMachine) -> _Board:
    """Start with everything as late as it may be, in lots where that costs nothing."""
    items, periods = len(instance.due), instance.periods
    row = np.full(periods, items, np.int64)
    left = [list(due) for due in instance.due]
    following = items
    for period in reversed(range(periods)):
        ready = [item for item in range(items) if left[item] and left[item][-1] >= period]
        if ready:
            following = max(
                ready, key=lambda item: (item == following, instance.stocking_cost[item], -item)
            )
            row[period] = following
            left[following].pop()
    stock = np.zeros((items + 1, periods), np.int64)
    for item, due in enumerate(instance.due):
        made = np.cumsum(row == item)
        asked = np.cumsum(np.bincount(np.array(due, np.int64), minlength=periods))
        stock[item] = made - asked
    stock[items] = periods
    change = np.zeros((items + 1, items + 1), np.int64)
    change[:items, :items] = instance.changeover_cost
    return _Board(row, stock, np.array([*instance.stocking_cost, 0], np.int64), change)


@njit(cache=True)
def _seed(seed: int) -> None:
    np.random.seed(seed)


@njit(cache=True)
def _anneal(
    board: _Board, best: Ints, cost: float, lowest: float, heat: float, moves: int
) -> tuple[float, float]:
    """Try moves at one heat; return the cost now and at best."""
    periods = board.row.shape[0]
    for _ in range(moves):
        bound = -heat * np.log(1.0 - np.random.random())
        low, high = _two_periods(periods)
        dice = np.random.random()
        if dice < 0.4:
            more = _try_swap(board, low, high, bound)
        elif dice < 0.7:
            more = _try_later(board, low, high, bound)
        else:
            more = _try_earlier(board, low, high, bound)
        cost += more
        if cost < lowest:
            lowest = cost
            best[:] = board.row
    return cost, lowest


@njit(cache=True)
def _two_periods(periods: int) -> tuple[int, int]:
    """Choose two periods, more often near each other than far apart."""
    low = np.random.randint(periods - 1) if periods > 1 else 0
    reach = 1 + int((periods - low - 1) * np.random.random() ** 3)
    return low, min(periods - 1, low + reach)


@njit(cache=True)
def _before(board: _Board, period: int) -> int:
    """Return the item made last before a period; idle where there is none."""
    idle = board.stocking.shape[0] - 1
    while period > 0 and board.row[period - 1] == idle:
        period -= 1
    return board.row[period - 1] if period > 0 else idle


@njit(cache=True)
def _after(board: _Board, period: int) -> int:
    """Return the item made first after a period; idle where there is none."""
    idle = board.stocking.shape[0] - 1
    last = board.row.shape[0] - 1
    while period < last and board.row[period + 1] == idle:
        period += 1
    return board.row[period + 1] if period < last else idle


@njit(cache=True)
def _is_nothing_between(board: _Board, low: int, high: int) -> bool:
    idle = board.stocking.shape[0] - 1
    period = low + 1
    while period < high and board.row[period] == idle:
        period += 1
    return period >= high


@njit(cache=True)
def _taken_out(board: _Board, before: int, item: int, after: int) -> int:
    """Return what an item between two others adds to the changeovers."""
    return board.change[before, item] + board.change[item, after] - board.change[before, after]


@njit(cache=True)
def _swapped_changes(board: _Board, low: int, high: int) -> int:
    """Return how much more the changeovers cost when two periods swap."""
    idle, change = board.stocking.shape[0] - 1, board.change
    one, other = board.row[low], board.row[high]
    before, after = _before(board, low), _after(board, high)
    if _is_nothing_between(board, low, high):
        if one == idle or other == idle:
            return 0
        more = change[before, other] + change[other, one] + change[one, after]
        return more - change[before, one] - change[one, other] - change[other, after]
    inner, outer = _after(board, low), _before(board, high)
    return (
        _placed(board, before, other, inner)
        - _placed(board, before, one, inner)
        + _placed(board, outer, one, after)
        - _placed(board, outer, other, after)
    )


@njit(cache=True)
def _placed(board: _Board, before: int, item: int, after: int) -> int:
    """Return the changeovers from `before` over an item, or nothing, to `after`."""
    if item == board.stocking.shape[0] - 1:
        return board.change[before, after]
    return board.change[before, item] + board.change[item, after]


@njit(cache=True)
def _try_swap(board: _Board, low: int, high: int, bound: float) -> float:
    """Swap two periods where that costs at most `bound` more; return the change."""
    one, other = board.row[low], board.row[high]
    if one == other:
        return 0.0
    more = (board.stocking[other] - board.stocking[one]) * (high - low)
    more += _swapped_changes(board, low, high)
    if more > bound:
        return 0.0
    for period in range(low, high):
        if board.stock[one, period] < 1:
            return 0.0
    board.row[low], board.row[high] = other, one
    _restock(board, one, other, low, high)
    return float(more)


@njit(cache=True)
def _restock(board: _Board, less: int, more: int, low: int, high: int) -> None:
    idle = board.stocking.shape[0] - 1
    if less != idle:
        board.stock[less, low:high] -= 1
    if more != idle:
        board.stock[more, low:high] += 1


@njit(cache=True)
def _try_later(board: _Board, low: int, high: int, bound: float) -> float:
    """Make what is made in `low` in `high`; what lies between is made a period earlier."""
    idle, item = board.stocking.shape[0] - 1, board.row[low]
    more = 0
    for period in range(low, high):
        following = board.row[period + 1]
        more += board.stocking[following] - board.stocking[item]
        if following != item and board.stock[item, period] < 1:
            return 0.0
    if item != idle and not _is_nothing_between(board, low, high + 1):
        last = board.row[high] if board.row[high] != idle else _before(board, high)
        more -= _taken_out(board, _before(board, low), item, _after(board, low))
        more += _taken_out(board, last, item, _after(board, high))
    if more > bound:
        return 0.0
    for period in range(low, high):
        following = board.row[period + 1]
        board.stock[following, period] += following != idle
        board.stock[item, period] -= item != idle
        board.row[period] = following
    board.row[high] = item
    return float(more)


@njit(cache=True)
def _try_earlier(board: _Board, low: int, high: int, bound: float) -> float:
    """Make what is made in `high` in `low`; what lies between is made a period later."""
    idle, item = board.stocking.shape[0] - 1, board.row[high]
    more = 0
    for period in range(low, high):
        made = board.row[period]
        more += board.stocking[item] - board.stocking[made]
        if made != item and board.stock[made, period] < 1:
            return 0.0
    if item != idle and not _is_nothing_between(board, low - 1, high):
        first = board.row[low] if board.row[low] != idle else _after(board, low)
        more -= _taken_out(board, _before(board, high), item, _after(board, high))
        more += _taken_out(board, _before(board, low), item, first)
    if more > bound:
        return 0.0
    for period in range(high, low, -1):
        made = board.row[period - 1]
        board.stock[made, period - 1] -= made != idle
        board.stock[item, period - 1] += item != idle
        board.row[period] = made
    board.row[low] = item
    return float(more)
