"""Give seats back that the demand will not fill, and put waiting runs in a better order."""

from production.planner.promising.demand import Demand
from production.planner.promising.policy import PromisePolicy
from production.planner.promising.queue import Block, Queue


def shrink_seats(queue: Queue, demand: Demand, policy: PromisePolicy, now: float) -> None:
    """Give back seats that the demand will not fill; never one that was taken."""
    for block, end in zip(queue.blocks, queue.ends(now), strict=True):
        wait = max(end - now, policy.waiting_min(demand.rate(block.family, now)))
        coming = policy.seat_factor * demand.rate(block.family, now)
        wanted = block.sold_min + coming * min(wait, policy.wait_cap_min)
        block.seats_min = max(block.sold_min, min(block.seats_min, wanted))


def resequence(queue: Queue, now: float) -> float:
    """Move single runs while the changeovers shrink and the guard holds; return the saving.

    A local optimum; deterministic.
    """
    before = best = queue.changeover_min(queue.blocks)
    while True:
        better = _one_move(queue, best, now)
        if better is None:
            return before - best
        queue.blocks, best = better


def _one_move(queue: Queue, best: float, now: float) -> tuple[list[Block], float] | None:
    count = len(queue.blocks)
    for taken in range(count):
        rest = queue.blocks[:taken] + queue.blocks[taken + 1 :]
        for place in range(count):
            if place == taken:
                continue
            moved = [*rest[:place], queue.blocks[taken], *rest[place:]]
            cost = queue.changeover_min(moved)
            if cost < best - 1e-9 and queue.holds(now, moved):
                return moved, cost
    return None
