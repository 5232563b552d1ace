"""Write down what was promised and how it turned out; learn from it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from production.clock import to_minute
from production.models import Operation, Promise, PromiseBuffer, WorkOrder
from production.planner.promising.buffers import SAMPLES, learnt_buffer
from production.planner.values import PlanningError
from production.planner.working_calendar import WorkingCalendar
from production.selectors.facts import current_facts

# Of the last promises, the share that the learnt buffer would have kept.
COVERED = 0.99


def record_promises(given: Sequence[tuple[WorkOrder, Mapping[str, Any]]], *, now: datetime) -> None:
    """Write down the date of each work order and the facts that it rests on."""
    Promise.objects.bulk_create(
        Promise(
            work_order=work_order,
            promised_at=work_order.due_at,
            basis=dict(basis),
            given_at=now,
        )
        for work_order, basis in given
    )


def settle_promise(work_order: WorkOrder, *, now: datetime) -> None:
    """Note how a finished work order's promise turned out; safe to repeat."""
    promise = Promise.objects.filter(work_order=work_order, finished_at=None).first()
    if promise is None:
        return
    promise.finished_at = now
    promise.error_min = _missed_by(work_order, promise.basis["planned_end"], to_minute(now))
    promise.is_kept = now <= promise.promised_at
    promise.save(update_fields=["finished_at", "error_min", "is_kept"])
    _learn(now)


def _missed_by(work_order: WorkOrder, planned_end: int, finished: int) -> int:
    """Return the working minutes by which the last work centre missed a planned end."""
    last = Operation.objects.filter(lot__work_order=work_order).order_by("-position")
    centre = last.values_list("work_centre", flat=True).first()
    facts = current_facts().centres.get(centre) if centre is not None else None
    if facts is None:
        return finished - planned_end
    try:
        calendar = WorkingCalendar(facts.calendar, min(planned_end, finished))
    except PlanningError:
        return finished - planned_end
    return calendar.minutes_between(planned_end, finished)


def _learn(now: datetime) -> None:
    settled = Promise.objects.filter(error_min__isnull=False).order_by("-finished_at", "-pk")
    errors = [float(promise.error_min or 0) for promise in settled[:SAMPLES]]
    minutes = round(learnt_buffer(reversed(errors), 0.0, COVERED))
    PromiseBuffer.objects.update_or_create(
        pk=1, defaults={"minutes": minutes, "outcomes": len(errors), "learnt_at": now}
    )
