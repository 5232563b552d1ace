"""The plan as a chart: bars and changeovers as numbers for SVG attributes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from production.models import Assignment, Run, WorkOrder
from production.selectors.sentences import moment_text

LABEL_WIDTH = 150
CHART_WIDTH = 900
ROW_HEIGHT = 46
HEAD_HEIGHT = 34
BAR_HEIGHT = 34
LONGEST = timedelta(days=7)
LETTER_WIDTH = 8
TEXT_INSET = 8


@dataclass(frozen=True)
class Bar:
    """A run's work and the changeover before it, in units of the drawing."""

    url: str
    title: str
    label: str
    kind: str
    is_late: bool
    x: float
    width: float
    changeover_x: float
    changeover_width: float

    @property
    def text_x(self) -> float:
        return self.x + TEXT_INSET

    @property
    def label_x(self) -> float:
        return self.x + TEXT_INSET - 3

    @property
    def label_width(self) -> int:
        return len(self.label) * LETTER_WIDTH


@dataclass(frozen=True)
class Row:
    """A machine's line on the chart."""

    name: str
    y: int
    bars: list[Bar]

    @property
    def bar_y(self) -> int:
        return self.y + (ROW_HEIGHT - BAR_HEIGHT) // 2

    @property
    def text_y(self) -> int:
        return self.y + ROW_HEIGHT // 2 + 5

    @property
    def plate_y(self) -> int:
        return self.y + ROW_HEIGHT // 2 - 9


@dataclass(frozen=True)
class Tick:
    """The beginning of a day."""

    x: float
    label: str

    @property
    def text_x(self) -> float:
        return self.x + 4


@dataclass(frozen=True)
class Gantt:
    """The whole chart."""

    rows: list[Row]
    ticks: list[Tick]
    now_x: float
    width: int
    height: int
    bar_height: int = BAR_HEIGHT


@dataclass(frozen=True)
class _Scale:
    start: datetime
    end: datetime

    def x(self, moment: datetime) -> float:
        within = min(max(moment, self.start), self.end) - self.start
        return round(LABEL_WIDTH + CHART_WIDTH * (within / (self.end - self.start)), 1)


def gantt_of(
    assignments: Iterable[Assignment], names: Mapping[int, str], now: datetime
) -> Gantt | None:
    """Draw the slots from now to the plan's end, a week at most; None without any.

    Parameters
    ----------
    assignments
        Slots with their machine and run, and the run's members read ahead.
    names
        What to call each machine, in the order of the rows.
    now
        Where the now line stands.
    """
    slots = [
        slot for slot in assignments if slot.end > now and slot.changeover_start < now + LONGEST
    ]
    if not slots:
        return None
    scale = _scale(slots, now)
    rows = [
        Row(name, HEAD_HEIGHT + index * ROW_HEIGHT, _bars(slots, machine, scale))
        for index, (machine, name) in enumerate(names.items())
    ]
    return Gantt(
        rows=rows,
        ticks=_ticks(scale),
        now_x=scale.x(now),
        width=LABEL_WIDTH + CHART_WIDTH,
        height=HEAD_HEIGHT + len(rows) * ROW_HEIGHT,
    )


def _scale(slots: Iterable[Assignment], now: datetime) -> _Scale:
    rows = list(slots)
    start = min(now, *(slot.changeover_start for slot in rows))
    start = max(start, now - timedelta(hours=12))
    end = min(max(slot.end for slot in rows), now + LONGEST)
    return _Scale(start, max(end, start + timedelta(hours=4)))


def _bars(slots: Iterable[Assignment], machine: int, scale: _Scale) -> list[Bar]:
    mine = sorted(
        (slot for slot in slots if slot.machine_id == machine), key=lambda slot: slot.start
    )
    return [_bar(slot, scale) for slot in mine]


def _bar(slot: Assignment, scale: _Scale) -> Bar:
    run = slot.run
    x, end = scale.x(slot.start), scale.x(slot.end)
    changeover_x = scale.x(slot.changeover_start)
    width = max(3.0, round(end - x - 1, 1))
    label = f"{run.number} {run.family}"
    return Bar(
        url=reverse("production:run", args=[run.number]),
        title=_("Run %(number)s, %(family)s, %(status)s, %(start)s to %(end)s")
        % {
            "number": run.number,
            "family": run.family,
            "status": run.get_status_display(),
            "start": moment_text(slot.start),
            "end": moment_text(slot.end),
        },
        label=_label(label, str(run.number), width),
        kind=_kind(run),
        is_late=any(slot.end > member.operation.latest_end for member in run.seats),
        x=x,
        width=width,
        changeover_x=changeover_x,
        changeover_width=round(x - changeover_x, 1) if slot.changeover_min else 0,
    )


def _label(whole: str, short: str, width: float) -> str:
    if len(whole) * LETTER_WIDTH + TEXT_INSET < width:
        return whole
    return short if len(short) * LETTER_WIDTH + TEXT_INSET < width else ""


def _kind(run: Run) -> str:
    if run.status == Run.Status.OPEN:
        return "open"
    kinds = {member.operation.lot.work_order.kind for member in run.seats}
    return "stock" if kinds == {WorkOrder.Kind.STOCK} else "custom"


def _ticks(scale: _Scale) -> list[Tick]:
    day = timezone.localtime(scale.start).replace(hour=0, minute=0, second=0, microsecond=0)
    ticks = []
    while day < scale.end:
        if day >= scale.start:
            ticks.append(Tick(scale.x(day), date_format(day, "D j")))
        day += timedelta(days=1)
    return ticks or [
        Tick(scale.x(scale.start), date_format(timezone.localtime(scale.start), "D j"))
    ]
