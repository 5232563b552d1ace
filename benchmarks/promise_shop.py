"""A shop that lives through a stream of lines, minute by minute, with the promising policy.

What the policy plans and what happens are kept apart: work and changeovers take up to 15 %
more or less than planned. All members of a run are ready when the run ends.
"""

import random
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from time import perf_counter

from benchmarks.promise_streams import (
    DAY_MIN,
    MACHINES,
    NOISE,
    Line,
    Stream,
    changeover_min,
    group_of,
)
from production.planner.promising.breakdown import move_threatened
from production.planner.promising.buffers import SAMPLES, learnt_buffer
from production.planner.promising.choosing import PooledLot, bring_forward, fill_with_stock
from production.planner.promising.demand import Demand
from production.planner.promising.family_map import first_map, renewed_map
from production.planner.promising.near_groups import near_map
from production.planner.promising.ordering import resequence, shrink_seats
from production.planner.promising.policy import PromisePolicy
from production.planner.promising.queue import Block, Queue
from production.planner.promising.quoting import quote_seat, take_seat

LEARN_EVERY = 40
NIGHTS = 200


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A machine that stands still; what it was working on goes on afterwards."""

    machine: int
    starts: float
    ends: float


@dataclass(slots=True)
class Lived:
    """What was promised and what happened, by line number; minutes of work and changeovers."""

    promised: dict[int, float] = field(default_factory=dict)
    finished: dict[int, float] = field(default_factory=dict)
    planned: dict[int, float] = field(default_factory=dict)
    work_min: float = 0.0
    setup_min: float = 0.0
    changeovers: int = 0
    quote_s: list[float] = field(default_factory=list)


class Shop:
    """Eight machines under one policy; `live` answers what became of every line."""

    def __init__(
        self,
        stream: Stream,
        policy: PromisePolicy,
        seed: int,
        breakdown: Breakdown | None = None,
    ) -> None:
        self.lines, self.policy, self.breakdown = stream.lines, policy, breakdown
        self.now = 0.0
        self.lived = Lived()
        self.queues = [
            Queue(machine, 0.0, "", changeover_min, policy.guard_share)
            for machine in range(MACHINES)
        ]
        self.running: list[Block | None] = [None] * MACHINES
        self.pool: dict[str, list[PooledLot]] = defaultdict(list)
        self.demand = Demand(policy.half_life_min, 0.0, stream.rates_before)
        rates = stream.rates_before
        self.home = near_map(
            first_map(rates, group_of, range(MACHINES)), rates, group_of, changeover_min
        )
        self.errors: deque[float] = deque(maxlen=SAMPLES)
        self.buffer_min = policy.floor_min
        self.dice = random.Random(f"noise-{seed}")
        self.agenda: list[tuple[float, int, int]] = []
        self.acts: tuple[Callable[[int], None], ...] = (
            self._finish,
            self._break_down,
            self._arrive,
            self._night,
            self._release,
            self._start,
        )

    def live(self) -> Lived:
        """Let every line come and be finished."""
        self.agenda = [(line.at, 2, line.number) for line in self.lines]
        self.agenda += [(night * DAY_MIN, 3, 0) for night in range(1, NIGHTS)]
        if self.breakdown:
            self.agenda.append((self.breakdown.starts, 1, self.breakdown.machine))
        heapify(self.agenda)
        while len(self.lived.finished) < len(self.lines):
            self.now, act, subject = heappop(self.agenda)
            self.acts[act](subject)
        return self.lived

    def _arrive(self, number: int) -> None:
        line = self.lines[number]
        self.demand.see(line.family, line.minutes, self.now)
        if line.wished is None:
            self._place(line)
            return
        self.pool[line.family].append(PooledLot(number, line.minutes, line.wished))
        release = max(self.now, line.wished - self.policy.stock_ahead_min)
        heappush(self.agenda, (release, 4, number))
        self._start(self._home(line.family))

    def _release(self, number: int) -> None:
        line = self.lines[number]
        pooled = self.pool[line.family]
        if any(lot.line == number for lot in pooled):
            self.pool[line.family] = [lot for lot in pooled if lot.line != number]
            self._place(line)

    def _place(self, line: Line) -> None:
        started = perf_counter()
        demand = self.demand.rate(line.family, self.now)
        home = self.queues[self._home(line.family)]
        quote = quote_seat(
            self.queues, home, line.family, line.minutes, demand, self.policy, self.now
        )
        promise = self.policy.promise_at(self.now, quote.planned_end, self.buffer_min)
        if line.wished is None:
            self.lived.promised[line.number] = promise
            self.lived.planned[line.number] = quote.planned_end
            self.lived.quote_s.append(perf_counter() - started)
        deadline = promise if line.wished is None else max(promise, line.wished)
        block = take_seat(quote, line.family, line.minutes, line.number, deadline)
        if block.not_before > self.now:
            heappush(self.agenda, (block.not_before, 5, quote.queue.machine))
        self._start(quote.queue.machine)

    def _home(self, family: str) -> int:
        return self.home.setdefault(family, min(self.home.values(), default=0))

    def _start(self, machine: int) -> None:
        queue = self.queues[machine]
        down = self.breakdown
        is_down = down and down.machine == machine and down.starts <= self.now < down.ends
        if self.running[machine] is not None or is_down:
            return
        resequence(queue, self.now)
        may_start = bring_forward(queue, self.policy, self.now)
        if not may_start:
            may_start = not queue.blocks and self._make_for_stock(queue)
        if may_start:
            self._run_first(queue)

    def _make_for_stock(self, queue: Queue) -> bool:
        """Make the pooled lots of one family on an idle machine, if there is enough of them."""
        pools = {
            family: sum(lot.minutes for lot in lots)
            for family, lots in self.pool.items()
            if self._home(family) == queue.machine
        }
        worth = {f: m for f, m in pools.items() if m >= self.policy.idle_least_min}
        if not worth:
            return False
        family = min(worth, key=lambda f: (changeover_min(queue.family, f) - 0.2 * worth[f], f))
        queue.blocks.append(Block(family, min(worth[family], self.policy.idle_most_min)))
        return True

    def _run_first(self, queue: Queue) -> None:
        block = queue.blocks[0]
        filled = fill_with_stock(queue, self.pool[block.family], self.policy, self.now)
        gone = {lot.line for lot in filled}
        self.pool[block.family] = [lot for lot in self.pool[block.family] if lot.line not in gone]
        queue.blocks.pop(0)
        planned = changeover_min(queue.family, block.family)
        setup = planned * self.dice.uniform(1 - NOISE, 1 + NOISE)
        work = sum(self.lines[n].minutes * self.lines[n].factor for n in block.members)
        self.lived.setup_min += setup
        self.lived.work_min += work
        self.lived.changeovers += planned > 0
        queue.free_from = self.now + planned + block.sold_min
        queue.family = block.family
        self.running[queue.machine] = block
        heappush(self.agenda, (self.now + setup + work, 0, queue.machine))

    def _finish(self, machine: int) -> None:
        block = self.running[machine]
        down = self.breakdown
        if block is None:
            return
        if down and down.machine == machine and down.starts <= self.now < down.ends:
            heappush(self.agenda, (down.ends + (self.now - down.starts), 0, machine))
            return
        self.running[machine] = None
        self.queues[machine].free_from = self.now
        for number in block.members:
            self.lived.finished[number] = self.now
            if number in self.lived.planned:
                self.errors.append(self.now - self.lived.planned[number])
        if len(self.lived.finished) % LEARN_EVERY < len(block.members):
            self.buffer_min = learnt_buffer(self.errors, self.policy.floor_min)
        self._start(machine)

    def _break_down(self, machine: int) -> None:
        assert self.breakdown is not None
        queue = self.queues[machine]
        length = self.breakdown.ends - self.breakdown.starts
        queue.free_from = max(queue.free_from, self.now) + length
        others = [other for other in self.queues if other is not queue]
        move_threatened(queue, others, self.now)
        heappush(self.agenda, (self.breakdown.ends, 5, machine))
        for other in others:
            self._start(other.machine)

    def _night(self, _: int) -> None:
        self.home = renewed_map(
            self.home,
            self.demand.rates(self.now),
            group_of,
            range(MACHINES),
            self.policy.map_tolerance,
        )
        for queue in self.queues:
            shrink_seats(queue, self.demand, self.policy, self.now)
            resequence(queue, self.now)
