"""Car sequencing and paint lines as `manage.py sequence` searches them, two processes.

Unit: violated windows after 10 s; ranked value of a paint line (high 10^6, colour 10^3, low 1)
after 20 s; peers: the best known values of CSPLib 001, and the values that another local search
reached in the same time. How: an independent checker counts every answer.
"""

from benchmarks.figures import Bar, DifferenceFound, Figure, Measured
from benchmarks.options import Options
from benchmarks.planning_files import text_of
from production.planner.line_sequencing.checker import (
    is_sequence_of,
    paint_figures,
    violated_windows,
)
from production.planner.line_sequencing.reading import read_instance
from production.planner.line_sequencing.several import sequence, warm_up
from production.planner.line_sequencing.values import CarSequencing, PaintLine

CARS = {
    "60-01": 0, "75-01": 0, "90-01": 0, "41_66": 0, "4_72": 0, "21_90": 2, "36_92": 2, "6_76": 6,
    "10_93": 3, "pb_300_01": None, "pb_400_01": None,
}  # fmt: skip
LINES = {"p080": 7_000, "p150": 27_032, "p400": 70_073, "p700": 1_123_045, "p1200": 309_886}
CAR_S, LINE_S, QUICK_S = 10, 20, 1
PROCESSES = 2


def run(options: Options) -> Measured:
    for kind in (CarSequencing, PaintLine):
        warm_up(kind)
    for name, best in list(CARS.items())[: options.pick(len(CARS), 2)]:
        bar = Bar("at most", best) if best is not None else None
        violations = _search(name, options.pick(CAR_S, QUICK_S))
        yield Figure(f"{name}: violations", "", violations, best, "best known", bar)
    for name, reference in list(LINES.items())[: options.pick(len(LINES), 1)]:
        value = _search(name, options.pick(LINE_S, QUICK_S))
        bar = Bar("at most", reference)
        yield Figure(f"{name}: ranked value", "", value, reference, "local search, 20 s", bar)


def _search(name: str, seconds: float) -> int:
    instance = read_instance(text_of(f"{name}.txt"), name)
    order = sequence(instance, seconds, PROCESSES)
    if not is_sequence_of(instance, order):
        raise DifferenceFound(f"{name}: a car is missing, or there twice")
    return value_of(instance, order)


def value_of(instance: CarSequencing | PaintLine, order: list[int]) -> int:
    """Return violated windows, or the ranked value; a batch that is too long is a failure."""
    if isinstance(instance, CarSequencing):
        return violated_windows(instance, order)
    found = paint_figures(instance, order)
    if found.overlong:
        raise DifferenceFound(f"{found.overlong} cars beyond the batch limit")
    return found.high * 10**6 + found.colour * 10**3 + found.low
