"""The laws of a model as plain clauses, for models whose diagrams do not fit.

A law that few combinations break is written as what it forbids. Any other is written from its
automaton: a variable of the solver for each state that no class of values stands for; a state
and a class read lead to the next state, and what a state or a value needs to go on is a clause
of its own, so that unit propagation finds what a law with two variables implies.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from configurator.engine.automaton import BROKEN, KEPT, Automaton
from configurator.engine.errors import ModelTooLarge
from configurator.engine.features.value_classes import ValueClasses
from configurator.engine.limits import Budget, Limits
from configurator.engine.model import GroupKind, Model
from configurator.engine.rules import plan_laws
from configurator.engine.variables import list_variables

CLAUSE_LIMIT = 20_000_000
# A law that this many combinations of classes break, or fewer, needs no states.
FORBIDDEN = 16
# A state forbids so many values one by one; more are written as what it needs.
ONE_BY_ONE = 3
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
    return _by_option(model, Budget(limits or Limits()))


def value_clauses(
    automata: Iterable[Automaton], literals: Sequence[Sequence[int]], values: int
) -> list[Clause]:
    """Write automata as clauses over the values of variables.

    Parameters
    ----------
    automata : iterable of Automaton
        One per law.
    literals : sequence of sequence of int
        Per variable, the literal of each value; 0 for a value that it never has.
    values : int
        Number of literals; helpers follow after them.

    Raises
    ------
    ModelTooLarge
        If there are more than `CLAUSE_LIMIT` clauses.
    """
    writer = _Writer(ValueClasses(literals, values))
    for automaton in automata:
        writer.add(automaton)
    return writer.clauses


def _by_option(model: Model, budget: Budget) -> LawClauses:
    codes: list[tuple[str, str] | None] = []
    groups: list[list[int]] = []
    literals: list[list[int]] = []
    for group in model.groups:
        names = [(group.code, option) for option in group.options]
        first = len(codes)
        codes += [None, *names] if group.may_be_empty else names
        places = list(range(first, len(codes)))
        groups.append(places)
        found = [place + 1 for place in places]
        literals.append(found if group.may_be_empty else [0, *found])
    # Marks stand for claims about the groups: a variable with two values, 0 and 1.
    for _ in model.marks:
        codes += [None, None]
        groups.append([len(codes) - 2, len(codes) - 1])
        literals.append([len(codes) - 1, len(codes)])
    variables = list_variables(model, budget.limits)
    automata = (law.automaton(range(len(variables)), budget) for law in plan_laws(model, variables))
    return LawClauses(value_clauses(automata, literals, len(codes)), codes, groups)


class _Writer:
    def __init__(self, classes: ValueClasses) -> None:
        self._classes = classes

    @property
    def clauses(self) -> list[Clause]:
        return self._classes.clauses

    def add(self, automaton: Automaton) -> None:
        self.clauses.extend(self._clauses(automaton))
        if len(self.clauses) > CLAUSE_LIMIT:
            raise ModelTooLarge(f"the model needs more than {CLAUSE_LIMIT:,} clauses")

    def _clauses(self, automaton: Automaton) -> Iterator[Clause]:
        if automaton.start == BROKEN:
            yield ()
            return
        if not automaton.tables:
            return
        if len(automaton.scope) > 2:
            forbidden = self._forbidden(automaton)
            if forbidden is not None:
                yield from forbidden
                return
        yield from _Unrolling(automaton, self._classes).clauses()

    def _forbidden(self, automaton: Automaton) -> list[Clause] | None:
        """Return a clause for each combination of classes that breaks a law; None for many."""
        found: list[Clause] = []
        waiting: list[tuple[int, int, Clause]] = [(0, automaton.start, ())]
        while waiting:
            place, state, so_far = waiting.pop()
            classes = self._classes.of(automaton.scope[place], automaton.columns[place])
            for column, values in classes.items():
                target = int(automaton.tables[place][state, column])
                if target == KEPT:
                    continue
                against = (*so_far, -self._classes.literal(automaton.scope[place], values))
                if target == BROKEN:
                    found.append(against)
                else:
                    waiting.append((place + 1, target, against))
            if len(found) + len(waiting) > FORBIDDEN:
                return None
        return found


Source = tuple[int, list[list[int]]]
"""The literal of a state before, 0 for the start, and the classes that lead on from it."""


class _Unrolling:
    """One automaton as clauses, one variable of its scope after the other."""

    def __init__(self, automaton: Automaton, classes: ValueClasses) -> None:
        self._automaton = automaton
        self._classes = classes

    def clauses(self) -> Iterator[Clause]:
        automaton = self._automaton
        # 0 stands for the start: it is always reached.
        here = {automaton.start: 0}
        # Literals that keep the law before this variable is read; None if they are not known.
        over: list[int] | None = []
        for place, variable in enumerate(automaton.scope):
            classes = self._classes.of(variable, automaton.columns[place])
            table = automaton.tables[place]
            sources: dict[int, list[Source]] = {}
            for state, literal in here.items():
                targets: dict[int, list[list[int]]] = {}
                for column, values in classes.items():
                    targets.setdefault(int(table[state, column]), []).append(values)
                yield from self._needed(variable, literal, targets)
                for target, found in targets.items():
                    if target not in (BROKEN, KEPT):
                        sources.setdefault(target, []).append((literal, found))
            if place and over is not None:
                yield from self._supported(variable, classes, here, place, over)
            if place < len(automaton.scope) - 1:
                over = self._over(variable, classes, here, place, over)
            following = {}
            for target, entering in sources.items():
                following[target] = self._state(variable, entering)
                yield from self._entered(variable, following[target], entering)
            here = following

    def _needed(
        self, variable: int, literal: int, targets: dict[int, list[list[int]]]
    ) -> Iterator[Clause]:
        """Yield that a state goes on with a value that does not break the law."""
        broken = [value for values in targets.get(BROKEN, ()) for value in values]
        if not broken:
            return
        state = (-literal,) if literal else ()
        kept = [v for target, found in targets.items() if target for vs in found for v in vs]
        if not kept:
            yield state
        elif len(broken) <= ONE_BY_ONE:
            yield from ((*state, -value) for value in broken)
        elif len(targets) == 2 and len(broken) < len(kept):
            yield (*state, self._classes.literal(variable, sorted(kept)))
        else:
            yield (*state, *sorted(kept))

    def _supported(
        self,
        variable: int,
        classes: dict[int, list[int]],
        here: dict[int, int],
        place: int,
        over: list[int],
    ) -> Iterator[Clause]:
        """Yield that a value comes after a state that it does not break."""
        table = self._automaton.tables[place]
        for column, values in classes.items():
            before = [literal for state, literal in here.items() if table[state, column]]
            if len(before) < len(here):
                yield (-self._classes.literal(variable, values), *before, *over)

    def _over(
        self,
        variable: int,
        classes: dict[int, list[int]],
        here: dict[int, int],
        place: int,
        over: list[int] | None,
    ) -> list[int] | None:
        """Return literals of which one holds if the law is kept once a variable is read."""
        table = self._automaton.tables[place]
        keeps = [c for c in classes if any(table[state, c] == KEPT for state in here)]
        if not keeps or over is None:
            return over
        if place:
            return None
        return [self._classes.literal(variable, sorted(v for c in keeps for v in classes[c]))]

    def _state(self, variable: int, entering: list[Source]) -> int:
        literal, found = entering[0]
        if len(entering) == 1 and not literal:
            return self._classes.literal(variable, sorted(v for values in found for v in values))
        return self._classes.helper()

    def _entered(self, variable: int, state: int, entering: list[Source]) -> Iterator[Clause]:
        """Yield what leads to a state, and what it needs to have come from."""
        if len(entering) == 1 and not entering[0][0]:
            return
        for literal, found in entering:
            for values in found:
                read = self._classes.literal(variable, values)
                yield (state, -literal, -read) if literal else (state, -read)
        if all(literal for literal, _ in entering):
            yield (-state, *sorted({literal for literal, _ in entering}))
        read_here = {v for _, found in entering for values in found for v in values}
        if len(read_here) < self._classes.many(variable):
            yield (-state, *sorted(read_here))
