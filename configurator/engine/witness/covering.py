"""Which examples are kept as witnesses: a greedy cover of everything that is open, then others."""

import numpy as np

from configurator.engine.arrays import BoolArray
from configurator.engine.witness.bits import Rows, bit_columns, both_ways
from configurator.engine.witness.tree import PlaceArray

# 64 witnesses each; alternatives with thousands of options need that many.
WORDS = 64


def choose_rows(models: BoolArray, asked: BoolArray) -> Rows:
    """Pack examples into bit columns.

    Parameters
    ----------
    models : BoolArray
        ``[example, variable]``.
    asked : BoolArray
        Per variable, whether both its values should occur.

    Returns
    -------
    Rows
        ``[literal, word]``; columns left over repeat others. Deterministic.
    """
    distinct = np.unique(np.packbits(models, axis=1), axis=0, return_index=True)[1]
    models = models[np.sort(distinct)]
    both = both_ways(models)
    chosen = _cover(both[:, np.repeat(asked, 2)])
    words = min(WORDS, (len(chosen) + 63) // 64)
    others = np.setdiff1d(np.arange(len(models)), chosen)
    order = np.resize(np.concatenate([chosen, others]), 64 * words)
    return bit_columns(both[order])


def _cover(both: BoolArray) -> PlaceArray:
    """Return rows that together have every column that any row has, greatest gain first."""
    gain = both.sum(axis=1)
    missing: BoolArray = np.logical_or.reduce(both, axis=0)
    chosen: list[int] = []
    while True:
        best = int(gain.argmax())
        if not gain[best] and chosen:
            return np.array(chosen, dtype=np.intp)
        chosen.append(best)
        fresh = np.flatnonzero(both[best] & missing)
        missing[fresh] = False
        gain -= both[:, fresh].sum(axis=1)
