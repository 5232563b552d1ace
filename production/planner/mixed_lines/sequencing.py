"""Plan with the cars of mixed lines in an order that spreads options and gathers colours.

The dispatcher plans first; the cars that are ready then get the best order found, behind those
whose place is settled, and the dispatcher plans again with it. Where that costs customers
something, the dispatcher's own order is mended instead. Deterministic as the search is.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from production.planner.changeovers import Changeover, changeover_minutes
from production.planner.mixed_lines.mending import mend_lines
from production.planner.mixed_lines.queues import LineQueue, Search, line_queues
from production.planner.mixed_lines.standing import best_allowed, is_harmless
from production.planner.mixed_lines.statement import order_on
from production.planner.sequencing import make_plan, plan_in_order
from production.planner.values import Plan, Problem, Slot


def plan_with_lines(
    problem: Problem,
    before: Mapping[int, Slot],
    search: Search,
    changeover: Changeover = changeover_minutes,
) -> Plan:
    """Return the dispatcher's plan with every mixed line in the best order found.

    An order that is no better than the one of the plan before is not taken, nor one that makes
    more custom runs late, leaves more runs without a place or has more cars beyond the batch
    limit than the dispatcher would.

    Parameters
    ----------
    before
        The slots of the plan before, by run.
    search
        Returns an order of the cars; asked only where two cars or more can change places.
    """
    plain = make_plan(problem, changeover)
    follows: dict[int, int] = {}
    lines = list(line_queues(problem, plain))
    for line in lines:
        order = line.best_order(before, search)
        follows |= {later.id: earlier.id for earlier, later in pairwise(order)}
    if not lines:
        return plain
    plan = make_plan(problem, changeover, follows)
    if is_harmless(problem, plan, plain):
        return plan
    mended = mend_lines(problem, plain, _machines(lines), before, search, changeover)
    return best_allowed(problem, plain, [plan, mended])


def with_fresh_cars(
    problem: Problem,
    plan: Plan,
    before: Mapping[int, Slot],
    search: Search,
    changeover: Changeover = changeover_minutes,
) -> Plan:
    """Return a plan with the lines that got new cars in the best order, all else in its order.

    Never at the cost that `plan_with_lines` refuses. A line without new cars keeps its order:
    what disturbed the plan happened elsewhere.
    """
    lines = [line for line in line_queues(problem, plan) if line.is_fresh(before)]
    order = {machine.id: order_on(plan, machine.id) for machine in problem.machines}
    for line in lines:
        order[line.machine.id] = line.with_free(line.best_order(before, search))
    if not lines:
        return plan
    again = plan_in_order(problem, order, changeover)
    if is_harmless(problem, again, plan):
        return again
    mended = mend_lines(problem, plan, _machines(lines), before, search, changeover)
    return best_allowed(problem, plan, [again, mended])


def _machines(lines: Iterable[LineQueue]) -> list[int]:
    return [line.machine.id for line in lines]
