"""Count again, window by window, what a sequence comes to: no arithmetic of the search."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

from production.planner.line_sequencing.values import CarSequencing, PaintFigures, PaintLine, Ratio


def is_sequence_of(instance: CarSequencing | PaintLine, order: Sequence[int]) -> bool:
    """Say whether each car stands in the order once (class numbers, or car numbers from 0)."""
    if isinstance(instance, PaintLine):
        return sorted(order) == list(range(instance.cars))
    asked = dict(zip(instance.classes, instance.quantities, strict=True))
    return Counter(order) == Counter(asked)


def violated_windows(instance: CarSequencing, order: Sequence[int]) -> int:
    """Return how many full windows hold more cars with an option than its ratio allows."""
    options = dict(zip(instance.classes, instance.options, strict=True))
    total = 0
    for place, ratio in enumerate(instance.ratios):
        total += sum(excess > 0 for excess in _excesses([options[c][place] for c in order], ratio))
    return total


def paint_figures(instance: PaintLine, order: Sequence[int]) -> PaintFigures:
    """Return what a sequence of cars comes to."""
    totals = {True: 0, False: 0}
    for place, ratio in enumerate(instance.ratios):
        flags = [instance.options[car][place] for car in order]
        totals[instance.is_high[place]] += sum(_excesses(flags, ratio))
    colours = [instance.colours[car] for car in order]
    batches = [len(list(batch)) for _, batch in groupby(colours)]
    return PaintFigures(
        overlong=sum(max(0, size - instance.batch_limit) for size in batches),
        high=totals[True],
        colour=sum(before != after for before, after in pairwise(colours)),
        low=totals[False],
    )


def _excesses(flags: Sequence[int], ratio: Ratio) -> list[int]:
    windows = range(len(flags) - ratio.window + 1)
    return [max(0, sum(flags[first : first + ratio.window]) - ratio.most) for first in windows]
