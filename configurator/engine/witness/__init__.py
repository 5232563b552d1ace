"""Exact answers for models that no diagram fits: examples kept valid, a SAT solver for the rest.

Feature models and plain clauses in, forced and blocked options out. Money, quantities and
proposals live in the engine around it.
"""

from configurator.engine.witness.artefact import WitnessArtefact
from configurator.engine.witness.compile import compile_clauses, compile_features
from configurator.engine.witness.reasons import Decision, WitnessReason
from configurator.engine.witness.session import WitnessSession

__all__ = [
    "Decision",
    "WitnessArtefact",
    "WitnessReason",
    "WitnessSession",
    "compile_clauses",
    "compile_features",
]
