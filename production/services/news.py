"""Tell what happened to work orders, as events that carry their references."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from foundation.events import record_event, record_events
from production.models import Operation, Run, RunMember, WorkOrder

OPERATION_JOINED = "production.operation_joined"
OPERATION_LEFT = "production.operation_left"
RUN_CLOSED = "production.run_closed"
RUN_PLANNED = "production.run_planned"
RUN_STARTED = "production.run_started"
PIECES_COUNTED = "production.pieces_counted"
PIECES_SCRAPPED = "production.pieces_scrapped"
PIECES_REWORKED = "production.pieces_reworked"
PIECES_TAKEN_BACK = "production.pieces_taken_back"
RUN_COMPLETED = "production.run_completed"
WORK_ORDER_FINISHED = "production.work_order_finished"
WORK_ORDER_CANCELLED = "production.work_order_cancelled"


def tell_members(
    name: str, run: Run, members: Iterable[RunMember], now: datetime, **facts: Any
) -> None:
    """Record an event for each member of a run.

    Load the members with their operation, lot and work order.
    """
    tell_runs(name, ((run, member) for member in members), now, **facts)


def tell_runs(
    name: str, members: Iterable[tuple[Run, RunMember]], now: datetime, **facts: Any
) -> None:
    """Record an event for each member of several runs, all at once."""
    record_events(
        name=name,
        facts=[_member_event(run, member.operation, facts) for run, member in members],
        now=now,
    )


def tell_closed(members: Iterable[tuple[Run, RunMember]], now: datetime) -> None:
    """Record for each member of several runs that its run has closed, and why."""
    record_events(
        name=RUN_CLOSED,
        facts=[
            _member_event(run, member.operation, {"reason": run.close_reason})
            for run, member in members
        ],
        now=now,
    )


def tell_work_order(name: str, work_order: WorkOrder, now: datetime, **facts: Any) -> None:
    """Record an event about a whole work order."""
    record_event(
        name=name,
        reference=reference_of(work_order),
        payload={
            "work_order": work_order.number,
            "kind": work_order.kind,
            "quantity": work_order.quantity,
            **facts,
        },
        now=now,
    )


def reference_of(work_order: WorkOrder) -> str:
    """Return what the room above wrote, or the work order's own number for stock."""
    return work_order.reference or str(work_order)


def _member_event(
    run: Run, operation: Operation, facts: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    work_order = operation.lot.work_order
    return reference_of(work_order), {**_member_facts(run, operation, work_order), **facts}


def _member_facts(run: Run, operation: Operation, work_order: WorkOrder) -> dict[str, Any]:
    return {
        "run": run.number,
        "work_centre": run.work_centre.code,
        "operation": operation.name,
        "work_order": work_order.number,
        "planned_start": _text(run.planned_start),
        "planned_end": _text(run.planned_end),
    }


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
