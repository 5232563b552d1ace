"""The public models that lie with the tests."""

import json
from functools import lru_cache
from pathlib import Path

from configurator.engine.features.feature_model import FeatureModel
from configurator.engine.features.uvl_reader import read_uvl

FOLDER = Path(__file__).parents[3] / "data" / "models"
UVL_FILES = sorted(path.name for path in FOLDER.glob("*.uvl"))
COUNTS = {
    name: int(count)
    for name, count in json.loads((FOLDER / "known-counts.json").read_text()).items()
    if (FOLDER / name).exists()
}


@lru_cache
def public_model(name: str) -> FeatureModel:
    """A model by the name of its file."""
    return read_uvl((FOLDER / name).read_text(encoding="utf-8"))
