"""Constraints of a feature model: small frozen nodes that may be nested as deep as memory allows.

Equality and hashing walk the nodes one by one instead of calling themselves, so that no formula
exhausts the stack. Code that reads formulas uses `postorder` for the same reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Node:
    """A part of a constraint."""

    __slots__ = ()

    @property
    def parts(self) -> "tuple[Node, ...]":
        """The nodes directly below, in order."""
        return ()

    @property
    def label(self) -> tuple[object, ...]:
        """What the node is apart from its parts."""
        return ()

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return isinstance(other, Node) and _flat(self) == _flat(other)

    def __hash__(self) -> int:
        return hash(_flat(self))


class ComparisonKind(StrEnum):
    """How two values are compared."""

    EQUAL = "=="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="


class ArithmeticKind(StrEnum):
    """What is done with two numbers."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    DIVIDED = "/"


class AggregateKind(StrEnum):
    """What is told about an attribute of many features."""

    SUM = "sum"
    AVERAGE = "avg"


class RoundingKind(StrEnum):
    """To which side a number is rounded."""

    FLOOR = "floor"
    CEIL = "ceil"


@dataclass(frozen=True, slots=True, eq=False)
class Name(Node):
    """A feature is selected; in arithmetic, the value of a typed feature.

    Parameters
    ----------
    feature : int
        Place of the feature in the model.
    """

    feature: int

    @property
    def label(self) -> tuple[object, ...]:
        return (self.feature,)


@dataclass(frozen=True, slots=True, eq=False)
class Not(Node):
    """The part does not hold."""

    part: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.part,)


@dataclass(frozen=True, slots=True, eq=False)
class And(Node):
    """All parts hold; without parts it always holds."""

    items: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        return self.items


@dataclass(frozen=True, slots=True, eq=False)
class Or(Node):
    """At least one part holds; without parts it never holds."""

    items: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        return self.items


@dataclass(frozen=True, slots=True, eq=False)
class Implies(Node):
    """If the left part holds, so does the right one."""

    left: Node
    right: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)


@dataclass(frozen=True, slots=True, eq=False)
class Iff(Node):
    """Both parts hold or neither does."""

    left: Node
    right: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)


@dataclass(frozen=True, slots=True, eq=False)
class Compare(Node):
    """Two values compared: the only Boolean node over numbers and texts."""

    kind: ComparisonKind
    left: Node
    right: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)

    @property
    def label(self) -> tuple[object, ...]:
        return (self.kind,)


@dataclass(frozen=True, slots=True, eq=False)
class Arithmetic(Node):
    """Two numbers added, subtracted, multiplied or divided."""

    kind: ArithmeticKind
    left: Node
    right: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)

    @property
    def label(self) -> tuple[object, ...]:
        return (self.kind,)


@dataclass(frozen=True, slots=True, eq=False)
class Number(Node):
    """A constant."""

    value: Fraction

    @property
    def label(self) -> tuple[object, ...]:
        return (self.value,)


@dataclass(frozen=True, slots=True, eq=False)
class Text(Node):
    """A constant text."""

    value: str

    @property
    def label(self) -> tuple[object, ...]:
        return (self.value,)


@dataclass(frozen=True, slots=True, eq=False)
class Attribute(Node):
    """An attribute of a feature; 0 or the empty text while the feature is not selected."""

    feature: int
    name: str

    @property
    def label(self) -> tuple[object, ...]:
        return (self.feature, self.name)


@dataclass(frozen=True, slots=True, eq=False)
class Aggregate(Node):
    """An attribute over all selected features below a feature.

    Parameters
    ----------
    kind : AggregateKind
        Sum or average.
    attribute : str
        Which attribute; features without it do not count.
    below : int
        Only this feature and what stands below it; -1 for all.
    """

    kind: AggregateKind
    attribute: str
    below: int = -1

    @property
    def label(self) -> tuple[object, ...]:
        return (self.kind, self.attribute, self.below)


@dataclass(frozen=True, slots=True, eq=False)
class Length(Node):
    """Number of characters of a text."""

    part: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.part,)


@dataclass(frozen=True, slots=True, eq=False)
class Rounded(Node):
    """A number rounded down or up."""

    kind: RoundingKind
    part: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.part,)

    @property
    def label(self) -> tuple[object, ...]:
        return (self.kind,)


BOOLEAN_NODES = (Name, Not, And, Or, Implies, Iff)
"""Nodes of formulas that need no arithmetic."""


def postorder(node: Node) -> Iterator[Node]:
    """Return all nodes of a formula, each after its parts, without calling itself.

    Parameters
    ----------
    node : Node
        The formula.

    Yields
    ------
    Node
        Parts from left to right, then what they belong to; ``node`` comes last.
    """
    waiting: list[tuple[Node, bool]] = [(node, False)]
    while waiting:
        here, is_open = waiting.pop()
        parts = here.parts
        if is_open or not parts:
            yield here
            continue
        waiting.append((here, True))
        waiting.extend((part, False) for part in reversed(parts))


def depth(node: Node) -> int:
    """Return how many nodes stand one below the other at most."""
    deepest = 0
    waiting = [(node, 1)]
    while waiting:
        here, level = waiting.pop()
        deepest = max(deepest, level)
        waiting.extend((part, level + 1) for part in here.parts)
    return deepest


def is_boolean(node: Node) -> bool:
    """Return whether a formula is free of numbers and texts."""
    return all(isinstance(here, BOOLEAN_NODES) for here in postorder(node))


def negated(node: Node) -> Node:
    """Return the opposite of a formula, without a double negation."""
    return node.part if isinstance(node, Not) else Not(node)


def _flat(node: Node) -> tuple[object, ...]:
    return tuple((type(here), len(here.parts), here.label) for here in postorder(node))
