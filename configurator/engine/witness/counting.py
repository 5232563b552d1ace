"""How many of some literals may hold, as clauses."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import isqrt

from configurator.engine.errors import ModelTooLarge

# Up to here every pair is written out: no helpers, and propagation in one step.
PAIRWISE = 40
# Clauses for one group.
CLAUSES = 2_000_000


class Counter:
    """Writes "at most" and "at least", inventing helper variables after the last one.

    Parameters
    ----------
    variables : int
        Number of variables that exist.
    """

    def __init__(self, variables: int) -> None:
        self.variables = variables

    def at_most_one(self, literals: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """Yield clauses that forbid two of the literals; complete under unit propagation.

        Notes
        -----
        Long lists are laid out in a square with one helper per row and column.

        Source: Chen, "A new SAT encoding of the at-most-one constraint", ModRef 2010.
        """
        if len(literals) <= PAIRWISE:
            yield from ((-one, -other) for one, other in combinations(literals, 2))
            return
        width = isqrt(len(literals) - 1) + 1
        columns = self._new(width)
        rows = self._new((len(literals) + width - 1) // width)
        for place, literal in enumerate(literals):
            yield (-literal, rows[place // width])
            yield (-literal, columns[place % width])
        yield from self.at_most_one(rows)
        yield from self.at_most_one(columns)

    def between(
        self, parent: int, low: int, high: int, literals: Sequence[int]
    ) -> Iterator[tuple[int, ...]]:
        """Yield clauses for ``low`` to ``high`` of the literals whenever ``parent`` holds.

        Nothing else forbids more than ``high``, so none of the literals may hold without
        ``parent``, or ``high`` holds for them as well.

        Raises
        ------
        ModelTooLarge
            If that takes more than `CLAUSES` clauses.
        """
        many = len(literals)
        if low > min(many, high):
            yield (-parent,)
            return
        yield from self._at_least(parent, low, literals)
        if high == 1:
            yield from self.at_most_one(literals)
        elif high < many:
            yield from self._at_least(0, many - high, [-literal for literal in literals])

    def _at_least(
        self, parent: int, low: int, literals: Sequence[int]
    ) -> Iterator[tuple[int, ...]]:
        """Yield clauses for ``low`` or more; with parent 0 they hold without condition."""
        many = len(literals)
        condition = (-parent,) if parent else ()
        if low <= 0:
            return
        if low == 1:
            yield (*condition, *literals)
        elif low == many:
            yield from ((*condition, literal) for literal in literals)
        elif low <= many - low:
            yield from self._count_up(condition, low, literals)
        else:
            yield from self._count_down(condition, many - low, [-literal for literal in literals])

    def _count_up(
        self, condition: tuple[int, ...], low: int, literals: Sequence[int]
    ) -> Iterator[tuple[int, ...]]:
        """Helper j after some literals is true only if j + 1 or more of them are."""
        _check(len(literals), low)
        before: list[int] = []
        for literal in literals:
            here = self._new(min(len(before) + 1, low))
            for j, helper in enumerate(here):
                kept = (before[j],) if j < len(before) else ()
                yield (-helper, *kept, literal)
                if j:
                    yield (-helper, *kept, before[j - 1])
            before = here
        yield (*condition, before[low - 1])

    def _count_down(
        self, condition: tuple[int, ...], high: int, literals: Sequence[int]
    ) -> Iterator[tuple[int, ...]]:
        """Helper j after some literals is true at least if j + 1 or more of them are."""
        _check(len(literals), high + 1)
        before: list[int] = []
        for literal in literals:
            here = self._new(min(len(before) + 1, high + 1))
            for j, helper in enumerate(here):
                if j < len(before):
                    yield (-before[j], helper)
                if j == 0:
                    yield (-literal, helper)
                else:
                    yield (-literal, -before[j - 1], helper)
            before = here
        yield (*condition, -before[high])

    def _new(self, many: int) -> list[int]:
        found = list(range(self.variables + 1, self.variables + 1 + many))
        self.variables += many
        return found


def _check(many: int, bound: int) -> None:
    if 2 * many * bound > CLAUSES:
        raise ModelTooLarge(
            f"counting {bound:,} of {many:,} options takes more than {CLAUSES:,} clauses"
        )
