"""Lot sizing: one item exactly, and many items that share a machine, with changeovers.

Unit: cost; peers: the optima of the instances (CSPLib 058; for single items an exact dynamic
programme). How: 60 s a shared machine in one process; every schedule is costed again by the
checker, which also refuses what comes too late.
"""

import json
from time import perf_counter

from benchmarks.figures import Bar, DifferenceFound, Figure, Measured, middle
from benchmarks.options import Options
from benchmarks.planning_files import text_of
from production.planner.lot_sizing.changeover_search import plan_lots
from production.planner.lot_sizing.reading import read_data_form, read_text_form
from production.planner.lot_sizing.single_item import wagner_whitin
from production.planner.lot_sizing.values import cost_of

MACHINES = ("pigment15a", "pigment30b", "PSP_100_1", "PSP_150_3", "PSP_200_3", "PSP_200_4")
LARGE = "ps-500-30-90"
SEARCH_S, QUICK_S = 60, 1


def run(options: Options) -> Measured:
    seconds = options.pick(SEARCH_S, QUICK_S)
    yield _single_items()
    gaps = []
    for name in MACHINES[: options.pick(len(MACHINES), 2)]:
        instance, best = read_text_form(text_of(f"{name}.psp"), name)
        plan_lots(instance, perf_counter() + 0.01)
        cost = cost_of(instance, plan_lots(instance, perf_counter() + seconds))
        gaps.append((cost / best[0] - 1) * 100)
        yield Figure(f"{name}: cost", "", cost, best[0], "optimum")
    yield Figure("gap to the optimum, median", "%", middle(gaps), bar=Bar("at most", 3))
    large = read_data_form(text_of(f"{LARGE}.dzn"), LARGE)
    cost = cost_of(large, plan_lots(large, perf_counter() + seconds))
    yield Figure(f"{LARGE}: cost", "", cost)


def _single_items() -> Figure:
    cases = json.loads(text_of("wagner_whitin.json"))
    plans = [wagner_whitin(it["demand"], it["setup_cost"], it["holding_cost"]) for it in cases]
    exact = sum(plan.cost == it["optimum"] for plan, it in zip(plans, cases, strict=True))
    if exact != len(cases):
        raise DifferenceFound(f"{exact} of {len(cases)} single items are exact")
    return Figure("single items solved exactly", "", exact, len(cases), "of all")
