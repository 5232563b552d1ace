"""A model made ready for clicks, whatever file it came from: names, states and a count."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from configurator.engine.arrays import BoolArray
from configurator.engine.compile import compile_model
from configurator.engine.errors import ModelTooLarge, TimeLimitReached
from configurator.engine.features.automaton_clauses import law_clauses
from configurator.engine.features.counting import count_configurations
from configurator.engine.features.diagram_states import DiagramStates
from configurator.engine.features.feature_model import FeatureModel
from configurator.engine.features.lowering import lower
from configurator.engine.features.path_counting import count_paths
from configurator.engine.limits import Limits
from configurator.engine.model import Model
from configurator.engine.witness import WitnessSession, compile_clauses, compile_features

# Larger diagrams answer more slowly than witnesses: both are exact.
DIAGRAM_LIMITS = Limits(seconds=60.0, edges=200_000, search=200_000, width_bits=100.0)
WITNESS_LIMITS = Limits(seconds=300.0)
# A diagram too large to answer clicks can still count; it is built only when that is asked.
COUNT_LIMITS = Limits(seconds=180.0, search=0, width_bits=100.0, bytes=400_000_000)


class States(Protocol):
    """Answers which options are forced and which are blocked."""

    def state(
        self, taken: Collection[int], refused: Collection[int]
    ) -> tuple[BoolArray, BoolArray]:
        """Return them for decisions about options."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A compiled model.

    Parameters
    ----------
    names : tuple of str
        Of the options, in the order of the states.
    states : States or None
        None for a model without a valid configuration.
    method : str
        What answers.
    count : callable
        Returns the number of configurations, or None where it cannot be counted in time.
    left_out : tuple of str
        What is not taken into account, by name.
    """

    names: tuple[str, ...]
    states: States | None
    method: str
    count: Callable[[], int | None]
    left_out: tuple[str, ...] = ()


def feature_subject(model: FeatureModel) -> Subject:
    """Compile a feature model; all features are options.

    Parameters
    ----------
    model : FeatureModel
        Of any level; see `lower` for what is left out.

    Raises
    ------
    ModelTooLarge, TimeLimitReached
        If it does not fit the limits.
    """
    lowered = lower(model)
    artefact = compile_features(lowered.model, WITNESS_LIMITS)
    many = len(model.features)
    states = None if artefact.is_void else _Some(WitnessSession(artefact), np.arange(many))

    def count() -> int | None:
        if lowered.left_out:
            return None
        return 0 if artefact.is_void else _in_time(lowered.model)

    names = tuple(feature.name for feature in model.features)
    return Subject(names, states, "witness", count, (*model.unsupported, *lowered.left_out))


def document_subject(document: dict[str, Any], name_of: Callable[[str, str], str]) -> Subject:
    """Compile a document: into diagrams, or, where they do not fit, for the witness engine.

    Parameters
    ----------
    document : dict
        As `Model.from_document` reads it.
    name_of : callable
        Name of an option, by the codes of its group and its own.

    Raises
    ------
    MalformedModel, ModelTooLarge, TimeLimitReached
        If it cannot be read or fits nothing.
    """
    model = Model.from_document(document)
    try:
        artefact = compile_model(model, DIAGRAM_LIMITS)
    except ModelTooLarge as refusal:
        return _by_witnesses(model, name_of, refusal.message)
    states = DiagramStates(artefact)
    names = tuple(name_of(*code) for code in states.codes)
    return Subject(
        names, None if artefact.is_void else states, "diagram", lambda: count_paths(artefact)
    )


def _by_witnesses(model: Model, name_of: Callable[[str, str], str], refusal: str) -> Subject:
    laws = law_clauses(model, WITNESS_LIMITS)
    places = [place for place, code in enumerate(laws.codes) if code is not None]
    names = tuple(name_of(*laws.codes[place]) for place in places)  # type: ignore[misc] # not None
    method = f"witness, since the diagrams did not fit: {refusal}"
    is_void = not all(laws.clauses) or not all(laws.groups)
    if not is_void:
        artefact = compile_clauses(
            laws.clauses, range(1, len(laws.codes) + 1), laws.groups, WITNESS_LIMITS
        )
        is_void = artefact.is_void
    if is_void:
        return Subject(names, None, method, lambda: 0)
    states = _Some(WitnessSession(artefact), np.array(places))
    return Subject(names, states, method, lambda: _counted_by_diagram(model))


def _counted_by_diagram(model: Model) -> int | None:
    try:
        return count_paths(compile_model(model, COUNT_LIMITS))
    except (TimeLimitReached, ModelTooLarge):
        return None


def _in_time(model: FeatureModel) -> int | None:
    try:
        return count_configurations(model)
    except (TimeLimitReached, ModelTooLarge):
        return None


class _Some:
    """The states of some of the options of a session."""

    def __init__(self, session: WitnessSession, places: Sequence[int] | Any) -> None:
        self._session = session
        self._places = places

    def state(
        self, taken: Collection[int], refused: Collection[int]
    ) -> tuple[BoolArray, BoolArray]:
        forced, blocked = self._session.state(
            [int(self._places[option]) for option in taken],
            [int(self._places[option]) for option in refused],
        )
        return forced[self._places], blocked[self._places]
