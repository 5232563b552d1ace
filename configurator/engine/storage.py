"""What the stored form of an artefact holds."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

import numpy as np

from configurator.engine.arrays import IndexArray
from configurator.engine.automaton import Automaton
from configurator.engine.diagram import Diagram, Layer
from configurator.engine.envelope import Envelope, Stored
from configurator.engine.errors import MalformedModel
from configurator.engine.model import Model
from configurator.engine.variables import Variable

ENVELOPE = Envelope(b"tailorline-engine-1\n", "artefact", np.int32)

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
    return ENVELOPE.seal(header, arrays, default=_number)


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


def unpack(content: bytes) -> Parts:
    """Read the stored form.

    Raises
    ------
    MalformedModel
        If the bytes are no artefact.
    """
    return ENVELOPE.read(content, _unpack)


def _unpack(header: Any, arrays: Iterator[Stored]) -> Parts:
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


def _unpack_automaton(scope: list[int], start: int, arrays: tuple[IndexArray, ...]) -> Automaton:
    half = len(scope)
    return Automaton(tuple(scope), arrays[:half], arrays[half:], start)


def _unpack_diagram(entry: dict[str, Any], take: Any) -> Diagram:
    layers = tuple(Layer(variable, nodes, *take(3)) for variable, nodes in entry["layers"])
    return Diagram(layers, take(len(layers)), tuple(entry["classes"]))
