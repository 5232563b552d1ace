"""Where the lines of a shop that promises sit, and what became of them."""

from dataclasses import dataclass, field

from benchmarks.promise_centres import WorkCentre
from production.planner.promising.queue import Block, Queue


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A machine that stands still; what it was working on goes on afterwards."""

    machine: int
    starts: float
    ends: float


@dataclass(slots=True)
class Leg:
    """Where a line sits for a step; `deadline` and `planned_end` are counted by its centre.

    `ready` is the moment when the line comes to it, as far as is known.
    """

    centre: WorkCentre
    queue: Queue
    block: Block
    minutes: int
    deadline: float
    planned_end: float
    ready: float
    is_there: bool = False
    is_done: bool = False

    @property
    def is_waiting(self) -> bool:
        """Say whether its run has not started."""
        return self.block in self.queue.blocks


@dataclass(slots=True)
class Lived:
    """What was promised and what happened, by line number; minutes of work and changeovers."""

    promised: dict[int, float] = field(default_factory=dict)
    finished: dict[int, float] = field(default_factory=dict)
    left: set[int] = field(default_factory=set)
    work_min: float = 0.0
    setup_min: float = 0.0
    changeovers: int = 0
    quote_s: list[float] = field(default_factory=list)
