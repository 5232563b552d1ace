"""The least total of a configuration under some weights: the one place that knows both engines.

Everything that is answered (states, prices, proposals, completions, ways out, moves to another
revision) is read from a `Least`; diagrams find it exactly, witnesses as far as they can prove.
"""

from typing import Protocol, TypeGuard

from configurator.engine.arrays import BoolArray, IntArray
from configurator.engine.artefact import Artefact, Ladder
from configurator.engine.compiled import Compiled
from configurator.engine.sweeps import restrict, sweep
from configurator.engine.weights import Weights
from configurator.engine.witnessed.artefact import WitnessedArtefact
from configurator.engine.witnessed.search import search

EDGES_FOR_CLAUSES = 200_000
"""Edges from which on single questions are asked of the clauses of the laws."""

WAYS_LIMIT = 16
"""Sets of changes whose best outcome is searched for where witnesses answer."""

Narrowed = tuple[Ladder, ...] | None
"""What is left of the diagrams under some choices; None where there are none."""


class Least(Protocol):
    """The least total that was found; what is possible is exact, whoever found it."""

    @property
    def artefact(self) -> Compiled:
        """The compiled model."""

    @property
    def weights(self) -> Weights:
        """Costs of values."""

    @property
    def total(self) -> int:
        """The total of ``values``; `INFINITE` exactly where nothing is possible."""

    @property
    def money(self) -> int:
        """The money in the total."""

    @property
    def values(self) -> IntArray:
        """The value of every variable in the configuration found; the same for the same weights."""

    @property
    def is_proven(self) -> bool:
        """Whether no configuration has a smaller total."""

    @property
    def bound(self) -> int:
        """No configuration has a smaller total than this; equal to it where proven."""

    def rest(self, variable: int) -> IntArray:
        """Return, per value of a variable, the least cost of all other variables.

        `INFINITE` exactly where the value is impossible, whatever the own choice there.
        """

    def known(self, variable: int) -> BoolArray:
        """Return, per value of a variable, whether `rest` is proven."""


def find_least(artefact: Compiled, weights: Weights, within: Narrowed = None) -> Least:
    """Find the least total.

    Parameters
    ----------
    artefact : Compiled
        The compiled model.
    weights : Weights
        Costs of values; ``hard`` counts.
    within : tuple, optional
        What `narrow` left for choices that ``weights`` hold too.

    Raises
    ------
    TimeLimitReached
        If witnesses answer and a single question is too hard for the solver.
    """
    if isinstance(artefact, Artefact):
        return sweep(artefact, weights, within)
    if isinstance(artefact, WitnessedArtefact):
        return search(artefact, weights)
    raise TypeError(f"{type(artefact).__name__} is no compiled model")


def narrow(artefact: Compiled, weights: Weights) -> Narrowed:
    """Return what choices leave of the diagrams, for many questions that only forbid more."""
    return restrict(artefact, weights) if isinstance(artefact, Artefact) else None


def has_small_diagrams(artefact: Compiled) -> TypeGuard[Artefact]:
    """Tell whether a pass over diagrams is faster than a few questions to the clauses."""
    return isinstance(artefact, Artefact) and artefact.edges <= EDGES_FOR_CLAUSES


def affordable_ways(artefact: Compiled, many: int) -> int:
    """Return of how many sets of changes the best outcome is looked for: of all, by diagrams."""
    return many if isinstance(artefact, Artefact) else min(many, WAYS_LIMIT)
