"""The values that planning reads and answers. Times are whole minutes since 1970 in UTC."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from production.planner.mixed_lines.values import Car, LineRules, LineSequence


class PlanningError(Exception):
    """The input cannot be planned; the message says what to mend."""


class Kind(StrEnum):
    """Who asked for the work: a customer, or a stock line."""

    CUSTOM = "custom"
    STOCK = "stock"


class CloseReason(StrEnum):
    """Why a run takes no more members."""

    FULL = "full"
    WAITED = "waited"
    DUE = "due"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class Shift:
    """A weekly stretch of working time; weekday 0 is Monday, minutes count from midnight."""

    weekday: int
    start_min: int
    end_min: int


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """When work is done: weekly shifts in local time, without the closed days."""

    time_zone: str
    shifts: tuple[Shift, ...]
    closed_days: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Policy:
    """How large a run may grow and how long it may stay open.

    A run lasts the sum of its members' minutes or, where the machine treats all at once,
    the longest of them; `max_pieces` then bounds what fits in.
    """

    version: int
    max_minutes: int
    max_wait_min: int
    due_slack_min: int
    max_pieces: int | None = None
    is_family_run: bool = True
    treats_all_at_once: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """An operation that wants, or has, a place in a run.

    It can begin from `ready` on, as far as plan and parts say, and is expected to from `expected`
    on: steps before it that have no plan yet count there, too.
    """

    operation: int
    lot: int
    family: str
    minutes: int
    pieces: int
    latest_end: int
    kind: Kind = Kind.CUSTOM
    flow_round: int = 0
    waiting_since: int = 0
    ready: int = 0
    expected: int = 0


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A run that still takes members; held seats count as members with a negative operation.

    The plan keeps `seats_min` machine minutes for it; beyond them it may grow by `room_min`
    before a promise breaks, None where no plan says. `begins` is its planned start.
    """

    id: int
    family: str
    opened_at: int
    members: tuple[Seat, ...]
    flow_round: int = 0
    seats_min: int = 0
    room_min: int | None = None
    begins: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """An operation as a member of a run to plan; `position` orders the steps of its lot."""

    operation: int
    lot: int
    position: int
    family: str
    minutes: int
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A place on a machine: the changeover, then the work."""

    machine: int
    changeover_start: int
    start: int
    end: int
    changeover_min: int


@dataclass(frozen=True, slots=True)
class RunToPlan:
    """A run and what bounds its place in the plan.

    `started` is the slot of a run that is being worked on, a fact; `frozen` is the slot
    of one that is about to start and keeps its place where that is still possible.
    `waits_for` says what nobody knows the arrival of: until then the run has no place.
    `options` are those that the ratios of a mixed line may name.
    """

    id: int
    work_centre: int
    family: str
    minutes: int
    latest_end: int
    steps: tuple[Step, ...]
    kind: Kind = Kind.CUSTOM
    release: int = 0
    may_pause: bool = True
    started: Slot | None = None
    frozen: Slot | None = None
    waits_for: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeoverRule:
    """Minutes from one family to another; patterns may hold * and ?."""

    from_pattern: str
    to_pattern: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Centre:
    """A work centre: its calendar and its changeover rules, the first that fits counts.

    A mixed line has rules for the order of its cars: `line`.
    """

    id: int
    name: str
    calendar: CalendarRules
    changeovers: tuple[ChangeoverRule, ...] = ()
    default_changeover_min: int | None = None
    treats_all_at_once: bool = False
    line: LineRules | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """A time in which a machine cannot work: from `start` until before `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine and the family it is set up for; "" when nobody knows.

    Nothing is planned in its `stops`: they follow each other and do not overlap. `passed` are
    the last cars that left a mixed line, the latest at the end.
    """

    id: int
    work_centre: int
    family: str = ""
    stops: tuple[Stop, ...] = ()
    passed: tuple[Car, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a plan is made from. `unseated` are the unfinished steps without a run."""

    now: int
    centres: tuple[Centre, ...]
    machines: tuple[Machine, ...]
    runs: tuple[RunToPlan, ...]
    unseated: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Assignment:
    """The slot that a run was given."""

    run: int
    slot: Slot


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A run without a slot, and what has to be mended."""

    run: int
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A slot for every run, or the reason why it has none; `lines` state the mixed lines."""

    assignments: tuple[Assignment, ...]
    unplaced: tuple[Unplaced, ...] = ()
    lines: tuple[LineSequence, ...] = ()
