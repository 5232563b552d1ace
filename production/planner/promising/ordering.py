"""Give seats back that the demand will not fill, and put waiting runs in a better order."""

from collections.abc import Iterator

from production.planner.promising.demand import Demand
from production.planner.promising.policy import PromisePolicy
from production.planner.promising.queue import Block, Queue

LONGEST_ROW = 4


def shrink_seats(queue: Queue, demand: Demand, policy: PromisePolicy, now: float) -> None:
    """Give back seats that the demand will not fill; never one that was taken."""
    for block, end in zip(queue.blocks, queue.ends(now), strict=True):
        wait = max(end - now, policy.waiting_min(demand.rate(block.family, now)))
        coming = policy.seat_factor * demand.rate(block.family, now)
        wanted = block.sold_min + coming * min(wait, policy.wait_cap_min)
        block.seats_min = max(block.sold_min, min(block.seats_min, wanted))


def resequence(queue: Queue, now: float) -> float:
    """Move single runs and short rows of them while the changeovers shrink and the guard holds.

    The greatest saving first. Returns the minutes saved: a local optimum; deterministic.
    """
    saved = 0.0
    while True:
        for gain, blocks in _moves(queue):
            if queue.holds(now, blocks):
                queue.blocks = blocks
                saved += gain
                break
        else:
            return saved


def _moves(queue: Queue) -> Iterator[tuple[float, list[Block]]]:
    """Give each move that saves changeovers, the greatest saving first, and the order it makes."""
    blocks, change = queue.blocks, queue.changeover
    families = [queue.family, *(block.family for block in blocks), None]
    count = len(blocks)

    def between(before: int, after: int) -> float:
        """Return the changeover between two places: 0 is the machine as it is, the last is none."""
        one, other = families[before], families[after]
        return 0.0 if one is None or other is None else change(one, other)

    found = []
    for first in range(count):
        for last in range(first + 1, min(first + LONGEST_ROW, count) + 1):
            closed = between(first, first + 1) + between(last, last + 1) - between(first, last + 1)
            for place in (*range(first), *range(last + 1, count + 1)):
                opened = between(place, first + 1) + between(last, place + 1)
                gain = closed - opened + between(place, place + 1)
                if gain > 1e-9:
                    found.append((-gain, first, last, place))
    for loss, first, last, place in sorted(found):
        row, rest = blocks[first:last], blocks[:first] + blocks[last:]
        at = place if place < first else place - len(row)
        yield -loss, rest[:at] + row + rest[at:]
