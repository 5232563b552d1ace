"""The people on the shop floor: they set up, start and finish runs in the order of the plan.

Set-ups and work take up to 15 % more or less than planned. A machine is set up for the first run
of its plan as soon as it is free and all members and their parts are there; then the run starts.
"""

import random
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from foundation.errors import Refusal
from foundation.models import User
from production.clock import to_moment
from production.models import Machine, Operation, Run, RunMember
from production.planner.changeovers import changeover_minutes
from production.planner.working_calendar import WorkingCalendar
from production.selectors.centres import CentreFacts, centres_with_facts
from production.selectors.part_waits import FIRST_STEP, part_waits
from production.selectors.runs import OVER, not_here_yet
from production.services.floor import finish_run, start_run

NOISE = 0.15
STARTABLE = (Run.Status.PLANNED, Run.Status.RELEASED)


@dataclass(slots=True)
class Spent:
    """Minutes of machines that have set-ups, and set-ups that no start followed."""

    work_min: int = 0
    setup_min: int = 0
    refused: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Job:
    """What a machine is busy with until a minute: the set-up for a run, or the run."""

    until: int
    machine: int
    run: int
    is_setup: bool


class Floor:
    """All machines; each call says what happens at one minute and returns the jobs begun."""

    def __init__(self, actor: User, seed: int, begins: int) -> None:
        self._actor = actor
        self._dice = random.Random(f"floor-{seed}")
        self._centres = centres_with_facts()
        self._calendars = {
            pk: WorkingCalendar(facts.calendar, begins) for pk, facts in self._centres.items()
        }
        rows = Machine.objects.filter(is_active=True).order_by("pk")
        self._centre_of = dict(rows.values_list("pk", "work_centre"))
        self._family = dict(rows.values_list("pk", "family"))
        self._idle = set(self._centre_of)
        self.spent = Spent()

    def is_working(self, minute: int) -> bool:
        """Say whether any work centre works at a minute."""
        return any(row.next_working(minute) == minute for row in self._calendars.values())

    def look(self, minute: int) -> list[Job]:
        """Set idle machines up for the run that is theirs by plan, where it can begin."""
        waits: Collection[int] | None = None
        begun = []
        for run in self._next_runs(minute):
            rows = RunMember.objects.filter(run=run, is_active=True).values_list(
                "operation", "operation__position", "operation__lot__work_order"
            )
            members = list(rows)
            operations = Operation.objects.filter(pk__in=[row[0] for row in members])
            if not members or not_here_yet(operations).exists():
                continue
            if waits is None:
                waits = part_waits(to_moment(minute)).keys()
            if not any(place == FIRST_STEP and order in waits for _, place, order in members):
                begun.append(self._set_up(run, minute))
        return begun

    def go_on(self, job: Job) -> list[Job]:
        """Start the run that was set up for, or finish the run that was worked on."""
        if job.is_setup:
            return self._start(job)
        finish_run(run_number=job.run, actor=self._actor, now=to_moment(job.until))
        self._idle.add(job.machine)
        return []

    def _next_runs(self, minute: int) -> Iterable[Run]:
        """Return the first run in the plan of each idle machine that works, if it can start."""
        idle = [pk for pk in sorted(self._idle) if self._works(pk, minute)]
        planned = Run.objects.filter(machine__in=idle).exclude(status__in=OVER)
        first: dict[int, Run] = {}
        for run in planned.order_by("planned_start", "number").defer("close_facts"):
            first.setdefault(run.machine_id or 0, run)
        return [run for run in first.values() if run.status in STARTABLE]

    def _works(self, machine: int, minute: int) -> bool:
        return self._calendars[self._centre_of[machine]].next_working(minute) == minute

    def _set_up(self, run: Run, minute: int) -> Job:
        assert run.machine_id is not None  # it is the first of its machine
        self._idle.remove(run.machine_id)
        facts = self._centres[run.work_centre_id]
        before = self._family[run.machine_id]
        planned = changeover_minutes(facts.centre, before, run.family)
        minutes = self._noisy(planned)
        self._family[run.machine_id] = run.family
        if _has_setups(facts):
            self.spent.setup_min += minutes
        until = self._calendars[run.work_centre_id].end_after(minute, minutes)
        return Job(until, run.machine_id, run.pk, is_setup=True)

    def _start(self, job: Job) -> list[Job]:
        run = Run.objects.get(pk=job.run)
        if run.machine_id != job.machine:
            return self._give_up(job, "moved away")
        try:
            start_run(run_number=job.run, actor=self._actor, now=to_moment(job.until))
        except Refusal as refusal:
            return self._give_up(job, refusal.code)
        facts = self._centres[run.work_centre_id]
        minutes = self._noisy(self._minutes(run, facts))
        if _has_setups(facts):
            self.spent.work_min += minutes
        until = self._calendars[run.work_centre_id].end_after(job.until, max(1, minutes))
        return [Job(until, job.machine, job.run, is_setup=False)]

    def _give_up(self, job: Job, why: str) -> list[Job]:
        self.spent.refused[why] += 1
        self._idle.add(job.machine)
        return []

    def _minutes(self, run: Run, facts: CentreFacts) -> int:
        rows = RunMember.objects.filter(run=run, is_active=True)
        minutes = rows.values_list("operation__minutes", flat=True)
        return max(minutes) if facts.row.treats_all_at_once else sum(minutes)

    def _noisy(self, minutes: int) -> int:
        return round(minutes * self._dice.uniform(1 - NOISE, 1 + NOISE))


def _has_setups(facts: CentreFacts) -> bool:
    return facts.row.is_family_run and not facts.row.treats_all_at_once
