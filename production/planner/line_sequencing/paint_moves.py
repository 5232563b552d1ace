"""Moves on a paint line: swap two cars, exchange two blocks, turn a stretch round.

Each is tried against a bound on what it may cost more, and leaves the board as it was when it
is refused or would make a batch too long. Compiled with numba.
"""

from numba import njit

from production.planner.line_sequencing.paint_board import (
    PaintBoard,
    batch_at,
    changes,
    count_windows,
    is_overlong,
    swap,
    swap_cost,
)


@njit(cache=True)
def try_swap(board: PaintBoard, low: int, high: int, colour_cost: float, bound: float) -> bool:
    """Swap two cars where that costs at most `bound` more."""
    if board.colour[board.row[low]] == board.colour[board.row[high]]:
        if swap_cost(board, low, high) > bound:
            return False
        swap(board, low, high)
        return True
    colours = colour_cost * _exchanged_colours(board, low, high, 1)
    if colours > bound + board.reach[0] or colours + swap_cost(board, low, high) > bound:
        return False
    swap(board, low, high)
    if is_overlong(board, low) or is_overlong(board, high):
        swap(board, low, high)
        return False
    return True


@njit(cache=True)
def try_exchange(
    board: PaintBoard, low: int, high: int, size: int, colour_cost: float, bound: float
) -> bool:
    """Exchange two blocks of so many cars that do not overlap."""
    cost = colour_cost * _exchanged_colours(board, low, high, size)
    if cost > bound + board.reach[0]:
        return False
    for step in range(size):
        cost += swap_cost(board, low + step, high + step)
        swap(board, low + step, high + step)
    if cost <= bound and not _is_any_overlong(board, low, high, size):
        return True
    for step in range(size):
        swap(board, low + step, high + step)
    return False


@njit(cache=True)
def try_turn(board: PaintBoard, first: int, last: int, colour_cost: float, bound: float) -> bool:
    """Turn the cars from `first` to `last` round."""
    cost = colour_cost * _turned_colours(board, first, last)
    if cost > bound + board.reach[0]:
        return False
    for option in range(board.most.shape[0]):
        window = board.window[option]
        latest = board.row.shape[0] - window
        left, left_end = max(first - window + 1, 0), min(first - 1, latest)
        right, right_end = max(last - window + 2, 0), min(last, latest)
        if right <= left_end + 1:
            left_end, right = right_end, right_end + 1
        more = _turned(board, option, first, last, left, left_end)
        more += _turned(board, option, first, last, right, right_end)
        cost += more * board.weights[option]
    if cost > bound or not _may_turn(board, first, last):
        return False
    _turn(board, first, last)
    return True


@njit(cache=True)
def _exchanged_colours(board: PaintBoard, low: int, high: int, size: int) -> int:
    """Return how many more colour changes there are once the two blocks are exchanged."""
    more = -changes(board, low) - changes(board, low + size) - changes(board, high + size)
    more += _differ(board, low - 1, high) + _differ(board, low + size - 1, high + size)
    if high == low + size:
        return more + _differ(board, high + size - 1, low)
    more -= changes(board, high)
    return more + _differ(board, high + size - 1, low + size) + _differ(board, high - 1, low)


@njit(cache=True)
def _differ(board: PaintBoard, one: int, other: int) -> int:
    """Return 1 where the cars at two places have different colours; 0 beyond the ends."""
    if one < 0 or other < 0 or one >= board.row.shape[0] or other >= board.row.shape[0]:
        return 0
    return 1 if board.colour[board.row[one]] != board.colour[board.row[other]] else 0


@njit(cache=True)
def _is_any_overlong(board: PaintBoard, low: int, high: int, size: int) -> bool:
    return (
        is_overlong(board, low)
        or is_overlong(board, low + size - 1)
        or is_overlong(board, high)
        or is_overlong(board, high + size - 1)
    )


@njit(cache=True)
def _turned_colours(board: PaintBoard, first: int, last: int) -> int:
    """Return how many more colour changes there are once the stretch is turned round."""
    more = -changes(board, first) - changes(board, last + 1)
    return more + _differ(board, first - 1, last) + _differ(board, first, last + 1)


@njit(cache=True)
def _turned(board: PaintBoard, option: int, first: int, last: int, begin: int, end: int) -> int:
    """Return how many more cars are above the ratio in these windows after turning."""
    window, most, counts = board.window[option], board.most[option], board.counts[option]
    more = cars = 0
    for place in range(begin, end + 1):
        if place == begin:
            for inside in range(place, place + window):
                cars += _flag(board, option, first, last, inside)
        else:
            cars -= _flag(board, option, first, last, place - 1)
            cars += _flag(board, option, first, last, place + window - 1)
        more += max(0, cars - most) - max(0, counts[place] - most)
    return more


@njit(cache=True)
def _flag(board: PaintBoard, option: int, first: int, last: int, place: int) -> int:
    """Return the flag of the car that stands at a place once the stretch is turned."""
    if first <= place <= last:
        place = first + last - place
    return board.flags[board.row[place], option]


@njit(cache=True)
def _may_turn(board: PaintBoard, first: int, last: int) -> bool:
    """Say whether no batch at the two ends grows too long; in doubt, no."""
    colour, row = board.colour, board.row
    joins_left = first > 0 and colour[row[first - 1]] == colour[row[last]]
    joins_right = last + 1 < row.shape[0] and colour[row[first]] == colour[row[last + 1]]
    if joins_left:
        size = first - batch_at(board, first - 1)[0]
        begin = max(batch_at(board, last)[0], first)
        if size + last - begin + 1 > board.limit[0] or (joins_right and begin == first):
            return False
    if joins_right:
        size = batch_at(board, last + 1)[1] - last
        end = min(batch_at(board, first)[1], last)
        return size + end - first + 1 <= board.limit[0]
    return True


@njit(cache=True)
def _turn(board: PaintBoard, first: int, last: int) -> None:
    low, high = first, last
    while low < high:
        board.row[low], board.row[high] = board.row[high], board.row[low]
        low += 1
        high -= 1
    for place in range(first, last + 1):
        board.place[board.row[place]] = place
    for option in range(board.most.shape[0]):
        window, counts = board.window[option], board.counts[option]
        latest = board.row.shape[0] - window
        low, high = first, last - window + 1
        while low < high:
            counts[low], counts[high] = counts[high], counts[low]
            low += 1
            high -= 1
        count_windows(board, option, max(first - window + 1, 0), min(first - 1, latest))
        right = max(last - window + 2, first - window + 1, 0)
        count_windows(board, option, right, min(last, latest))
