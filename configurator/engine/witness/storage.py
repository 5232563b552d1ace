"""The stored form of a witness artefact: a JSON header and raw arrays, compressed together."""

import json
import struct
import zlib
from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from configurator.engine.arrays import BoolArray
from configurator.engine.errors import MalformedModel
from configurator.engine.witness.component import Component
from configurator.engine.witness.structure import Branch, Structure
from configurator.engine.witness.tree import PlaceArray, PureTree

MAGIC = b"tailorline-witness-1\n"
LENGTH = struct.Struct("<Q")
Stored = npt.NDArray[Any]
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
    stored = [_narrow(array) for array in arrays]
    header = {
        "nodes": artefact.tree.nodes,
        "rounds": [component.rounds for component in artefact.components],
        "variables": artefact.structure.variables,
        "is_void": artefact.is_void,
        "arrays": [[array.dtype.str, list(array.shape)] for array in stored],
    }
    text = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
    body = b"".join(array.tobytes() for array in stored)
    return MAGIC + zlib.compress(LENGTH.pack(len(text)) + text + body, level=6)


def unpack(content: bytes) -> Parts:
    """Read the stored form.

    Raises
    ------
    MalformedModel
        If the bytes are no artefact.
    """
    if not content.startswith(MAGIC):
        raise MalformedModel("these bytes are no witness artefact of this engine")
    try:
        return _unpack(zlib.decompress(content[len(MAGIC) :]))
    except (zlib.error, struct.error, KeyError, TypeError, ValueError, StopIteration) as error:
        raise MalformedModel(f"the stored artefact is damaged: {error}") from error


def _unpack(raw: bytes) -> Parts:
    (size,) = LENGTH.unpack_from(raw)
    header = json.loads(raw[LENGTH.size : LENGTH.size + size])
    arrays = _read_arrays(raw, LENGTH.size + size, header["arrays"])
    tree = PureTree(int(header["nodes"]), *(next(arrays) for _ in TREE_ARRAYS))
    literal_of_node, always_on, dead = next(arrays), next(arrays), next(arrays)
    structure = _read_structure(arrays, int(header["variables"]))
    components = tuple(
        Component(next(arrays), next(arrays), next(arrays), next(arrays), int(rounds))
        for rounds in header["rounds"]
    )
    is_void = bool(header["is_void"])
    return tree, literal_of_node, components, structure, always_on, dead, is_void


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


def _narrow(array: Stored) -> Stored:
    """Return an array in the fewest bytes that are read back the same."""
    if array.dtype == np.bool_ or array.dtype == np.uint64:
        return array.astype(array.dtype.newbyteorder("<"))
    low, high = int(array.min(initial=0)), int(array.max(initial=0))
    for width in (np.uint8, np.uint16, np.int32):
        bounds = np.iinfo(width)
        if bounds.min <= low and high <= bounds.max:
            return array.astype(np.dtype(width).newbyteorder("<"))
    raise MalformedModel("an array of the artefact does not fit into 32 bits")


def _read_arrays(raw: bytes, offset: int, forms: Any) -> Iterator[Stored]:
    for kind, shape in forms:
        stored = np.dtype(kind)
        many = int(np.prod(shape, dtype=np.int64))
        array = np.frombuffer(raw, dtype=stored, count=many, offset=offset).reshape(shape)
        offset += array.nbytes
        own = array.astype(
            stored.newbyteorder("=") if stored.kind == "b" or stored.itemsize == 8 else np.intp
        )
        own.setflags(write=False)
        yield own
