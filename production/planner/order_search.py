"""Improve the order of a plan: fewer changeovers and less lateness than the dispatcher finds.

Heuristic: an order that the search proposes is taken only when the whole plan, timed anew, costs
less by its objective.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from time import perf_counter

from production.planner.changeovers import Changeover, changeover_minutes, remembered
from production.planner.objective import cost_of, objective_of
from production.planner.order_portions import Queue, best_queues
from production.planner.sequencing import plan_in_order
from production.planner.values import Centre, Plan, Problem, Slot

Order = dict[int, list[int]]
TIME_LIMIT_S = 3.0
FEWEST_RUNS = 2


def improve_order(
    problem: Problem,
    plan: Plan,
    before: Mapping[int, Slot],
    changeover: Changeover = changeover_minutes,
    time_limit_s: float = TIME_LIMIT_S,
) -> Plan:
    """Return a plan that costs less by its objective, or the plan itself.

    Never more custom runs late, never another run without a place. A run that moves costs, too,
    and the search begins with the order of the plan before where that is cheaper than the
    dispatcher's: so most runs stay where they were.
    Started and frozen runs and all ahead of them stay; mixed lines, and machines with a stop
    ahead, keep their order. Deterministic unless the time limit ends it.

    Parameters
    ----------
    plan
        The dispatcher's.
    before
        The slots of the plan before, by run.
    time_limit_s
        Seconds after which the search stops in any case; mostly its moves run out before.
    """
    ends_at = perf_counter() + time_limit_s
    changeover = remembered(changeover)
    for centre in problem.centres:
        queues = _queues(problem, plan, centre)
        if sum(len(queue.free) for queue in queues) < FEWEST_RUNS:
            continue
        stood = _order(plan) | _as_before(plan, queues, before)
        plan = _cheaper(problem, plan, stood, before, changeover)
        queues = _queues(problem, plan, centre)
        found = best_queues(problem, plan, centre, queues, changeover, ends_at)
        plan = _cheaper(problem, plan, _order(plan) | found, before, changeover)
    return plan


def _queues(problem: Problem, plan: Plan, centre: Centre) -> list[Queue]:
    """Return the queues of the machines whose runs may change places; none on a mixed line."""
    if centre.line is not None:
        return []
    runs = {run.id: run for run in problem.runs}
    slots = {item.run: item.slot for item in plan.assignments}
    order = _order(plan)
    queues = []
    for machine in problem.machines:
        if machine.work_centre != centre.id or machine.stops:
            continue
        row = [runs[run] for run in order[machine.id]]
        kept = [
            place
            for place, run in enumerate(row)
            if run.started or (run.frozen and run.frozen == slots[run.id])
        ]
        first = max(kept, default=-1) + 1
        queues.append(Queue(machine, tuple(row[:first]), tuple(row[first:])))
    return queues


def _as_before(plan: Plan, queues: list[Queue], before: Mapping[int, Slot]) -> Order:
    """Return the queues as the plan before had them, new runs where the dispatcher begins them."""
    slots = {item.run: item.slot for item in plan.assignments}
    known = {queue.machine.id for queue in queues}
    coming: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for queue in queues:
        for run in queue.free:
            stood = before.get(run.id)
            slot = stood if stood and stood.machine in known else slots[run.id]
            coming[slot.machine].append((slot.start, run.id))
    return {
        queue.machine.id: [
            *(run.id for run in queue.settled),
            *(run for _, run in sorted(coming[queue.machine.id])),
        ]
        for queue in queues
    }


def _cheaper(
    problem: Problem,
    plan: Plan,
    order: Order,
    before: Mapping[int, Slot],
    changeover: Changeover,
) -> Plan:
    """Return the plan in an order that costs less and does no harm, or the plan itself."""
    if order == _order(plan):
        return plan
    found = plan_in_order(problem, order, changeover)
    if {item.run for item in found.unplaced} != {item.run for item in plan.unplaced}:
        return plan
    ours, theirs = objective_of(problem, plan, before), objective_of(problem, found, before)
    is_harmless = theirs["late_custom_runs"] <= ours["late_custom_runs"]
    if is_harmless and cost_of(theirs) < cost_of(ours):
        return replace(found, unplaced=plan.unplaced)
    return plan


def _order(plan: Plan) -> Order:
    order: Order = defaultdict(list)
    for item in sorted(plan.assignments, key=lambda item: (item.slot.start, item.run)):
        order[item.slot.machine].append(item.run)
    return order
