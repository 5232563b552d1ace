"""A component as clauses: a literal for each class of values, the rules, one class a variable."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from configurator.engine.arrays import IndexArray
from configurator.engine.automaton import Automaton, alike_values
from configurator.engine.errors import ModelTooLarge
from configurator.engine.features.automaton_clauses import value_clauses

# Pairs of classes of one variable, written out: propagation in one step.
PAIRS = 2_000_000
Clause = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClassClauses:
    """Clauses over classes of values that no rule tells apart.

    Parameters
    ----------
    class_of_value : list of IndexArray
        Per variable of the component, the class of each value.
    literals : list of range
        Per variable, the literal of each class; exactly one holds.
    clauses : list of tuple of int
        Over those literals and helpers after them.
    """

    class_of_value: list[IndexArray]
    literals: list[range]
    clauses: list[Clause]


def write_classes(
    variables: Sequence[int], automata: Sequence[Automaton], sizes: Sequence[int]
) -> ClassClauses:
    """Write the rules of a component as clauses.

    Parameters
    ----------
    variables : sequence of int
        All that the automata read.
    automata : sequence of Automaton
        One per rule.
    sizes : sequence of int
        Number of values of every variable of the model.

    Raises
    ------
    ModelTooLarge
        If that takes too many clauses.
    """
    class_of_value, literals, following = [], [], 1
    by_value: list[list[int]] = [[0] * size for size in sizes]
    for variable in variables:
        first, rank = alike_values(variable, automata, sizes[variable])
        many = len(first)
        class_of_value.append(rank)
        literals.append(range(following, following + many))
        for place, example in enumerate(first.tolist()):
            by_value[variable][example] = following + place
        following += many
    if sum(len(found) * (len(found) - 1) // 2 for found in literals) > PAIRS:
        raise ModelTooLarge(f"the values have more than {PAIRS:,} pairs")
    clauses = value_clauses(automata, by_value, following - 1)
    for found in literals:
        clauses.append(tuple(found))
        clauses.extend((-one, -other) for one, other in itertools.combinations(found, 2))
    return ClassClauses(class_of_value, literals, clauses)
