"""Columns of witnesses mended with bit operations, and columns put in place of others."""

import numpy as np

from configurator.engine.arrays import BoolArray
from configurator.engine.witness.bits import FULL, Rows, spread
from configurator.engine.witness.component import Component
from configurator.engine.witness.tree import PlaceArray

# Growing stops here, in words of 64 witnesses.
WORDS_AT_MOST = 128

# With more clauses to look at, finding those that stand there twice is worth it.
MANY = 64


def repair(component: Component, rows: Rows, made: PlaceArray, target: BoolArray) -> None:
    """Put literals into all columns and mend what that breaks, in place.

    Wherever a clause broke, one of its literals that the target has is put in. Columns only
    move towards the target, so this ends, and each column is a valid example again.

    Parameters
    ----------
    component : Component
        Clauses; its ``rounds`` bound the work. Columns not valid by then become the target.
    rows : Rows
        ``[literal, word]``, valid before.
    made : PlaceArray
        Literals that hold from now on; the target has them.
    target : BoolArray
        Per literal; a valid example.
    """
    changed = ~rows[made]
    rows[made] = FULL
    rows[made ^ 1] = 0
    moved = changed.any(axis=1)
    made, changed = made[moved], changed[moved]
    goal = np.where(target, component.preference, -1)
    for _ in range(component.rounds):
        if not len(made):
            return
        made, changed = _mend(component, rows, made, goal)
    if len(made):
        columns = np.bitwise_or.reduce(changed, axis=0)
        rows &= ~columns
        rows[target] |= columns


def _mend(
    component: Component, rows: Rows, made: PlaceArray, goal: PlaceArray
) -> tuple[PlaceArray, Rows]:
    """Mend the clauses that literals just made broke; return the literals made for that."""
    clause_of, first, many = component.occurrences
    against = made ^ 1
    clauses = clause_of[spread(first[against], many[against])]
    if not len(clauses):
        return clauses, rows[:0]
    if len(clauses) > MANY:
        # A long clause stands here once for each of its literals that was made false.
        is_touched = np.zeros(len(component.lengths), dtype=np.bool_)
        is_touched[clauses] = True
        (clauses,) = is_touched.nonzero()
    lengths = component.lengths[clauses]
    literals = component.literals[spread(component.starts[clauses], lengths)]
    begins = np.cumsum(lengths) - lengths
    broken = ~np.bitwise_or.reduceat(rows[literals], begins, axis=0)
    is_broken = broken.any(axis=1)
    if not is_broken.any():
        return clauses[:0], rows[:0]
    mending = np.maximum.reduceat(goal[literals], begins)[is_broken]
    made, changed = _join(component.preferred[mending], broken[is_broken])
    rows[made] |= changed
    rows[made ^ 1] &= ~changed
    return made, changed


def _join(literals: PlaceArray, columns: Rows) -> tuple[PlaceArray, Rows]:
    """Join the columns of equal literals."""
    if len(literals) == 1:
        return literals, columns
    order = np.argsort(literals)
    ranked = literals[order]
    starts = np.flatnonzero(np.diff(ranked, prepend=-1))
    return ranked[starts], np.bitwise_or.reduceat(columns[order], starts, axis=0)


def store(component: Component, rows: Rows, examples: BoolArray) -> Rows:
    """Put examples over columns that are nobody's only witness, and over new ones.

    Parameters
    ----------
    component : Component
        Says which literals need a witness.
    rows : Rows
        Changed in place where that is enough.
    examples : BoolArray
        ``[example, literal]``, each valid.

    Returns
    -------
    Rows
        ``rows``, or wider ones. Examples beyond `WORDS_AT_MOST` words are let go.
    """
    shown = np.bitwise_count(rows).sum(axis=1) == 1
    shown &= component.asked_literals
    precious = np.bitwise_or.reduce(rows[shown], axis=0)
    free = np.flatnonzero(~np.unpackbits(_bytes(precious), bitorder="little").astype(np.bool_))
    lacking = (len(examples) - len(free) + 63) // 64
    if lacking > 0 and rows.shape[1] + lacking <= WORDS_AT_MOST:
        first = 64 * rows.shape[1]
        fresh = np.where(examples[0], FULL, np.uint64(0))[:, None]
        rows = np.concatenate([rows, np.repeat(fresh, lacking, axis=1)], axis=1)
        free = np.concatenate([free, np.arange(first, 64 * rows.shape[1])])
    for column, example in zip(free.tolist(), examples, strict=False):
        word, bit = column // 64, np.uint64(1) << np.uint64(column % 64)
        rows[:, word] &= ~bit
        rows[example, word] |= bit
    return rows


def covering_columns(rows: Rows, wanted: PlaceArray) -> BoolArray:
    """Return columns that together show all wanted literals that any column shows.

    Parameters
    ----------
    rows : Rows
        ``[literal, word]``.
    wanted : PlaceArray
        Literals.

    Returns
    -------
    BoolArray
        ``[example, literal]``; may be empty.
    """
    shows = np.unpackbits(_bytes(rows[wanted]), axis=1, bitorder="little").astype(np.bool_)
    chosen = []
    while shows.any():
        best = int(shows.sum(axis=0).argmax())
        chosen.append(best)
        shows = shows[~shows[:, best]]
    columns = np.array(chosen, dtype=np.intp)
    bits = rows[:, columns // 64] >> (columns % 64).astype(np.uint64) & np.uint64(1)
    return np.ascontiguousarray(bits.T.astype(np.bool_))


def _bytes(rows: Rows) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.ascontiguousarray(rows.astype("<u8")).view(np.uint8)
