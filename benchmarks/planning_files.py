"""The instances of the planner's benchmarks, as text."""

import lzma
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "planning"


def text_of(name: str) -> str:
    """Return a file of `data/planning`, unpacked."""
    packed = FOLDER / f"{name}.xz"
    if packed.exists():
        return lzma.decompress(packed.read_bytes()).decode()
    return (FOLDER / name).read_text()
