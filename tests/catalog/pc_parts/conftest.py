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


# Parts that no build can hold; the slice itself has none of these.
UNSELLABLE = {
    "cpu.csv": "AMD Opteron 6320,50,8,2.8,3.3,Piledriver,115,",
    "motherboard.csv": "Intel D525MW,60,Integrated Atom D525,Mini ITX,4,2,Black",
    "video-card.csv": "Nobody's card,99.99,Quadro P400,2,,,Black,",
    "power-supply.csv": "Flat supply,59.99,TFX,bronze,300,false,Black",
    "internal-hard-drive.csv": "Server disk,99.99,4000,0.02,7200,256,3.5,SAS 12.0 Gb/s",
}


@pytest.fixture(scope="session")
def product(tmp_path_factory):
    """The computer of the slice and of some parts that cannot be sold."""
    folder = Path(shutil.copytree(SLICE, tmp_path_factory.mktemp("with_unsellable") / "parts"))
    for file, line in UNSELLABLE.items():
        with (folder / file).open("a", encoding="utf-8") as lines:
            lines.write(f"{line}\n")
    return computer(read_parts(folder))


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(SLICE, tmp_path / "parts"))
