"""Why an option is blocked, in terms of decisions, rules and groups; and which decisions to drop."""

from collections.abc import Sequence
from dataclasses import dataclass

from configurator.engine.errors import InconsistentChoices, NotBlocked
from configurator.engine.witness.counting import Counter
from configurator.engine.witness.solver import Solver
from configurator.engine.witness.structure import Structure

Decision = tuple[int, bool]
"""Place of an option, and whether it is taken or refused."""

FAN_OUT = 64


@dataclass(frozen=True, slots=True)
class WitnessReason:
    """What together blocks something; without any one element it would be possible.

    Parameters
    ----------
    decisions : tuple of Decision
        Own decisions, in the order given.
    rules : tuple of int
        Numbers of rules, ascending.
    groups : tuple of int
        Numbers of groups, ascending: that they want so many of their members. That an option
        goes with its parent is taken for granted.
    """

    decisions: tuple[Decision, ...]
    rules: tuple[int, ...]
    groups: tuple[int, ...]


class ReasonSolver:
    """All rules as given, each behind a switch; not safe to share between threads.

    Switches hang in a tree: one that is on turns on all below it, so that a question about all
    rules names one literal, and a clash is narrowed down level by level.

    Parameters
    ----------
    structure : Structure
        Tree and rules.
    """

    def __init__(self, structure: Structure) -> None:
        self._shown = structure.shown
        counter = Counter(structure.variables)
        clauses: list[tuple[int, ...]] = [(1,)]
        clauses.extend(
            (-option, parent + 1) for option, parent in enumerate(structure.parents[1:], start=2)
        )
        written: dict[tuple[bool, int], list[tuple[int, ...]]] = {}
        for clause, rule in zip(structure.clauses, structure.rule_of_clause, strict=True):
            written.setdefault((True, rule), []).append(clause)
        for number, branch in enumerate(structure.branches):
            members = [member + 1 for member in branch.members]
            found = list(counter.between(branch.parent + 1, branch.low, branch.high, members))
            if found:
                written[False, number] = found
        self._law_of_switch: dict[int, tuple[bool, int]] = {}
        self._below: dict[int, list[int]] = {}
        following = counter.variables
        for law, found in written.items():
            following += 1
            self._law_of_switch[following] = law
            clauses.extend((-following, *clause) for clause in found)
        switches = list(self._law_of_switch)
        while len(switches) != 1:
            first = following + 1
            for start in range(0, max(1, len(switches)), FAN_OUT):
                following += 1
                self._below[following] = switches[start : start + FAN_OUT]
                clauses.extend((-following, below) for below in self._below[following])
            switches = list(range(first, following + 1))
        (self._main,) = switches
        self._solver = Solver(clauses, following)

    def explain(self, decisions: Sequence[Decision], wanted: Decision) -> WitnessReason:
        """Return why something is impossible; minimal, exact.

        Parameters
        ----------
        decisions : sequence of Decision
            Own decisions, oldest first; newer ones are named rather than older ones.
        wanted : Decision
            What is blocked.

        Raises
        ------
        NotBlocked
            If it is possible.
        TimeLimitReached
            If a question is too hard for the solver.
        """
        literal = self._literal(wanted)
        by_literal = {self._literal(decision): decision for decision in decisions}
        clash = self._clash([literal, self._main], list(by_literal))
        if clash is None:
            raise NotBlocked("it is possible")
        own = self._shrunk([literal, self._main], clash)
        switches = [self._main]
        while any(switch in self._below for switch in switches):
            switches = [b for switch in switches for b in self._below.get(switch, [switch])]
            switches = self._clash([literal, *own], switches) or []
        laws = [self._law_of_switch[s] for s in self._shrunk([literal, *own], switches)]
        chosen = set(own)
        return WitnessReason(
            tuple(decision for found, decision in by_literal.items() if found in chosen),
            tuple(sorted(number for is_rule, number in laws if is_rule)),
            tuple(sorted(number for is_rule, number in laws if not is_rule)),
        )

    def repair(self, decisions: Sequence[Decision], wanted: Decision) -> tuple[Decision, ...]:
        """Return own decisions that must go for something; none of them needlessly.

        Parameters
        ----------
        decisions : sequence of Decision
            Own decisions, oldest first; newer ones are kept rather than older ones.
        wanted : Decision
            What shall be possible.

        Returns
        -------
        tuple of Decision
            In the order given. Minimal: with any of them back it is impossible again. Not
            always the fewest.

        Raises
        ------
        InconsistentChoices
            If it is impossible without any decision.
        TimeLimitReached
            If a question is too hard for the solver.
        """
        kept = [self._main, self._literal(wanted)]
        literals = [self._literal(decision) for decision in decisions]
        if not self._solver.holds(kept, literals):
            raise InconsistentChoices("it is impossible without any decision")
        model = self._solver.model()
        dropped = set()
        for literal in reversed(literals):
            if model[abs(literal) - 1] != literal:
                if not self._solver.holds([*kept, literal], literals):
                    dropped.add(literal)
                    continue
                model = self._solver.model()
            kept.append(literal)
        return tuple(
            decision
            for decision, literal in zip(decisions, literals, strict=True)
            if literal in dropped
        )

    def _literal(self, decision: Decision) -> int:
        option, is_taken = decision
        if option < 0:
            raise IndexError(f"there is no option {option}")
        variable = self._shown[option] + 1
        return variable if is_taken else -variable

    def _clash(self, always: Sequence[int], some: Sequence[int]) -> list[int] | None:
        """Return those of ``some`` that clash with ``always``, in their order; None if none do."""
        if self._solver.holds([*always, *some]):
            return None
        clash = set(self._solver.clash())
        return [literal for literal in some if literal in clash]

    def _shrunk(self, always: Sequence[int], some: Sequence[int]) -> list[int]:
        """Return literals of ``some`` that clash with ``always``, none of them needlessly."""
        left, needed = list(some), list[int]()
        while left:
            literal = left.pop(0)
            clash = self._clash(always, [*needed, *left])
            if clash is None:
                needed.append(literal)
            else:
                left = [other for other in left if other in set(clash)]
        return needed
