"""Random numbers inside compiled searches: one state, whole numbers, a chance.

Marsaglia's xorshift (2003) on 64 bits: a few instructions a number, and quicker to compile than
numba's own. The state is an array of one element that is never zero.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

BITS = 31
LOW_BITS = np.uint64(2**31 - 1)
ONCE, TWICE, THRICE = np.uint64(13), np.uint64(7), np.uint64(17)
FRACTION_SHIFT = np.uint64(11)


@njit(cache=True, inline="always")
def roll(state: NDArray[np.uint64]) -> np.uint64:
    """Move the state on and return it."""
    dice = state[0]
    dice ^= dice << ONCE
    dice ^= dice >> TWICE
    dice ^= dice << THRICE
    state[0] = dice
    return dice


@njit(cache=True, inline="always")
def below(dice: np.uint64, count: int) -> int:
    """Return a number from 0 to count - 1, for counts below 2^31."""
    return int(dice & LOW_BITS) * count >> BITS


@njit(cache=True, inline="always")
def chance(dice: np.uint64) -> float:
    """Return a number from 0 to below 1."""
    return float(dice >> FRACTION_SHIFT) * 2.0**-53
