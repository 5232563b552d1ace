"""The factory board: figures, the plan as a chart, open runs, one run in detail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalog.texts import in_language
from production.models import Assignment, Machine, PlanVersion, Run, WorkCentre
from production.presenters.board_figures import figures_of
from production.presenters.gantt import Gantt, Line, gantt_of
from production.presenters.mixed_line import ShownLine, shown_lines
from production.presenters.open_runs import OpenRunLine, open_run_lines
from production.presenters.replanning import replanning_sentences
from production.presenters.run_page import run_detail
from production.presenters.runs import ShownRun, shown_runs
from production.selectors.centres import centres_with_facts
from production.selectors.planning import active_plan
from production.selectors.runs import OVER, STARTED, runs_with_members
from production.selectors.sentences import moment_text
from production.services.planning import frozen_until

SPANS = {"day": 1, "week": 7, "month": 31}
DEFAULT_SPAN = "week"


@dataclass(frozen=True)
class CentreRuns:
    """A work centre with its runs, in the order of the plan."""

    code: str
    name: str
    runs: list[ShownRun]


@dataclass(frozen=True)
class BoardPage:
    """Everything on the board."""

    title: str
    span: str
    spans: list[dict[str, Any]]
    plan: str
    plan_number: int
    figures: list[dict[str, Any]]
    gantt: Gantt | None
    open_runs: list[OpenRunLine]
    centres: list[CentreRuns]
    detail: dict[str, Any] | None
    has_centres: bool
    replanning: str
    lines: list[ShownLine]


def board_page(now: datetime, language: str, span: str, chosen: int | None) -> BoardPage:
    """Return the board over a span ("day", "week", "month"), with a chosen run's detail."""
    span = span if span in SPANS else DEFAULT_SPAN
    rows = list(runs_with_members().exclude(status__in=OVER))
    runs = {run.number: run for run in shown_runs(rows, language)}
    plan, centres = active_plan(), centres_with_facts()
    slots = _slots()
    shown = _chosen(rows, runs, chosen)
    until = timedelta(days=SPANS[span])
    return BoardPage(
        title=_title(now, until),
        span=span,
        spans=_spans(span),
        plan=_plan_sentence(plan),
        plan_number=plan.number if plan else 0,
        figures=figures_of(rows, runs, slots, centres, now),
        gantt=gantt_of(
            slots,
            _lines(language),
            now=now,
            frozen_until=frozen_until(now),
            span=until,
            chosen=shown.number if shown else None,
        ),
        open_runs=open_run_lines(rows, centres, language),
        centres=_by_centre(rows, runs, language),
        detail=run_detail(shown, language) if shown else None,
        has_centres=bool(centres),
        replanning=" ".join(replanning_sentences(now)),
        lines=shown_lines(rows, centres, plan, language),
    )


def _title(now: datetime, span: timedelta) -> str:
    first = timezone.localtime(now)
    last = first + span - timedelta(days=1)
    if first.date() == last.date():
        return date_format(first, _("D j M"))
    return _("%(first)s to %(last)s") % {
        "first": date_format(first, _("D j M")),
        "last": date_format(last, _("D j M")),
    }


def _spans(current: str) -> list[dict[str, Any]]:
    words = {"day": _("Day"), "week": _("Week"), "month": _("Month")}
    return [
        {
            "label": words[span],
            "href": f"{reverse('production:board')}?span={span}",
            "is_current": span == current,
        }
        for span in SPANS
    ]


def _plan_sentence(plan: PlanVersion | None) -> str:
    if plan is None:
        return _("There is no plan yet.")
    return _("Plan %(number)s, checked %(when)s, no violations") % {
        "number": plan.number,
        "when": moment_text(plan.checked_at),
    }


def _chosen(rows: Sequence[Run], runs: Mapping[int, ShownRun], number: int | None) -> Run | None:
    """Return the run that was asked for, else the one that most needs somebody."""
    asked = next((row for row in rows if row.number == number), None)
    if asked:
        return asked
    planned = sorted(
        (row for row in rows if row.planned_start or row.plan_problem),
        key=lambda row: (row.planned_start is None, row.planned_start or row.opened_at),
    )
    late = [row for row in planned if runs[row.number].is_late or row.plan_problem]
    working = [row for row in planned if row.status in STARTED]
    return next(iter(late or working or planned), None)


def _slots() -> list[Assignment]:
    rows = Assignment.objects.filter(plan__status=PlanVersion.Status.ACTIVE)
    return list(
        rows.exclude(run__status__in=OVER).prefetch_related(
            Prefetch("run", queryset=runs_with_members())
        )
    )


def _lines(language: str) -> list[Line]:
    """Return the machines, grouped by work centre in the flow of work."""
    machines = list(Machine.objects.filter(is_active=True).select_related("work_centre"))
    machines.sort(key=lambda row: (row.work_centre.flow_position, row.work_centre.code, row.code))
    many = {row.work_centre_id for row in machines}
    counts = {pk: sum(row.work_centre_id == pk for row in machines) for pk in many}
    return [
        Line(
            row.pk,
            in_language(row.work_centre.name, language) or row.work_centre.code,
            row.name if counts[row.work_centre_id] > 1 else str(row.work_centre.get_kind_display()),
        )
        for row in machines
    ]


def _by_centre(rows: list[Run], runs: Mapping[int, ShownRun], language: str) -> list[CentreRuns]:
    ordered = sorted(
        rows, key=lambda row: (row.planned_start is None, row.planned_start or row.opened_at)
    )
    centres = [
        CentreRuns(
            centre.code,
            in_language(centre.name, language) or centre.code,
            [runs[row.number] for row in ordered if row.work_centre_id == centre.pk],
        )
        for centre in WorkCentre.objects.order_by("flow_position", "code")
    ]
    return [centre for centre in centres if centre.runs]
