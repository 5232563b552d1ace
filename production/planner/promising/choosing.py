"""Which run starts next on a free machine, and which pooled stock fills its free seats."""

from collections.abc import Sequence
from dataclasses import dataclass

from production.planner.promising.policy import PromisePolicy
from production.planner.promising.queue import NEVER, Block, Queue


@dataclass(frozen=True, slots=True)
class PooledLot:
    """A stock lot that waits for a run of its family: its line, minutes and wished minute."""

    line: int
    minutes: float
    wished: float


def bring_forward(queue: Queue, policy: PromisePolicy, now: float) -> bool:
    """Put the best run first; say whether it may start now or stays open a while.

    A run is brought forward where that saves changeovers or serves more lines sooner for
    the minutes it takes, and where no deadline is threatened.
    """
    if not queue.blocks:
        return False
    if queue.blocks[0].may_start > now and not _bring_first_ripe(queue, now):
        return False
    best, chosen = 0.0, 0
    for position, value in _values(queue, policy, now):
        if value > best:
            best, chosen = value, position
    queue.blocks.insert(0, queue.blocks.pop(chosen))
    return True


def fill_with_stock(
    queue: Queue, pooled: Sequence[PooledLot], policy: PromisePolicy, now: float
) -> list[PooledLot]:
    """Fill the first run with pooled lots of its family, the most urgent ahead; return them.

    Free seats are filled; the run grows beyond them as far as its own members' deadlines
    and all later ones allow.
    """
    block = queue.blocks[0]
    room = min(queue.slacks(now, queue.ends(now)))
    taken = []
    for lot in sorted(pooled, key=lambda lot: (lot.wished, lot.line)):
        more = max(0.0, lot.minutes - block.free_min)
        if more and (block.sold_min + lot.minutes > policy.most_minutes or more > room):
            continue
        block.seats_min += more
        room -= more
        block.sold_min += lot.minutes
        block.members.append(lot.line)
        taken.append(lot)
    return taken


def _bring_first_ripe(queue: Queue, now: float) -> bool:
    for position, block in enumerate(queue.blocks):
        others = queue.blocks[:position] + queue.blocks[position + 1 :]
        if block.may_start <= now and queue.holds(now, [block, *others]):
            queue.blocks.insert(0, queue.blocks.pop(position))
            return True
    return False


def _values(queue: Queue, policy: PromisePolicy, now: float) -> list[tuple[int, float]]:
    """Return what each run that may go first is worth; one pass, one comparison a position."""
    blocks, change = queue.blocks, queue.changeover
    ends = queue.ends(now)
    slacks, behind = queue.slacks(now, ends), queue.rooms(now, ends)
    ahead, minutes, lines = slacks[0], blocks[0].seats_min, len(blocks[0].members)
    first, found = blocks[0].family, []
    for position in range(1, len(blocks)):
        block = blocks[position]
        before = blocks[position - 1].family
        pushed = (
            change(queue.family, block.family)
            + change(block.family, first)
            - change(queue.family, first)
        )
        closed = -change(before, block.family)
        if position + 1 < len(blocks):
            after = blocks[position + 1].family
            closed += change(before, after) - change(block.family, after)
        added = pushed + closed
        fits = pushed + block.seats_min <= ahead and added <= behind[position + 1]
        if block.may_start <= now and fits and _meets_own(queue, block, now):
            found.append((position, _value(queue, block, -added, minutes, lines, policy)))
        ahead = min(ahead, slacks[position])
        minutes += block.seats_min
        lines += len(block.members)
    return found


def _meets_own(queue: Queue, block: Block, now: float) -> bool:
    if block.deadline == NEVER:
        return True
    end = max(now, queue.free_from) + queue.changeover(queue.family, block.family)
    end += block.seats_min
    return now + (end - now) * (1 + queue.guard_share) <= block.deadline


def _value(
    queue: Queue, block: Block, saved: float, minutes: float, lines: int, policy: PromisePolicy
) -> float:
    own = len(block.members)
    exchange = (own * minutes - lines * block.seats_min) / max(1, lines + own)
    value = policy.save_weight * saved + policy.exchange_weight * exchange
    first = queue.changeover(queue.family, queue.blocks[0].family)
    if queue.changeover(queue.family, block.family) > first:
        value -= policy.size_weight * block.seats_min
    return value
