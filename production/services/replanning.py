"""Answer a disturbance with the smallest change of the plan, and write down what it was."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import F

from production.models import RunMember
from production.planner.replanning.causes import find_disturbance
from production.planner.replanning.ladder import answer
from production.planner.replanning.values import Answer
from production.planner.values import Problem, Slot


def answer_disturbance(problem: Problem, slots: Mapping[int, Slot]) -> Answer | None:
    """Return the ladder's answer to what disturbs the plan before; None for mere growth."""
    if not slots:
        return None
    disturbance = find_disturbance(problem, slots, _made_again(problem, slots))
    return answer(problem, slots, disturbance) if disturbance else None


def replanning_record(
    problem: Problem, slots: Mapping[int, Slot], found: Answer, now: datetime
) -> dict[str, Any]:
    """Return what the plan stores: cause, rung, the loss by rung, who went to which machine."""
    went: dict[str, int] = {}
    for item in found.taken.plan.assignments:
        was = slots.get(item.run)
        if was and was.machine in found.disturbance.machines and was.machine != item.slot.machine:
            key = str(item.slot.machine)
            went[key] = went.get(key, 0) + 1
    return {
        "cause": found.disturbance.cause.value,
        "at": now.isoformat(),
        "since": _since(problem, found),
        "machines": sorted(found.disturbance.machines),
        "runs": sorted(found.disturbance.runs),
        "rung": found.taken.rung.value,
        "late_before": found.late_before,
        "reassigned": went,
        "losses": {attempt.rung.value: asdict(attempt.loss) for attempt in found.attempts},
        "waits_for": sorted(
            {run.waits_for for run in problem.runs if run.id in found.disturbance.runs} - {""}
        ),
    }


def _since(problem: Problem, found: Answer) -> int:
    """Return the minute from which the first touched machine stands still, else now."""
    touched = [row for row in problem.machines if row.id in found.disturbance.machines]
    return min((stop.start for row in touched for stop in row.stops), default=problem.now)


def _made_again(problem: Problem, slots: Mapping[int, Slot]) -> frozenset[int]:
    """Return the runs without a place that hold pieces made again: their lot came later."""
    fresh = [run.id for run in problem.runs if run.id not in slots]
    if not fresh:
        return frozenset()
    again = RunMember.objects.filter(
        run__in=fresh,
        is_active=True,
        operation__waiting_since__gt=F("operation__lot__work_order__created_at"),
    )
    return frozenset(again.values_list("run", flat=True))
