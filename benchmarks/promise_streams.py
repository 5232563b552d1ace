"""Streams of order lines for promising, made from a seed.

180 families (six materials, ten colours, three tools) with Zipf-like demand, eight machines,
960 minutes a day; a quarter of the lines are stock lots with a wished date three to eight days
away. Every time is off by up to 15 %, which no policy sees.
"""

import random
from dataclasses import dataclass
from functools import cache
from typing import Literal

from benchmarks.promise_centres import CentreRules

DAY_MIN = 960
MACHINES = 8
MATERIALS, COLOURS, TOOLS = 6, 10, 3
MATERIAL_MIN, TOOL_MIN, DARKER_MIN, LIGHTER_MIN = 30, 20, 10, 18
POPULARITY = 0.9
CUSTOM_MIN, STOCK_MIN, SHAPE = 8.6, 20.5, 3.67
NOISE = 0.15
# A book of load 0.8 is 0.9 of pure work while lines arrive; `steady` has the exact load.
BOOK_FACTOR = 1.125

Kind = Literal["book", "steady"]


@dataclass(frozen=True, slots=True)
class Step:
    """One operation of a line on a work centre."""

    centre: str
    family: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when it comes, its steps, when a stock lot is wished for, its real factor.

    The part that it waits for is told to come at `part_due` and really comes at `part_comes`.
    At `leaves_at` a customer cancels it, or the hold that it only is runs out.
    """

    number: int
    at: float
    steps: tuple[Step, ...]
    wished: float | None
    factor: float
    part_due: float | None = None
    part_comes: float = 0.0
    leaves_at: float | None = None
    is_hold: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """Parts that are told to come at `due` and come at `comes`."""

    due: float
    comes: float


@dataclass(frozen=True, slots=True)
class Stream:
    """The lines by arrival, and what each family of a work centre was asked for before.

    `day_min` is a day of the clock that arrivals and dates are told by. `lateness_before` is by
    how much earlier parts came later than told.
    """

    lines: tuple[Line, ...]
    rates_before: dict[str, dict[str, float]]
    centres: dict[str, CentreRules]
    day_min: int = DAY_MIN
    deliveries: tuple[Delivery, ...] = ()
    lateness_before: tuple[float, ...] = ()


def make_stream(
    lines: int, seed: int, load: float, kind: Kind = "book", *, is_shifted: bool = False
) -> Stream:
    """Return a stream; with a shift, half-way through other families become the popular ones."""
    dice = random.Random(f"promises-{seed}")
    families = [
        f"{m}.{t}.{c}" for m in range(MATERIALS) for t in range(TOOLS) for c in range(COLOURS)
    ]
    dice.shuffle(families)
    later = list(families)
    if is_shifted:
        dice.shuffle(later)
    factor = load * (BOOK_FACTOR if kind == "book" else 1.0)
    before = _draw(lines // 2, families, dice)
    rates = _rates(before, factor)
    first = _draw(lines // 2, families, dice)
    drawn = first + _draw(lines - lines // 2, later, dice)
    horizon = sum(minutes for _, _, minutes in drawn) / (MACHINES * factor)
    arrivals = sorted(dice.uniform(0, horizon) for _ in drawn)
    made = (
        _line(number, at, *row, dice)
        for number, (at, row) in enumerate(zip(arrivals, drawn, strict=True))
    )
    return Stream(tuple(made), {MAIN: rates}, {MAIN: MAIN_CENTRE})


@cache
def changeover_min(before: str, after: str) -> int:
    """Return the minutes of what changes; a machine that has done nothing is clean."""
    if before in ("", after):
        return 0
    (material, tool, colour), (material_after, tool_after, colour_after) = (
        before.split("."),
        after.split("."),
    )
    minutes = MATERIAL_MIN * (material != material_after) + TOOL_MIN * (tool != tool_after)
    if colour != colour_after:
        minutes += DARKER_MIN if int(colour_after) > int(colour) else LIGHTER_MIN
    return minutes


def group_of(family: str) -> str:
    """Return material and tool: inside a group only the colour changes."""
    return family.rsplit(".", 1)[0]


MAIN = "paint"
MAIN_CENTRE = CentreRules(MACHINES, changeover_min, group_of)


def _draw(count: int, families: list[str], dice: random.Random) -> list[tuple[str, bool, int]]:
    weights = [(rank + 1) ** -POPULARITY for rank in range(len(families))]
    drawn = []
    for family in dice.choices(families, weights, k=count):
        is_stock = dice.random() < 0.25
        mean = STOCK_MIN if is_stock else CUSTOM_MIN
        minutes = max(2, round(dice.gammavariate(SHAPE, mean / SHAPE)))
        drawn.append((family, is_stock, minutes))
    return drawn


def _rates(drawn: list[tuple[str, bool, int]], factor: float) -> dict[str, float]:
    total = sum(minutes for _, _, minutes in drawn)
    rates: dict[str, float] = {}
    for family, _, minutes in drawn:
        rates[family] = rates.get(family, 0.0) + minutes * MACHINES * factor / total
    return rates


def _line(
    number: int, at: float, family: str, is_stock: bool, minutes: int, dice: random.Random
) -> Line:
    wished = at + dice.uniform(3, 8) * DAY_MIN if is_stock else None
    factor = dice.uniform(1 - NOISE, 1 + NOISE)
    return Line(number, at, (Step(MAIN, family, minutes),), wished, factor)
