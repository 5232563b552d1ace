"""A dispatching rule by index over arrays, compiled with numba: the highest index goes next."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@njit(cache=True)
def dispatch_by_index(
    coming: Ints,
    releases: Ints,
    latest: Ints,
    minutes: Ints,
    log_minutes: Floats,
    family: Ints,
    table: Ints,
    machines: int,
    look_ahead_min: float,
    setup_scale_min: float,
) -> tuple[Ints, Ints]:
    """Return the lines in the order in which they are placed, and the machine of each.

    Whenever a machine is free it takes the released line of the highest ATCS index; of equal
    ones the first.

    Parameters
    ----------
    coming
        Places of the lines in the arrays, by release.
    releases, latest, minutes, log_minutes, family
        By place: release, the latest begin that is on time, length, its logarithm, family number.
    table
        Changeover minutes between two family numbers.
    look_ahead_min, setup_scale_min
        Minutes by which slack and changeover are discounted.
    """
    lines = coming.shape[0]
    order, machine_of = np.empty(lines, np.int64), np.empty(lines, np.int64)
    free, set_up = np.zeros(machines, np.int64), np.full(machines, -1)
    waiting, count, arrived = np.empty(lines, np.int64), 0, 0
    for step in range(lines):
        machine = 0
        for other in range(1, machines):
            if free[other] < free[machine]:
                machine = other
        if count == 0:
            free[machine] = max(free[machine], releases[coming[arrived]])
        now, before = free[machine], set_up[machine]
        while arrived < lines and releases[coming[arrived]] <= now:
            waiting[count] = coming[arrived]
            count += 1
            arrived += 1
        best, highest = 0, -np.inf
        for place in range(count):
            line = waiting[place]
            gap = table[before, family[line]] if before >= 0 else 0
            slack = max(0, latest[line] - now - gap)
            index = -slack / look_ahead_min - gap / setup_scale_min - log_minutes[line]
            if index > highest or (index == highest and line < waiting[best]):
                best, highest = place, index
        line = waiting[best]
        count -= 1
        waiting[best] = waiting[count]
        gap = table[before, family[line]] if before >= 0 else 0
        free[machine] = max(now + gap, releases[line]) + minutes[line]
        set_up[machine] = family[line]
        order[step], machine_of[step] = line, machine
    return order, machine_of
