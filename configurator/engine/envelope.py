"""How an artefact is stored: a JSON header and raw arrays, compressed behind a line that names it."""

import json
import math
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from configurator.engine.errors import MalformedModel

LENGTH = struct.Struct("<Q")
WIDTHS = (np.uint8, np.uint16, np.int32)

Stored = npt.NDArray[Any]
Parts = TypeVar("Parts")


@dataclass(frozen=True, slots=True)
class Envelope:
    """The stored form of one kind of artefact; no pickle, the same content gives the same bytes.

    Parameters
    ----------
    magic : bytes
        What the bytes begin with.
    name : str
        What they are, for an error.
    integer : type
        What integers are read back as.
    """

    magic: bytes
    name: str
    integer: type[np.signedinteger[Any]]

    def seal(
        self,
        header: Mapping[str, object],
        arrays: Sequence[Stored],
        default: Callable[[object], object] | None = None,
    ) -> bytes:
        """Return the bytes of a header and arrays.

        Raises
        ------
        MalformedModel
            If an integer does not fit into 32 bits.
        """
        narrow = [_narrow(array) for array in arrays]
        forms = [[array.dtype.str, list(array.shape)] for array in narrow]
        text = json.dumps(
            {**header, "arrays": forms}, sort_keys=True, separators=(",", ":"), default=default
        ).encode()
        body = b"".join(array.tobytes() for array in narrow)
        return self.magic + zlib.compress(LENGTH.pack(len(text)) + text + body, level=6)

    def read(self, content: bytes, parse: Callable[[Any, Iterator[Stored]], Parts]) -> Parts:
        """Return what `parse` makes of the header and the arrays.

        Raises
        ------
        MalformedModel
            If the bytes are something else, or damaged.
        """
        if not content.startswith(self.magic):
            raise MalformedModel(f"these bytes are no {self.name} of this engine")
        try:
            raw = zlib.decompress(content[len(self.magic) :])
            (size,) = LENGTH.unpack_from(raw)
            header = json.loads(raw[LENGTH.size : LENGTH.size + size])
            return parse(header, self._arrays(raw, LENGTH.size + size, header["arrays"]))
        except (
            zlib.error,
            struct.error,
            LookupError,
            TypeError,
            ValueError,
            StopIteration,
        ) as error:
            raise MalformedModel(f"the stored artefact is damaged: {error}") from error

    def _arrays(self, raw: bytes, offset: int, forms: Any) -> Iterator[Stored]:
        for kind, shape in forms:
            stored = np.dtype(kind)
            many = math.prod(shape)
            array = np.frombuffer(raw, dtype=stored, count=many, offset=offset).reshape(shape)
            offset += array.nbytes
            is_plain = stored.kind == "b" or stored.itemsize == LENGTH.size
            own = array.astype(stored.newbyteorder("=") if is_plain else self.integer)
            own.setflags(write=False)
            yield own


def _narrow(array: Stored) -> Stored:
    """Return an array in the fewest bytes that are read back the same."""
    if array.dtype == np.bool_ or array.dtype == np.uint64:
        return array.astype(array.dtype.newbyteorder("<"))
    low, high = int(array.min(initial=0)), int(array.max(initial=0))
    for width in WIDTHS:
        bounds = np.iinfo(width)
        if bounds.min <= low and high <= bounds.max:
            return array.astype(np.dtype(width).newbyteorder("<"))
    raise MalformedModel("an array of the artefact does not fit into 32 bits")
