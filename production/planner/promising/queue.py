"""The runs that wait before one machine, when each ends, and the guard of their deadlines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Changeover = Callable[[str, str], float]
NEVER = float("inf")


@dataclass(slots=True)
class Block:
    """A run with seats: `seats_min` machine minutes, of which `sold_min` have a taker.

    `deadline` is the earliest promise of a member; before `not_before` the run stays open.
    """

    family: str
    seats_min: float
    sold_min: float = 0.0
    deadline: float = NEVER
    not_before: float = -NEVER
    members: list[int] = field(default_factory=list)
    is_open: bool = True
    id: int = 0

    @property
    def free_min(self) -> float:
        """Return the minutes that nobody has taken."""
        return self.seats_min - self.sold_min


@dataclass(slots=True)
class Queue:
    """A machine: when it is free, what it is set up for then, and the runs that wait."""

    machine: int
    free_from: float
    family: str
    changeover: Changeover
    guard_share: float
    blocks: list[Block] = field(default_factory=list)

    def ends(self, now: float, blocks: Sequence[Block] | None = None) -> list[float]:
        """Return when each run ends with every seat taken."""
        at, before, ends = max(now, self.free_from), self.family, []
        for block in self.blocks if blocks is None else blocks:
            at = max(at, block.not_before) + self.changeover(before, block.family)
            at += block.seats_min
            before = block.family
            ends.append(at)
        return ends

    def holds(self, now: float, blocks: Sequence[Block]) -> bool:
        """Say whether this order of runs keeps every deadline, the guard's share kept free."""
        return all(
            now + (end - now) * (1 + self.guard_share) <= block.deadline
            for block, end in zip(blocks, self.ends(now, blocks), strict=True)
        )

    def slacks(self, now: float, ends: Sequence[float]) -> list[float]:
        """Return by how much each run may end later before the guard says no."""
        return [
            now + (block.deadline - now) / (1 + self.guard_share) - end
            for block, end in zip(self.blocks, ends, strict=True)
        ]

    def family_before(self, position: int) -> str:
        """Return what the machine is set up for when the run at a position may begin."""
        return self.blocks[position - 1].family if position else self.family

    def extra_changeover(self, family: str, position: int) -> float:
        """Return by how many minutes a run at this position lengthens the changeovers."""
        before = self.family_before(position)
        extra = self.changeover(before, family)
        if position < len(self.blocks):
            after = self.blocks[position].family
            extra += self.changeover(family, after) - self.changeover(before, after)
        return extra

    def changeover_min(self, blocks: Sequence[Block]) -> float:
        """Return the changeover minutes of this order of runs."""
        families = [self.family, *(block.family for block in blocks)]
        return sum(self.changeover(before, after) for before, after in pairwise(families))


def suffix_minima(values: Sequence[float]) -> list[float]:
    """Return for each position the least value from there on; one more for "none" at the end.

    With slacks, a delay of everything from a position on is allowed exactly when it is not
    above the minimum there, so each later test costs one comparison.
    """
    minima = [NEVER]
    for value in reversed(values):
        minima.append(min(value, minima[-1]))
    return minima[::-1]
