"""Runs in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.texts import in_language
from production.models import Operation, Run, RunMember
from production.presenters.members import (
    ShownMember,
    Texts,
    shown_members,
    texts_of_members,
)
from production.selectors.needs import NO_FAMILY
from production.selectors.runs import not_here_yet
from production.selectors.sentences import close_sentence, family_words, moment_text

SEATS_DRAWN = 40
TAG_BY_STATUS = {
    Run.Status.OPEN: "warn",
    Run.Status.RUNNING: "run",
    Run.Status.COMPLETING: "run",
    Run.Status.COMPLETED: "good",
}


@dataclass(frozen=True)
class ShownRun:
    """A run as staff see it; `seats` draws its pieces where they are few enough."""

    number: int
    url: str
    work_centre: str
    family: str
    status: str
    status_kind: str
    sentence: str
    times: str
    problem: str
    changeover: str
    machine: str
    members: list[ShownMember]
    pieces: int
    good: int
    scrapped: int
    seats: tuple[str, ...]
    is_late: bool
    can_close: bool
    can_start: bool
    can_count: bool
    is_stock: bool
    late_members: int

    @property
    def can_start_without_late(self) -> bool:
        return self.can_start and 0 < self.late_members < len(self.members)

    @property
    def can_move(self) -> bool:
        return self.can_start and bool(self.machine)

    @property
    def missing(self) -> int:
        return self.pieces - self.good - self.scrapped


def shown_runs(runs: Iterable[Run], language: str) -> list[ShownRun]:
    """Return runs in words; load them with `runs_with_members`."""
    rows = list(runs)
    texts = texts_of_members(member for run in rows for member in run.seats)
    late = _operations_not_here(rows)
    return [_shown(run, texts, late, language) for run in rows]


def _operations_not_here(runs: list[Run]) -> set[int]:
    """Only a run that could start asks who is missing."""
    asked = [member.operation_id for run in runs if _can_start(run) for member in run.seats]
    return set(not_here_yet(Operation.objects.filter(pk__in=asked)).values_list("pk", flat=True))


def _can_start(run: Run) -> bool:
    return run.status in (Run.Status.PLANNED, Run.Status.RELEASED)


def _shown(run: Run, texts: Texts, late: set[int], language: str) -> ShownRun:
    members = shown_members(run.seats, texts, language)
    pieces = sum(member.pieces for member in members)
    good = sum(member.good for member in members)
    scrapped = sum(member.scrapped for member in members)
    is_running = run.status in (Run.Status.RUNNING, Run.Status.COMPLETING)
    return ShownRun(
        number=run.number,
        url=reverse("production:run", args=[run.number]),
        work_centre=in_language(run.work_centre.name, language) or run.work_centre.code,
        family=_family(run, members),
        status=str(run.get_status_display()).capitalize(),
        status_kind=TAG_BY_STATUS.get(Run.Status(run.status), ""),
        sentence=close_sentence(run) or _closing_sentence(run),
        times=_times(run),
        problem=run.plan_problem,
        changeover=_changeover(run),
        machine=run.machine.name if run.machine else "",
        members=members,
        pieces=pieces,
        good=good,
        scrapped=scrapped,
        seats=_seats(pieces, good, scrapped, is_running=is_running),
        is_late=_is_late(run, run.seats),
        can_close=run.status == Run.Status.OPEN,
        can_start=_can_start(run),
        can_count=is_running,
        is_stock=bool(members) and all(member.is_stock for member in members),
        late_members=sum(member.operation_id in late for member in run.seats),
    )


def _family(run: Run, members: list[ShownMember]) -> str:
    """Return the set-up; where there is none, the work itself says more than "any"."""
    if run.family == NO_FAMILY and members:
        return members[0].operation or run.family
    return family_words(run.family)


def _closing_sentence(run: Run) -> str:
    if run.status != Run.Status.OPEN:
        return ""
    return _("Closes %(when)s, or sooner when full.") % {"when": moment_text(run.closes_at)}


def _times(run: Run) -> str:
    start = run.started_at or run.planned_start
    end = run.finished_at or run.planned_end
    if start is None:
        return _("no place in the plan yet")
    if end is None:
        return moment_text(start)
    return _("%(start)s to %(end)s") % {"start": moment_text(start), "end": moment_text(end)}


def _changeover(run: Run) -> str:
    if run.changeover_min is None:
        return ""
    if run.changeover_min == 0:
        return _("no changeover")
    return _("%(minutes)s min to change over") % {"minutes": run.changeover_min}


def _seats(pieces: int, good: int, scrapped: int, *, is_running: bool) -> tuple[str, ...]:
    if not 0 < pieces <= SEATS_DRAWN:
        return ()
    missing = pieces - good - scrapped
    now = 1 if is_running and missing else 0
    return ("taken",) * good + ("lost",) * scrapped + ("yours",) * now + ("free",) * (missing - now)


def _is_late(run: Run, seats: list[RunMember]) -> bool:
    end: datetime | None = run.finished_at or run.planned_end
    return end is not None and any(end > member.operation.latest_end for member in seats)
