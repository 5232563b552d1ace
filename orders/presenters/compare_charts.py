"""Break-even charts as numbers for SVG attributes, each with the table behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log

from django.utils.translation import gettext as _

from foundation.money import Money, format_money
from orders.presenters.compare_numbers import count_text, figure_text
from production.planner.simulation.break_even import CostCurves

WIDTH, HEIGHT = 560, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 8, 14, 46
POINTS, ROWS = 48, 9
LABEL_GAP = 17
# A curve that leaves the chart is cut at this many times the dearest flat one.
CUT = 1.6
Curve = Callable[[float], float]


@dataclass(frozen=True)
class Line:
    """One way's curve; `kind` decides dashes and colour, the label stands at its end."""

    kind: str
    label: str
    points: str
    label_y: float


@dataclass(frozen=True)
class Tick:
    """A number at an axis and its place."""

    at: float
    label: str


@dataclass(frozen=True)
class Chart:
    """A chart that asks a question; `answer` is its text alternative."""

    code: str
    question: str
    detail: str
    answer: str
    axis: str
    lines: list[Line]
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    mark: Tick | None
    mark_y: float | None
    head: list[str]
    rows: list[list[str]]

    width, height = WIDTH, HEIGHT
    left, right_edge = LEFT, WIDTH - RIGHT
    top, floor = TOP, HEIGHT - BOTTOM


def volume_chart(curves: CostCurves, name: str, currency: str) -> Chart:
    """Show the cost of a piece by the yearly number of one variant."""
    break_even = curves.break_even_volume()
    variety = float(curves.variety)
    ways: list[tuple[str, str, Curve]] = [
        ("single", _("one by one"), lambda volume: curves.single(variety)),
        ("runs", _("in runs"), lambda volume: curves.runs(variety)),
        ("stock", _("stock line"), curves.stock),
    ]
    if break_even is None:
        answer = _("A stock line is never cheaper than runs")
    else:
        answer = _("Break-even at %(count)s pieces a year") % {"count": count_text(break_even)}
    middle = break_even or 50
    return _chart(
        code="volume",
        question=_("When is a stock line worth it?"),
        detail=_(
            "Cost of one piece by the yearly number of one variant, from the routing of: %(name)s"
        )
        % {"name": name},
        answer=answer,
        axis=_("pieces a year (each step is a multiple)"),
        span=(max(2.0, middle / 12), max(middle * 40, 500.0)),
        ways=ways,
        mark=break_even,
        at_mark=curves.runs(variety),
        currency=currency,
    )


def variety_chart(curves: CostCurves, name: str, currency: str) -> Chart:
    """Show the cost of a piece as the same yearly pieces spread over more variants."""
    crossover = curves.crossover_variety()
    yearly = curves.pieces_per_year
    ways: list[tuple[str, str, Curve]] = [
        ("single", _("one by one"), curves.single),
        ("runs", _("in runs"), curves.runs),
        ("stock", _("stock lines"), lambda variety: curves.stock(yearly / variety, variety)),
    ]
    if crossover is None:
        answer = _("Stock lines stay cheaper than runs at any variety")
    else:
        answer = _("From %(count)s variants on runs are cheaper") % {"count": count_text(crossover)}
    return _chart(
        code="variety",
        question=_("What does variety cost?"),
        detail=_(
            "Cost of one piece as %(count)s pieces a year of %(name)s spread over more variants"
        )
        % {"count": count_text(yearly), "name": name},
        answer=answer,
        axis=_("variants asked for (each step is a multiple)"),
        span=(1.0, max((crossover or 0) * 6, curves.variety * 4.0)),
        ways=ways,
        mark=crossover,
        at_mark=curves.runs(crossover) if crossover else 0.0,
        currency=currency,
    )


def _chart(
    *,
    code: str,
    question: str,
    detail: str,
    answer: str,
    axis: str,
    span: tuple[float, float],
    ways: Sequence[tuple[str, str, Curve]],
    mark: float | None,
    at_mark: float,
    currency: str,
) -> Chart:
    samples = [_between(span, step / (POINTS - 1)) for step in range(POINTS)]
    costs = {kind: [curve(sample) for sample in samples] for kind, _label, curve in ways}
    low = min(min(values) for values in costs.values())
    ceiling = max(max(costs["single"]), max(costs["runs"]))
    high = low + (ceiling - low) * CUT if ceiling > low else low * CUT
    floor = max(0.0, low - (high - low) * 0.12)

    def x_of(value: float) -> float:
        share = log(value / span[0]) / log(span[1] / span[0])
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y_of(minor: float) -> float:
        share = (minor - floor) / (high - floor)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP), 1)

    lines = [
        Line(kind, label, _path(samples, costs[kind], high, x_of, y_of), 0.0)
        for kind, label, _curve in ways
    ]
    ends = {kind: y_of(min(values[-1], high)) for kind, values in costs.items()}
    return Chart(
        code=code,
        question=question,
        detail=detail,
        answer=answer,
        axis=axis,
        lines=_placed(lines, ends),
        x_ticks=[Tick(x_of(value), count_text(value)) for value in _round_steps(span)],
        y_ticks=[
            Tick(y_of(minor), figure_text("whole_money", minor, currency, None))
            for minor in _even_steps(floor, high)
        ],
        mark=Tick(x_of(mark), answer) if mark and span[0] <= mark <= span[1] else None,
        mark_y=y_of(at_mark) if mark else None,
        head=[axis, *(label for _kind, label, _curve in ways)],
        rows=[
            [
                count_text(sample),
                *(format_money(Money(round(curve(sample)), currency)) for _k, _l, curve in ways),
            ]
            for sample in (_between(span, step / (ROWS - 1)) for step in range(ROWS))
        ],
    )


def _between(span: tuple[float, float], share: float) -> float:
    return span[0] * (span[1] / span[0]) ** share


def _path(
    samples: Sequence[float],
    costs: Sequence[float],
    high: float,
    x_of: Callable[[float], float],
    y_of: Callable[[float], float],
) -> str:
    inside = [(s, c) for s, c in zip(samples, costs, strict=True) if c <= high]
    return " ".join(f"{x_of(sample)},{y_of(cost)}" for sample, cost in inside)


def _placed(lines: list[Line], ends: dict[str, float]) -> list[Line]:
    """Put each label above its line's end, no two on top of each other."""
    placed: list[Line] = []
    lowest = HEIGHT - BOTTOM - 4.0
    for line in sorted(lines, key=lambda line: -ends[line.kind]):
        at = max(TOP + 8.0, min(ends[line.kind] - 7, lowest))
        placed.append(Line(line.kind, line.label, line.points, at))
        lowest = at - LABEL_GAP
    return placed


def _even_steps(low: float, high: float) -> list[float]:
    """Return round amounts of whole units inside the range, three to six of them."""
    for power in range(2, 12):
        for digit in (1, 2, 5):
            step = digit * 10.0**power
            first = int(low // step) + 1
            inside = [step * number for number in range(first, first + 7) if step * number <= high]
            if len(inside) <= 6:
                return inside
    return []


def _round_steps(span: tuple[float, float]) -> list[float]:
    """Return 1, 2, 5, 10, 20, ... inside the span, at most seven."""
    steps = [digit * 10.0**power for power in range(7) for digit in (1, 2, 5)]
    inside = [step for step in steps if span[0] <= step <= span[1]]
    return inside[:: max(1, -(-len(inside) // 7))]
