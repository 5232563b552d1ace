"""What both forms of a compiled model have in common: groups, variables, laws as automata."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from configurator.engine.arrays import IndexArray
from configurator.engine.automaton import Automaton
from configurator.engine.model import Group, Mark, Model
from configurator.engine.satisfiability import LawSolver
from configurator.engine.variables import MARK, Variable


@dataclass(frozen=True, eq=False)
class Compiled(ABC):
    """A compiled model: immutable, shared by all threads.

    Whether diagrams or witnesses answer is told by `configurator.engine.least` alone; all that is
    built on least totals and on clauses of the laws asks nobody.

    Parameters
    ----------
    model : Model
        Groups and rules.
    variables : tuple of Variable
        See `configurator.engine.variables`.
    law_codes : tuple of str
        Codes of all rules, built-in laws last.
    automata : tuple of Automaton
        Per law, its automaton.
    is_void : bool
        Whether no configuration is valid.
    """

    model: Model
    variables: tuple[Variable, ...]
    law_codes: tuple[str, ...]
    automata: tuple[Automaton, ...]
    is_void: bool

    @cached_property
    def value_starts(self) -> IndexArray:
        """Place of the first value of each variable among all values; the end comes last."""
        return np.cumsum([0, *(variable.size for variable in self.variables)]).astype(np.int32)

    @cached_property
    def variables_by_group(self) -> tuple[tuple[int, ...], ...]:
        """Per group, its variables."""
        found: list[list[int]] = [[] for _ in self.model.groups]
        for index, variable in enumerate(self.variables):
            if variable.group != MARK:
                found[variable.group].append(index)
        return tuple(tuple(variables) for variables in found)

    @cached_property
    def mark_variables(self) -> tuple[int, ...]:
        """The variable of each of the model's marks."""
        return tuple(i for i, variable in enumerate(self.variables) if variable.group == MARK)

    @cached_property
    def marked(self) -> tuple[tuple[int, Mark], ...]:
        """Variables and marks of conditions, preferences and defaults; no rule is read for it."""
        if not self.mark_variables:
            return ()
        return tuple(zip(self.mark_variables, self.model.plain_marks, strict=False))

    @cached_property
    def law_solver(self) -> LawSolver:
        """Tells which laws clash; built when first asked for, shared by all threads."""
        return LawSolver(self.automata, [variable.size for variable in self.variables])

    def group(self, code: str) -> tuple[int, Group]:
        """Return place and group of a code; raises `UnknownGroup`."""
        index = self.model.group_index(code)
        return index, self.model.groups[index]

    def values_of(self, variable: int) -> slice:
        """Return where a variable's values stand among all values."""
        return slice(int(self.value_starts[variable]), int(self.value_starts[variable + 1]))

    @property
    @abstractmethod
    def class_of_value(self) -> IndexArray:
        """Class of every value of every variable; dead values share one class after the last."""

    @property
    @abstractmethod
    def dead_class(self) -> int:
        """The class of dead values."""

    @abstractmethod
    def to_bytes(self) -> bytes:
        """Return a form that `configurator.engine.serving.read_compiled` reads; no pickle."""
