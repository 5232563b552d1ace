"""The machines: lots join runs or go alone, runs wait, change over, work and break down."""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, NamedTuple

from production.planner.changeovers import changeover_minutes
from production.planner.simulation.disruptions import Breakdowns
from production.planner.simulation.ledger import Account, Cost, Element, Ledger, share_out
from production.planner.simulation.values import (
    START_MIN,
    CentreFacts,
    Parts,
    Scenario,
    Settings,
    Step,
    Way,
)
from production.planner.working_calendar import WorkingCalendar

HOUR_MIN = 60
Event = Callable[[int, Any], None]
Schedule = Callable[[int, Event, Any], None]


@dataclass(slots=True)
class Lot:
    """Pieces of one design on their way; `order` is the customer's number, None for stock.

    `parts` are still to be issued.
    """

    design: int
    product: int
    pieces: int
    steps: tuple[Step, ...]
    latest_ends: list[int]
    entered: int
    order: int | None = None
    parts: Parts = ()
    at: int = 0
    scrapped: int = 0
    cost: Cost = field(default_factory=Cost)


@dataclass(slots=True, eq=False)
class Run:
    """Lots that share a set-up; open until it is full, has waited or is due."""

    family: str
    flow_round: int
    opened_at: int
    lots: list[Lot] = field(default_factory=list)
    lot_minutes: list[int] = field(default_factory=list)
    minutes: int = 0
    pieces: int = 0
    latest_end: int = 0
    is_custom: bool = False
    is_open: bool = True
    closes_at: int = 0


@dataclass(slots=True, eq=False)
class Machine:
    """A machine, what it is set up for, and whether it works."""

    centre: int
    breakdowns: Breakdowns
    family: str = ""
    is_idle: bool = True


class RunRow(NamedTuple):
    """One run as it was made."""

    centre: int
    started: int
    ended: int
    setup_min: int
    work_min: int
    pieces: int
    scrapped: int


class Station:
    """A work centre in the simulation."""

    def __init__(self, number: int, facts: CentreFacts, settings: Settings) -> None:
        self.facts, self.policy = facts, facts.policy
        self.calendar = WorkingCalendar(facts.centre.calendar, START_MIN)
        name, assumed = facts.centre.name, settings.assumptions
        self.machines = [
            Machine(number, Breakdowns(settings.seed, f"{name}/{index}", assumed))
            for index in range(facts.machines)
        ]
        self.open_runs: dict[tuple[str, int], Run] = {}
        self.ready: deque[Run] = deque()
        rules = [rule.minutes for rule in facts.centre.changeovers]
        self.longest_changeover_min = max([*rules, facts.centre.default_changeover_min or 0])
        self._changeovers: dict[tuple[str, str], int] = {}

    def changeover(self, before: str, after: str) -> int:
        """Return the planner's changeover, remembered."""
        if before == after:
            return 0
        known = self._changeovers.get((before, after))
        if known is None:
            known = changeover_minutes(self.facts.centre, before, after)
            self._changeovers[before, after] = known
        return known

    def fits(self, run: Run, minutes: int, pieces: int) -> bool:
        policy = self.policy
        if policy.max_pieces is not None and run.pieces + pieces > policy.max_pieces:
            return False
        longest = max(run.minutes, minutes) if policy.treats_all_at_once else run.minutes + minutes
        return longest <= policy.max_minutes

    def add(self, run: Run, lot: Lot, minutes: int) -> None:
        latest = lot.latest_ends[lot.at]
        run.latest_end = min(run.latest_end, latest) if run.lots else latest
        run.lots.append(lot)
        run.lot_minutes.append(minutes)
        run.pieces += lot.pieces
        run.is_custom = run.is_custom or lot.order is not None
        at_once = self.policy.treats_all_at_once
        run.minutes = max(run.minutes, minutes) if at_once else run.minutes + minutes

    def is_full(self, run: Run) -> bool:
        policy = self.policy
        if policy.max_pieces is not None and run.pieces >= policy.max_pieces:
            return True
        return not policy.treats_all_at_once and run.minutes >= policy.max_minutes

    def closing_minute(self, run: Run) -> int:
        """Return when the run closes at the latest: it has waited, or a due date forces it."""
        needed = run.minutes + self.longest_changeover_min + self.policy.due_slack_min
        due = self.calendar.start_before(run.latest_end, needed)
        return min(run.opened_at + self.policy.max_wait_min, due)


class Floor:
    """All stations of one shop, and the costs of what they do."""

    def __init__(
        self,
        scenario: Scenario,
        settings: Settings,
        way: Way,
        ledger: Ledger,
        schedule: Schedule,
        finish: Callable[[int, Lot], None],
    ) -> None:
        self.stations = [
            Station(number, facts, settings) for number, facts in enumerate(scenario.centres)
        ]
        self.rows: list[RunRow] = []
        # Watts times minutes by product, shared within a run like its cost.
        self.watt_minutes: Counter[int] = Counter()
        self._way, self._ledger, self._schedule, self._finish = way, ledger, schedule, finish
        self._assumed = settings.assumptions
        self._scrap = Random(f"{settings.seed}/{way}/scrap")  # noqa: S311 - a simulation

    def arrive(self, now: int, lot: Lot) -> None:
        """Take a lot to the station of its next step: into a run of its family, or alone."""
        step = lot.steps[lot.at]
        station = self.stations[step.centre]
        minutes = step.minutes(lot.pieces)
        if self._way is Way.RUNS and station.policy.is_family_run:
            self._join(now, station, step, lot, minutes)
            return
        run = Run(step.family, step.flow_round, now)
        station.add(run, lot, minutes)
        self._close(now, station, run)

    def latest_ends(self, steps: tuple[Step, ...], pieces: int, due: int) -> list[int]:
        """Work back from the due minute: when each step has to be done."""
        ends: list[int] = []
        for step in reversed(steps):
            ends.append(due)
            station = self.stations[step.centre]
            needed = step.minutes(pieces) + station.longest_changeover_min
            due = station.calendar.start_before(due, needed + station.policy.due_slack_min)
        ends.reverse()
        return ends

    def _join(self, now: int, station: Station, step: Step, lot: Lot, minutes: int) -> None:
        key = (step.family, step.flow_round)
        run = station.open_runs.get(key)
        if run is not None and not station.fits(run, minutes, lot.pieces):
            self._close(now, station, run)
            run = None
        if run is None:
            run = Run(step.family, step.flow_round, now)
            station.open_runs[key] = run
        station.add(run, lot, minutes)
        closes_at = station.closing_minute(run)
        if station.is_full(run) or closes_at <= now:
            self._close(now, station, run)
        elif closes_at != run.closes_at:
            run.closes_at = closes_at
            self._schedule(closes_at, self._close_waiting, (station, run))

    def _close_waiting(self, now: int, waiting: tuple[Station, Run]) -> None:
        station, run = waiting
        if run.is_open and run.closes_at <= now:
            self._close(now, station, run)

    def _close(self, now: int, station: Station, run: Run) -> None:
        run.is_open = False
        key = (run.family, run.flow_round)
        if station.open_runs.get(key) is run:
            del station.open_runs[key]
        station.ready.append(run)
        idle = [machine for machine in station.machines if machine.is_idle]
        if idle:
            gentle = min(idle, key=lambda machine: station.changeover(machine.family, run.family))
            self._start_next(now, station, gentle)

    def _start_next(self, now: int, station: Station, machine: Machine) -> None:
        if not station.ready:
            machine.is_idle = True
            return
        run = self._choose(now, station, machine)
        machine.is_idle = False
        setup = station.changeover(machine.family, run.family)
        machine.family = run.family
        start = station.calendar.next_working(now)
        end = machine.breakdowns.end_of_work(station.calendar, start, setup + run.minutes)
        self._book(end, station, run, setup)
        scrapped = self._inspect(run, setup)
        row = RunRow(machine.centre, start, end, setup, run.minutes, run.pieces, scrapped)
        self.rows.append(row)
        self._schedule(end, self._end_run, (station, machine, run))

    def _end_run(self, now: int, ended: tuple[Station, Machine, Run]) -> None:
        station, machine, run = ended
        self._start_next(now, station, machine)
        for lot in run.lots:
            lot.at += 1
            if lot.at < len(lot.steps):
                self.arrive(now, lot)
            else:
                self._finish(now, lot)

    def _choose(self, now: int, station: Station, machine: Machine) -> Run:
        """First come first served one by one; else the most urgent, no set-up first if it can wait."""
        ready = station.ready
        if self._way is Way.SINGLE or len(ready) == 1:
            return ready.popleft()
        family = machine.family
        custom = [run for run in ready if run.is_custom]
        chosen = min(
            custom or ready,
            key=lambda run: (
                run.latest_end if custom else station.changeover(family, run.family),
                run.latest_end,
                run.opened_at,
            ),
        )
        smooth = [run for run in ready if run.family == family] if custom else []
        if smooth and chosen.family != family:
            gentle = min(smooth, key=lambda run: (not run.is_custom, run.latest_end))
            between = station.changeover(family, chosen.family)
            work = gentle.minutes + between + chosen.minutes
            if station.calendar.end_after(now, work) <= chosen.latest_end:
                chosen = gentle
        ready.remove(chosen)
        return chosen

    def _book(self, minute: int, station: Station, run: Run, setup: int) -> None:
        rate, lots = station.facts.rate_minor_per_hour, run.lots
        at_once = station.policy.treats_all_at_once
        weights = [lot.pieces for lot in lots] if at_once else run.lot_minutes
        power = station.facts.power_w
        if power:
            drawn = share_out(power * (setup + run.minutes), weights)
            for lot, share in zip(lots, drawn, strict=True):
                self.watt_minutes[lot.product] += share
        labour = (run.minutes * rate + HOUR_MIN // 2) // HOUR_MIN
        change = (setup * rate + HOUR_MIN // 2) // HOUR_MIN
        for element, minor in ((Element.LABOUR, labour), (Element.SETUP, change)):
            shares = share_out(minor, weights) if len(lots) > 1 else [minor]
            for lot, share in zip(lots, shares, strict=True):
                self._ledger.move(
                    minute, Account.PAID, Account.IN_PROCESS, element, lot.product, share
                )
                if element is Element.LABOUR:
                    lot.cost.labour += share
                else:
                    lot.cost.setup += share

    def _inspect(self, run: Run, setup: int) -> int:
        """Draw which pieces fail; the first after a changeover fails more often."""
        before = sum(lot.scrapped for lot in run.lots)
        draw, share = self._scrap.random, self._assumed.scrap_per_step
        for number, lot in enumerate(run.lots):
            good = lot.pieces - lot.scrapped
            failed = sum(draw() < share for _ in range(good))
            if setup and number == 0 and failed < good:
                failed += draw() < self._assumed.scrap_after_changeover
            lot.scrapped += failed
        return sum(lot.scrapped for lot in run.lots) - before
