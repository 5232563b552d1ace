"""A machine is down: move the runs whose deadlines are threatened to where nothing breaks."""

from collections.abc import Sequence

from production.planner.promising.queue import Block, Queue


def move_threatened(down: Queue, others: Sequence[Queue], now: float) -> list[Block]:
    """Move threatened runs off a machine that is free only later; return those moved.

    Call it after the machine's `free_from` was set to the end of the repair. The rest of its
    queue shifts right. Tightest deadline first; each goes where it costs the fewest
    changeover minutes among the places that break no promise, its own included. A run for
    which there is no such place stays.
    """
    moved = []
    for block in sorted(down.blocks, key=lambda block: block.deadline):
        if not _is_threatened(down, block, now):
            continue
        place = _cheapest_place(block, others, now)
        if place is None:
            continue
        queue, position = place
        down.blocks.remove(block)
        queue.blocks.insert(position, block)
        moved.append(block)
    return moved


def _is_threatened(queue: Queue, block: Block, now: float) -> bool:
    slacks = queue.slacks(now, queue.ends(now))
    return slacks[queue.blocks.index(block)] < 0


def _cheapest_place(block: Block, others: Sequence[Queue], now: float) -> tuple[Queue, int] | None:
    found: tuple[float, float, Queue, int] | None = None
    for queue in others:
        ends = queue.ends(now)
        starts = [max(now, queue.free_from), *ends]
        rooms = queue.rooms(now, ends)
        for position, start in enumerate(starts):
            waits = max(0.0, block.may_start - start)
            end = start + waits + queue.changeover(queue.family_before(position), block.family)
            end += block.seats_min
            extra = queue.extra_changeover(block.family, position)
            late = now + (end - now) * (1 + queue.guard_share) > block.deadline
            if late or waits + block.seats_min + extra > rooms[position]:
                continue
            if found is None or (extra, end) < found[:2]:
                found = (extra, end, queue, position)
    return found[2:] if found else None
