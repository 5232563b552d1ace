"""What disturbs a plan, the rungs of the ladder, and what each would cost."""

from dataclasses import dataclass
from enum import StrEnum

from production.planner.values import Plan


class Cause(StrEnum):
    """What made the plan impossible, or too late."""

    BREAKDOWN = "breakdown"
    STOCK_OUT = "stock_out"
    LATE_MATERIAL = "late_material"
    SCRAP = "scrap"
    RUSH = "rush"


class Rung(StrEnum):
    """How much of the plan is touched, the least first."""

    SHIFT = "shift"
    INSERT = "insert"
    RESEQUENCE = "resequence"
    REASSIGN = "reassign"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Disturbance:
    """The runs that cannot stay as planned, or have no place yet, and their machines."""

    cause: Cause
    machines: frozenset[int]
    runs: frozenset[int]


@dataclass(frozen=True, slots=True)
class Loss:
    """What a plan costs against the one before.

    `late_runs` and `late_min` are of custom runs. `elsewhere` counts runs that stood on
    machines nothing happened to and change their machine or their start; `reassigned` those
    that leave a touched machine.
    """

    late_runs: int
    late_min: int
    changeover_min: int
    unplaced: int
    elsewhere: int
    reassigned: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """A rung, the plan it leads to, and what that costs."""

    rung: Rung
    plan: Plan
    loss: Loss


@dataclass(frozen=True, slots=True)
class Limit:
    """How much later than the plan before, or a full plan, a sufficient rung may be.

    `late_share` is of the custom runs, `late_min_a_run` minutes a custom run on the average:
    what customers lose when nearly every date moves weighs more. `moved_share` is of the runs on
    machines nothing happened to: a rung that moves more of them, and more than `moved_runs`, is
    taken only where no other has a place for every run.
    """

    late_share: float = 0.025
    late_min_a_run: int = 30
    moved_share: float = 0.15
    moved_runs: int = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """The rung that was taken among all that were tried, lowest first.

    `late_before` are the custom runs that were late in the plan before.
    """

    disturbance: Disturbance
    taken: Attempt
    attempts: tuple[Attempt, ...]
    late_before: int
