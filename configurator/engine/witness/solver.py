"""The SAT solver behind the witnesses: one call answers, or gives up after a bound."""

from collections.abc import Iterable, Sequence

from pysat.solvers import Glucose4

from configurator.engine.errors import TimeLimitReached

CONFLICT_LIMIT = 500_000


class Solver:
    """An incremental solver; not safe to share between threads.

    Parameters
    ----------
    clauses : iterable of sequence of int
        Literals in DIMACS style.
    variables : int
        Number of variables, those in no clause included.
    """

    def __init__(self, clauses: Iterable[Sequence[int]], variables: int) -> None:
        self._solver = Glucose4()
        self._variables = self._last = variables
        if variables:
            # A clause that always holds makes the solver know the last variable.
            self._solver.add_clause([variables, -variables])
        for clause in clauses:
            self._solver.add_clause(clause)

    @property
    def leftovers(self) -> int:
        """Number of variables that questions left behind."""
        return self._last - self._variables

    def add(self, clause: Sequence[int]) -> None:
        """Add a clause for good."""
        self._solver.add_clause(clause)

    def holds(
        self,
        assumed: Sequence[int],
        liked: Sequence[int] = (),
        conflicts: int = CONFLICT_LIMIT,
    ) -> bool:
        """Tell whether the clauses can hold together with some literals.

        Parameters
        ----------
        assumed : sequence of int
            The literals.
        liked : sequence of int
            Literals to try first; they change the model found, never the answer.
        conflicts : int, default `CONFLICT_LIMIT`
            How many the search may take.

        Raises
        ------
        TimeLimitReached
            If the search takes more.
        """
        if liked:
            self._solver.set_phases(liked)
        self._solver.conf_budget(conflicts)
        held = self._solver.solve_limited(assumptions=assumed)
        if held is None:
            raise TimeLimitReached("the search for a witness took too long")
        return bool(held)

    def any_holds(self, assumed: Sequence[int], some: Sequence[int]) -> bool:
        """Tell whether the clauses can hold with some literals and at least one of others.

        Every question leaves a variable behind; `leftovers` counts them.

        Raises
        ------
        TimeLimitReached
            As `holds`.
        """
        self._last += 1
        self._solver.add_clause([-self._last, *some])
        try:
            return self.holds([*assumed, self._last])
        finally:
            self._solver.add_clause([-self._last])

    def model(self) -> list[int]:
        """Return what holds after a yes: per variable, its literal."""
        found: list[int] = self._solver.get_model()
        return found[: self._variables]

    def clash(self) -> list[int]:
        """Return assumed literals that clash after `holds` said no; not always the fewest."""
        return list(self._solver.get_core() or ())

    def implied(self, assumed: Sequence[int]) -> list[int]:
        """Return the literals that follow from some by unit propagation, these included."""
        return list(self._solver.propagate(assumptions=assumed)[1])
