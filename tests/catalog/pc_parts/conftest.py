"""The committed slice of the data, and a copy of it that a test may spoil."""

import shutil
from pathlib import Path

import pytest

from catalog import pc_parts
from catalog.pc_parts.computer import computer
from catalog.pc_parts.reader import read_parts

SLICE = Path(pc_parts.__file__).parent / "slice"


@pytest.fixture(scope="session")
def parts():
    return read_parts(SLICE)


@pytest.fixture(scope="session")
def product(parts):
    return computer(parts)


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(SLICE, tmp_path / "parts"))
