"""Small values and random factories for the planner's tests."""

import random
from dataclasses import replace

from production.planner.values import (
    CalendarRules,
    Centre,
    ChangeoverRule,
    Kind,
    Machine,
    Policy,
    Problem,
    RunToPlan,
    Seat,
    Shift,
    Step,
)

# Monday 2 March 2026, 00:00 UTC.
MONDAY = 29_540_160
DAY = 1440
TWO_SHIFTS = CalendarRules(
    "Europe/Berlin",
    tuple(Shift(day, start, end) for day in range(5) for start, end in ((360, 720), (750, 1320))),
)
ALWAYS = CalendarRules("UTC", tuple(Shift(day, 0, 1440) for day in range(7)))
POLICY = Policy(version=1, max_minutes=100, max_wait_min=600, due_slack_min=30)


def seat(operation: int, family: str = "blue", minutes: int = 30, **changes: object) -> Seat:
    values = {
        "operation": operation,
        "lot": operation,
        "family": family,
        "minutes": minutes,
        "pieces": 1,
        "latest_end": MONDAY + 10 * DAY,
    }
    return Seat(**{**values, **changes})


def run(number: int, family: str = "blue", minutes: int = 60, **changes: object) -> RunToPlan:
    """A run with one operation; `lot` and `position` name its step."""
    lot, position = changes.pop("lot", number), changes.pop("position", 1)
    values = {
        "id": number,
        "work_centre": 1,
        "family": family,
        "minutes": minutes,
        "latest_end": MONDAY + 10 * DAY,
        "steps": (Step(number, lot, position, family, minutes),),
    }
    return RunToPlan(**{**values, **changes})


def problem(*runs: RunToPlan, **changes: object) -> Problem:
    """One work centre that never closes, with one machine set up for blue."""
    values = {
        "now": MONDAY,
        "centres": (Centre(1, "paint", ALWAYS, (), 20),),
        "machines": (Machine(11, 1, "blue"),),
        "runs": runs,
    }
    return Problem(**{**values, **changes})


def random_problem(seed: int, size: int = 24) -> Problem:
    """Several centres and machines, lots that pass through runs of rising centres."""
    dice = random.Random(seed)
    now = MONDAY + dice.randrange(7 * DAY)
    centres = tuple(
        Centre(
            number,
            f"centre {number}",
            dice.choice([TWO_SHIFTS, ALWAYS]),
            (ChangeoverRule("f1", "*", 5), ChangeoverRule("*", "f2", 35)),
            dice.choice([0, 20]),
            treats_all_at_once=number == 3,
        )
        for number in range(1, 5)
    )
    machines = tuple(
        Machine(centre.id * 10 + index, centre.id, dice.choice(["", "f0", "f1"]))
        for centre in centres
        for index in range(dice.randint(1, 2))
    )
    runs = [_random_run(dice, number, size, now) for number in range(1, size + 1)]
    return Problem(now, centres, machines, tuple(_one_seat_a_step(runs)))


def _random_run(dice: random.Random, number: int, size: int, now: int) -> RunToPlan:
    centre, family = dice.randint(1, 4), f"f{dice.randrange(4)}"
    steps = tuple(
        Step(number * 100 + index, dice.randrange(size), centre, family, dice.randint(3, 90))
        for index in range(dice.randint(1, 4))
    )
    return RunToPlan(
        id=number,
        work_centre=centre,
        family=family,
        minutes=0,
        latest_end=now + dice.randrange(10 * DAY),
        steps=steps,
        kind=dice.choice(list(Kind)),
        release=now + dice.randrange(-500, 2000),
        may_pause=dice.random() < 0.7,
    )


def _one_seat_a_step(runs: list[RunToPlan]) -> list[RunToPlan]:
    seen: set[tuple[int, int]] = set()
    kept = []
    for item in runs:
        steps = []
        for step in item.steps:
            if (step.lot, step.position) not in seen:
                seen.add((step.lot, step.position))
                steps.append(step)
        if steps:
            minutes = [step.minutes for step in steps]
            total = max(minutes) if item.work_centre == 3 else sum(minutes)
            kept.append(replace(item, steps=tuple(steps), minutes=total))
    return kept
