"""Answers for one thread: which options are forced and which are blocked, click by click."""

from collections.abc import Collection
from functools import cached_property

import numpy as np

from configurator.engine.arrays import BoolArray
from configurator.engine.errors import InconsistentChoices
from configurator.engine.witness.artefact import WitnessArtefact
from configurator.engine.witness.case_pool import CasePool
from configurator.engine.witness.component import Component
from configurator.engine.witness.pool import Pool
from configurator.engine.witness.reasons import ReasonSolver
from configurator.engine.witness.tree import TreeState


class WitnessSession:
    """Answers clicks on one artefact; a thread has its own, for all its customers.

    The answer is a function of artefact and decisions. Decisions that extend those of the call
    before continue from there; others are applied at once from the stored witnesses.

    Parameters
    ----------
    artefact : WitnessArtefact
        Shared between threads. The solvers are built here, not at the first click.
    checks_itself : bool
        Whether every answer is preceded by a check of all witnesses; slow.
    """

    def __init__(self, artefact: WitnessArtefact, checks_itself: bool = False) -> None:
        self._artefact = artefact
        self._checks_itself = checks_itself
        tree = artefact.tree
        starts = artefact.first_literals.tolist()
        self._forced = np.zeros(starts[-1], dtype=np.bool_)
        self._forced[0] = True
        self._pools = [
            _pool(component, self._forced[a:b])
            for component, a, b in zip(artefact.components, starts, starts[1:], strict=False)
        ]
        self._pool_of_literal = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        self._tree_state = TreeState(tree)
        many = tree.nodes + len(tree.source_of_node)
        self._can_be = np.ones(many, dtype=np.bool_)
        self._can_lack = np.ones(many, dtype=np.bool_)
        self._decisions: set[tuple[int, bool]] = set()
        self._is_broken = False

    @cached_property
    def reasons(self) -> ReasonSolver:
        """Tells why something is blocked and what to drop; built when first asked for."""
        return ReasonSolver(self._artefact.structure)

    @property
    def solver_calls(self) -> int:
        """Questions put to the solver so far."""
        return sum(pool.solver_calls for pool in self._pools)

    def state(
        self, taken: Collection[int], refused: Collection[int]
    ) -> tuple[BoolArray, BoolArray]:
        """Return what follows from decisions, exactly.

        Parameters
        ----------
        taken, refused : collection of int
            Places of options that the customer selected or rejected.

        Returns
        -------
        forced, blocked : BoolArray
            Per option, whether every valid configuration with these decisions has it, or none;
            the decided ones included.

        Raises
        ------
        InconsistentChoices
            If no valid configuration has these decisions.
        IndexError
            If there is no such option.
        TimeLimitReached
            If a question is too hard for the solver.
        """
        if self._artefact.is_void:
            raise InconsistentChoices("no configuration is valid")
        wanted = {(int(o), True) for o in taken} | {(int(o), False) for o in refused}
        if self._is_broken or not self._decisions <= wanted:
            self._restart()
        try:
            self._decide(wanted - self._decisions)
        except BaseException:
            self._is_broken = True
            raise
        self._decisions = wanted
        if self._checks_itself and not all(pool.is_sound() for pool in self._pools):
            raise AssertionError("a witness breaks a clause")
        return self._answer()

    def _restart(self) -> None:
        self._tree_state.restart()
        for pool in self._pools:
            pool.restart()
        self._decisions = set()
        self._is_broken = False

    def _decide(self, decisions: Collection[tuple[int, bool]]) -> None:
        artefact = self._artefact
        nodes = artefact.tree.nodes
        literals: dict[int, list[int]] = {}
        for option, is_taken in sorted(decisions):
            if option < 0:
                raise IndexError(f"there is no option {option}")
            node = int(artefact.node_of_option[option])
            followed = node + 1 if is_taken else -node - 1
            if node >= nodes:
                followed = self._tree_state.decide(node, is_taken)
            if followed:
                literal = int(artefact.literal_of_node[abs(followed) - 1]) ^ (followed < 0)
                pool = int(self._pool_of_literal[literal - 2]) if literal > 1 else -1
                literals.setdefault(pool, []).append(literal)
        if 1 in literals.pop(-1, ()):
            raise InconsistentChoices("the decisions contradict each other")
        for pool, found in literals.items():
            first = int(artefact.first_literals[pool])
            self._pools[pool].decide([literal - first for literal in found])

    def _answer(self) -> tuple[BoolArray, BoolArray]:
        artefact = self._artefact
        literals = artefact.literal_of_node
        nodes = len(literals)
        np.logical_not(self._forced[literals ^ 1], out=self._can_be[:nodes])
        np.logical_not(self._forced[literals], out=self._can_lack[:nodes])
        self._tree_state.spread(self._can_be, self._can_lack)
        places = artefact.node_of_option
        return ~self._can_lack[places], ~self._can_be[places]


def _pool(component: Component, forced: BoolArray) -> Pool | CasePool:
    if component.cases is not None:
        return CasePool(component.cases, forced)
    return Pool(component, forced)
