"""A first sequence of a paint line, car by car: the one that breaks no high ratio and is hard to fit.

In the spirit of the greedy starts by dynamic utilisation for car sequencing (Gottlieb, Puchta,
Solnon 2003). Heuristic, deterministic.
"""

import numpy as np

from production.planner.line_sequencing.values import PaintLine

NEVER_USED = 99.0


def start_by_utilisation(instance: PaintLine) -> list[int]:
    """Return car numbers: behind the settled ones, next the car that breaks the fewest high ratios.

    Of equal ones the car whose high options are asked for most by the cars still left, as a share of
    what the ratios allow, then one of the same colour. A batch beyond its limit is the last resort.
    """
    flags = np.array(instance.options, np.int64).reshape(instance.cars, len(instance.ratios))
    flags = flags[:, np.array(instance.is_high, bool)]
    ratios = [
        row for row, is_high in zip(instance.ratios, instance.is_high, strict=True) if is_high
    ]
    tightness = np.array([row.window / row.most if row.most else NEVER_USED for row in ratios])
    most = np.array([row.most for row in ratios], np.int64)
    colours, left = np.array(instance.colours), np.ones(instance.cars, bool)
    asked = flags.sum(axis=0)
    order: list[int] = []
    batch, colour = 0, -1
    for place in range(instance.cars):
        waiting = np.flatnonzero(left)
        before = [
            flags[order[max(0, len(order) - row.window + 1) :], at].sum()
            for at, row in enumerate(ratios)
        ]
        above = np.maximum(0, np.array(before, np.int64) + flags[waiting] - most).sum(axis=1)
        use = (flags[waiting] * (asked * tightness / len(waiting))).sum(axis=1)
        is_alike = colours[waiting] == colour
        is_beyond = is_alike & (batch >= instance.batch_limit)
        car = int(waiting[np.lexsort((~is_alike, -use, above, is_beyond))[0]])
        if place < instance.settled:
            car = place
        order.append(car)
        left[car] = False
        asked = asked - flags[car]
        batch = batch + 1 if colours[car] == colour else 1
        colour = int(colours[car])
    return order
