"""Automata of single rules: they read the values of their variables one after the other.

State 0 means the rule is broken, state 1 that it is kept, whatever follows. Every
operation returns a reduced automaton: equal states and columns that no state tells apart
are merged, and variables that make no difference are left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from configurator.engine.arrays import IndexArray, rank_rows
from configurator.engine.limits import Budget

BROKEN, KEPT = 0, 1


@dataclass(frozen=True, slots=True, eq=False)
class Automaton:
    """A layered, deterministic and reduced automaton over some variables.

    Parameters
    ----------
    scope : tuple of int
        The variables read, in the order of reading.
    columns : tuple of IndexArray
        Per variable of the scope, the column of each of its values.
    tables : tuple of IndexArray
        Per variable, ``[state, column] -> next state``; rows 0 and 1 stay in 0 and 1.
    start : int
        State before anything is read.
    """

    scope: tuple[int, ...]
    columns: tuple[IndexArray, ...]
    tables: tuple[IndexArray, ...]
    start: int

    @classmethod
    def constant(cls, holds: bool) -> "Automaton":
        """Return the automaton that reads nothing."""
        return cls((), (), (), KEPT if holds else BROKEN)

    def negated(self) -> "Automaton":
        """Return the automaton that keeps what this one breaks."""
        swap = np.array([KEPT, BROKEN], dtype=np.int32)

        def flip(table: IndexArray) -> IndexArray:
            flipped = np.where(table < 2, swap[np.minimum(table, 1)], table).astype(np.int32)
            flipped[:2] = table[:2]
            return flipped

        start = int(swap[self.start]) if self.start < 2 else self.start
        return Automaton(self.scope, self.columns, tuple(map(flip, self.tables)), start)

    def accepts(self, values: Sequence[int]) -> bool:
        """Tell whether an assignment, one value per variable of the model, keeps the rule."""
        state = self.start
        for variable, columns, table in zip(self.scope, self.columns, self.tables, strict=True):
            state = int(table[state, columns[values[variable]]])
        return state == KEPT


def reduce_automaton(
    scope: Sequence[int],
    columns: Sequence[IndexArray],
    tables: Sequence[IndexArray],
    start: int,
) -> Automaton:
    """Merge equal states and columns and leave out variables that make no difference.

    Parameters
    ----------
    scope, columns, tables, start
        As in `Automaton`, but states may be many and equal.

    Returns
    -------
    Automaton
        The unique smallest automaton of the same language for this order of variables,
        up to the numbering of states.
    """
    kept: list[tuple[int, IndexArray, IndexArray]] = []
    successor = np.array([BROKEN, KEPT], dtype=np.int32)
    for variable, column, table in reversed(list(zip(scope, columns, tables, strict=True))):
        merged = successor[table]
        first_column, column_rank = rank_rows(merged.T)
        merged = merged[:, first_column]
        if merged.shape[1] == 1:
            successor = merged[:, 0]
            continue
        successor, rows = _merge_states(merged)
        kept.append((variable, column_rank[column], rows))
    kept.reverse()
    return Automaton(
        tuple(variable for variable, _, _ in kept),
        tuple(column for _, column, _ in kept),
        tuple(table for _, _, table in kept),
        int(successor[start]),
    )


def _merge_states(rows: IndexArray) -> tuple[IndexArray, IndexArray]:
    """Number distinct rows from 2 on; rows 0 and 1, and rows equal to them, stay 0 and 1."""
    first, rank = rank_rows(rows)
    number = np.full(len(first), -1, dtype=np.int32)
    number[rank[0]], number[rank[1]] = BROKEN, KEPT
    others = np.flatnonzero(number < 0)
    others = others[np.argsort(first[others])]
    number[others] = np.arange(2, 2 + len(others), dtype=np.int32)
    distinct = np.concatenate([rows[:2], rows[first[others]]])
    return number[rank], distinct


def combine(
    left: Automaton,
    right: Automaton,
    truth: tuple[int, int, int, int],
    position: Sequence[int],
    budget: Budget,
    rule: str,
) -> Automaton:
    """Join two automata by a Boolean connective.

    Parameters
    ----------
    left, right : Automaton
        Automata built for the same order of variables.
    truth : tuple of int
        The connective at (0, 0), (0, 1), (1, 0), (1, 1).
    position : sequence of int
        Place of each variable in the order.
    budget : Budget
        Bounds the size of the tables.
    rule : str
        Code named when a bound is passed.

    Returns
    -------
    Automaton
        Reduced.
    """
    scope = sorted({*left.scope, *right.scope}, key=lambda variable: position[variable])
    pairs = np.array([[left.start, right.start]], dtype=np.int32)
    columns: list[IndexArray] = []
    tables: list[IndexArray] = []
    entry, pairs = _number_pairs(pairs, _decided(pairs, truth))
    for variable in scope:
        column, left_next, right_next = _read_both(left, right, variable, pairs)
        budget.check_cells(left_next.size, rule)
        flat = np.stack([left_next.ravel(), right_next.ravel()], axis=1)
        numbers, pairs = _number_pairs(flat, _decided(flat, truth))
        table = numbers.reshape(left_next.shape)
        columns.append(column)
        tables.append(with_sinks(table))
    return reduce_automaton(scope, columns, tables, int(entry[0]))


def alike_values(
    variable: int, automata: Iterable[Automaton], size: int
) -> tuple[IndexArray, IndexArray]:
    """Find the classes of values of a variable that no automaton tells apart.

    Returns
    -------
    first : IndexArray
        An example of each class.
    rank : IndexArray
        The class of each of its ``size`` values.
    """
    columns = [
        automaton.columns[automaton.scope.index(variable)]
        for automaton in automata
        if variable in automaton.scope
    ]
    if not columns:
        return np.zeros(1, dtype=np.int32), np.zeros(size, dtype=np.int32)
    return rank_rows(np.stack(columns, axis=1))


def with_sinks(table: IndexArray) -> IndexArray:
    """Return a table of the states from 2 on with the rows of 0 and 1 before them."""
    sinks = np.repeat(np.array([[BROKEN], [KEPT]], dtype=np.int32), table.shape[-1], axis=1)
    return np.concatenate([sinks, table.astype(np.int32)])


def _decided(pairs: IndexArray, truth: tuple[int, int, int, int]) -> IndexArray:
    """Return 0 or 1 where a pair of states decides the connective, else -1."""
    false_false, false_true, true_false, true_true = truth
    left, right = pairs[:, 0], pairs[:, 1]
    decided = np.full(len(pairs), -1, dtype=np.int32)
    for side, value, one, other in (
        (left, BROKEN, false_false, false_true),
        (left, KEPT, true_false, true_true),
        (right, BROKEN, false_false, true_false),
        (right, KEPT, false_true, true_true),
    ):
        if one == other:
            decided[side == value] = one
    both = (left < 2) & (right < 2)
    decided[both] = np.array(truth, dtype=np.int32)[left[both] * 2 + right[both]]
    return decided


def _number_pairs(pairs: IndexArray, decided: IndexArray) -> tuple[IndexArray, IndexArray]:
    """Number undecided pairs from 2 on; return the numbers and the distinct undecided pairs."""
    numbers = decided.copy()
    undecided = np.flatnonzero(decided < 0)
    first, rank = rank_rows(pairs[undecided])
    numbers[undecided] = rank + 2
    return numbers, pairs[undecided][first]


def _read_both(
    left: Automaton, right: Automaton, variable: int, pairs: IndexArray
) -> tuple[IndexArray, IndexArray, IndexArray]:
    """Let both automata read a variable: joint column per value, next states per pair."""
    sides = [_reading(left, variable), _reading(right, variable)]
    seen = [side[0] for side in sides if side is not None]
    first, column = rank_rows(np.stack(seen, axis=1))
    following = []
    for index, side in enumerate(sides):
        states = pairs[:, index]
        if side is None:
            following.append(np.repeat(states[:, None], len(first), axis=1))
        else:
            following.append(side[1][states][:, side[0][first]])
    return column, following[0], following[1]


def _reading(automaton: Automaton, variable: int) -> tuple[IndexArray, IndexArray] | None:
    if variable not in automaton.scope:
        return None
    index = automaton.scope.index(variable)
    return automaton.columns[index], automaton.tables[index]


AND = (0, 0, 0, 1)
OR = (0, 1, 1, 1)
IMPLIES = (1, 1, 0, 1)
IFF = (1, 0, 0, 1)


def combine_all(
    items: Iterable[Automaton],
    truth: tuple[int, int, int, int],
    position: Sequence[int],
    budget: Budget,
    rule: str,
) -> Automaton:
    """Join many automata by `AND` or `OR`, those over the same variables first."""
    ordered = sorted(items, key=lambda item: [position[variable] for variable in item.scope])
    joined = Automaton.constant(truth == AND)
    for item in ordered:
        joined = combine(joined, item, truth, position, budget, rule)
    return joined
