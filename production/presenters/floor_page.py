"""The shop-floor terminal of one work centre."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from catalog.texts import in_language
from production.models import Run, WorkCentre
from production.presenters.floor_acts import ShownAct, last_acts
from production.presenters.floor_run import WorkedRun, worked_run
from production.presenters.mixed_line import ShownCar, ShownLine, shown_lines
from production.presenters.runs import ShownRun, shown_runs
from production.selectors.centres import centres_with_facts
from production.selectors.runs import OVER, runs_with_members

NEXT_SHOWN = 6
# The cars behind are a list of their own: only the next one can be started.
NEXT_ON_A_LINE = 1
CARS_SHOWN = 12
RUNNING = (Run.Status.RUNNING, Run.Status.COMPLETING)
STARTABLE = (Run.Status.PLANNED, Run.Status.RELEASED)


@dataclass(frozen=True)
class FloorPage:
    """What is worked on, what comes next, and what is still open."""

    code: str
    name: str
    current: list[WorkedRun]
    upcoming: list[ShownRun]
    open_runs: list[ShownRun]
    waiting: list[ShownRun]
    acts: list[ShownAct]
    line: ShownLine | None

    @property
    def next_cars(self) -> list[ShownCar]:
        """The cars that come next on a mixed line, behind the one in work."""
        cars = self.line.cars if self.line else ()
        return [car for car in cars if car.state != "running"][:CARS_SHOWN]

    @property
    def cars_in_work(self) -> list[ShownCar]:
        """The cars that are being built on a mixed line."""
        return [car for car in self.line.cars if car.state == "running"] if self.line else []

    @property
    def is_idle(self) -> bool:
        return not (self.current or self.upcoming or self.open_runs or self.waiting)


@dataclass(frozen=True)
class CentreChoice:
    """A work centre to choose at the terminal."""

    code: str
    name: str
    running: int
    ready: int
    open: int


def floor_page(centre: WorkCentre, language: str, now: datetime) -> FloorPage:
    """Return the terminal's page in a fixed number of queries."""
    rows = runs_with_members().filter(work_centre=centre).exclude(status__in=OVER)
    ordered = _in_order(list(rows))
    runs = list(zip(ordered, shown_runs(ordered, language), strict=True))
    most = NEXT_ON_A_LINE if centre.is_mixed_line else NEXT_SHOWN
    return FloorPage(
        code=centre.code,
        name=in_language(centre.name, language) or centre.code,
        current=[worked_run(row, run, language, now) for row, run in runs if row.status in RUNNING],
        upcoming=[run for row, run in runs if row.status in STARTABLE][:most],
        open_runs=[run for row, run in runs if row.status == Run.Status.OPEN],
        waiting=[run for row, run in runs if row.status == Run.Status.CLOSED],
        acts=last_acts(centre),
        line=_line(centre, ordered, language),
    )


def _line(centre: WorkCentre, runs: list[Run], language: str) -> ShownLine | None:
    if not centre.is_mixed_line:
        return None
    lines = shown_lines(runs, centres_with_facts([centre.pk]), None, language)
    return next(iter(lines), None)


def centre_choices(language: str) -> list[CentreChoice]:
    """Return every work centre with how many runs it has."""
    centres = WorkCentre.objects.annotate(
        running=Count("runs", filter=Q(runs__status__in=RUNNING)),
        ready=Count("runs", filter=Q(runs__status__in=STARTABLE)),
        open_now=Count("runs", filter=Q(runs__status=Run.Status.OPEN)),
    )
    return [
        CentreChoice(
            code=row.code,
            name=in_language(row.name, language) or row.code,
            running=row.running,
            ready=row.ready,
            open=row.open_now,
        )
        for row in centres.order_by("flow_position", "code")
    ]


def _in_order(runs: list[Run]) -> list[Run]:
    return sorted(
        runs,
        key=lambda run: (
            run.planned_start is None,
            run.planned_start or run.opened_at,
            run.number,
        ),
    )
