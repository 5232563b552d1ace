"""How far the work orders of a reference are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from production.models import Operation, Run, RunMember
from production.selectors.sentences import close_sentence


@dataclass(frozen=True)
class OperationProgress:
    """One operation as its customer sees it; `name` and `work_centre` map language to text."""

    work_order: int
    lot: int
    position: int
    name: Mapping[str, str]
    work_centre: Mapping[str, str]
    status: str
    run_number: int | None
    planned_start: datetime | None
    planned_end: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    closes_at: datetime | None
    close_reason: str


def progress_of(reference: str) -> list[OperationProgress]:
    """Return every operation of a reference's work orders, in the order of work."""
    return progress_by_reference([reference])[reference]


def progress_by_reference(references: Collection[str]) -> dict[str, list[OperationProgress]]:
    """Return the same for several references, in a fixed number of queries."""
    operations = (
        Operation.objects.filter(lot__work_order__reference__in=references)
        .select_related("lot__work_order", "work_centre")
        .order_by("lot__work_order", "lot__number", "position")
    )
    members = RunMember.objects.filter(operation__in=operations, is_active=True)
    runs = {member.operation_id: member.run for member in members.select_related("run")}
    found: dict[str, list[OperationProgress]] = {reference: [] for reference in references}
    for operation in operations:
        progress = _progress(operation, runs.get(operation.pk))
        found[operation.lot.work_order.reference].append(progress)
    return found


def _progress(operation: Operation, run: Run | None) -> OperationProgress:
    is_open = run is not None and run.status == Run.Status.OPEN
    return OperationProgress(
        work_order=operation.lot.work_order_id,
        lot=operation.lot.number,
        position=operation.position,
        name=operation.name,
        work_centre=operation.work_centre.name,
        status=operation.status,
        run_number=run.number if run else None,
        planned_start=run.planned_start if run else None,
        planned_end=run.planned_end if run else None,
        started_at=run.started_at if run else None,
        finished_at=operation.finished_at,
        closes_at=run.closes_at if run and is_open else None,
        close_reason=close_sentence(run) if run else "",
    )
