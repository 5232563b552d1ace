"""The five figures above the board."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from catalog.texts import in_language
from production.clock import to_minute
from production.models import Assignment, Operation, Run
from production.planner.values import PlanningError
from production.planner.working_calendar import WorkingCalendar
from production.presenters.runs import ShownRun
from production.selectors.centres import CentreFacts

LOAD_DAYS = 7
HIGH_LOAD = 90


def figures_of(
    rows: Sequence[Run],
    runs: Mapping[int, ShownRun],
    slots: Sequence[Assignment],
    centres: Mapping[int, CentreFacts],
    now: datetime,
) -> list[dict[str, Any]]:
    """Return value, label and trend ("good", "warn", "bad" or "") of each figure."""
    late = sum(run.is_late for run in runs.values())
    waiting = Operation.objects.filter(status=Operation.Status.WAITING).count()
    running = sum(run.can_count for run in runs.values())
    return [
        {
            "value": late,
            "label": _("runs later than due"),
            "trend": "bad" if late else "good",
        },
        {
            "value": f"{_setup_share(slots)} %",
            "label": _("set-up share of the plan"),
            "trend": "",
        },
        _load_figure(slots, centres, now),
        {
            "value": running,
            "label": _("of %(runs)s runs are being worked on") % {"runs": len(rows)},
            "trend": "",
        },
        {
            "value": waiting,
            "label": _("operations wait for a run"),
            "trend": "",
        },
    ]


def _setup_share(slots: Iterable[Assignment]) -> int:
    setup = work = 0.0
    for slot in slots:
        setup += slot.changeover_min
        work += (slot.end - slot.start).total_seconds() / 60
    return round(100 * setup / (setup + work)) if setup + work else 0


def _load_figure(
    slots: Iterable[Assignment], centres: Mapping[int, CentreFacts], now: datetime
) -> dict[str, Any]:
    loads = _loads(slots, centres, now)
    if not loads:
        return {"value": "0 %", "label": _("load of the next seven days"), "trend": ""}
    fullest = max(loads, key=lambda centre: (loads[centre], -centre))
    name = in_language(centres[fullest].row.name, "") or centres[fullest].row.code
    load = loads[fullest]
    return {
        "value": f"{load} %",
        "label": _("load of the fullest, %(name)s, seven days") % {"name": name.lower()},
        "trend": "warn" if load >= HIGH_LOAD else "",
    }


def _loads(
    slots: Iterable[Assignment], centres: Mapping[int, CentreFacts], now: datetime
) -> dict[int, int]:
    """Return per cent of the machines' working minutes that are planned, by work centre."""
    start, end = to_minute(now), to_minute(now + timedelta(days=LOAD_DAYS))
    busy: dict[int, int] = defaultdict(int)
    machines: dict[int, set[int]] = defaultdict(set)
    calendars: dict[int, WorkingCalendar] = {}
    for slot in slots:
        centre = slot.run.work_centre_id
        if centre not in calendars:
            try:
                calendars[centre] = WorkingCalendar(centres[centre].calendar, start)
            except PlanningError:
                continue
        begins = max(start, to_minute(slot.changeover_start))
        ends = min(end, to_minute(slot.end))
        if begins < ends:
            busy[centre] += calendars[centre].minutes_between(begins, ends)
            machines[centre].add(slot.machine_id)
    return {
        centre: round(
            100
            * minutes
            / max(1, calendars[centre].minutes_between(start, end) * len(machines[centre]))
        )
        for centre, minutes in busy.items()
    }
