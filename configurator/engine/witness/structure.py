"""What the witness engine compiles: a tree of options with counted groups, and clauses across it."""

from collections.abc import Sequence
from dataclasses import dataclass

from configurator.engine.errors import MalformedModel
from configurator.engine.features.feature_model import FeatureModel
from configurator.engine.witness.clauses import Clause, ClauseWriter


@dataclass(frozen=True, slots=True)
class Branch:
    """Members of one group below an option.

    Parameters
    ----------
    parent : int
        Place of the option above.
    low, high : int
        How many members are selected, both included, whenever the parent is.
    members : tuple of int
        Places of the members.
    """

    parent: int
    low: int
    high: int
    members: tuple[int, ...]

    @property
    def is_choice(self) -> bool:
        """Whether one literal for "one of the members that no rule names" says enough."""
        return self.low <= 1 and self.high in {1, len(self.members)}

    @property
    def is_free(self) -> bool:
        """Whether the members know nothing of each other: all of them, or any of them."""
        many = len(self.members)
        return self.high >= many and (self.low <= 0 or self.low == many)


@dataclass(frozen=True, slots=True)
class Structure:
    """Options in a tree, and clauses.

    Parameters
    ----------
    parents : tuple of int
        Per option, the option above, which comes before it; -1 for the root, which comes first.
    branches : tuple of Branch
        Every option but the root is a member of exactly one.
    clauses : tuple of Clause
        Variable ``1 + place`` is an option; higher variables are helpers.
    rule_of_clause : tuple of int
        Which rule each clause was written for.
    variables : int
        Options and helpers.
    shown : tuple of int
        Options that are answered for, in the order of the answer.
    """

    parents: tuple[int, ...]
    branches: tuple[Branch, ...]
    clauses: tuple[Clause, ...]
    rule_of_clause: tuple[int, ...]
    variables: int
    shown: tuple[int, ...]

    @property
    def options(self) -> int:
        """Number of options."""
        return len(self.parents)


def read_features(model: FeatureModel) -> Structure:
    """Read a feature model; every feature is an option.

    Raises
    ------
    MalformedModel
        If the model needs more than Boolean features and Boolean constraints.
    """
    for feature in model.features:
        if (feature.low, feature.high) != (1, 1):
            raise MalformedModel(f"{feature.name} may stand more than once: not a Boolean model")
    writer = ClauseWriter(len(model.features))
    for index, constraint in enumerate(model.constraints):
        writer.write(constraint, index)
    return Structure(
        tuple(feature.parent for feature in model.features),
        tuple(Branch(g.parent, g.low, g.high, g.members) for g in model.groups),
        tuple(writer.clauses),
        tuple(writer.rules),
        writer.variables,
        tuple(range(len(model.features))),
    )


def read_clauses(
    clauses: Sequence[Sequence[int]], options: Sequence[int], groups: Sequence[Sequence[int]] = ()
) -> Structure:
    """Read plain clauses.

    Parameters
    ----------
    clauses : sequence of sequence of int
        Literals in DIMACS style; each clause is a rule of its own.
    options : sequence of int
        The variables that are answered for, in this order; all others are helpers.
    groups : sequence of sequence of int
        Disjoint sets of places in ``options`` of which exactly one is selected; the clauses
        need not say so.

    Raises
    ------
    MalformedModel
        If a variable is named twice, an option is in two groups, or a literal is 0.
    """
    place = {variable: index for index, variable in enumerate(options, start=2)}
    if len(place) != len(options):
        raise MalformedModel("a variable stands twice among the options")
    grouped = [member for group in groups for member in group]
    if len(set(grouped)) != len(grouped):
        raise MalformedModel("an option is in two groups")
    for variable in sorted({abs(literal) for clause in clauses for literal in clause}):
        if variable == 0:
            raise MalformedModel("0 is no literal")
        place.setdefault(variable, len(place) + 2)
    free = sorted(set(range(len(options))) - set(grouped))
    branches = [Branch(0, 1, 1, tuple(member + 1 for member in group)) for group in groups]
    branches.append(Branch(0, 0, len(free), tuple(member + 1 for member in free)))
    return Structure(
        (-1, *([0] * len(options))),
        tuple(branches),
        tuple(tuple(place[abs(x)] if x > 0 else -place[abs(x)] for x in c) for c in clauses),
        tuple(range(len(clauses))),
        len(place) + 1,
        tuple(range(1, len(options) + 1)),
    )
