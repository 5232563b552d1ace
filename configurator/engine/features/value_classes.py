"""Literals for sets of values of one variable, shared by all laws that tell the same sets apart."""

from collections.abc import Sequence

from configurator.engine.arrays import IndexArray


class ValueClasses:
    """Gives each set of values a literal; of a set and the rest, one is the other negated.

    Parameters
    ----------
    literals : sequence of sequence of int
        Per variable, the literal of each value; 0 for a value that it never has. Exactly one
        of the others holds.
    variables : int
        Number of solver variables that exist.

    Attributes
    ----------
    clauses : list of tuple of int
        What the literals of sets mean.
    """

    def __init__(self, literals: Sequence[Sequence[int]], variables: int) -> None:
        self._literals = literals
        self._present = [[x for x in found if x] for found in literals]
        self._variables = variables
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self.clauses: list[tuple[int, ...]] = []

    def many(self, variable: int) -> int:
        """Return how many values a variable may have."""
        return len(self._present[variable])

    def helper(self) -> int:
        """Return a new solver variable."""
        self._variables += 1
        return self._variables

    def of(self, variable: int, columns: IndexArray) -> dict[int, list[int]]:
        """Return the literals of the values in each column."""
        found: dict[int, list[int]] = {}
        for literal, column in zip(self._literals[variable], columns.tolist(), strict=True):
            if literal:
                found.setdefault(column, []).append(literal)
        return found

    def literal(self, variable: int, values: Sequence[int]) -> int:
        """Return the literal of a set of values, neither empty nor all of them.

        Parameters
        ----------
        variable : int
            Whose values they are.
        values : sequence of int
            Their literals, ascending.
        """
        if len(values) == 1:
            return values[0]
        key = variable, tuple(values)
        if key not in self._known:
            chosen = set(values)
            others = tuple(x for x in self._present[variable] if x not in chosen)
            if len(others) == 1:
                return -others[0]
            self._known[key] = self._defined(values, others)
            self._known[variable, others] = -self._known[key]
        return self._known[key]

    def _defined(self, values: Sequence[int], others: Sequence[int]) -> int:
        named = self.helper()
        if not others:
            self.clauses.append((named,))
            return named
        self.clauses += [(-named, *values), (named, *others)]
        self.clauses += [(named, -value) for value in values]
        self.clauses += [(-named, -other) for other in others]
        return named
