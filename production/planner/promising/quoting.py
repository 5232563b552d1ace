"""Find the seat that a line gets: in a run with room, in one made larger, or in a new one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from production.planner.promising.policy import PromisePolicy
from production.planner.promising.queue import NEVER, Block, Queue


@dataclass(frozen=True, slots=True)
class SeatQuote:
    """Where a line would sit and when that run is planned to end, all seats counted.

    `block` is None for a new run, which goes to `position` with `seats_min` and stays open
    until `not_before`. No run starts before `ready`, when the line is there.
    """

    kind: Literal["join", "enlarge", "new"]
    queue: Queue
    position: int
    seats_min: float
    planned_end: float
    block: Block | None = None
    not_before: float = -NEVER
    ready: float = -NEVER


def quote_seat(
    queues: Sequence[Queue],
    home: Queue | None,
    family: str,
    minutes: float,
    demand: float,
    policy: PromisePolicy,
    now: float,
    ready: float = -NEVER,
) -> SeatQuote:
    """Quote the earliest seat that moves no given promise; change nothing.

    First the earliest run of the family with free seats: nobody moves. Else the earliest run
    that may grow, or wait for the line, while every later deadline holds. Else, or where such
    a run ends far later than a new one would, a new run. Deterministic.

    Parameters
    ----------
    queues
        The machines that may make the family.
    home
        The family's own machine; None where every machine is as good.
    minutes, demand
        Minutes of the line; minutes of its family asked for a working minute.
    ready
        When the line, or a part that it waits for, comes to these machines.

    Source: S3 of the promise study, with runs that stay open and insertion by changeover.
    """
    joined = join_quotes(queues, family, minutes, policy, now, ready)
    fresh = new_quote(queues, home, family, minutes, demand, policy, now, ready)
    latest = fresh.planned_end + policy.join_wait_min
    near = [quote for quote in joined if quote.planned_end <= latest]
    return min(near, key=lambda quote: (quote.kind != "join", quote.planned_end), default=fresh)


def join_quotes(
    queues: Iterable[Queue],
    family: str,
    minutes: float,
    policy: PromisePolicy,
    now: float,
    ready: float = -NEVER,
) -> list[SeatQuote]:
    """Return a quote for every open run of the family that can take the line."""
    quotes = []
    for queue in queues:
        if not any(block.family == family and block.is_open for block in queue.blocks):
            continue
        ends = queue.ends(now)
        slacks, rooms = queue.slacks(now, ends), queue.rooms(now, ends)
        for position, block in enumerate(queue.blocks):
            if block.family != family or not block.is_open:
                continue
            start = max(now, queue.free_from, *ends[:position], block.may_start)
            more = max(0.0, minutes - block.free_min)
            later = max(0.0, ready - start)
            room = min(slacks[position], rooms[position + 1])
            if more <= 1e-9 and not later:
                kind: Literal["join", "enlarge"] = "join"
                more = 0.0
            elif block.sold_min + minutes <= policy.most_minutes and more + later <= room:
                kind = "enlarge"
            else:
                continue
            seats, end = block.seats_min + more, ends[position] + more + later
            quotes.append(SeatQuote(kind, queue, position, seats, end, block, ready=ready))
    return quotes


def new_quote(
    queues: Sequence[Queue],
    home: Queue | None,
    family: str,
    minutes: float,
    demand: float,
    policy: PromisePolicy,
    now: float,
    ready: float = -NEVER,
) -> SeatQuote:
    """Quote a new run on the family's machine, or on another where that is far better."""
    machines = [home] if home is not None and policy.spill_min is None else queues
    scored = []
    for queue in machines:
        quote = _new_on(queue, family, minutes, demand, policy, now, ready)
        away = 0.0
        if home is not None and queue is not home:
            extra = queue.extra_changeover(family, quote.position)
            away = (policy.spill_min or 0.0) + policy.spill_factor * max(0.0, extra)
        scored.append((quote.planned_end + away, queue.machine, quote))
    return min(scored, key=lambda item: item[:2])[2]


def _new_on(
    queue: Queue,
    family: str,
    minutes: float,
    demand: float,
    policy: PromisePolicy,
    now: float,
    ready: float,
) -> SeatQuote:
    """Put the run at the end, or earlier: where the machine waits, or where that saves changeovers.

    No promise breaks by it.
    """
    ends = queue.ends(now)
    starts = [max(now, queue.free_from), *ends]
    last = len(queue.blocks)
    at_end = queue.extra_changeover(family, last)
    best = _placed(queue, last, starts[last], family, minutes, demand, policy, now, ready)
    rooms = queue.rooms(now, ends)
    for position in range(last):
        extra = queue.extra_changeover(family, position)
        room = rooms[position]
        if at_end - extra < policy.insert_gain_min:
            room = queue.idle_before(position, now, ends)
        start = starts[position]
        if room < minutes + extra:
            continue
        wanted = _placed(queue, position, start, family, minutes, demand, policy, now, ready)
        for quote in (wanted, _smallest(wanted, minutes)):
            delay = quote.seats_min + extra + max(0.0, ready - start)
            if quote.planned_end < best.planned_end and delay <= room:
                best = quote
                break
    return best


def _placed(
    queue: Queue,
    position: int,
    start: float,
    family: str,
    minutes: float,
    demand: float,
    policy: PromisePolicy,
    now: float,
    ready: float,
) -> SeatQuote:
    changeover = queue.changeover(queue.family_before(position), family)
    waiting = policy.waiting_min(demand)
    seats = policy.seats_min(minutes, demand, max(start - now, ready - now, waiting))
    is_last = position == len(queue.blocks)
    not_before = now + waiting if changeover and is_last else -NEVER
    end = max(start, not_before, ready) + changeover + seats
    return SeatQuote("new", queue, position, seats, end, None, not_before, ready)


def _smallest(wanted: SeatQuote, minutes: float) -> SeatQuote:
    end = wanted.planned_end - wanted.seats_min + minutes
    return SeatQuote("new", wanted.queue, wanted.position, minutes, end, ready=wanted.ready)


def take_seat(quote: SeatQuote, family: str, minutes: float, line: int, deadline: float) -> Block:
    """Put the line into the quoted run, opened or enlarged as quoted; return the run."""
    block = quote.block
    if block is None:
        block = Block(family, quote.seats_min, not_before=quote.not_before)
        quote.queue.blocks.insert(quote.position, block)
    block.seats_min = quote.seats_min
    block.sold_min += minutes
    block.members.append(line)
    block.deadline = min(block.deadline, deadline)
    block.ready = max(block.ready, quote.ready)
    return block


def leave_seat(
    queue: Queue, block: Block, minutes: float, line: int, deadlines: Iterable[float]
) -> None:
    """Take a line out again; its seat is free for others, and a run without members goes.

    Parameters
    ----------
    deadlines
        Those of the members that stay.
    """
    block.members.remove(line)
    block.sold_min -= minutes
    block.deadline = min(deadlines, default=NEVER)
    if not block.members:
        queue.blocks.remove(block)
