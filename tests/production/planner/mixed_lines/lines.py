"""Small mixed lines for the tests: centre 1, machine 1, no two cars of one run."""

import random

from production.planner.mixed_lines.values import LineRules, OptionRatio
from production.planner.values import Centre, Machine, Problem
from tests.production.planner.instances import ALWAYS, MONDAY, run

PURGE_MIN = 6
RULES = LineRules(
    (
        OptionRatio("sun-roof", 1, 3),
        OptionRatio("tow-bar", 2, 5),
        OptionRatio("heat-pump", 1, 2, is_high=False),
    ),
    batch_limit=3,
)


def car(number, colour="red", *options, **changes):
    """A run of one car that takes 20 minutes on the line."""
    return run(number, colour, 20, options=options, **changes)


def line_problem(*runs, rules=RULES, passed=(), **changes):
    centre = Centre(1, "line", ALWAYS, (), PURGE_MIN, line=rules)
    machine = Machine(1, 1, passed[-1].colour if passed else "", passed=tuple(passed))
    values = {"now": MONDAY, "centres": (centre,), "machines": (machine,), "runs": runs}
    return Problem(**{**values, **changes})


def random_line(seed, cars=6, **changes):
    """Cars of three colours, each option on about two of five."""
    dice = random.Random(seed)
    names = [ratio.option for ratio in RULES.ratios]
    return line_problem(
        *(
            car(
                number,
                dice.choice(["red", "blue", "white"]),
                *(name for name in names if dice.random() < 0.4),
            )
            for number in range(1, cars + 1)
        ),
        **changes,
    )
