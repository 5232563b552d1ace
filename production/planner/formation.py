"""Form runs: seat waiting operations, open runs for the rest, close what has to go.

The laws: an operation gets one seat, the members of a run share its family, a run grows
within its policy (a single operation longer than that has a run to itself), and each
close says why, with facts from which the reason can be worked out again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from production.planner.run_load import load_of
from production.planner.values import CloseReason, Kind, OpenRun, Policy, Seat
from production.planner.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Close:
    """Why a run closes, and the facts that prove it."""

    reason: CloseReason
    facts: Mapping[str, Any]


@dataclass(slots=True)
class FormedRun:
    """What becomes of one run: who joins it, when it will close, and whether it closes now.

    `id` is None for a run that has to be opened.
    """

    id: int | None
    family: str
    flow_round: int
    opened_at: int
    members: list[Seat]
    joined: list[Seat] = field(default_factory=list)
    closes_at: int = 0
    close: Close | None = None
    overflow: Seat | None = None
    seats_min: int = 0
    room_min: int | None = None
    begins: int | None = None

    @property
    def ready(self) -> int:
        """Return the minute from which all of its members can begin, as far as that is known."""
        return max((seat.ready for seat in self.members), default=0)

    @property
    def expected(self) -> int:
        """Return the minute from which all of its members are expected to be able to begin."""
        return max((seat.expected for seat in self.members), default=0)


def form_runs(
    waiting: Iterable[Seat],
    open_runs: Iterable[OpenRun],
    policy: Policy,
    calendar: WorkingCalendar,
    now: int,
    changeover_min: int = 0,
) -> tuple[FormedRun, ...]:
    """Seat every waiting operation and close the runs that are full, due or have waited.

    Custom operations are seated first, the most urgent ahead; stock fills what they leave. Nobody
    joins where that would break the promise of who is in the run. No run is joined that would have
    to wait too long for the newcomer, or the newcomer for it. A run that waits for its members
    stays open as long.
    Deterministic; forming twice at the same minute changes nothing.

    Parameters
    ----------
    waiting
        Operations without a seat on this work centre.
    open_runs
        The runs of this work centre that still take members.
    policy
        The work centre's policy.
    calendar
        The work centre's working time.
    now
        Minutes since 1970.
    changeover_min
        The longest changeover to allow for before a run, in working minutes.

    Returns
    -------
    tuple of FormedRun
        One for every open or opened run, in order of opening.
    """
    runs = [
        FormedRun(
            run.id,
            run.family,
            run.flow_round,
            run.opened_at,
            list(run.members),
            seats_min=run.seats_min,
            room_min=run.room_min,
            begins=run.begins,
        )
        for run in sorted(open_runs, key=lambda run: (run.opened_at, run.id))
    ]
    alike: dict[tuple[str, int], list[FormedRun]] = defaultdict(list)
    for run in runs:
        alike[run.family, run.flow_round].append(run)
    latest = _Latest(policy, calendar, now, changeover_min)
    for seat in sorted(waiting, key=_urgency):
        opened = _seat(seat, alike[seat.family, seat.flow_round], latest)
        runs += [opened] if opened else []
    for run in runs:
        facts = close_facts(run, policy, calendar, now, changeover_min)
        run.closes_at = min(facts["wait_until"], facts["due_close_at"])
        reason = recompute_close_reason(facts)
        if reason is not None:
            run.close = Close(reason, facts)
    return tuple(runs)


def close_facts(
    run: FormedRun,
    policy: Policy,
    calendar: WorkingCalendar,
    now: int,
    changeover_min: int = 0,
    manual_by: str = "",
) -> dict[str, Any]:
    """Gather what decides whether a run closes at `now`, as plain JSON values."""
    minutes = run_minutes(run.members, treats_all_at_once=policy.treats_all_at_once)
    latest_end = min(seat.latest_end for seat in run.members)
    before_end = minutes + changeover_min + policy.due_slack_min
    return {
        "at": now,
        "policy": policy.version,
        "max_minutes": policy.max_minutes,
        "max_pieces": policy.max_pieces,
        "is_family_run": policy.is_family_run,
        "treats_all_at_once": policy.treats_all_at_once,
        "minutes": minutes,
        "pieces": sum(seat.pieces for seat in run.members),
        "members": len(run.members),
        "opened_at": run.opened_at,
        "wait_until": max(run.opened_at + policy.max_wait_min, run.ready),
        "latest_end": latest_end,
        "due_close_at": calendar.start_before(latest_end, before_end),
        "overflow_minutes": run.overflow.minutes if run.overflow else None,
        "overflow_pieces": run.overflow.pieces if run.overflow else None,
        "manual_by": manual_by,
    }


def recompute_close_reason(facts: Mapping[str, Any]) -> CloseReason | None:
    """Work out why a run with these facts closes; None while it stays open."""
    if facts["manual_by"]:
        return CloseReason.MANUAL
    if _is_full(facts):
        return CloseReason.FULL
    waited, due = facts["wait_until"], facts["due_close_at"]
    if facts["at"] < min(waited, due):
        return None
    return CloseReason.DUE if due <= waited else CloseReason.WAITED


def run_minutes(seats: Iterable[Seat], *, treats_all_at_once: bool) -> int:
    """Return how long a run with these members lasts."""
    minutes = [seat.minutes for seat in seats]
    return max(minutes, default=0) if treats_all_at_once else sum(minutes)


def fits(seat: Seat, members: list[Seat], policy: Policy) -> bool:
    """Say whether one more operation still lies within the policy."""
    return load_of(members).takes(seat.minutes, seat.pieces, policy)


@dataclass(frozen=True, slots=True)
class _Latest:
    """What says whether a run that grows still ends in time."""

    policy: Policy
    calendar: WorkingCalendar
    now: int
    changeover_min: int

    def keeps_promises(self, seat: Seat, run: FormedRun) -> bool:
        """Say whether a run may grow by an operation without making a customer in it late.

        A planned run that is late already takes other customers all the same: sharing helps
        everybody then. While nothing is planned, only stock stands back.
        """
        promised = _promised(run)
        if promised is None or (run.room_min is None and seat.kind is Kind.CUSTOM):
            return True
        planned = _planned_min(run, self.policy)
        grown = _growth(seat, run, self.policy)
        if run.room_min is not None:
            return grown <= run.room_min or (
                seat.kind is Kind.CUSTOM and self._is_late(run, planned, promised)
            )
        needed = planned + grown + self.changeover_min + self.policy.due_slack_min
        return not grown or self.calendar.end_after(self.now, needed) <= promised

    def _is_late(self, run: FormedRun, minutes: int, promised: int) -> bool:
        begins = max(run.begins or 0, self.now)
        return self.calendar.end_after(begins, minutes) > promised

    def suits(self, seat: Seat, run: FormedRun) -> bool:
        """Say whether the run can wait for an operation, and the operation for the run."""
        if seat.expected > max(run.expected, run.begins or 0, self.now):
            return self._can_wait(run, seat)
        if run.expected <= max(seat.expected, self.now) or seat.kind is Kind.STOCK:
            return True
        alone = self.calendar.end_after(max(seat.expected, self.now), seat.minutes)
        shared = self.calendar.end_after(run.expected, _minutes([*run.members, seat], self.policy))
        return shared <= seat.latest_end or seat.latest_end < alone

    def _can_wait(self, run: FormedRun, seat: Seat) -> bool:
        promised = _promised(run)
        if promised is None:
            return True
        if run.begins is None or run.room_min is None:
            needed = _minutes([*run.members, seat], self.policy) + self.changeover_min
            return self.calendar.end_after(seat.expected, needed) <= promised
        delay = self.calendar.minutes_between(run.begins, seat.expected)
        return delay + _growth(seat, run, self.policy) <= run.room_min


def _seat(seat: Seat, alike: list[FormedRun], latest: _Latest) -> FormedRun | None:
    """Give an operation its place in one of the runs of its family, or in a new one."""
    policy = latest.policy
    for run in alike:
        if run.overflow:
            continue
        if fits(seat, run.members, policy):
            if not (latest.keeps_promises(seat, run) and latest.suits(seat, run)):
                continue
            _join(seat, run, policy)
            return None
        if seat.kind is Kind.CUSTOM and fits(seat, [], policy):
            run.overflow = seat
    opened = FormedRun(None, seat.family, seat.flow_round, latest.now, [seat], [seat])
    alike.append(opened)
    return opened


def _join(seat: Seat, run: FormedRun, policy: Policy) -> None:
    if run.room_min is not None:
        run.room_min = max(0, run.room_min - _growth(seat, run, policy))
    run.members.append(seat)
    run.joined.append(seat)


def _promised(run: FormedRun) -> int | None:
    """Return the first latest end of a customer in a run; None where there is no customer."""
    ends = (member.latest_end for member in run.members if member.kind is Kind.CUSTOM)
    return min(ends, default=None)


def _growth(seat: Seat, run: FormedRun, policy: Policy) -> int:
    """Return by how many minutes an operation makes a run longer than the plan counts it."""
    return max(0, _minutes([*run.members, seat], policy) - _planned_min(run, policy))


def _planned_min(run: FormedRun, policy: Policy) -> int:
    return max(run.seats_min, _minutes(run.members, policy))


def _minutes(seats: Iterable[Seat], policy: Policy) -> int:
    return run_minutes(seats, treats_all_at_once=policy.treats_all_at_once)


def _is_full(facts: Mapping[str, Any]) -> bool:
    if not facts["is_family_run"]:
        return True
    minutes, most_minutes = facts["minutes"], facts["max_minutes"]
    pieces, most_pieces = facts["pieces"], facts["max_pieces"]
    if most_pieces is not None and pieces + max(1, facts["overflow_pieces"] or 0) > most_pieces:
        return True
    if facts["treats_all_at_once"]:
        return bool(minutes > most_minutes)
    return bool(minutes + max(1, facts["overflow_minutes"] or 0) > most_minutes)


def _urgency(seat: Seat) -> tuple[bool, int, int, int]:
    return (seat.kind is Kind.STOCK, seat.latest_end, seat.waiting_since, seat.operation)
