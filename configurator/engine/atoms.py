"""The smallest claims of a rule and their automata: a column of truth, a sum, words, a table."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from configurator.engine.arrays import BoolArray, IndexArray, IntArray, rank_rows
from configurator.engine.automaton import BROKEN, KEPT, Automaton, reduce_automaton, with_sinks
from configurator.engine.limits import Budget


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """A claim about one variable.

    Parameters
    ----------
    variable : int
        The variable.
    holds : BoolArray
        Whether the claim holds, per value.
    """

    variable: int
    holds: BoolArray

    def automaton(self, position: Sequence[int], budget: Budget, rule: str) -> Automaton:
        """Return the automaton of this claim for an order of variables."""
        table = np.array([[0, 0], [1, 1], [BROKEN, KEPT]], dtype=np.int32)
        return reduce_automaton([self.variable], [self.holds.astype(np.int32)], [table], 2)


@dataclass(frozen=True, slots=True, eq=False)
class Between:
    """``least <= sum of one weight per variable <= most``, all integers.

    Parameters
    ----------
    variables : tuple of int
        The variables, each once.
    weights : tuple of IntArray
        Per variable, the weight of each of its values.
    least, most : int
        Bounds, included.
    """

    variables: tuple[int, ...]
    weights: tuple[IntArray, ...]
    least: int
    most: int

    def automaton(self, position: Sequence[int], budget: Budget, rule: str) -> Automaton:
        """Return the automaton whose states are partial sums, decided as early as bounds allow."""
        indexes = sorted(range(len(self.variables)), key=lambda i: position[self.variables[i]])
        distinct = [np.unique(self.weights[i], return_inverse=True) for i in indexes]
        rest_low = _rests([int(weights[0]) for weights, _ in distinct])
        rest_high = _rests([int(weights[-1]) for weights, _ in distinct])
        sums = np.zeros(1, dtype=np.int64)
        start, sums = self._decide(sums, rest_low[0], rest_high[0])
        tables = []
        for place, (weights, _) in enumerate(distinct):
            budget.check_cells(len(sums) * len(weights), rule)
            following = np.add.outer(sums, weights)
            numbers, sums = self._decide(
                following.ravel(), rest_low[place + 1], rest_high[place + 1]
            )
            tables.append(with_sinks(numbers.reshape(following.shape)))
        scope = [self.variables[i] for i in indexes]
        columns = [column.astype(np.int32).ravel() for _, column in distinct]
        return reduce_automaton(scope, columns, tables, int(start[0]))

    def _decide(self, sums: IntArray, low: int, high: int) -> tuple[IndexArray, IntArray]:
        """Number the states of partial sums; return the numbers and the undecided sums."""
        numbers = np.full(sums.shape, -1, dtype=np.int32)
        numbers[(sums + high < self.least) | (sums + low > self.most)] = BROKEN
        numbers[(sums + low >= self.least) & (sums + high <= self.most)] = KEPT
        undecided = np.flatnonzero(numbers < 0)
        distinct, rank = np.unique(sums[undecided], return_inverse=True)
        numbers[undecided] = rank.ravel() + 2
        return numbers, distinct


def _rests(ends: Sequence[int]) -> list[int]:
    rests = [0]
    for end in reversed(ends):
        rests.append(rests[-1] + end)
    return rests[::-1]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The variables' values are, column by column, one of the allowed rows.

    Parameters
    ----------
    variables : tuple of int
        The variables, each once.
    columns : tuple of IndexArray
        Per variable, the cell that each of its values stands for; -1 for none.
    rows : IndexArray
        ``[row, variable] -> cell``; a word comparison is such a table as well.
    """

    variables: tuple[int, ...]
    columns: tuple[IndexArray, ...]
    rows: IndexArray

    def automaton(self, position: Sequence[int], budget: Budget, rule: str) -> Automaton:
        """Return the automaton whose states are beginnings of rows."""
        indexes = sorted(range(len(self.variables)), key=lambda i: position[self.variables[i]])
        if not len(self.rows):
            return Automaton.constant(False)
        prefixes, many = np.zeros(len(self.rows), dtype=np.int64), 1
        tables, columns = [], []
        for place, index in enumerate(indexes):
            cells = self.rows[:, index].astype(np.int64)
            wide = int(max(cells.max(), self.columns[index].max())) + 1
            budget.check_cells(many * (wide + 1), rule)
            pairs, following = np.unique(prefixes * wide + cells, return_inverse=True)
            table = np.full((many, wide + 1), BROKEN, dtype=np.int32)
            is_last = place == len(indexes) - 1
            table[pairs // wide, pairs % wide] = KEPT if is_last else np.arange(len(pairs)) + 2
            tables.append(with_sinks(table))
            # A value that no row names reads the last column, which breaks the rule.
            columns.append(np.where(self.columns[index] < 0, wide, self.columns[index]))
            prefixes, many = following.ravel(), len(pairs)
        scope = [self.variables[i] for i in indexes]
        narrow = [column.astype(np.int32) for column in columns]
        return reduce_automaton(scope, narrow, tables, 2)


def same_words(left: tuple[int, Sequence[object]], right: tuple[int, Sequence[object]]) -> Rows:
    """Return the claim that two variables read the same word.

    Parameters
    ----------
    left, right : tuple of int and sequence
        A variable and the word each of its values stands for; two different variables.
    """
    numbers: dict[object, int] = {}
    columns = tuple(
        np.array([numbers.setdefault(word, len(numbers)) for word in words], dtype=np.int32)
        for _, words in (left, right)
    )
    shared = np.intersect1d(columns[0], columns[1]).astype(np.int32)
    return Rows((left[0], right[0]), columns, np.stack([shared, shared], axis=1))


def table_rows(
    variables: Sequence[int],
    seen: Sequence[Sequence[Sequence[object]]],
    cells: Sequence[Sequence[Sequence[object]]],
) -> Rows:
    """Return the claim of a table.

    Parameters
    ----------
    variables : sequence of int
        The variables, each once.
    seen : sequence
        Per variable, per value, the cells it stands for (one for each of its table columns).
    cells : sequence
        Per variable, per row, the cells the row asks for.
    """
    columns, asked = [], []
    for values, rows in zip(seen, cells, strict=True):
        numbers: dict[tuple[object, ...], int] = {}
        asked.append([numbers.setdefault(tuple(row), len(numbers)) for row in rows])
        columns.append(np.array([numbers.get(tuple(value), -1) for value in values], np.int32))
    matrix = np.array(asked, dtype=np.int32).T.reshape(-1, len(variables))
    first, _ = rank_rows(np.ascontiguousarray(matrix))
    return Rows(tuple(variables), tuple(columns), matrix[np.sort(first)])
