"""From a list of configurations to a diagram: equal beginnings and equal ends are shared."""

from collections.abc import Iterator, Sequence

import numpy as np

from configurator.engine.arrays import IndexArray
from configurator.engine.automaton import Automaton
from configurator.engine.diagram import Diagram, Edges, reduce_edges
from configurator.engine.limits import Budget
from configurator.engine.listed.component import write_classes
from configurator.engine.listed.search import Rows, list_rows
from configurator.engine.order import force_order
from configurator.engine.witness.tree import PlaceArray

AT_ONCE = 1 << 16


def list_diagram(
    variables: Sequence[int], automata: Sequence[Automaton], sizes: Sequence[int], budget: Budget
) -> tuple[tuple[int, ...], Diagram | None]:
    """List the configurations of a component and return a good order and its diagram.

    Parameters
    ----------
    variables : sequence of int
        All that the automata read.
    automata : sequence of Automaton
        One per rule.
    sizes : sequence of int
        Number of values of every variable of the model.
    budget : Budget
        Bounds their number, and the time.

    Returns
    -------
    tuple
        None instead of a diagram for a contradiction.

    Raises
    ------
    ModelTooLarge
        If there are too many, or the time is up.
    """
    written = write_classes(variables, automata, sizes)
    rows = list_rows(written, budget)
    if not len(rows):
        return tuple(variables), None
    place = {variable: column for column, variable in enumerate(variables)}
    orders = [list(variables), force_order(variables, [frozenset(a.scope) for a in automata])]
    found = []
    for order in orders:
        columns = [place[variable] for variable in order]
        classes = [_lasting(written.class_of_value[c], rows[:, c]) for c in columns]
        edges = _edges_from_end(_sorted(rows[:, columns]))
        diagram = reduce_edges(order, edges, classes, budget)
        found.append((tuple(order), diagram))
    return min(found, key=lambda pair: pair[1].edges if pair[1] else 0)


def _lasting(class_of_value: IndexArray, column: PlaceArray | Rows) -> IndexArray:
    """Return the class of each value, -1 for one that no configuration has."""
    is_there = np.zeros(int(class_of_value.max()) + 1, dtype=np.bool_)
    is_there[column] = True
    return np.where(is_there[class_of_value], class_of_value, -1).astype(np.int32)


def _sorted(rows: Rows) -> Rows:
    return rows[np.lexsort(rows.T[::-1])]


def _edges_from_end(rows: Rows) -> Iterator[Edges]:
    """Yield, last variable first, the edges of the tree whose paths are the rows."""
    first = _first_difference(rows)
    begins = np.arange(len(rows))
    for place in range(rows.shape[1] - 1, -1, -1):
        children = np.arange(len(begins), dtype=np.int32)
        if place == rows.shape[1] - 1:
            children[:] = 0
        above = np.flatnonzero(first[begins] < place)
        parents = np.zeros(len(begins), dtype=np.int32)
        parents[above[1:]] = 1
        parents = np.cumsum(parents, dtype=np.int32)
        classes = rows[begins, place].astype(np.int32)
        yield Edges(len(above), parents, classes, children)
        begins = begins[above]


def _first_difference(rows: Rows) -> PlaceArray:
    """Return per row the first column in which it differs from the row before; -1 for row 0."""
    first = np.full(len(rows), -1, dtype=np.intp)
    for begin in range(1, len(rows), AT_ONCE):
        end = min(begin + AT_ONCE, len(rows))
        first[begin:end] = (rows[begin:end] != rows[begin - 1 : end - 1]).argmax(axis=1)
    return first
