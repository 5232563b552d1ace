"""Which engine serves a document: diagrams where they fit the limits, witnesses elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from configurator.engine.artefact import Artefact
from configurator.engine.compile import compile_model
from configurator.engine.compiled import Compiled
from configurator.engine.limits import Limits
from configurator.engine.model import Model
from configurator.engine.witnessed.artefact import MAGIC, WitnessedArtefact
from configurator.engine.witnessed.compile import compile_witnessed

WITNESS_LIMITS = Limits(seconds=300.0)


@dataclass(frozen=True, slots=True, eq=False)
class Serving:
    """A compiled model, and why this engine serves it.

    Parameters
    ----------
    compiled : Compiled
        Diagrams or witnesses.
    note : str
        One or two plain sentences for staff: engine, size, time, the limit passed.
    """

    compiled: Compiled
    note: str

    @property
    def is_exact(self) -> bool:
        """Whether what is least is always proven: by diagrams."""
        return isinstance(self.compiled, Artefact)


def compile_diagrams(model: Model, limits: Limits | None = None) -> Serving:
    """Compile into diagrams; raises ModelTooLarge if a limit is passed, as `compile_model`."""
    started = monotonic()
    artefact = compile_model(model, limits)
    said = f"Diagrams serve it: {artefact.nodes:,} nodes, {artefact.edges:,} edges."
    return Serving(artefact, f"{said} {_spent(started)}")


def compile_witnesses(
    model: Model,
    refusal: str,
    limits: Limits = WITNESS_LIMITS,
    told: Callable[[str], None] = lambda _: None,
) -> Serving:
    """Compile a model that no diagram fits for witnesses.

    Parameters
    ----------
    model : Model
        Groups and rules.
    refusal : str
        Why diagrams do not serve it, for the note.
    limits : Limits, optional
        Bounds on time and table sizes.
    told : callable, optional
        Hears what is being done, in a few words.

    Raises
    ------
    ModelTooLarge, TimeLimitReached
        If it does not fit, either.
    MalformedModel
        If a rule cannot be read.
    """
    started = monotonic()
    witnessed = compile_witnessed(model, limits, told)
    said = (
        f"Witnesses serve it, since diagrams did not fit: {refusal}. What is possible is "
        f"exact; that a price is the lowest is not always proven."
    )
    return Serving(witnessed, f"{said} {_spent(started)}")


def read_compiled(content: bytes) -> Compiled:
    """Read what `Compiled.to_bytes` wrote, of either engine.

    Raises
    ------
    MalformedModel
        If the bytes are something else.
    """
    reader = WitnessedArtefact if content.startswith(MAGIC) else Artefact
    return reader.from_bytes(content)


def _spent(started: float) -> str:
    return f"Compiled in {monotonic() - started:.1f} s."
