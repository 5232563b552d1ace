"""What the command line asks of every benchmark."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.private_shop import PrivateShop

PC_PARTS = "PC_PARTS"


@dataclass(slots=True)
class Options:
    """How much to measure, on what, and the shop that all benchmarks of a run share."""

    is_quick: bool = False
    pc_parts: Path | None = None
    shop: PrivateShop = field(default_factory=PrivateShop)

    def pick(self, full: int, quick: int) -> int:
        """Return how many: enough for a figure, or just enough to see that it works."""
        return quick if self.is_quick else full


def pc_parts_from(text: str | None) -> Path | None:
    """Return the folder of the full parts catalogue, from the option or the environment."""
    named = text or os.environ.get(PC_PARTS, "")
    return Path(named) if named else None
