"""The laws of a model as plain clauses, for models whose diagrams do not fit.

A variable of the solver for each value and each state of an automaton; a state and a value read
lead to the next state, and the broken state is forbidden.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from configurator.engine.arrays import IndexArray
from configurator.engine.automaton import BROKEN, KEPT, Automaton
from configurator.engine.errors import ModelTooLarge
from configurator.engine.limits import Budget, Limits
from configurator.engine.model import GroupKind, Model
from configurator.engine.rules import plan_laws
from configurator.engine.variables import list_variables

CLAUSE_LIMIT = 20_000_000
Clause = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LawClauses:
    """Clauses over the values of groups.

    Parameters
    ----------
    clauses : list of tuple of int
        Over the values, and over helpers after them.
    codes : list of (str, str) or None
        Per value, group and option; None for "none of them" where a group may stay empty.
    groups : list of list of int
        Per group, the places of its values in ``codes``; exactly one of them is chosen.
    """

    clauses: list[Clause]
    codes: list[tuple[str, str] | None]
    groups: list[list[int]]


def law_clauses(model: Model, limits: Limits | None = None) -> LawClauses:
    """Write all laws of a model as clauses.

    Parameters
    ----------
    model : Model
        With groups of the kind one_of only.
    limits : Limits, optional
        Bounds on time and table sizes.

    Returns
    -------
    LawClauses
        Value ``place`` is variable ``place + 1``.

    Raises
    ------
    ModelTooLarge
        If a group is of another kind, or a limit is passed.
    """
    for group in model.groups:
        if group.kind is not GroupKind.ONE_OF:
            raise ModelTooLarge(f"{group.code} is a {group.kind}: only diagrams can answer for it")
    return _Writer(model, Budget(limits or Limits())).result()


class _Writer:
    def __init__(self, model: Model, budget: Budget) -> None:
        self._model = model
        self._budget = budget
        self._codes: list[tuple[str, str] | None] = []
        self._values: list[list[int]] = []
        for group in model.groups:
            names = [(group.code, option) for option in group.options]
            first = len(self._codes)
            self._codes += [None, *names] if group.is_optional else names
            literals = list(range(first + 1, len(self._codes) + 1))
            self._values.append(literals if group.is_optional else [0, *literals])
        self._many = len(self._codes)

    def result(self) -> LawClauses:
        variables = list_variables(self._model, self._budget.limits)
        clauses: list[Clause] = []
        for law in plan_laws(self._model, variables):
            automaton = law.automaton(range(len(variables)), self._budget)
            clauses.extend(self._clauses(automaton))
            if len(clauses) > CLAUSE_LIMIT:
                raise ModelTooLarge(f"the model needs more than {CLAUSE_LIMIT:,} clauses")
        groups = [[literal - 1 for literal in values if literal] for values in self._values]
        return LawClauses(clauses, self._codes, groups)

    def _clauses(self, automaton: Automaton) -> Iterator[Clause]:
        if automaton.start == BROKEN:
            yield ()
        if not automaton.tables:
            return
        # 0 stands for the start: it is always reached.
        here = [0] * len(automaton.tables[0])
        for place, variable in enumerate(automaton.scope):
            table = automaton.tables[place]
            is_last = place == len(automaton.scope) - 1
            many = 0 if is_last else len(automaton.tables[place + 1])
            following = self._new(many)
            columns = automaton.columns[place]
            read = self._read(variable, columns, table.shape[1])
            yield from read.definitions
            rows = [automaton.start] if place == 0 else range(2, len(table))
            if place == 0:
                _reuse(table[automaton.start].tolist(), read, following)
            for state in rows:
                for column in read.present:
                    target = int(table[state, column])
                    if target == KEPT:
                        continue
                    ends = () if target == BROKEN else (following[target],)
                    if ends != (read.literals[column],):
                        yield tuple(x for x in (-here[state], -read.literals[column], *ends) if x)
            here = following

    def _new(self, many: int) -> list[int]:
        first = self._many + 1
        self._many += many
        return list(range(first, first + many))

    def _read(self, variable: int, columns: IndexArray, many: int) -> "_Reading":
        by_column: dict[int, list[int]] = {}
        for literal, column in zip(self._values[variable], columns.tolist(), strict=True):
            if literal:
                by_column.setdefault(column, []).append(literal)
        literals = [0] * many
        definitions: list[Clause] = []
        for column, values in by_column.items():
            if len(values) == 1:
                literals[column] = values[0]
                continue
            (helper,) = self._new(1)
            literals[column] = helper
            definitions += [(-value, helper) for value in values]
            definitions.append((-helper, *values))
        return _Reading(literals, list(by_column), definitions)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Literals of the classes of values that an automaton tells apart."""

    literals: list[int]
    present: list[int]
    definitions: list[Clause]


def _reuse(targets: list[int], read: _Reading, following: list[int]) -> None:
    """Let the literal of a class stand for the state that it alone leads to."""
    for column in read.present:
        if targets[column] not in (BROKEN, KEPT) and targets.count(targets[column]) == 1:
            following[targets[column]] = read.literals[column]
