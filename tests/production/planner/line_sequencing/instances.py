"""Small lines for the tests, made from a seed."""

import random

from production.planner.line_sequencing.values import CarSequencing, PaintLine, Ratio


def random_cars(seed, cars=7):
    dice = random.Random(seed)
    ratios = (Ratio(1, 2), Ratio(2, 3), Ratio(1, 3))
    quantities = [1, 1, 1]
    for _ in range(cars - 3):
        quantities[dice.randrange(3)] += 1
    options = tuple(tuple(dice.randrange(2) for _ in ratios) for _ in quantities)
    return CarSequencing(ratios, (4, 0, 9), tuple(quantities), options)


def random_paint(seed, cars=7, colours=3):
    dice = random.Random(seed)
    ratios = (Ratio(1, 2), Ratio(2, 4), Ratio(1, 3))
    return PaintLine(
        batch_limit=dice.randrange(2, 4),
        ratios=ratios,
        is_high=(True, False, False),
        colours=(*range(colours), *(dice.randrange(colours) for _ in range(cars - colours))),
        options=tuple(tuple(int(dice.random() < 0.4) for _ in ratios) for _ in range(cars)),
    )
