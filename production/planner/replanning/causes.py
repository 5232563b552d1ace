"""Read from a problem and the plan before what was disturbed."""

from collections.abc import Iterable, Mapping

from production.planner.replanning.values import Cause, Disturbance
from production.planner.values import Kind, Problem, RunToPlan, Slot, Stop

# A custom run without a place that must be done within so many minutes is a rush.
RUSH_MIN = 480


def find_disturbance(
    problem: Problem, slots: Mapping[int, Slot], made_again: frozenset[int] = frozenset()
) -> Disturbance | None:
    """Return what makes the plan before impossible, the gravest cause; None for mere growth.

    Parameters
    ----------
    slots
        The plan before, by run.
    made_again
        Runs that hold pieces made again after scrap.
    """
    stopped = _stopped(problem, slots)
    if stopped:
        return _of(Cause.BREAKDOWN, stopped, slots)
    waiting = [run for run in problem.runs if run.id in slots and not run.started]
    without = [run for run in waiting if run.waits_for]
    if without:
        return _of(Cause.STOCK_OUT, without, slots)
    late = [run for run in waiting if slots[run.id].start < run.release]
    if late:
        return _of(Cause.LATE_MATERIAL, late, slots)
    fresh = [run for run in problem.runs if run.id not in slots and not run.waits_for]
    again = [run for run in fresh if run.id in made_again]
    if again:
        return _of(Cause.SCRAP, again, slots)
    rush = [run for run in fresh if _is_rush(run, problem.now)]
    return _of(Cause.RUSH, rush, slots) if rush else None


def _of(cause: Cause, runs: Iterable[RunToPlan], slots: Mapping[int, Slot]) -> Disturbance:
    ids = frozenset(run.id for run in runs)
    return Disturbance(cause, frozenset(slots[run].machine for run in ids if run in slots), ids)


def _stopped(problem: Problem, slots: Mapping[int, Slot]) -> list[RunToPlan]:
    stops = {machine.id: machine.stops for machine in problem.machines if machine.stops}
    return [
        run
        for run in problem.runs
        if run.id in slots
        and any(_is_hit(run, slots[run.id], stop) for stop in stops.get(slots[run.id].machine, ()))
    ]


def _is_hit(run: RunToPlan, slot: Slot, stop: Stop) -> bool:
    if run.started:
        return run.started.end > max(slot.end, stop.start)
    return slot.changeover_start < stop.end and stop.start < slot.end


def _is_rush(run: RunToPlan, now: int) -> bool:
    return run.kind is Kind.CUSTOM and run.latest_end - run.minutes - now < RUSH_MIN
