"""Give seats back that the demand will not fill, and put waiting runs in a better order."""

from collections.abc import Iterator
from heapq import nsmallest

import numpy as np
from numpy.typing import NDArray

from production.planner.promising.demand import Demand
from production.planner.promising.policy import PromisePolicy
from production.planner.promising.queue import Block, Queue

LONGEST_ROW = 4
MOST_TRIED = 24
Minutes = NDArray[np.float64]


def shrink_seats(queue: Queue, demand: Demand, policy: PromisePolicy, now: float) -> None:
    """Give back seats that the demand will not fill; never one that was taken."""
    for block, end in zip(queue.blocks, queue.ends(now), strict=True):
        wait = max(end - now, policy.waiting_min(demand.rate(block.family, now)))
        coming = policy.seat_factor * demand.rate(block.family, now)
        wanted = block.sold_min + coming * min(wait, policy.wait_cap_min)
        block.seats_min = max(block.sold_min, min(block.seats_min, wanted))


def resequence(queue: Queue, now: float) -> float:
    """Move single runs and short rows of them while the changeovers shrink and the guard holds.

    The greatest saving first; when the 24 greatest hold none, no more are tried. Returns the
    minutes saved; a heuristic, deterministic.
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
    blocks = queue.blocks
    between = _between(queue)
    found = []
    for length in range(1, min(LONGEST_ROW, len(blocks)) + 1):
        gains = _gains(between, length)
        firsts, places = np.nonzero(gains > 1e-9)
        for first, place in zip(firsts.tolist(), places.tolist(), strict=True):
            found.append((-gains[first, place], first, first + length, place))
    for loss, first, last, place in nsmallest(MOST_TRIED, found):
        row, rest = blocks[first:last], blocks[:first] + blocks[last:]
        at = place if place < first else place - len(row)
        yield -float(loss), rest[:at] + row + rest[at:]


def _between(queue: Queue) -> Minutes:
    """Return the changeover between two places: 0 is the machine as it is, the last is none."""
    families = [block.family for block in queue.blocks]
    count, change = len(families), queue.changeover
    between = np.zeros((count + 1, count + 2))
    between[:, 1:-1] = [
        [change(before, after) for after in families] for before in (queue.family, *families)
    ]
    return between


def _gains(between: Minutes, length: int) -> Minutes:
    """Return what moving rows of one length saves: by the row's first place, by the place before."""
    count = len(between) - 1
    firsts = np.arange(count - length + 1)
    lasts, places = firsts + length, np.arange(count + 1)
    closed = between[firsts, firsts + 1] + between[lasts, lasts + 1]
    closed -= between[firsts, lasts + 1]
    opened = between[np.ix_(places, firsts + 1)].T + between[np.ix_(lasts, places + 1)]
    gains: Minutes = closed[:, None] - opened + between[places, places + 1]
    gains[(places >= firsts[:, None]) & (places <= lasts[:, None])] = 0.0
    return gains
