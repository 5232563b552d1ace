"""A shop that lives through a stream of lines, minute by minute, with the promising policy.

What the policy plans and what happens are kept apart: work and changeovers take up to 15 %
more or less than planned. All members of a run are ready when the run ends, and a line goes to its
next step then. Moments are minutes of the clock that all share; each work centre counts its own.
"""

import random
from collections.abc import Callable
from heapq import heapify, heappop, heappush
from time import perf_counter

from benchmarks.promise_centres import WorkCentre
from benchmarks.promise_legs import Breakdown, Leg, Lived
from benchmarks.promise_streams import MAIN, NOISE, Line, Step, Stream
from production.planner.promising.breakdown import move_threatened
from production.planner.promising.buffers import learnt_buffer
from production.planner.promising.choosing import PooledLot, bring_forward, fill_with_stock
from production.planner.promising.ordering import resequence
from production.planner.promising.policy import PromisePolicy
from production.planner.promising.queue import Block, Queue
from production.planner.promising.quoting import SeatQuote, leave_seat, quote_seat, take_seat

NIGHTS = 200
# Who waits for a line that is late asks again after so long.
ASK_AGAIN_MIN = 20.0
FINISH, BREAK_DOWN, ARRIVE, NIGHT, RELEASE, START, PART, DELIVER, LEAVE = range(9)


class Shop:
    """The work centres of a stream under one policy; `live` answers what became of every line."""

    def __init__(
        self,
        stream: Stream,
        policy: PromisePolicy,
        seed: int,
        breakdown: Breakdown | None = None,
    ) -> None:
        self.stream, self.lines = stream, stream.lines
        self.policy, self.breakdown = policy, breakdown
        # The clock of a stream begins with the day of its first line.
        self.begins = stream.lines[0].at // stream.day_min * stream.day_min
        self.now = self.begins
        self.lived = Lived()
        self.centres = {
            name: WorkCentre(name, rules, stream.rates_before[name], policy, self.begins)
            for name, rules in stream.centres.items()
        }
        self.legs: dict[int, list[Leg]] = {}
        self.lateness = list(stream.lateness_before)
        self.dice = random.Random(f"noise-{seed}")
        self.agenda: list[tuple[float, int, int, str]] = []
        self.acts: dict[int, Callable[[int, str], None]] = {
            FINISH: self._finish,
            BREAK_DOWN: self._break_down,
            ARRIVE: self._arrive,
            NIGHT: self._night,
            RELEASE: self._release,
            START: self._start,
            PART: self._receive,
            DELIVER: self._deliver,
            LEAVE: self._leave,
        }

    def live(self) -> Lived:
        """Let every line come and be finished, or leave."""
        day_min = self.stream.day_min
        self.agenda = [(line.at, ARRIVE, line.number, "") for line in self.lines]
        self.agenda += [(self.begins + night * day_min, NIGHT, 0, "") for night in range(1, NIGHTS)]
        self.agenda += [
            (row.comes, DELIVER, number, "") for number, row in enumerate(self.stream.deliveries)
        ]
        if self.breakdown:
            self.agenda.append((self.breakdown.starts, BREAK_DOWN, self.breakdown.machine, MAIN))
        heapify(self.agenda)
        while len(self.lived.finished) + len(self.lived.left) < len(self.lines):
            self.now, act, subject, centre = heappop(self.agenda)
            self.acts[act](subject, centre)
        return self.lived

    def _arrive(self, number: int, _: str) -> None:
        line = self.lines[number]
        if not line.is_hold:
            for step in line.steps:
                centre = self.centres[step.centre]
                centre.demand.see(step.family, step.minutes, centre.clock.count(self.now))
        if line.leaves_at is not None:
            heappush(self.agenda, (line.leaves_at, LEAVE, number, ""))
        if line.wished is None:
            self._place(line)
        else:
            self._pool(line, line.wished)

    def _pool(self, line: Line, wished: float) -> None:
        first = line.steps[0]
        centre = self.centres[first.centre]
        count, at = centre.clock.count(wished), centre.clock.count(self.now)
        centre.pool[first.family].append(PooledLot(line.number, first.minutes, count))
        release = centre.clock.moment(max(at, count - self._stock_ahead_min(line)))
        heappush(self.agenda, (max(self.now, release), RELEASE, line.number, ""))
        self._start(centre.machine_of(first.family), first.centre)

    def _stock_ahead_min(self, line: Line) -> float:
        return self.policy.stock_ahead_min * (1 + (len(line.steps) - 1) / 3)

    def _release(self, number: int, _: str) -> None:
        line = self.lines[number]
        first = line.steps[0]
        centre = self.centres[first.centre]
        if any(lot.line == number for lot in centre.pool[first.family]):
            centre.take_from_pool(first.family, {number})
            self._place(line)

    def _place(self, line: Line) -> None:
        """Quote every step behind the one before, promise the end of the last, take the seats."""
        started = perf_counter()
        legs = self.legs.setdefault(line.number, [])
        ready = self._ready_for(line, len(legs))
        quotes = []
        for step in line.steps[len(legs) :]:
            quote, came = self._quote(step, ready), ready
            ready = self._date(step, quote, line)
            quotes.append((step, quote, came, ready))
        if line.wished is None and not line.is_hold:
            self.lived.promised[line.number] = ready
            self.lived.quote_s.append(perf_counter() - started)
        for row in quotes:
            self._sit(line, *row)
        for leg in legs:
            if leg.is_waiting:
                self._start(leg.queue.machine, leg.centre.name)

    def _ready_for(self, line: Line, place: int) -> float:
        """Return the moment from which a line's step can be planned."""
        if place:
            before = self.legs[line.number][place - 1]
            return self._next_at(before.centre, before.planned_end)
        return self.now if line.part_due is None else max(self.now, self._part_at(line.part_due))

    def _part_at(self, due: float) -> float:
        """Return when a part can be counted on: told, and as late as others were."""
        return due + learnt_buffer(self.lateness, 0.0)

    def _quote(self, step: Step, ready: float) -> SeatQuote:
        centre = self.centres[step.centre]
        now = centre.clock.count(self.now)
        return quote_seat(
            centre.queues,
            centre.home_of(step.family),
            step.family,
            step.minutes,
            centre.demand.rate(step.family, now),
            centre.policy,
            now,
            centre.clock.count(ready),
        )

    def _date(self, step: Step, quote: SeatQuote, line: Line) -> float:
        """Return the moment to promise after the last step, else to plan the next one from."""
        centre = self.centres[step.centre]
        if step is not line.steps[-1]:
            return self._next_at(centre, quote.planned_end)
        now = centre.clock.count(self.now)
        promise = self.policy.promise_at(now, quote.planned_end, centre.buffer_min)
        return centre.clock.moment(promise)

    def _next_at(self, centre: WorkCentre, planned_end: float) -> float:
        now = centre.clock.count(self.now)
        buffer = centre.step_buffer_min
        return centre.clock.moment(self.policy.next_step_at(now, planned_end, buffer))

    def _sit(self, line: Line, step: Step, quote: SeatQuote, ready: float, latest: float) -> None:
        centre = self.centres[step.centre]
        if line.wished is not None and step is line.steps[-1]:
            latest = max(latest, line.wished)
        deadline = centre.clock.count(latest)
        block = take_seat(quote, step.family, step.minutes, line.number, deadline)
        legs = self.legs[line.number]
        leg = Leg(centre, quote.queue, block, step.minutes, deadline, quote.planned_end, ready)
        leg.is_there = not legs and (line.part_due is None or line.part_comes <= self.now)
        legs.append(leg)
        if leg is legs[0] and not leg.is_there:
            heappush(self.agenda, (line.part_comes, PART, line.number, ""))

    def _receive(self, number: int, _: str) -> None:
        """The part of a line has come."""
        if number in self.legs:
            self._come(number, 0)

    def _deliver(self, number: int, _: str) -> None:
        """Learn from a delivery how late parts come."""
        delivery = self.stream.deliveries[number]
        self.lateness.append(delivery.comes - delivery.due)

    def _come(self, number: int, place: int) -> None:
        """A line has come to a step."""
        leg = self.legs[number][place]
        leg.ready, leg.is_there = self.now, True
        self._set_ready(leg.centre, leg.block)
        self._start(leg.queue.machine, leg.centre.name)

    def _set_ready(self, centre: WorkCentre, block: Block) -> None:
        block.ready = max(centre.clock.count(self._leg(centre, n).ready) for n in block.members)

    def _leg(self, centre: WorkCentre, number: int) -> Leg:
        return next(leg for leg in self.legs[number] if leg.centre is centre)

    def _start(self, machine: int, name: str) -> None:
        centre = self.centres[name]
        queue = centre.queues[machine]
        if centre.running[machine] is not None or self._is_down(machine, name):
            return
        if centre.clock.opens_at(self.now) > self.now:
            self._look(centre, machine, centre.clock.opens_at(self.now))
            return
        now = centre.clock.count(self.now)
        self._ask_for_late(centre, queue, now)
        if self._choose(centre, queue, now):
            self._run_first(centre, queue, now)
        elif queue.blocks:
            soonest = min(block.may_start for block in queue.blocks)
            self._look(centre, machine, centre.clock.moment(max(now + 1, soonest)))

    def _choose(self, centre: WorkCentre, queue: Queue, now: float) -> bool:
        """Put the best run first; say whether it may start now."""
        resequence(queue, now)
        if bring_forward(queue, centre.policy, now):
            return True
        return not queue.blocks and centre.make_for_stock(queue)

    def _look(self, centre: WorkCentre, machine: int, moment: float) -> None:
        """Look at a machine again, unless that is to be done before anyway."""
        if not self.now < centre.looks[machine] <= moment:
            centre.looks[machine] = moment
            heappush(self.agenda, (moment, START, machine, centre.name))

    def _is_down(self, machine: int, name: str) -> bool:
        down = self.breakdown
        return bool(
            down
            and name == MAIN
            and down.machine == machine
            and down.starts <= self.now < down.ends
        )

    def _ask_for_late(self, centre: WorkCentre, queue: Queue, now: float) -> None:
        """Keep runs open whose members should be there and are not."""
        for block in queue.blocks:
            if block.ready > now:
                continue
            for number in block.members:
                leg = self._leg(centre, number)
                if not leg.is_there:
                    leg.ready = max(self._expected(number, leg), self.now + ASK_AGAIN_MIN)
                    block.ready = max(block.ready, centre.clock.count(leg.ready), now + 1)

    def _expected(self, number: int, leg: Leg) -> float:
        """Return when a line that is late will come, as planned now."""
        place = self.legs[number].index(leg)
        if not place:
            return self.lines[number].part_comes
        before = self.legs[number][place - 1]
        clock, queue = before.centre.clock, before.queue
        if not before.is_waiting:
            return clock.moment(queue.free_from)
        ends = queue.ends(clock.count(self.now))
        return clock.moment(ends[queue.blocks.index(before.block)])

    def _run_first(self, centre: WorkCentre, queue: Queue, now: float) -> None:
        block = queue.blocks[0]
        for number in [number for number in block.members if self.lines[number].is_hold]:
            self._go(number)
        if block not in queue.blocks:
            self._start(queue.machine, centre.name)
            return
        filled = fill_with_stock(queue, centre.pool[block.family], self.policy, now)
        centre.take_from_pool(block.family, {lot.line for lot in filled})
        queue.blocks.pop(0)
        planned = centre.rules.changeover(queue.family, block.family)
        setup = planned * self.dice.uniform(1 - NOISE, 1 + NOISE)
        work = sum(self._work(number, centre) for number in block.members)
        self.lived.setup_min += setup
        self.lived.work_min += work
        self.lived.changeovers += planned > 0
        queue.free_from, queue.family = now + planned + block.sold_min, block.family
        centre.running[queue.machine] = block
        ends = centre.clock.moment(now + setup + work)
        heappush(self.agenda, (ends, FINISH, queue.machine, centre.name))
        for lot in filled:
            self._follow(self.lines[lot.line], centre, queue, block)

    def _work(self, number: int, centre: WorkCentre) -> float:
        line = self.lines[number]
        return sum(step.minutes * line.factor for step in line.steps if step.centre == centre.name)

    def _follow(self, line: Line, centre: WorkCentre, queue: Queue, block: Block) -> None:
        """Place the other steps of a stock lot whose first has just started."""
        end = queue.free_from
        leg = Leg(centre, queue, block, line.steps[0].minutes, end, end, self.now, is_there=True)
        self.legs[line.number] = [leg]
        if len(line.steps) > 1:
            self._place(line)

    def _finish(self, machine: int, name: str) -> None:
        centre = self.centres[name]
        block = centre.running[machine]
        if block is None:
            return
        if self._is_down(machine, name):
            down = self.breakdown
            assert down is not None
            heappush(self.agenda, (down.ends + (self.now - down.starts), FINISH, machine, name))
            return
        centre.running[machine] = None
        now = centre.clock.count(self.now)
        centre.queues[machine].free_from = now
        for number in block.members:
            self._finish_step(number, centre, now)
        self._start(machine, name)

    def _finish_step(self, number: int, centre: WorkCentre, now: float) -> None:
        leg = self._leg(centre, number)
        leg.is_done = True
        if number in self.lived.promised:
            centre.learn(now - leg.planned_end)
        place = self.legs[number].index(leg) + 1
        if place < len(self.legs[number]):
            self._come(number, place)
        else:
            self.lived.finished[number] = self.now

    def _leave(self, number: int, _: str) -> None:
        """Let a line go whose seats nobody has begun to work on."""
        legs = self.legs.get(number, [])
        if legs and all(leg.is_waiting for leg in legs):
            self._go(number)

    def _go(self, number: int) -> None:
        for leg in self.legs.pop(number):
            rest = [self._leg(leg.centre, n) for n in leg.block.members if n != number]
            leave_seat(leg.queue, leg.block, leg.minutes, number, [leg.deadline for leg in rest])
            if rest:
                self._set_ready(leg.centre, leg.block)
        self.lived.promised.pop(number, None)
        self.lived.left.add(number)

    def _break_down(self, machine: int, name: str) -> None:
        assert self.breakdown is not None
        centre = self.centres[name]
        queue = centre.queues[machine]
        length = self.breakdown.ends - self.breakdown.starts
        queue.free_from = max(queue.free_from, self.now) + length
        others = [other for other in centre.queues if other is not queue]
        for block in move_threatened(queue, others, self.now):
            now_in = next(other for other in others if block in other.blocks)
            for number in block.members:
                self._leg(centre, number).queue = now_in
        heappush(self.agenda, (self.breakdown.ends, START, machine, name))
        for other in others:
            self._start(other.machine, name)

    def _night(self, _: int, __: str) -> None:
        for centre in self.centres.values():
            centre.tidy(centre.clock.count(self.now))
