"""The factory board: figures, the plan, and every run by work centre."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from catalog.texts import in_language
from production.models import Assignment, Machine, Operation, PlanVersion, Run, WorkCentre
from production.presenters.gantt import Gantt, gantt_of
from production.presenters.runs import ShownRun, shown_runs
from production.selectors.planning import active_plan
from production.selectors.runs import OVER, runs_with_members
from production.selectors.sentences import moment_text


@dataclass(frozen=True)
class CentreRuns:
    """A work centre with its runs, in the order of the plan."""

    code: str
    name: str
    runs: list[ShownRun]


@dataclass(frozen=True)
class BoardPage:
    """Everything on the board."""

    plan: str
    figures: list[dict[str, Any]]
    gantt: Gantt | None
    centres: list[CentreRuns]


def board_page(now: datetime, language: str) -> BoardPage:
    """Return the board."""
    rows = list(runs_with_members().exclude(status__in=OVER))
    runs = {run.number: run for run in shown_runs(rows, language)}
    plan = active_plan()
    return BoardPage(
        plan=_plan_sentence(plan),
        figures=_figures(rows, runs, plan),
        gantt=_gantt(now, language),
        centres=_by_centre(rows, runs, language),
    )


def _plan_sentence(plan: PlanVersion | None) -> str:
    if plan is None:
        return _("There is no plan yet.")
    return _("Plan %(number)s, checked %(when)s, no violations") % {
        "number": plan.number,
        "when": moment_text(plan.checked_at),
    }


def _figures(
    rows: list[Run], runs: dict[int, ShownRun], plan: PlanVersion | None
) -> list[dict[str, Any]]:
    objective = plan.objective if plan else {}
    late = sum(1 for run in runs.values() if run.is_late)
    running = sum(1 for run in runs.values() if run.can_count)
    waiting = Operation.objects.filter(status=Operation.Status.WAITING).count()
    return [
        {"value": running, "label": _("runs being worked on"), "trend": ""},
        {"value": len(rows) - running, "label": _("runs open or planned"), "trend": ""},
        {
            "value": objective.get("changeover_min", 0),
            "label": _("minutes of changeovers planned"),
            "trend": "",
        },
        {"value": late, "label": _("runs later than due"), "trend": "bad" if late else "good"},
        {"value": waiting, "label": _("operations waiting for a run"), "trend": ""},
    ]


def _gantt(now: datetime, language: str) -> Gantt | None:
    machines = Machine.objects.filter(is_active=True).select_related("work_centre")
    ordered = sorted(
        machines, key=lambda row: (row.work_centre.flow_position, row.work_centre.code, row.code)
    )
    slots = (
        Assignment.objects.filter(plan__status=PlanVersion.Status.ACTIVE)
        .exclude(run__status__in=OVER)
        .prefetch_related(Prefetch("run", queryset=runs_with_members()))
    )
    return gantt_of(slots, {row.pk: row.name for row in ordered}, now)


def _by_centre(rows: list[Run], runs: dict[int, ShownRun], language: str) -> list[CentreRuns]:
    ordered = sorted(
        rows, key=lambda row: (row.planned_start is None, row.planned_start or row.opened_at)
    )
    return [
        CentreRuns(
            centre.code,
            in_language(centre.name, language) or centre.code,
            [runs[row.number] for row in ordered if row.work_centre_id == centre.pk],
        )
        for centre in WorkCentre.objects.order_by("flow_position", "code")
    ]
