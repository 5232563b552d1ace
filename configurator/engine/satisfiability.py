"""Which laws clash: the automata of all laws as clauses, each law behind a switch.

An automaton is written one way only: a switch that
is on starts it, a state and a value read lead to the next state, and the broken state is
forbidden. "At most one value" is not needed: more values only forbid more.
"""

from collections.abc import Iterator, Mapping, Sequence
from threading import Lock

import numpy as np
from pysat.solvers import Glucose4

from configurator.engine.arrays import BoolArray, IndexArray
from configurator.engine.automaton import BROKEN, KEPT, Automaton, alike_values
from configurator.engine.errors import TimeLimitReached

CONFLICT_LIMIT = 500_000


class LawSolver:
    """Answers whether some laws allow some values; safe to share between threads.

    Parameters
    ----------
    automata : sequence of Automaton
        One per law.
    sizes : sequence of int
        Number of values of every variable.
    """

    def __init__(self, automata: Sequence[Automaton], sizes: Sequence[int]) -> None:
        self._lock = Lock()
        self._many = 0
        self._solver = Glucose4()
        self._classes = [alike_values(index, automata, size) for index, size in enumerate(sizes)]
        self._values = [self._new(len(first)) for first, _ in self._classes]
        for literals in self._values:
            self._solver.add_clause(literals.tolist())
        self._switches = self._new(len(automata)).tolist()
        for switch, automaton in zip(self._switches, automata, strict=True):
            for clauses in self._clauses(switch, automaton):
                self._solver.append_formula(clauses)

    def clashing_laws(
        self, allowed: Mapping[int, BoolArray], laws: Sequence[int]
    ) -> list[int] | None:
        """Return laws that cannot hold together with some values.

        Parameters
        ----------
        allowed : mapping of int to BoolArray
            Per variable that is not free, whether each of its values is allowed.
        laws : sequence of int
            The laws that count.

        Returns
        -------
        list of int or None
            A part of ``laws``, not always the smallest; None when they can all hold.

        Raises
        ------
        TimeLimitReached
            If the search takes more than `CONFLICT_LIMIT` conflicts.
        """
        assumed = [literal for v, mask in allowed.items() for literal in self._demand(v, mask)]
        by_switch = {self._switches[law]: law for law in laws}
        with self._lock:
            self._solver.conf_budget(CONFLICT_LIMIT)
            held = self._solver.solve_limited(assumptions=[*assumed, *by_switch])
            core = None if held is not False else self._solver.get_core()
        if held is None:
            raise TimeLimitReached("the search for a reason took too long")
        if held:
            return None
        return sorted(by_switch[literal] for literal in core or () if literal in by_switch)

    def allows(self, allowed: Mapping[int, BoolArray]) -> bool:
        """Tell whether all laws together allow some values; parameters as `clashing_laws`.

        Raises
        ------
        TimeLimitReached
            If the search takes more than `CONFLICT_LIMIT` conflicts.
        """
        assumed = [literal for v, mask in allowed.items() for literal in self._demand(v, mask)]
        with self._lock:
            self._solver.conf_budget(CONFLICT_LIMIT)
            held = self._solver.solve_limited(assumptions=[*self._switches, *assumed])
        if held is None:
            raise TimeLimitReached("the search for a reason took too long")
        return bool(held)

    def _demand(self, variable: int, mask: BoolArray) -> list[int]:
        first, rank = self._classes[variable]
        reached = np.zeros(len(first), dtype=np.bool_)
        reached[rank[mask]] = True
        literals = self._values[variable]
        if reached.sum() == 1:
            return [int(literals[reached][0])]
        return [int(literal) for literal in -literals[~reached]]

    def _new(self, many: int) -> IndexArray:
        found = np.arange(self._many + 1, self._many + 1 + many, dtype=np.int32)
        self._many += many
        return found

    def _clauses(self, switch: int, automaton: Automaton) -> Iterator[list[list[int]]]:
        if automaton.start == BROKEN:
            yield [[-switch]]
        here = np.full(len(automaton.tables[0]) if automaton.tables else 0, switch, dtype=np.int32)
        last = len(automaton.scope) - 1
        for place, variable in enumerate(automaton.scope):
            table = automaton.tables[place]
            first, _ = self._classes[variable]
            seen = self._new(table.shape[1])
            read = seen[automaton.columns[place][first]]
            yield np.stack([-self._values[variable], read], axis=1).tolist()
            following = self._new(0 if place == last else len(automaton.tables[place + 1]))
            rows, columns = np.nonzero(table[2:] != KEPT)
            states = rows + 2
            target = table[states, columns]
            pairs = np.stack([-here[states], -seen[columns]], axis=1)
            broken = target == BROKEN
            yield pairs[broken].tolist()
            onward = following[target[~broken]][:, None]
            yield np.concatenate([pairs[~broken], onward], axis=1).tolist()
            here = following
