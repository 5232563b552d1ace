"""What moving one run to another place of the plan would change, before anybody does it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from production.planner.objective import objective_of
from production.planner.sequencing import plan_in_order
from production.planner.values import (
    Assignment,
    Kind,
    Plan,
    PlanningError,
    Problem,
    RunToPlan,
    Slot,
)


@dataclass(frozen=True, slots=True)
class Move:
    """A place for a run and what it changes against the plan as it is.

    `before` is the run that would follow it on the machine, None at the end of the queue.
    `later` are other runs that end later than due because of it, with the minutes that this
    move adds; `shifted` counts runs whose times change.
    """

    run: int
    machine: int
    before: int | None
    slot: Slot
    plan: Plan
    changeovers: int
    changeover_min: int
    later: tuple[tuple[int, int], ...]
    shifted: int


def legal_moves(problem: Problem, plan: Plan, run: int) -> list[Move]:
    """Return every other place for a run on the machines of its work centre.

    Each is judged against the plan's own order, timed from now on.

    A started run stays, and nothing goes ahead of a started run, of a frozen one, or behind
    one that still takes members. Places that would make runs wait for each other in a ring,
    or leave one without a place, are left out. The earliest start comes first.

    Raises
    ------
    PlanningError
        When the run is not in the plan, or has started.
    """
    moved = next((row for row in problem.runs if row.id == run), None)
    slots = {item.run: item.slot for item in plan.assignments}
    if moved is None or run not in slots:
        raise PlanningError(f"Run {run} has no place in the plan.")
    if moved.started:
        raise PlanningError(f"Run {run} has started and stays where it is.")
    moved = replace(moved, frozen=None)
    problem = replace(problem, runs=tuple(moved if row.id == run else row for row in problem.runs))
    order = _order(plan)
    # What has already slipped since the plan was made is not the move's doing.
    unmoved = plan_in_order(problem, order)
    slots = {item.run: item.slot for item in unmoved.assignments}
    found = [
        move
        for machine in sorted(row.id for row in problem.machines)
        if _work_centre(problem, machine) == moved.work_centre
        for place in _places(problem, order.get(machine, []), run)
        if (move := _move(problem, slots, order, moved, machine, place)) is not None
    ]
    return sorted(found, key=lambda move: (move.slot.start, move.machine, move.before or 0))


def _order(plan: Plan) -> dict[int, list[int]]:
    order: dict[int, list[int]] = defaultdict(list)
    for item in sorted(plan.assignments, key=lambda item: (item.slot.start, item.run)):
        order[item.slot.machine].append(item.run)
    return order


def _work_centre(problem: Problem, machine: int) -> int:
    return next(row.work_centre for row in problem.machines if row.id == machine)


def _places(problem: Problem, queue: Sequence[int], run: int) -> Iterator[int]:
    """Give the positions in the queue without the run, its present one left out."""
    runs = {row.id: row for row in problem.runs}
    others = [row for row in queue if row != run]
    present = queue.index(run) if run in queue else -1
    settled = [at for at, row in enumerate(others) if runs[row].started or runs[row].frozen]
    first = max(settled, default=-1) + 1
    for place in range(first, len(others) + 1):
        if place != present:
            yield place
        if place < len(others) and runs[others[place]].release > problem.now:
            return


def _move(
    problem: Problem,
    slots: dict[int, Slot],
    order: dict[int, list[int]],
    moved: RunToPlan,
    machine: int,
    place: int,
) -> Move | None:
    queue = [row for row in order.get(machine, []) if row != moved.id]
    before = queue[place] if place < len(queue) else None
    queue.insert(place, moved.id)
    changed = {key: [row for row in rows if row != moved.id] for key, rows in order.items()}
    plan = plan_in_order(problem, changed | {machine: queue})
    after = {item.run: item.slot for item in plan.assignments}
    if after.keys() < slots.keys():
        return None
    was, will = objective_of(problem, _as_plan(slots)), objective_of(problem, plan)
    return Move(
        run=moved.id,
        machine=machine,
        before=before,
        slot=after[moved.id],
        plan=plan,
        changeovers=will["changeovers"] - was["changeovers"],
        changeover_min=will["changeover_min"] - was["changeover_min"],
        later=_made_late(problem, slots, after),
        shifted=sum(slot != after[row] for row, slot in slots.items() if row != moved.id),
    )


def _as_plan(slots: dict[int, Slot]) -> Plan:
    return Plan(tuple(Assignment(run, slot) for run, slot in sorted(slots.items())))


def _made_late(
    problem: Problem, before: dict[int, Slot], after: dict[int, Slot]
) -> tuple[tuple[int, int], ...]:
    late = []
    for run in problem.runs:
        if run.id not in after or run.kind is not Kind.CUSTOM:
            continue
        was = max(0, before[run.id].end - run.latest_end) if run.id in before else 0
        will = max(0, after[run.id].end - run.latest_end)
        if will > was:
            late.append((run.id, will - was))
    return tuple(late)
