"""What a plan is judged by."""

from collections.abc import Mapping

from production.planner.values import Kind, Plan, Problem, Slot

# Hundredths of a changeover minute that a plan pays for each; what the searches make small.
WORTH = {
    "late_custom_runs": 12_000,
    "minutes_late": 1,
    "changeovers": 400,
    "changeover_min": 100,
    "moved": 500,
}


def objective_of(
    problem: Problem, plan: Plan, before: Mapping[int, Slot] | None = None
) -> dict[str, int]:
    """Return late custom runs, minutes late, changeover minutes, unplaced and moved runs."""
    runs = {run.id: run for run in problem.runs}
    lateness = {
        item.run: max(0, item.slot.end - runs[item.run].latest_end) for item in plan.assignments
    }
    moved = [
        item.run
        for item in plan.assignments
        if before and item.run in before and before[item.run] != item.slot
    ]
    return {
        "late_custom_runs": sum(
            1 for run, late in lateness.items() if late and runs[run].kind is Kind.CUSTOM
        ),
        "minutes_late": sum(lateness.values()),
        "changeovers": sum(1 for item in plan.assignments if item.slot.changeover_min),
        "changeover_min": sum(item.slot.changeover_min for item in plan.assignments),
        "unplaced": len(plan.unplaced),
        "moved": len(moved),
    }


def cost_of(objective: Mapping[str, int]) -> int:
    """Return what a plan costs in hundredths of a changeover minute, all of its runs placed."""
    return sum(worth * objective[name] for name, worth in WORTH.items())
