"""How an order is cut into lots, and what is promised for it."""

from math import ceil

from production.planner.simulation.values import DAY_MIN, Scenario, Step


def promise_min(scenario: Scenario, steps: tuple[Step, ...], pieces: int) -> int:
    """Return the minutes that every shop promises: each run may wait and fill, and a day to spare.

    Whole days, so that the promise names a day.
    """
    minutes = DAY_MIN
    for step in steps:
        policy = scenario.centres[step.centre].policy
        work = max(step.minutes(pieces), policy.max_minutes if policy.is_family_run else 0)
        minutes += work + policy.max_wait_min
    return ceil(minutes / DAY_MIN) * DAY_MIN


def lot_sizes(scenario: Scenario, steps: tuple[Step, ...], pieces: int) -> list[int]:
    """Share a quantity evenly over the fewest lots that fit into runs."""
    bounds = [pieces]
    for step in steps:
        policy = scenario.centres[step.centre].policy
        if policy.max_pieces is not None:
            bounds.append(policy.max_pieces)
        if step.minutes_per_piece > 0:
            room = (policy.max_minutes - step.minutes_fixed) / step.minutes_per_piece
            bounds.append(max(1, int(room)))
    lots = ceil(pieces / min(bounds))
    share, rest = divmod(pieces, lots)
    return [share + 1] * rest + [share] * (lots - rest)
