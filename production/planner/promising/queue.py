"""The runs that wait before one machine, when each ends, and the guard of their deadlines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Changeover = Callable[[str, str], float]
NEVER = float("inf")


@dataclass(slots=True)
class Block:
    """A run with seats: `seats_min` machine minutes, of which `sold_min` have a taker.

    `deadline` is the earliest promise of a member; before `not_before` the run stays open, and
    before `ready` a member or a part is still to come.
    """

    family: str
    seats_min: float
    sold_min: float = 0.0
    deadline: float = NEVER
    not_before: float = -NEVER
    ready: float = -NEVER
    members: list[int] = field(default_factory=list)
    is_open: bool = True
    id: int = 0

    @property
    def free_min(self) -> float:
        """Return the minutes that nobody has taken."""
        return self.seats_min - self.sold_min

    @property
    def may_start(self) -> float:
        """Return the minute before which the run does not start."""
        return max(self.not_before, self.ready)


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
            at = max(at, block.may_start) + self.changeover(before, block.family)
            at += block.seats_min
            before = block.family
            ends.append(at)
        return ends

    def holds(self, now: float, blocks: Sequence[Block]) -> bool:
        """Say whether this order of runs keeps every deadline, the guard's share kept free."""
        at, before, guard = max(now, self.free_from), self.family, 1 + self.guard_share
        for block in blocks:
            at = max(at, block.not_before, block.ready) + self.changeover(before, block.family)
            at += block.seats_min
            if now + (at - now) * guard > block.deadline:
                return False
            before = block.family
        return True

    def slacks(self, now: float, ends: Sequence[float]) -> list[float]:
        """Return by how much each run may end later before the guard says no."""
        return [
            now + (block.deadline - now) / (1 + self.guard_share) - end
            for block, end in zip(self.blocks, ends, strict=True)
        ]

    def rooms(self, now: float, ends: Sequence[float]) -> list[float]:
        """Return for each position by how much later the machine may come to it.

        Time in which the machine waits for a run takes up a delay. One more for "none" at the
        end; each later test costs one comparison.
        """
        rooms, slacks = [NEVER], self.slacks(now, ends)
        for position in reversed(range(len(self.blocks))):
            rooms.append(self.idle_before(position, now, ends) + min(slacks[position], rooms[-1]))
        return rooms[::-1]

    def idle_before(self, position: int, now: float, ends: Sequence[float]) -> float:
        """Return how long the machine waits until the members of the run at a position are there.

        The time in which a run waits for others of its family is not idle: it saves changeovers.
        """
        free_from = ends[position - 1] if position else max(now, self.free_from)
        return max(0.0, self.blocks[position].ready - free_from)

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
