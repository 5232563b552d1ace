"""Order books made from a seed: lines of many families that arrive over time."""

import random
from dataclasses import dataclass

MATERIALS, COLOURS = 6, 30
MACHINES = 8
COLOUR_MIN, MATERIAL_MIN = 14, 44
ARRIVAL_MIN = 1.6
CUSTOM_MIN, STOCK_MIN = 8.6, 20.5
LEAST_SLACK_MIN, MORE_SLACK_MIN = 960, 2_300


@dataclass(frozen=True, slots=True)
class BookLine:
    """One order line: minutes of work, when it may begin, when it is due."""

    number: int
    family: str
    minutes: int
    release: int
    due: int
    is_stock: bool


def order_book(lines: int, seed: int) -> list[BookLine]:
    """Return lines by arrival: 180 families, the most popular of every sixth line, 25 % stock."""
    dice = random.Random(seed)
    families = [f"{m}.{c}" for m in range(MATERIALS) for c in range(COLOURS)]
    dice.shuffle(families)
    popularity = [1 / (place + 1) for place in range(len(families))]
    arrivals = sorted(dice.uniform(0, lines * ARRIVAL_MIN) for _ in range(lines))
    return [
        _line(number, int(arrival), dice.choices(families, popularity)[0], dice)
        for number, arrival in enumerate(arrivals)
    ]


def _line(number: int, release: int, family: str, dice: random.Random) -> BookLine:
    is_stock = dice.random() < 0.25
    usual = STOCK_MIN if is_stock else CUSTOM_MIN
    slack = LEAST_SLACK_MIN + dice.expovariate(1 / MORE_SLACK_MIN)
    return BookLine(
        number=number,
        family=family,
        minutes=max(2, round(dice.gammavariate(2, usual / 2))),
        release=release,
        due=release + round(slack),
        is_stock=is_stock,
    )


def changeover_min(before: str, after: str) -> int:
    """Return the minutes between two families; a machine that has done nothing is clean."""
    if before in ("", after):
        return 0
    same_material = before.split(".")[0] == after.split(".")[0]
    return COLOUR_MIN if same_material else MATERIAL_MIN
