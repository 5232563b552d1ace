"""What the plain streams leave out: routings, materials, shifts, cancellations, holds that expire.

Each factor changes the lines of a plain stream and nothing else, so that two streams of one seed
differ by their factors alone.
"""

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cache

from benchmarks.promise_centres import CentreRules
from benchmarks.promise_streams import (
    DAY_MIN,
    MAIN,
    MATERIAL_MIN,
    TOOL_MIN,
    Delivery,
    Line,
    Step,
    Stream,
)
from production.planner.values import CalendarRules, Shift

# A Monday, midnight, UTC, in minutes since 1970.
MONDAY = 29_540_160
CLOCK_DAY_MIN = 1_440
FIVE_DAYS_IN_SEVEN = 7 * CLOCK_DAY_MIN / (5 * DAY_MIN)
SMALL_TOOL_MIN, SMALL_COLOUR_MIN = 10, 8
MORE_STEPS = (1, 2, 3)
MORE_STEPS_SHARES = (0.4, 0.35, 0.25)
WORK_SHARES = {"cut": 0.5, "finish": 0.5, "pack": 0.3}
SUPPLY_DAYS, STOCK_DAYS, LOT_DAYS = 2.0, 1.7, 1.5
LATE_SHARE, MOST_LATE_DAYS = 0.2, 1.0
CANCELLED_SHARE, CANCELLED_WITHIN_DAYS = 0.08, 1.0
CARTS_SHARE, CART_MIN = 0.25, 30
QUOTES_SHARE, QUOTE_DAYS = 0.05, 1.0


@dataclass(frozen=True, slots=True)
class Factors:
    """Which of the things that the plain streams leave out are in."""

    has_steps: bool = False
    has_materials: bool = False
    has_shifts: bool = False
    has_cancellations: bool = False
    has_holds: bool = False


ALL_FACTORS = Factors(*[True for _ in fields(Factors)])


def with_factors(stream: Stream, factors: Factors, seed: int) -> Stream:
    """Return the same stream with these factors; the same for a seed."""
    if factors.has_shifts:
        stream = _in_shifts(stream)
    if factors.has_steps:
        stream = _with_steps(stream, random.Random(f"steps-{seed}"))
    if factors.has_materials:
        stream = _with_parts(stream, random.Random(f"parts-{seed}"))
    if factors.has_cancellations:
        stream = _with_cancellations(stream, random.Random(f"cancelled-{seed}"))
    if factors.has_holds:
        stream = _with_holds(stream, random.Random(f"holds-{seed}"))
    return stream


def _in_shifts(stream: Stream) -> Stream:
    """Two shifts on five days a week; lines come day and night, with the same load as before."""
    day = tuple(Shift(weekday, 360, 1_320) for weekday in range(5))
    rules = CalendarRules("UTC", day)
    lines = tuple(
        replace(
            line, at=_clock(line.at), wished=None if line.wished is None else _clock(line.wished)
        )
        for line in stream.lines
    )
    centres = {name: replace(centre, shifts=rules) for name, centre in stream.centres.items()}
    return replace(stream, lines=lines, centres=centres, day_min=CLOCK_DAY_MIN)


def _clock(working: float) -> float:
    return MONDAY + working * FIVE_DAYS_IN_SEVEN


def _with_steps(stream: Stream, dice: random.Random) -> Stream:
    """Two to four steps on centres of their own; each with about 0.85 of the main one's load."""
    shifts = stream.centres[MAIN].shifts
    centres = {
        "cut": CentreRules(3, _cut_min, _material, shifts),
        MAIN: stream.centres[MAIN],
        "finish": CentreRules(3, _finish_min, _material, shifts),
        "pack": CentreRules(2, _nothing, str, shifts, has_changeovers=False),
    }
    lines = tuple(replace(line, steps=_routing(line.steps[0], dice)) for line in stream.lines)
    return replace(stream, lines=lines, centres=centres, rates_before=_rates(stream))


def _routing(main: Step, dice: random.Random) -> tuple[Step, ...]:
    count = dice.choices(MORE_STEPS, MORE_STEPS_SHARES)[0]
    more = set(dice.sample(sorted(WORK_SHARES), count))
    return tuple(
        main
        if centre == MAIN
        else Step(centre, _family_at(centre, main.family), _minutes_at(centre, main.minutes))
        for centre in ("cut", MAIN, "finish", "pack")
        if centre == MAIN or centre in more
    )


def _minutes_at(centre: str, minutes: int) -> int:
    return max(1, round(minutes * WORK_SHARES[centre]))


def _family_at(centre: str, family: str) -> str:
    material, tool, colour = family.split(".")
    return {"cut": f"{material}.{tool}", "finish": f"{tool}.{colour}", "pack": "box"}[centre]


def _rates(stream: Stream) -> dict[str, dict[str, float]]:
    visits = sum(n * share for n, share in zip(MORE_STEPS, MORE_STEPS_SHARES, strict=True))
    rates: dict[str, dict[str, float]] = {MAIN: stream.rates_before[MAIN]}
    for centre, share in WORK_SHARES.items():
        rates[centre] = {}
        for family, rate in stream.rates_before[MAIN].items():
            name = _family_at(centre, family)
            more = rate * share * visits / len(WORK_SHARES)
            rates[centre][name] = rates[centre].get(name, 0.0) + more
    return rates


def _cut_min(before: str, after: str) -> float:
    return _two_part(before, after, MATERIAL_MIN, SMALL_TOOL_MIN)


def _finish_min(before: str, after: str) -> float:
    return _two_part(before, after, TOOL_MIN, SMALL_COLOUR_MIN)


@cache
def _two_part(before: str, after: str, first_min: int, second_min: int) -> float:
    if before in ("", after):
        return 0
    (first, second), (first_after, second_after) = before.split("."), after.split(".")
    return first_min * (first != first_after) + second_min * (second != second_after)


def _nothing(before: str, after: str) -> float:
    return 0


def _material(family: str) -> str:
    return family.split(".")[0]


def _with_parts(stream: Stream, dice: random.Random) -> Stream:
    """A custom line takes a part of its material and tool, which may have to be bought first."""
    custom = [line for line in stream.lines if line.wished is None]
    days = (custom[-1].at - custom[0].at) / stream.day_min
    shelves: dict[str, _Shelf] = {}
    lines = []
    for line in stream.lines:
        if line.wished is not None:
            lines.append(line)
            continue
        part = _part_of(line)
        if part not in shelves:
            a_day = sum(_part_of(other) == part for other in custom) / days
            shelves[part] = _Shelf(a_day, stream.day_min, dice)
        due, comes = shelves[part].reserve(line.at)
        lines.append(replace(line, part_due=due, part_comes=comes))
    deliveries = [one for shelf in shelves.values() for one in shelf.deliveries]
    before = tuple(_lateness(stream.day_min, dice) for _ in range(100))
    return replace(stream, lines=tuple(lines), deliveries=tuple(deliveries), lateness_before=before)


def _part_of(line: Line) -> str:
    main = next(step for step in line.steps if step.centre == MAIN)
    return main.family.rsplit(".", 1)[0]


def _lateness(day_min: int, dice: random.Random) -> float:
    is_late = dice.random() < LATE_SHARE
    return dice.uniform(0, MOST_LATE_DAYS) * day_min if is_late else 0.0


class _Shelf:
    """The stock of one part, bought anew when little is left of it; one piece a line."""

    def __init__(self, a_day: float, day_min: int, dice: random.Random) -> None:
        self._a_day, self._day_min, self._dice = a_day, day_min, dice
        self._least = STOCK_DAYS * a_day
        self._free = dice.random() * (STOCK_DAYS + LOT_DAYS) * a_day
        self._coming: deque[list[float]] = deque()
        self.deliveries: list[Delivery] = []

    def reserve(self, at: float) -> tuple[float | None, float]:
        """Reserve a piece: when it is told to come (None: it is here), when it comes."""
        while self._coming and self._coming[0][1] <= at:
            self._free += self._coming.popleft()[2]
        due, comes = None, at
        if self._free >= 1:
            self._free -= 1
        else:
            delivery = next(row for row in self._coming if row[2] >= 1)
            delivery[2] -= 1
            # Who asks after the date that was told is told the real one.
            due, comes = delivery[0] if delivery[0] > at else delivery[1], delivery[1]
        if self._free + sum(row[2] for row in self._coming) < max(1.0, self._least):
            due_next = at + SUPPLY_DAYS * self._day_min
            pieces = max(1.0, LOT_DAYS * self._a_day)
            comes_next = due_next + _lateness(self._day_min, self._dice)
            self._coming.append([due_next, comes_next, pieces])
            self.deliveries.append(Delivery(due_next, comes_next))
        return due, comes


def _with_cancellations(stream: Stream, dice: random.Random) -> Stream:
    """Some customers cancel, which counts while no run with a step of the line has started."""

    def left(line: Line) -> Line:
        is_cancelled = dice.random() < CANCELLED_SHARE and line.wished is None
        after = dice.uniform(0, CANCELLED_WITHIN_DAYS) * stream.day_min
        return replace(line, leaves_at=line.at + after) if is_cancelled else line

    return replace(stream, lines=tuple(left(line) for line in stream.lines))


def _with_holds(stream: Stream, dice: random.Random) -> Stream:
    """Some ask, hold the seats for half an hour or, with a quote, for a day, and never order."""
    rows = sorted(_holds(stream, dice), key=lambda line: line.at)
    return replace(stream, lines=tuple(replace(line, number=n) for n, line in enumerate(rows)))


def _holds(stream: Stream, dice: random.Random) -> Iterator[Line]:
    for line in stream.lines:
        yield line
        drawn = dice.random()
        if line.wished is not None or drawn > CARTS_SHARE + QUOTES_SHARE:
            continue
        at = line.at + dice.uniform(0, stream.day_min)
        held = CART_MIN if drawn < CARTS_SHARE else QUOTE_DAYS * stream.day_min
        yield replace(line, at=at, part_due=None, part_comes=0.0, leaves_at=at + held, is_hold=True)
