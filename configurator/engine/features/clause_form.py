"""A Boolean feature model as clauses in which every helper is determined by the features.

So the assignments of the clauses are the configurations, one for one: they can be counted.
"""

from collections.abc import Sequence

from configurator.engine.errors import MalformedModel, ModelTooLarge
from configurator.engine.features.formulas import (
    And,
    Iff,
    Implies,
    Name,
    Node,
    Not,
    Or,
    is_boolean,
    postorder,
)

CLAUSE_LIMIT = 5_000_000


class ClauseForm:
    """Clauses over variables counted from 1.

    Parameters
    ----------
    variables : int
        Variable ``1 + place`` is a feature; helpers follow.
    """

    def __init__(self, variables: int) -> None:
        self.variables = variables
        self.clauses: list[tuple[int, ...]] = []

    def add(self, *clause: int) -> None:
        """Add one clause; raises `ModelTooLarge` beyond `CLAUSE_LIMIT`."""
        if len(self.clauses) >= CLAUSE_LIMIT:
            raise ModelTooLarge(f"the model needs more than {CLAUSE_LIMIT:,} clauses")
        self.clauses.append(clause)

    def helper(self) -> int:
        """Return a fresh variable; the caller says what determines it."""
        self.variables += 1
        return self.variables

    def demand(self, formula: Node) -> None:
        """Add clauses that hold exactly if the formula does.

        Raises
        ------
        MalformedModel
            If the formula contains arithmetic.
        """
        if not is_boolean(formula):
            raise MalformedModel("a constraint with numbers or texts has no clauses")
        waiting: list[tuple[Node, bool]] = [(formula, True)]
        while waiting:
            node, sign = waiting.pop()
            if isinstance(node, Not):
                waiting.append((node.part, not sign))
            elif isinstance(node, And | Or) and isinstance(node, And) == sign:
                waiting.extend((item, sign) for item in node.items)
            elif isinstance(node, Implies) and not sign:
                waiting.extend([(node.left, True), (node.right, False)])
            elif isinstance(node, Iff):
                left, right = self._literal(node.left), self._literal(node.right)
                right = right if sign else -right
                self.add(-left, right)
                self.add(left, -right)
            else:
                self.add(*self._disjuncts(node, sign))

    def count_between(self, guard: int, low: int, high: int, literals: Sequence[int]) -> None:
        """Add clauses for ``low`` to ``high`` of the literals whenever ``guard`` holds."""
        if low > len(literals):
            self.add(-guard)
            return
        most = min(high + 1, len(literals))
        # reached[k]: at least k of the literals so far.
        reached: list[int] = []
        for literal in literals:
            following = []
            for k in range(min(len(reached) + 1, most)):
                already = reached[k] if k < len(reached) else None
                below = reached[k - 1] if k else None
                following.append(self._reached(literal, already, below))
            reached = following
        if low > 0:
            self.add(-guard, reached[low - 1])
        if high < len(literals):
            self.add(-guard, -reached[high])

    def _reached(self, literal: int, already: int | None, below: int | None) -> int:
        """Return a literal for: already, or this literal and one fewer below."""
        if already is None and below is None:
            return literal
        found = self.helper()
        step = [literal] if below is None else [literal, below]
        self.add(found, *(-part for part in step))
        if already is not None:
            self.add(found, -already)
        for part in step:
            self.add(-found, part, *([already] if already is not None else []))
        return found

    def _disjuncts(self, node: Node, sign: bool) -> list[int]:
        """Return the literals of a clause."""
        literals: list[int] = []
        waiting = [(node, sign)]
        while waiting:
            here, is_plain = waiting.pop()
            if isinstance(here, Not):
                waiting.append((here.part, not is_plain))
            elif isinstance(here, And | Or) and isinstance(here, Or) == is_plain:
                waiting.extend((item, is_plain) for item in here.items)
            elif isinstance(here, Implies) and is_plain:
                waiting.extend([(here.left, False), (here.right, True)])
            else:
                literal = self._literal(here)
                literals.append(literal if is_plain else -literal)
        return literals

    def _literal(self, formula: Node) -> int:
        """Return a literal that holds exactly if the formula does."""
        found: list[int] = []
        for node in postorder(formula):
            many = len(node.parts)
            below = found[len(found) - many :]
            del found[len(found) - many :]
            if isinstance(node, Name):
                found.append(node.feature + 1)
            elif isinstance(node, Not):
                found.append(-below[0])
            elif isinstance(node, Iff):
                found.append(self._equal(below[0], below[1]))
            elif isinstance(node, And):
                found.append(-self._any([-literal for literal in below]))
            elif isinstance(node, Implies):
                found.append(self._any([-below[0], below[1]]))
            else:
                found.append(self._any(below))
        return found[0]

    def _any(self, literals: Sequence[int]) -> int:
        found = self.helper()
        self.add(-found, *literals)
        for literal in literals:
            self.add(found, -literal)
        return found

    def _equal(self, left: int, right: int) -> int:
        found = self.helper()
        for clause in ((-left, right), (left, -right)):
            self.add(-found, *clause)
        self.add(found, left, right)
        self.add(found, -left, -right)
        return found
