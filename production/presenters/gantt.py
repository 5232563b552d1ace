"""The plan as a chart: bars and changeovers as numbers for SVG attributes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from production.models import Assignment, Run, WorkOrder
from production.selectors.sentences import family_words, moment_text

LABEL_WIDTH = 124
CHART_WIDTH = 776
ROW_HEIGHT = 48
HEAD_HEIGHT = 40
FOOT_HEIGHT = 22
BAR_HEIGHT = 36
LETTER_WIDTH = 7.4
TEXT_INSET = 8
HOURS = (6, 12, 18)
LEAST_HOUR_WIDTH = 24
DAY = timedelta(days=1)
BEFORE = timedelta(hours=2)
LEAST_DAYS = 3


@dataclass(frozen=True)
class Bar:
    """A run's work and the changeover before it, in units of the drawing."""

    number: int
    url: str
    title: str
    label: str
    kind: str
    is_late: bool
    is_chosen: bool
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
    def label_width(self) -> float:
        return round(len(self.label) * LETTER_WIDTH + 6, 1)


@dataclass(frozen=True)
class Line:
    """What a row of the chart stands for: a machine, its name and a note."""

    machine: int
    name: str
    note: str


@dataclass(frozen=True)
class Row:
    """A machine's line on the chart."""

    name: str
    note: str
    y: int
    bars: list[Bar]

    @property
    def bar_y(self) -> int:
        return self.y + (ROW_HEIGHT - BAR_HEIGHT) // 2

    @property
    def text_y(self) -> int:
        return self.y + ROW_HEIGHT // 2 + 5

    @property
    def name_y(self) -> int:
        return self.y + ROW_HEIGHT // 2 - (3 if self.note else -5)

    @property
    def note_y(self) -> int:
        return self.y + ROW_HEIGHT // 2 + 14

    @property
    def plate_y(self) -> int:
        return self.y + ROW_HEIGHT // 2 - 9


@dataclass(frozen=True)
class Tick:
    """The beginning of a day, or an hour of it."""

    x: float
    label: str
    is_day: bool

    @property
    def text_x(self) -> float:
        return self.x + 6 if self.is_day else self.x


@dataclass(frozen=True)
class Gantt:
    """The whole chart."""

    rows: list[Row]
    ticks: list[Tick]
    now_x: float
    now_label: str
    frozen_x: float
    idle: list[str]
    width: int
    height: int
    bar_height: int = BAR_HEIGHT
    label_width: int = LABEL_WIDTH

    @property
    def foot_y(self) -> int:
        return self.height - FOOT_HEIGHT

    @property
    def foot_text_y(self) -> int:
        return self.height - 6

    @property
    def now_plate_x(self) -> float:
        return max(0, self.now_x - 22)

    @property
    def frozen_text_x(self) -> float:
        return max(self.frozen_x, self.now_x + 22) + 6


@dataclass(frozen=True)
class Scale:
    """Where moments lie on the chart."""

    start: datetime
    end: datetime

    def x(self, moment: datetime) -> float:
        within = min(max(moment, self.start), self.end) - self.start
        return round(LABEL_WIDTH + CHART_WIDTH * (within / (self.end - self.start)), 1)

    def width(self, span: timedelta) -> float:
        return CHART_WIDTH * (span / (self.end - self.start))


def gantt_of(
    assignments: Iterable[Assignment],
    lines: Sequence[Line],
    *,
    now: datetime,
    frozen_until: datetime,
    span: timedelta,
    chosen: int | None,
) -> Gantt | None:
    """Draw the slots of a stretch of the plan; None where there are none.

    Parameters
    ----------
    assignments
        Slots with their machine and run, and the run's members read ahead.
    lines
        The machines in the order of the rows; those without a slot are named below the chart.
    now, frozen_until
        Where the now line and the end of the frozen zone stand.
    span
        How far the chart reaches at most: not much further than the plan. A chart of one
        day begins shortly before now, others with the day.
    chosen
        The number of the run with the ring.
    """
    slots = list(assignments)
    scale = _scale(slots, now, span)
    slots = [slot for slot in slots if slot.end > scale.start and slot.start < scale.end]
    if not slots:
        return None
    busy = {slot.machine_id for slot in slots}
    shown = [line for line in lines if line.machine in busy]
    rows = [
        Row(
            line.name,
            line.note,
            HEAD_HEIGHT + index * ROW_HEIGHT,
            _bars(slots, line.machine, scale, chosen),
        )
        for index, line in enumerate(shown)
    ]
    return Gantt(
        rows=rows,
        ticks=_ticks(scale),
        now_x=scale.x(now),
        now_label=timezone.localtime(now).strftime("%H:%M"),
        frozen_x=scale.x(frozen_until),
        idle=sorted({line.name for line in lines if line.machine not in busy}),
        width=LABEL_WIDTH + CHART_WIDTH,
        height=HEAD_HEIGHT + len(rows) * ROW_HEIGHT + FOOT_HEIGHT,
    )


def _scale(slots: Sequence[Assignment], now: datetime, span: timedelta) -> Scale:
    hour = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
    if span <= DAY:
        return Scale(hour - BEFORE, hour - BEFORE + span)
    start = hour.replace(hour=0)
    last = max((slot.end for slot in slots), default=now)
    days = max(LEAST_DAYS, (last - start) // DAY + 1)
    return Scale(start, start + min(span, days * DAY))


def _bars(slots: Iterable[Assignment], machine: int, scale: Scale, chosen: int | None) -> list[Bar]:
    mine = sorted(
        (slot for slot in slots if slot.machine_id == machine), key=lambda slot: slot.start
    )
    return [_bar(slot, scale, is_chosen=slot.run_id == chosen) for slot in mine]


def _bar(slot: Assignment, scale: Scale, *, is_chosen: bool) -> Bar:
    run = slot.run
    x, end = scale.x(slot.start), scale.x(slot.end)
    changeover_x = scale.x(slot.changeover_start)
    width = max(3.0, round(end - x - 1, 1))
    return Bar(
        number=run.number,
        url=reverse("production:run", args=[run.number]),
        title=_title(slot),
        label=_label(f"{run.number} {family_words(run.family)}", str(run.number), width),
        kind=_kind(run),
        is_late=any(slot.end > member.operation.latest_end for member in run.seats),
        is_chosen=is_chosen,
        x=x,
        width=width,
        changeover_x=changeover_x,
        changeover_width=round(x - changeover_x, 1) if slot.changeover_min else 0,
    )


def _title(slot: Assignment) -> str:
    return _("Run %(number)s, %(family)s, %(status)s, %(start)s to %(end)s") % {
        "number": slot.run.number,
        "family": family_words(slot.run.family),
        "status": slot.run.get_status_display(),
        "start": moment_text(slot.start),
        "end": moment_text(slot.end),
    }


def _label(whole: str, short: str, width: float) -> str:
    if len(whole) * LETTER_WIDTH + 2 * TEXT_INSET < width:
        return whole
    return short if len(short) * LETTER_WIDTH + TEXT_INSET < width else ""


def _kind(run: Run) -> str:
    if run.status == Run.Status.OPEN:
        return "open"
    kinds = {member.operation.lot.work_order.kind for member in run.seats}
    return "stock" if kinds == {WorkOrder.Kind.STOCK} else "custom"


def _ticks(scale: Scale) -> list[Tick]:
    ticks = []
    day = scale.start.replace(hour=0)
    shows_hours = scale.width(timedelta(hours=HOURS[0])) >= LEAST_HOUR_WIDTH
    shows_all_days = scale.width(DAY) >= 2 * LEAST_HOUR_WIDTH
    while day < scale.end:
        begins = max(day, scale.start)
        if shows_all_days or day.weekday() == 0 or begins == scale.start:
            ticks.append(Tick(scale.x(begins), date_format(day, "D j"), is_day=True))
        hours = [day + timedelta(hours=hour) for hour in HOURS if shows_hours]
        ticks += [
            Tick(scale.x(hour), str(hour.hour), is_day=False)
            for hour in hours
            if scale.start < hour < scale.end
        ]
        day += DAY
    return ticks
