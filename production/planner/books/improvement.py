"""Cut a plan into portions for the compiled search, and read its answer back."""

from collections.abc import Sequence
from math import inf

import numpy as np

from production.planner.books.one_by_one import apparent_tardiness_cost
from production.planner.books.planning import LATE_LINE, LATE_MINUTE
from production.planner.books.search import improve
from production.planner.books.search_board import Portions, Weights
from production.planner.books.values import BookLine, SetupMinutes, Shop
from production.planner.values import Kind

MOST_PORTIONS = 1_500
MOVES_A_PORTION = 10_000
# Most moves, the first heat and how far near moves go. In a long book a move costs more, and there
# is time for few a portion: it starts near the plan it was given.
SHORT_BOOK = (2_500_000, 8.0, 0)
LONG_BOOK = (600_000, 0.5, 16)


def improve_sequences(
    lines: Sequence[BookLine], shop: Shop, sequences: Sequence[Sequence[BookLine]], ends_at: float
) -> list[list[BookLine]]:
    """Return sequences with less lateness and fewer changeovers, never worse than those given.

    Every line is a portion by itself in a book of up to 1,500 lines. In longer ones neighbours
    of one family stay together at first, so that a move costs no more than in a short book.
    """
    most_min = 1
    portions = _cut(sequences, most_min)
    while len(portions) > MOST_PORTIONS and most_min < 250:
        most_min = max(4 * most_min, 16)
        portions = _cut(sequences, most_min)
    arrays = _arrays([portion for _, portion in portions], shop)
    before: list[list[int]] = [[] for _ in sequences]
    for place, (machine, _) in enumerate(portions):
        before[machine].append(place)
    most_moves, warmest, near = SHORT_BOOK if len(lines) <= MOST_PORTIONS else LONG_BOOK
    moves = min(most_moves, MOVES_A_PORTION * len(portions))
    after = improve(arrays, before, Weights(), moves, ends_at, warmest, near)
    return [[line for place in row for line in portions[place][1]] for row in after]


def _cut(
    sequences: Sequence[Sequence[BookLine]], most_min: int
) -> list[tuple[int, list[BookLine]]]:
    """Cut each machine's lines into portions of one family and about so many minutes."""
    portions: list[tuple[int, list[BookLine]]] = []
    for machine, sequence in enumerate(sequences):
        minutes = most_min
        last: list[BookLine] = []
        for line in sequence:
            minutes += line.minutes
            if last and last[-1].family == line.family and minutes <= most_min:
                last.append(line)
            else:
                last, minutes = [line], line.minutes
                portions.append((machine, last))
    return portions


def _arrays(portions: Sequence[Sequence[BookLine]], shop: Shop) -> Portions:
    families = sorted({portion[0].family for portion in portions})
    number = {family: place for place, family in enumerate(families)}
    latest = [_latest_begins(portion) for portion in portions]
    return Portions(
        family=np.array([number[portion[0].family] for portion in portions], np.int64),
        minutes=np.array([sum(line.minutes for line in part) for part in portions], np.int64),
        earliest_end=np.array([_earliest_end(portion) for portion in portions], np.int64),
        latest_begins=np.array([begin for begins in latest for begin in begins], np.int64),
        first_latest=np.cumsum([0, *(len(begins) for begins in latest)], dtype=np.int64),
        late_line=np.full(sum(len(begins) for begins in latest), LATE_LINE),
        late_minute=np.full(sum(len(begins) for begins in latest), LATE_MINUTE),
        changeover=np.array(
            [[shop.changeover_min(before, after) for after in families] for before in families],
            np.int64,
        ),
    )


def _earliest_end(portion: Sequence[BookLine]) -> int:
    end = 0
    for line in portion:
        end = max(end, line.release) + line.minutes
    return end


def _latest_begins(portion: Sequence[BookLine]) -> list[int]:
    """Return the minutes at which the portion has to begin so that each line is on time.

    A line that waits for a release so long that it cannot be on time counts as always late.
    """
    begins, end, minutes = [], 0, 0
    for line in portion:
        minutes += line.minutes
        end = max(end, line.release) + line.minutes
        begins.append(line.due - minutes if end <= line.due else -1)
    return sorted(begins)


def warm_up() -> None:
    """Compile or load search and index rule, so that the first book is not timed with them."""
    lines = [BookLine(number, (0, number, 0), 1, 0, 9, Kind.CUSTOM) for number in range(2)]
    shop = Shop(2, 960, SetupMinutes(1, 1, 1, 1))
    apparent_tardiness_cost(lines, shop)
    improve_sequences(lines, shop, [lines, []], inf)
