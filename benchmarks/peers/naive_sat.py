"""Glucose 4, asked twice for every option that is open: can it be, can it be left out?

The usual way to prune a configurator with a SAT solver. One incremental solver; options that
an earlier click of the session decided stay decided and are not asked again.
"""

from collections.abc import Iterable, Mapping, Sequence

from pysat.solvers import Glucose4

States = dict[int, bool | None]


class NaiveSat:
    """One solver for all sessions on a model.

    `states` says of each option's literal: True (forced in), False (out) or None (open).
    """

    def __init__(self, clauses: Iterable[Sequence[int]], literals: Iterable[int]) -> None:
        self.solver = Glucose4(bootstrap_with=clauses)
        self.literals = list(literals)
        self.states: States = dict.fromkeys(self.literals)

    def restart(self, states: Mapping[int, bool | None] | None = None) -> None:
        """Begin a session, or go on from what was decided before."""
        self.states = dict.fromkeys(self.literals) | dict(states or {})

    def click(self, decisions: Sequence[int]) -> States:
        """Ask for every open option after the decisions."""
        states = self.states
        for literal in self.literals:
            if states[literal] is None:
                states[literal] = self._decided(literal, decisions)
        return states

    def is_possible(self, literal: int, decisions: Sequence[int]) -> bool:
        return bool(self.solver.solve(assumptions=[*decisions, literal]))

    def confirms(self, states: Mapping[int, bool | None], decisions: Sequence[int]) -> bool:
        """Say whether what is decided cannot be otherwise; open options are not asked."""
        return not any(
            self.is_possible(-literal if is_in else literal, decisions)
            for literal, is_in in states.items()
            if is_in is not None
        )

    def close(self) -> None:
        self.solver.delete()

    def _decided(self, literal: int, decisions: Sequence[int]) -> bool | None:
        if not self.is_possible(literal, decisions):
            return False
        return None if self.is_possible(-literal, decisions) else True
