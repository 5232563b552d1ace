"""Paint lines whose cars have to be done in time: annealing that replays the line, with numba.

Every move is judged by the whole sequence: who is late, then what a paint line is judged by. So
much slower a move than the search without due dates, which is for lines that keep nobody waiting.
Heuristic; never worse than the order it begins with.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from production.planner.line_sequencing.values import DueTimes, PaintLine

Ints = NDArray[np.int64]

# Moves of a round, and moves times cars of it on a long line: together a quarter of a second.
STEADY_MOVES, STEADY_WORK = 60_000, 4_000_000
LONGEST_BLOCK = 12
WARMEST, COOLEST = 30.0, 0.05


class _Cars(NamedTuple):
    """Cars and rules as arrays; `limits` holds the batch limit, the settled cars and the start."""

    most: Ints
    window: Ints
    is_high: NDArray[np.bool_]
    flags: Ints
    colour: Ints
    limits: Ints
    ready: Ints
    minutes: Ints
    latest: Ints
    is_excused: NDArray[np.bool_]
    purges: Ints
    first_purges: Ints


class DueFigures(NamedTuple):
    """What a sequence with due dates comes to, in the order in which it matters.

    `late`: cars beyond their latest end that are not excused; `minutes_late`: of all cars.
    """

    late: int
    overlong: int
    minutes_late: int
    high: int
    colour: int
    low: int


# What each figure costs, by round: first what lets all of them move, then nearly as they rank.
WEIGHTS = np.array(
    [
        [300, 100, 0.02, 30, 3, 0.1],
        [1_000, 300, 0.2, 20, 3, 0.1],
        [3_000, 1_000, 2, 20, 3, 0.1],
    ]
)


def sequence_in_time(instance: PaintLine, times: DueTimes, seed: int = 1) -> list[int]:
    """Return car numbers in the best sequence found, from the one in which they are numbered.

    Deterministic: the same cars give the same sequence on every machine. Cars that may not move
    keep their places.
    """
    row = np.arange(instance.cars)
    places = np.flatnonzero(np.array(times.may_move, bool))
    if len(places) > 1:
        moves = min(STEADY_MOVES, STEADY_WORK // instance.cars)
        _search(_cars(instance, times), row, places, moves, seed)
    return [int(car) for car in row]


def due_figures(instance: PaintLine, times: DueTimes, order: list[int]) -> DueFigures:
    """Return what a sequence comes to, as the search counts it."""
    return DueFigures(*_replay(_cars(instance, times), np.array(order, np.int64)))


def _cars(instance: PaintLine, times: DueTimes) -> _Cars:
    ratios = instance.ratios
    return _Cars(
        most=np.array([ratio.most for ratio in ratios], np.int64),
        window=np.array([ratio.window for ratio in ratios], np.int64),
        is_high=np.array(instance.is_high, bool),
        flags=np.array(instance.options, np.int64).reshape(instance.cars, len(ratios)),
        colour=np.array(instance.colours, np.int64),
        limits=np.array([instance.batch_limit, instance.settled, times.start], np.int64),
        ready=np.array(times.ready, np.int64),
        minutes=np.array(times.minutes, np.int64),
        latest=np.array(times.latest, np.int64),
        is_excused=np.array(times.is_excused, bool),
        purges=np.array(times.purges, np.int64),
        first_purges=np.array(times.first_purges, np.int64),
    )


@njit(cache=True)
def _replay(cars: _Cars, row: Ints) -> tuple[int, int, int, int, int, int]:
    overlong, high, low, changes = _load(cars, row)
    late, minutes_late = _lateness(cars, row)
    return late, overlong, minutes_late, high, changes, low


@njit(cache=True)
def _load(cars: _Cars, row: Ints) -> tuple[int, int, int, int]:
    overlong, high, low, changes, batch = 0, 0, 0, 0, 0
    for option in range(cars.most.shape[0]):
        window, most, inside, above = cars.window[option], cars.most[option], 0, 0
        for place in range(row.shape[0]):
            inside += cars.flags[row[place], option]
            if place >= window:
                inside -= cars.flags[row[place - window], option]
            if place >= window - 1 and inside > most:
                above += inside - most
        if cars.is_high[option]:
            high += above
        else:
            low += above
    for place in range(row.shape[0]):
        if place and cars.colour[row[place]] == cars.colour[row[place - 1]]:
            batch += 1
        else:
            changes += place > 0
            batch = 1
        overlong += batch > cars.limits[0]
    return overlong, high, low, changes


@njit(cache=True)
def _lateness(cars: _Cars, row: Ints) -> tuple[int, int]:
    late, minutes_late, end = 0, 0, cars.limits[2]
    for place in range(cars.limits[1], row.shape[0]):
        car = row[place]
        if place == cars.limits[1]:
            end += cars.first_purges[cars.colour[car]]
        else:
            end += cars.purges[cars.colour[row[place - 1]], cars.colour[car]]
        end = max(end, cars.ready[car]) + cars.minutes[car]
        if end > cars.latest[car]:
            late += not cars.is_excused[car]
            minutes_late += end - cars.latest[car]
    return late, minutes_late


@njit(cache=True)
def _search(cars: _Cars, row: Ints, places: Ints, moves: int, seed: int) -> None:
    """Cool several times, each from the best so far; leave the best in `row`."""
    np.random.seed(seed)
    best, lowest = row.copy(), _replay(cars, row)
    for cooling in range(WEIGHTS.shape[0]):
        weights = WEIGHTS[cooling]
        now = best.copy()
        cost = _cost(_replay(cars, now), weights)
        for done in range(moves):
            heat = WARMEST / 4.0**cooling
            heat *= (COOLEST / heat) ** (done / moves)
            tried = now.copy()
            _move(tried, places)
            figures = _replay(cars, tried)
            more = _cost(figures, weights) - cost
            if more <= 0 or np.random.random() < np.exp(-more / heat):
                now, cost = tried, cost + more
                if figures < lowest:
                    best, lowest = tried, figures
    row[:] = best


@njit(cache=True)
def _cost(figures: tuple[int, int, int, int, int, int], weights: NDArray[np.float64]) -> float:
    cost = 0.0
    for aim in range(6):
        cost += weights[aim] * figures[aim]
    return cost


@njit(cache=True)
def _move(row: Ints, places: Ints) -> None:
    """Swap two cars, put one elsewhere, turn a stretch or put a stretch elsewhere."""
    count, dice = places.shape[0], np.random.random()
    one, other = np.random.randint(count), np.random.randint(count)
    low, high = min(one, other), max(one, other)
    if dice < 0.45:
        row[places[low]], row[places[high]] = row[places[high]], row[places[low]]
    elif dice < 0.7:
        _shift(row, places, low, high, 1 if dice < 0.57 else high - low)
    elif dice < 0.8:
        high = min(high, low + LONGEST_BLOCK)
        while low < high:
            row[places[low]], row[places[high]] = row[places[high]], row[places[low]]
            low, high = low + 1, high - 1
    else:
        size = 1 + np.random.randint(LONGEST_BLOCK)
        _shift(row, places, low, high, size if dice < 0.9 else high - low + 1 - size)


@njit(cache=True)
def _shift(row: Ints, places: Ints, low: int, high: int, size: int) -> None:
    """Put the first `size` cars of a stretch behind the rest of it."""
    length = high - low + 1
    if size < 1 or size >= length:
        return
    cars = row[places[low : high + 1]]
    for step in range(length):
        row[places[low + step]] = cars[(step + size) % length]
