"""Formulas as clauses: written out where that stays small, through helper variables elsewhere."""

from collections.abc import Iterable, Sequence

from configurator.engine.errors import MalformedModel
from configurator.engine.features.formulas import (
    And,
    Iff,
    Implies,
    Name,
    Node,
    Not,
    Or,
    is_boolean,
)

Clause = tuple[int, ...]
Clauses = list[frozenset[int]]

# More clauses than this for one disjunction are kept apart by a helper variable.
WRITTEN_OUT = 256


class ClauseWriter:
    """Collects clauses over options and over helpers that it invents.

    Parameters
    ----------
    variables : int
        Number of variables that exist; variable ``1 + place`` is an option.
    """

    def __init__(self, variables: int) -> None:
        self.variables = variables
        self.clauses: list[Clause] = []
        self.rules: list[int] = []

    def write(self, formula: Node, rule: int) -> None:
        """Write a formula that holds.

        Parameters
        ----------
        formula : Node
            Boolean; as deep as it likes.
        rule : int
            Number that its clauses carry.

        Raises
        ------
        MalformedModel
            If the formula contains arithmetic.
        """
        if not is_boolean(formula):
            raise MalformedModel(f"constraint {rule + 1} needs arithmetic: not a Boolean model")
        waiting: list[tuple[Node, bool]] = [(formula, True)]
        while waiting:
            node, sign = waiting.pop()
            conjuncts = _conjuncts(node, sign)
            if conjuncts is not None:
                waiting.extend(reversed(conjuncts))
                continue
            clause = _as_clause(node, sign)
            self._add([clause] if clause is not None else self._written_out(node, sign), rule)

    def _add(self, clauses: Iterable[Iterable[int]], rule: int) -> None:
        for clause in clauses:
            literals = set(clause)
            if not any(-literal in literals for literal in literals):
                self.clauses.append(tuple(sorted(literals, key=abs)))
                self.rules.append(rule)

    def _written_out(self, formula: Node, sign: bool) -> Clauses:
        nodes, first_part = _in_order(formula)
        needs = _polarities(nodes, first_part, sign)
        written: list[dict[bool, Clauses]] = [{} for _ in nodes]
        rule_clauses: Clauses = []
        for place in range(len(nodes) - 1, -1, -1):
            parts = [written[p] for p in _places(nodes, first_part, place)]
            for polarity in needs[place]:
                written[place][polarity] = self._combined(
                    nodes[place], polarity, parts, rule_clauses
                )
        return rule_clauses + written[0][sign]

    def _combined(
        self, node: Node, sign: bool, parts: Sequence[dict[bool, Clauses]], extra: Clauses
    ) -> Clauses:
        match node:
            case Name(feature):
                return [frozenset({feature + 1 if sign else -feature - 1})]
            case Not():
                return parts[0][not sign]
            case Implies():
                sides = [parts[0][not sign], parts[1][sign]]
                return self._either(sides, extra) if sign else sides[0] + sides[1]
            case Iff():
                left, right = parts
                return [
                    *self._either([left[False], right[sign]], extra),
                    *self._either([left[True], right[not sign]], extra),
                ]
            case _:
                sides = [part[sign] for part in parts]
                if isinstance(node, And) == sign:
                    return [clause for side in sides for clause in side]
                return self._either(sides, extra)

    def _either(self, sides: Sequence[Clauses], extra: Clauses) -> Clauses:
        joined: Clauses = [frozenset()]
        for side in sorted(sides, key=len):
            added = side
            if len(joined) * len(side) > WRITTEN_OUT:
                joined, added = self._named(joined, extra), self._named(side, extra)
            joined = list(
                dict.fromkeys(
                    clause
                    for clause in (one | other for one in joined for other in added)
                    if not any(-literal in clause for literal in clause)
                )
            )
        return joined

    def _named(self, clauses: Clauses, extra: Clauses) -> Clauses:
        if len(clauses) <= 1:
            return clauses
        self.variables += 1
        extra.extend(clause | {-self.variables} for clause in clauses)
        return [frozenset({self.variables})]


def _conjuncts(node: Node, sign: bool) -> list[tuple[Node, bool]] | None:
    """Return the formulas that together say the same, or None when it is no conjunction."""
    match node:
        case Not(part):
            return [(part, not sign)]
        case And(items) if sign:
            return [(item, True) for item in items]
        case Or(items) if not sign:
            return [(item, False) for item in items]
        case Implies(left, right) if not sign:
            return [(left, True), (right, False)]
        case _:
            return None


def _as_clause(node: Node, sign: bool) -> list[int] | None:
    """Return the literals of a formula that is a disjunction of literals, else None."""
    literals: list[int] = []
    waiting = [(node, sign)]
    while waiting:
        here, positive = waiting.pop()
        match here:
            case Name(feature):
                literals.append(feature + 1 if positive else -feature - 1)
            case Not(part):
                waiting.append((part, not positive))
            case Implies(left, right) if positive:
                waiting += [(right, True), (left, False)]
            case Or(items) if positive:
                waiting.extend((item, True) for item in items)
            case And(items) if not positive:
                waiting.extend((item, False) for item in items)
            case _:
                return None
    return literals


def _in_order(formula: Node) -> tuple[list[Node], list[int]]:
    """Return all nodes, parts after what they belong to, and where the parts of each begin."""
    nodes = [formula]
    first_part = []
    for node in nodes:
        first_part.append(len(nodes))
        nodes.extend(node.parts)
    return nodes, first_part


def _places(nodes: Sequence[Node], first_part: Sequence[int], place: int) -> range:
    start = first_part[place]
    return range(start, start + len(nodes[place].parts))


def _polarities(nodes: Sequence[Node], first_part: Sequence[int], sign: bool) -> list[set[bool]]:
    """Return per node in which of its two senses the formula needs it."""
    needs: list[set[bool]] = [set() for _ in nodes]
    needs[0].add(sign)
    for place, node in enumerate(nodes):
        senses = needs[place]
        flipped = {not sense for sense in senses}
        for number, part in enumerate(_places(nodes, first_part, place)):
            if isinstance(node, Iff):
                needs[part] = {True, False}
            elif isinstance(node, Not) or (isinstance(node, Implies) and number == 0):
                needs[part] |= flipped
            else:
                needs[part] |= senses
    return needs
