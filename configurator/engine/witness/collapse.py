"""The tree split in two: the core that rules reach, as clauses, and pure options below it.

An option is in the core if a rule names it or something below it. Of an or-group or an alternative
with members of both kinds, the pure members are one literal of the core: "one of the others".
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from configurator.engine.arrays import BoolArray
from configurator.engine.witness.counting import Counter
from configurator.engine.witness.structure import Branch, Structure
from configurator.engine.witness.tree import PureTree, TreeState, Twig, grow_tree


@dataclass(frozen=True, slots=True)
class Core:
    """Clauses over the core.

    Parameters
    ----------
    clauses : list of tuple of int
        Variable ``1 + node`` for the nodes of the core; higher variables are helpers.
    nodes : int
        Options of the core and "one of the others" literals.
    variables : int
        Nodes and helpers.
    """

    clauses: list[tuple[int, ...]]
    nodes: int
    variables: int


def collapse(structure: Structure) -> tuple[Core, PureTree]:
    """Split a structure into core and pure tree.

    Parameters
    ----------
    structure : Structure
        Options, branches and clauses.

    Returns
    -------
    core : Core
        Satisfied by a choice of its nodes exactly if that choice extends to the whole.
    tree : PureTree
        The other options, and which node each option is.

    Raises
    ------
    ModelTooLarge
        If a group that must be counted takes too many clauses.
    """
    is_core = _reached(structure)
    node_of = {option: node for node, option in enumerate(np.flatnonzero(is_core).tolist())}
    nodes = len(node_of)
    twigs: list[Twig] = []
    counted: list[tuple[Branch, list[int]]] = []
    for branch in structure.branches:
        within = [node_of[member] for member in branch.members if is_core[member]]
        pure = tuple(member for member in branch.members if not is_core[member])
        if not within or branch.is_free:
            twigs.append(_twig(branch, pure, node_of.get(branch.parent)))
        elif pure:
            high = 1 if branch.high == 1 else len(pure)
            twigs.append(Twig(-1, nodes, 1, high, pure))
            within.append(nodes)
            nodes += 1
        if within:
            counted.append((branch, within))
    tree = grow_tree(structure, node_of, nodes, twigs)
    return _core(structure, node_of, nodes, counted, tree), tree


def _reached(structure: Structure) -> BoolArray:
    """Mark the options that rules name, with their ancestors and who is counted with them."""
    is_core = np.zeros(structure.options, dtype=np.bool_)
    is_core[0] = True
    named = {abs(literal) - 1 for clause in structure.clauses for literal in clause}
    crowd_of = {
        member: branch.members
        for branch in structure.branches
        if not branch.is_free and not branch.is_choice
        for member in branch.members
    }
    waiting = [option for option in named if option < structure.options]
    while waiting:
        option = waiting.pop()
        if not is_core[option]:
            is_core[option] = True
            waiting.append(structure.parents[option])
            waiting.extend(crowd_of.pop(option, ()))
    return is_core


def _twig(branch: Branch, pure: tuple[int, ...], source: int | None) -> Twig:
    """Return the pure members of a branch that has no core members or asks nothing of them."""
    low, high = branch.low, branch.high
    if branch.is_free:
        low, high = (len(pure) if low > 0 else 0), len(pure)
    elif low > high:
        low = len(pure) + 1
    return Twig(branch.parent if source is None else -1, source, max(low, 0), high, pure)


def _core(
    structure: Structure,
    node_of: dict[int, int],
    nodes: int,
    counted: Sequence[tuple[Branch, list[int]]],
    tree: PureTree,
) -> Core:
    counter = Counter(nodes + structure.variables - structure.options)
    clauses: list[tuple[int, ...]] = [(1,)]
    for branch, within in counted:
        parent = node_of[branch.parent] + 1
        members = [node + 1 for node in within]
        clauses.extend((-member, parent) for member in members)
        low, high = branch.low, min(branch.high, len(members))
        if branch.is_free:
            low, high = (len(members) if low > 0 else 0), len(members)
        clauses.extend(counter.between(parent, low, high, members))
    shift = nodes - structure.options
    for clause in structure.clauses:
        renamed = (
            node_of[abs(x) - 1] + 1 if abs(x) <= structure.options else abs(x) + shift
            for x in clause
        )
        clauses.append(tuple(v if x > 0 else -v for x, v in zip(clause, renamed, strict=True)))
    clauses.extend((-node - 1,) for node in TreeState(tree).forbidden_at_rest)
    return Core(clauses, nodes, counter.variables)
