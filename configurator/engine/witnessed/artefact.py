"""What is stored with a revision that no diagram fits: its laws, and witnesses of its values."""

import threading
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from configurator.engine.arrays import IndexArray
from configurator.engine.artefact import Artefact
from configurator.engine.automaton import alike_values
from configurator.engine.compiled import Compiled
from configurator.engine.envelope import LENGTH
from configurator.engine.errors import MalformedModel
from configurator.engine.witness import WitnessArtefact
from configurator.engine.witnessed.questions import Questions

MAGIC = b"tailorline-witnessed-1\n"


@dataclass(frozen=True, eq=False)
class WitnessedArtefact(Compiled):
    """A model that witnesses answer.

    Parameters
    ----------
    kernel : WitnessArtefact
        Its options are all values of all variables, its groups the variables.
    """

    kernel: WitnessArtefact

    @cached_property
    def _threads(self) -> threading.local:
        return threading.local()

    @property
    def questions(self) -> Questions:
        """Solver and witnesses of the thread that asks; built when it first does."""
        found: Questions | None = getattr(self._threads, "questions", None)
        if found is None:
            found = self._threads.questions = Questions(self.kernel, self.value_starts)
        return found

    @cached_property
    def class_of_value(self) -> IndexArray:
        """Class of every value: those that no law tells apart; dead ones come last."""
        found, many = [], 0
        for variable, known in enumerate(self.variables):
            _, rank = alike_values(variable, self.automata, known.size)
            found.append(rank + many)
            many += int(rank.max(initial=-1)) + 1
        classes = np.concatenate(found) if found else np.zeros(0, dtype=np.int32)
        return np.where(self.kernel.dead, self.dead_class, classes).astype(np.int32)

    @property
    def dead_class(self) -> int:
        """The class of dead values."""
        return int(self.value_starts[-1])

    def to_bytes(self) -> bytes:
        """Return the artefact in a form that `from_bytes` reads; no pickle."""
        laws = Artefact(
            self.model, self.variables, self.law_codes, self.automata, self.is_void, (), ()
        ).to_bytes()
        return MAGIC + LENGTH.pack(len(laws)) + laws + self.kernel.to_bytes()

    @classmethod
    def from_bytes(cls, content: bytes) -> "WitnessedArtefact":
        """Read what `to_bytes` wrote; raises MalformedModel if the bytes are something else."""
        start = len(MAGIC) + LENGTH.size
        if not content.startswith(MAGIC) or len(content) < start:
            raise MalformedModel("these bytes are no artefact of witnesses of this engine")
        (size,) = LENGTH.unpack_from(content, len(MAGIC))
        laws = Artefact.from_bytes(content[start : start + size])
        kernel = WitnessArtefact.from_bytes(content[start + size :])
        return cls(laws.model, laws.variables, laws.law_codes, laws.automata, laws.is_void, kernel)
