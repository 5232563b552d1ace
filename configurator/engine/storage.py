"""The stored form of an artefact: a JSON header and raw arrays, compressed together."""

import json
import struct
import zlib
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

import numpy as np

from configurator.engine.arrays import IndexArray
from configurator.engine.automaton import Automaton
from configurator.engine.diagram import Diagram, Layer
from configurator.engine.errors import MalformedModel
from configurator.engine.model import Model
from configurator.engine.variables import Variable

MAGIC = b"tailorline-engine-1\n"
LENGTH = struct.Struct("<Q")
WIDTHS = (np.uint8, np.uint16, np.int32)

Parts = tuple[
    Model,
    tuple[Variable, ...],
    tuple[Diagram, ...],
    tuple[IndexArray, ...],
    tuple[str, ...],
    tuple[Automaton, ...],
    bool,
]


class Packable(Protocol):
    """What an artefact shows for storing."""

    @property
    def model(self) -> Model: ...
    @property
    def variables(self) -> tuple[Variable, ...]: ...
    @property
    def diagrams(self) -> tuple[Diagram, ...]: ...
    @property
    def alone(self) -> tuple[IndexArray, ...]: ...
    @property
    def law_codes(self) -> tuple[str, ...]: ...
    @property
    def automata(self) -> tuple[Automaton, ...]: ...
    @property
    def is_void(self) -> bool: ...


def pack(artefact: Packable) -> bytes:
    """Return the stored form of an artefact."""
    arrays: list[IndexArray] = []

    def keep(items: Iterable[IndexArray]) -> int:
        before = len(arrays)
        arrays.extend(items)
        return len(arrays) - before

    header = {
        "document": artefact.model.document,
        "variables": [[v.group, v.size, list(v.options)] for v in artefact.variables],
        "diagrams": [_pack_diagram(diagram, keep) for diagram in artefact.diagrams],
        "alone": keep(artefact.alone),
        "laws": [
            [code, list(a.scope), a.start, keep((*a.columns, *a.tables))]
            for code, a in zip(artefact.law_codes, artefact.automata, strict=True)
        ],
        "is_void": artefact.is_void,
    }
    narrow = [_narrow(array) for array in arrays]
    header["arrays"] = [[array.dtype.str, list(array.shape)] for array in narrow]
    text = json.dumps(header, sort_keys=True, separators=(",", ":"), default=_number).encode()
    body = b"".join(array.tobytes() for array in narrow)
    return MAGIC + zlib.compress(LENGTH.pack(len(text)) + text + body, level=6)


def _number(value: object) -> int | float:
    """Return an exact number as the JSON number that the rule language reads back exactly."""
    if not isinstance(value, Decimal | Fraction):
        raise TypeError(f"{value!r} cannot be stored")
    if Fraction(value).denominator == 1:
        return int(value)
    if Fraction(repr(float(value))) != Fraction(value):
        raise MalformedModel(f"{value} has too many digits to be stored")
    return float(value)


def _pack_diagram(diagram: Diagram, keep: Any) -> dict[str, Any]:
    for layer in diagram.layers:
        keep((layer.parents, layer.classes, layer.children))
    keep(diagram.class_of_value)
    return {
        "layers": [[layer.variable, layer.nodes] for layer in diagram.layers],
        "classes": list(diagram.class_counts),
    }


def _narrow(array: IndexArray) -> np.ndarray[Any, Any]:
    low, high = int(array.min(initial=0)), int(array.max(initial=0))
    for width in WIDTHS:
        bounds = np.iinfo(width)
        if bounds.min <= low and high <= bounds.max:
            return array.astype(np.dtype(width).newbyteorder("<"))
    raise MalformedModel("an array of the artefact does not fit into 32 bits")


def unpack(content: bytes) -> Parts:
    """Read the stored form.

    Raises
    ------
    MalformedModel
        If the bytes are no artefact.
    """
    if not content.startswith(MAGIC):
        raise MalformedModel("these bytes are no artefact of this engine")
    try:
        return _unpack(zlib.decompress(content[len(MAGIC) :]))
    except (zlib.error, struct.error, KeyError, TypeError, ValueError, IndexError) as error:
        raise MalformedModel(f"the stored artefact is damaged: {error}") from error


def _unpack(raw: bytes) -> Parts:
    (size,) = LENGTH.unpack_from(raw)
    header = json.loads(raw[LENGTH.size : LENGTH.size + size])
    arrays = _read_arrays(raw, LENGTH.size + size, header["arrays"])

    def take(many: int) -> tuple[IndexArray, ...]:
        return tuple(next(arrays) for _ in range(many))

    variables = tuple(Variable(g, size, tuple(options)) for g, size, options in header["variables"])
    diagrams = tuple(_unpack_diagram(entry, take) for entry in header["diagrams"])
    alone = take(header["alone"])
    automata = tuple(
        _unpack_automaton(scope, start, take(many)) for _, scope, start, many in header["laws"]
    )
    codes = tuple(entry[0] for entry in header["laws"])
    model = Model.from_document(header["document"])
    return model, variables, diagrams, alone, codes, automata, bool(header["is_void"])


def _read_arrays(raw: bytes, offset: int, forms: Any) -> Any:
    for kind, shape in forms:
        many = int(np.prod(shape, dtype=np.int64))
        array = np.frombuffer(raw, dtype=np.dtype(kind), count=many, offset=offset)
        offset += array.nbytes
        wide = array.reshape(shape).astype(np.int32)
        wide.setflags(write=False)
        yield wide


def _unpack_automaton(scope: list[int], start: int, arrays: tuple[IndexArray, ...]) -> Automaton:
    half = len(scope)
    return Automaton(tuple(scope), arrays[:half], arrays[half:], start)


def _unpack_diagram(entry: dict[str, Any], take: Any) -> Diagram:
    layers = tuple(Layer(variable, nodes, *take(3)) for variable, nodes in entry["layers"])
    return Diagram(layers, take(len(layers)), tuple(entry["classes"]))
