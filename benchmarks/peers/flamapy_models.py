"""flamapy: parse a UVL file, and find core and dead features under decisions.

Decisions become unit clauses; then its two documented operations answer. Both work out the same
backbone, so `backbone` is there as well: half the work, for the reader who knows.
"""

import contextlib
import io
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

from flamapy.metamodels.fm_metamodel.transformations import UVLReader
from flamapy.metamodels.pysat_metamodel.models import PySATModel
from flamapy.metamodels.pysat_metamodel.operations import (
    PySATBackbone,
    PySATCoreFeatures,
    PySATDeadFeatures,
)
from flamapy.metamodels.pysat_metamodel.transformations import FmToPysat


class FlamapyModel:
    """One parsed model: its clauses, its variables by feature name, and how long parsing took."""

    def __init__(self, text: str) -> None:
        with tempfile.TemporaryDirectory() as folder, _silence():
            path = Path(folder) / "model.uvl"
            path.write_text(text)
            started = process_time()
            tree: Any = UVLReader(str(path)).transform()
            self.parse_s = process_time() - started
        self.sat: Any = FmToPysat(tree).transform()
        self.variables: dict[str, int] = dict(self.sat.variables)
        self.clauses: list[list[int]] = [list(found) for found in self.sat.get_all_clauses()]

    def with_decisions(self, literals: list[int]) -> Any:
        """Return a model of its own with the decisions as unit clauses."""
        model: Any = PySATModel()
        model.variables, model.features = self.sat.variables, self.sat.features
        model.auxiliary_variables = self.sat.auxiliary_variables
        for clause in self.clauses:
            model.add_clause(clause)
        for literal in literals:
            model.add_clause([literal])
        return model


def core_and_dead(model: Any) -> tuple[set[str], set[str]]:
    """Return the features that every configuration has, and those that none has."""
    core: Any = PySATCoreFeatures().execute(model).get_result()
    dead: Any = PySATDeadFeatures().execute(model).get_result()
    return set(core), set(dead)


def backbone(model: Any) -> tuple[set[str], set[str]]:
    """Return the same as `core_and_dead`, worked out once."""
    found: Any = PySATBackbone().execute(model).get_result()
    return set(found["core"]), set(found["dead"])


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Keep the parser's remarks, one for each namespace, off the terminal."""
    logging.disable(logging.CRITICAL)
    try:
        with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        logging.disable(logging.NOTSET)
