"""What one thread asks about the values of all variables: solver and witnesses, kept for it."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from configurator.engine.arrays import BoolArray, IndexArray, IntArray
from configurator.engine.errors import InconsistentChoices
from configurator.engine.witness import WitnessArtefact, WitnessSession
from configurator.engine.witness.counting import Counter
from configurator.engine.witness.solver import Solver
from configurator.engine.witness.structure import Structure

# In the solver the root of the tree is variable 1; the value at place p follows as p + 2.
FIRST = 2


class Questions:
    """Answers what is possible and what is first by an order of values; exact, without memory.

    Parameters
    ----------
    kernel : WitnessArtefact
        Its options are all values, one variable after the other.
    starts : IndexArray
        Where the values of each variable begin; the end comes last.
    """

    def __init__(self, kernel: WitnessArtefact, starts: IndexArray) -> None:
        self._kernel = kernel
        self._starts = starts.tolist()

    def possible(self, allowed: BoolArray) -> BoolArray:
        """Return, per value, whether a configuration of allowed values has it.

        Parameters
        ----------
        allowed : BoolArray
            Per value. A variable with one allowed value has it.
        """
        if self._kernel.is_void:
            return np.zeros(len(allowed), dtype=np.bool_)
        taken, refused = self._decisions(allowed)
        try:
            _, blocked = self._session.state(taken, refused)
        except InconsistentChoices:
            return np.zeros(len(allowed), dtype=np.bool_)
        return ~blocked

    def possible_values(self, variable: int, allowed: BoolArray) -> BoolArray:
        """Return, per value of a variable, whether a configuration has it.

        Parameters
        ----------
        variable : int
            Its own entries in ``allowed`` do not count.
        allowed : BoolArray
            Per value.
        """
        first, last = self._starts[variable], self._starts[variable + 1]
        found = np.zeros(last - first, dtype=np.bool_)
        others = allowed.copy()
        others[first:last] = True
        assumed = self._assumed(others)
        if assumed is None or not self._solver.holds(assumed):
            return found
        found[self._value(variable)] = True
        excluded = set(self._solver.implied(assumed))
        for value in range(last - first):
            literal = FIRST + first + value
            if not found[value] and -literal not in excluded:
                found[value] = self._solver.holds([*assumed, literal])
        return found

    def first(self, costs: IntArray, allowed: BoolArray) -> IntArray | None:
        """Return the configuration whose values come first, variable by variable.

        Parameters
        ----------
        costs : IntArray
            Per value; of two values of a variable the one that costs less comes first, of
            equals the earlier one. Variables whose costs differ most are asked before others.
        allowed : BoolArray
            Per value.

        Returns
        -------
        IntArray or None
            Per variable its value: no other answer to a single variable would cost less. None
            when nothing is allowed. It does not depend on earlier questions.
        """
        assumed = self._assumed(allowed)
        if assumed is None or not self._solver.holds(assumed, self._liked(costs, allowed)):
            return None
        values = self._values()
        for variable in self._by_spread(costs, allowed):
            better = self._better(variable, costs, allowed, int(values[variable]))
            if better:
                excluded = set(self._solver.implied(assumed))
                for literal in better:
                    if -literal not in excluded and self._solver.holds([*assumed, literal]):
                        values = self._values()
                        break
            assumed.append(self._literal(variable, int(values[variable])))
        return values

    def holds(self, values: IntArray) -> bool:
        """Tell whether a configuration, one value per variable, is valid."""
        return self._solver.holds([self._literal(v, int(x)) for v, x in enumerate(values)])

    @cached_property
    def _session(self) -> WitnessSession:
        return WitnessSession(self._kernel)

    @cached_property
    def _solver(self) -> Solver:
        structure = self._kernel.structure
        counter = Counter(structure.variables)
        clauses = list(_clauses(structure, counter))
        return Solver(clauses, counter.variables)

    def _by_spread(self, costs: IntArray, allowed: BoolArray) -> list[int]:
        """Return the variables, those first whose allowed values differ most in cost."""
        spread = []
        for first, last in self._ranges():
            seen = costs[first:last][allowed[first:last]]
            spread.append(int(seen.max() - seen.min()))
        return sorted(range(len(spread)), key=lambda variable: -spread[variable])

    def _better(self, variable: int, costs: IntArray, allowed: BoolArray, value: int) -> list[int]:
        """Return the literals of allowed values that come before one, best first."""
        first, last = self._starts[variable], self._starts[variable + 1]
        order = np.argsort(costs[first:last], kind="stable").tolist()
        return [FIRST + first + x for x in order[: order.index(value)] if allowed[first + x]]

    def _liked(self, costs: IntArray, allowed: BoolArray) -> list[int]:
        liked = -np.arange(FIRST, FIRST + len(costs))
        for first, last in self._ranges():
            open_values = np.flatnonzero(allowed[first:last])
            best = first + int(open_values[np.argmin(costs[first:last][open_values])])
            liked[best] = -liked[best]
        found: list[int] = liked.tolist()
        return found

    def _decisions(self, allowed: BoolArray) -> tuple[list[int], list[int]]:
        """Return the values taken, and those refused of variables with several left."""
        taken: list[int] = []
        refused: list[int] = []
        for first, last in self._ranges():
            mask = allowed[first:last]
            if mask.all():
                continue
            left = np.flatnonzero(mask)
            if len(left) == 1:
                taken.append(first + int(left[0]))
            else:
                refused += (first + np.flatnonzero(~mask)).tolist()
        return taken, refused

    def _assumed(self, allowed: BoolArray) -> list[int] | None:
        """Return what has to hold, None where a variable has no value left."""
        if self._kernel.is_void or any(not allowed[a:b].any() for a, b in self._ranges()):
            return None
        taken, refused = self._decisions(allowed)
        return [FIRST + place for place in taken] + [-FIRST - place for place in refused]

    def _ranges(self) -> Iterator[tuple[int, int]]:
        return zip(self._starts, self._starts[1:], strict=False)

    def _literal(self, variable: int, value: int) -> int:
        return int(FIRST + self._starts[variable] + value)

    def _values(self) -> IntArray:
        """Return the values of the solver's model."""
        model = np.array(self._solver.model()[FIRST - 1 : FIRST - 1 + self._starts[-1]]) > 0
        holding = np.flatnonzero(model)
        return (holding - np.array(self._starts[:-1], dtype=np.int64)).astype(np.int64)

    def _value(self, variable: int) -> int:
        return int(self._values()[variable])


def _clauses(structure: Structure, counter: Counter) -> Iterator[Sequence[int]]:
    """Yield the laws, and that every variable has exactly one value."""
    yield (1,)
    yield from structure.clauses
    for branch in structure.branches:
        members = [member + 1 for member in branch.members]
        yield from counter.between(1, branch.low, branch.high, members)
