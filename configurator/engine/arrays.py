"""Array types, the infinities of cost arithmetic, and sorting into groups."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
IndexArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]
StatusArray = npt.NDArray[np.int8]

# Three of these still fit into int64, so that sums of costs need no check for overflow.
INFINITE = 1 << 60
# Real totals stay below a quarter of `INFINITE`; a sum with an `INFINITE` in it stays above a half,
# negative costs or not.
IMPOSSIBLE = 1 << 59
NO_COST = int(np.iinfo(np.int64).max)


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Positions sorted by a key, so that one `reduceat` answers for every key.

    Parameters
    ----------
    order : IndexArray
        Positions, stably sorted by key.
    starts : IndexArray
        Where each present key begins in ``order``.
    keys : IndexArray
        The present keys, ascending.
    size : int
        How many keys there are, absent ones included.
    """

    order: IndexArray
    starts: IndexArray
    keys: IndexArray
    size: int

    @classmethod
    def by_key(cls, key: npt.NDArray[np.integer], size: int) -> "Grouping":
        """Group the positions ``0..len(key)`` by ``key``, whose values lie in ``0..size-1``."""
        order = np.argsort(key, kind="stable").astype(np.int32)
        ranked = key[order]
        starts = np.flatnonzero(np.diff(ranked, prepend=-1)).astype(np.int32)
        return cls(order, starts, ranked[starts].astype(np.int32), size)

    def least(self, values: IntArray) -> IntArray:
        """Return the least of ``values`` per key, `INFINITE` for a key without a position."""
        least = np.full(self.size, INFINITE, dtype=np.int64)
        if self.starts.size:
            least[self.keys] = np.minimum.reduceat(values[self.order], self.starts)
        return least


def rank_rows(rows: npt.NDArray[np.integer]) -> tuple[IndexArray, IndexArray]:
    """Find equal rows of a matrix.

    Returns
    -------
    first : IndexArray
        Index of the first of each distinct row.
    rank : IndexArray
        For every row, which of the distinct rows it is.
    """
    if rows.shape[1] == 0:
        return np.zeros(min(1, len(rows)), np.int32), np.zeros(len(rows), np.int32)
    packed = np.ascontiguousarray(rows)
    view = packed.view(np.dtype((np.void, packed.dtype.itemsize * packed.shape[1]))).ravel()
    _, first, rank = np.unique(view, return_index=True, return_inverse=True)
    return first.astype(np.int32), rank.astype(np.int32).ravel()
