"""Rows of truth values as columns of bits, 64 rows to a word."""

import numpy as np
import numpy.typing as npt

from configurator.engine.arrays import BoolArray
from configurator.engine.witness.tree import PlaceArray

Rows = npt.NDArray[np.uint64]
FULL = np.uint64(0xFFFF_FFFF_FFFF_FFFF)


def both_ways(rows: BoolArray) -> BoolArray:
    """Return ``[row, variable]`` as ``[row, literal]``."""
    return np.stack([rows, ~rows], axis=2).reshape(len(rows), -1)


def bit_columns(rows: BoolArray) -> Rows:
    """Return ``[row, place]`` as ``[place, word]``: row 64 w + b is bit b of word w."""
    lacking = -len(rows) % 64
    padded = np.concatenate([rows, np.zeros((lacking, rows.shape[1]), dtype=np.bool_)])
    bits = np.packbits(padded.T, axis=1, bitorder="little")
    return np.ascontiguousarray(bits).view("<u8").astype(np.uint64)


def words_of_rows(rows: BoolArray) -> Rows:
    """Return ``[row, place]`` as ``[word of 64 rows, place]``."""
    return np.ascontiguousarray(bit_columns(rows).T)


def spread(starts: PlaceArray, counts: PlaceArray) -> PlaceArray:
    """Return ``start, start + 1, ...``, ``count`` of them, one list after the other."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(starts - ends + counts, counts)
