"""What the stored form of a witness artefact holds."""

from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np

from configurator.engine.arrays import BoolArray
from configurator.engine.envelope import Envelope, Stored
from configurator.engine.witness.cases import Cases
from configurator.engine.witness.component import Component
from configurator.engine.witness.structure import Branch, Structure
from configurator.engine.witness.tree import PlaceArray, PureTree

ENVELOPE = Envelope(b"tailorline-witness-1\n", "witness artefact", np.intp)
CASE_ARRAYS = ("held", "starts", "literals", "blocks", "rows")
Parts = tuple[PureTree, PlaceArray, tuple[Component, ...], Structure, BoolArray, BoolArray, bool]
TREE_ARRAYS = (
    "node_of_option",
    "source_of_node",
    "group_of_node",
    "level_starts",
    "group_starts",
    "group_sources",
    "lows",
    "highs",
)


class Packable(Protocol):
    """What an artefact shows for storing."""

    @property
    def tree(self) -> PureTree: ...
    @property
    def literal_of_node(self) -> PlaceArray: ...
    @property
    def components(self) -> tuple[Component, ...]: ...
    @property
    def structure(self) -> Structure: ...
    @property
    def always_on(self) -> BoolArray: ...
    @property
    def dead(self) -> BoolArray: ...
    @property
    def is_void(self) -> bool: ...


def pack(artefact: Packable) -> bytes:
    """Return the stored form of an artefact."""
    arrays: list[Stored] = [getattr(artefact.tree, name) for name in TREE_ARRAYS]
    arrays += [artefact.literal_of_node, artefact.always_on, artefact.dead]
    arrays += _structure_arrays(artefact.structure)
    for part in artefact.components:
        arrays += [part.asked, part.literals, part.starts, part.rows]
        arrays += _case_arrays(part.cases)
    header = {
        "nodes": artefact.tree.nodes,
        "rounds": [component.rounds for component in artefact.components],
        "cases": [component.cases is not None for component in artefact.components],
        "variables": artefact.structure.variables,
        "is_void": artefact.is_void,
    }
    return ENVELOPE.seal(header, arrays)


def unpack(content: bytes) -> Parts:
    """Read the stored form.

    Raises
    ------
    MalformedModel
        If the bytes are no artefact.
    """
    return ENVELOPE.read(content, _unpack)


def _unpack(header: Any, arrays: Iterator[Stored]) -> Parts:
    tree = PureTree(int(header["nodes"]), *(next(arrays) for _ in TREE_ARRAYS))
    literal_of_node, always_on, dead = next(arrays), next(arrays), next(arrays)
    structure = _read_structure(arrays, int(header["variables"]))
    has_cases = header.get("cases", [False] * len(header["rounds"]))
    components = tuple(
        _read_component(arrays, int(rounds), bool(has))
        for rounds, has in zip(header["rounds"], has_cases, strict=True)
    )
    is_void = bool(header["is_void"])
    return tree, literal_of_node, components, structure, always_on, dead, is_void


def _case_arrays(cases: Cases | None) -> list[Stored]:
    return [] if cases is None else [getattr(cases, name) for name in CASE_ARRAYS]


def _read_component(arrays: Iterator[Stored], rounds: int, has_cases: bool) -> Component:
    asked, literals, starts, rows = (next(arrays) for _ in range(4))
    cases = Cases(len(asked), *(next(arrays) for _ in CASE_ARRAYS)) if has_cases else None
    return Component(asked, literals, starts, rows, rounds, cases)


def _structure_arrays(structure: Structure) -> list[Stored]:
    branches = [[b.parent, b.low, b.high, len(b.members)] for b in structure.branches]
    return [
        np.array(structure.parents, dtype=np.intp),
        np.array(branches, dtype=np.intp).reshape(-1, 4),
        np.array([m for b in structure.branches for m in b.members], dtype=np.intp),
        np.array([x for clause in structure.clauses for x in clause], dtype=np.intp),
        np.array([len(clause) for clause in structure.clauses], dtype=np.intp),
        np.array(structure.rule_of_clause, dtype=np.intp),
        np.array(structure.shown, dtype=np.intp),
    ]


def _read_structure(arrays: Iterator[Stored], variables: int) -> Structure:
    parents, branches, members, literals, lengths, rules, shown = (
        next(arrays).tolist() for _ in range(7)
    )
    taken, given = iter(members), iter(literals)
    return Structure(
        tuple(parents),
        tuple(
            Branch(parent, low, high, tuple(next(taken) for _ in range(many)))
            for parent, low, high, many in branches
        ),
        tuple(tuple(next(given) for _ in range(many)) for many in lengths),
        tuple(rules),
        variables,
        tuple(shown),
    )
