"""The allowed moves of every status, and the one way to make them."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from foundation.errors import Conflict
from production.models import Operation, Run, Simulation, WorkOrder

Row = TypeVar("Row", Run, Operation, WorkOrder, Simulation)
Moves = Mapping[str, frozenset[str]]

RUN_MOVES: Moves = {
    Run.Status.OPEN: frozenset({Run.Status.CLOSED, Run.Status.DISSOLVED}),
    Run.Status.CLOSED: frozenset({Run.Status.PLANNED, Run.Status.DISSOLVED}),
    Run.Status.PLANNED: frozenset(
        {Run.Status.CLOSED, Run.Status.RELEASED, Run.Status.RUNNING, Run.Status.DISSOLVED}
    ),
    Run.Status.RELEASED: frozenset(
        {Run.Status.CLOSED, Run.Status.PLANNED, Run.Status.RUNNING, Run.Status.DISSOLVED}
    ),
    Run.Status.RUNNING: frozenset({Run.Status.COMPLETING, Run.Status.COMPLETED}),
    Run.Status.COMPLETING: frozenset({Run.Status.RUNNING, Run.Status.COMPLETED}),
    Run.Status.COMPLETED: frozenset(),
    Run.Status.DISSOLVED: frozenset(),
}
OPERATION_MOVES: Moves = {
    Operation.Status.WAITING: frozenset({Operation.Status.SEATED, Operation.Status.CANCELLED}),
    Operation.Status.SEATED: frozenset(
        {Operation.Status.WAITING, Operation.Status.RUNNING, Operation.Status.CANCELLED}
    ),
    Operation.Status.RUNNING: frozenset({Operation.Status.DONE}),
    Operation.Status.DONE: frozenset(),
    Operation.Status.CANCELLED: frozenset(),
}
WORK_ORDER_MOVES: Moves = {
    WorkOrder.Status.OPEN: frozenset({WorkOrder.Status.IN_WORK, WorkOrder.Status.CANCELLED}),
    WorkOrder.Status.IN_WORK: frozenset({WorkOrder.Status.FINISHED}),
    WorkOrder.Status.FINISHED: frozenset(),
    WorkOrder.Status.CANCELLED: frozenset(),
}
SIMULATION_MOVES: Moves = {
    Simulation.Status.DUE: frozenset({Simulation.Status.RUNNING, Simulation.Status.CANCELLED}),
    Simulation.Status.RUNNING: frozenset(
        {
            Simulation.Status.RUNNING,  # taken over from a worker that was killed
            Simulation.Status.DONE,
            Simulation.Status.FAILED,
            Simulation.Status.CANCELLED,
        }
    ),
    Simulation.Status.DONE: frozenset(),
    Simulation.Status.FAILED: frozenset(),
    Simulation.Status.CANCELLED: frozenset(),
}
MOVES: Mapping[type[Model], Moves] = {
    Run: RUN_MOVES,
    Operation: OPERATION_MOVES,
    WorkOrder: WORK_ORDER_MOVES,
    Simulation: SIMULATION_MOVES,
}


def move(row: Row, to: str, **changes: Any) -> None:
    """Move one row to another status if it still has the one we saw, and change it on the way.

    Raises
    ------
    Conflict
        When the move is not allowed, or somebody else moved the row meanwhile.
    """
    if to not in MOVES[type(row)][row.status] or not _update(row, to, changes):
        raise Conflict(
            f"{str(row).capitalize()} is {row.status} and cannot become {to}.",
            code="move_not_allowed",
            details={"status": str(row.status)},
        )
    for name, value in {"status": to, **changes}.items():
        setattr(row, name, value)


def move_all(rows: QuerySet[Any], *, from_status: str, to: str, **changes: Any) -> int:
    """Move the rows that have `from_status`; return how many moved."""
    if to not in MOVES[rows.model][from_status]:
        raise ValueError(f"{rows.model.__name__}: {from_status} never becomes {to}")
    return rows.filter(status=from_status).update(status=to, **changes)


def _update(row: Row, to: str, changes: Mapping[str, Any]) -> bool:
    unmoved = type(row).objects.filter(pk=row.pk, status=row.status)
    return unmoved.update(status=to, **changes) == 1
