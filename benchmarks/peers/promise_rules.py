"""The two usual ways of dating an order: off today's plan, and by hard reservations."""

from benchmarks.promise_centres import WorkCentre
from benchmarks.promise_shop import Shop
from benchmarks.promise_streams import DAY_MIN, Line, Step, Stream
from production.planner.promising.choosing import bring_forward
from production.planner.promising.policy import PromisePolicy
from production.planner.promising.queue import NEVER, Block, Queue
from production.planner.promising.quoting import SeatQuote

RUN_MIN = 240
SNAPSHOT_BUFFER_MIN = 0.5 * DAY_MIN
RESERVATION_BUFFER_MIN = 0.25 * DAY_MIN
NO_SEATS_AHEAD = PromisePolicy(
    seat_factor=0.0,
    wait_factor=0.0,
    most_minutes=RUN_MIN,
    slack_share=0.0,
    floor_min=RESERVATION_BUFFER_MIN,
    step_floor_min=RESERVATION_BUFFER_MIN,
    insert_gain_min=-NEVER,
    join_wait_min=NEVER,
    save_weight=0.0,
    exchange_weight=0.0,
    size_weight=0.0,
)


class ReservationShop(Shop):
    """Join or insert only where no given promise breaks; first in the queue, first made."""

    def __init__(self, stream: Stream, seed: int) -> None:
        super().__init__(stream, NO_SEATS_AHEAD, seed)

    def _pool(self, line: Line, wished: float) -> None:
        self._place(line)

    def _choose(self, centre: WorkCentre, queue: Queue, now: float) -> bool:
        return bring_forward(queue, centre.policy, now)

    def _part_at(self, due: float) -> float:
        return due

    def _night(self, _: int, __: str) -> None:
        """Reservations stay where they are."""


class SnapshotShop(ReservationShop):
    """Read the date off today's plan, add half a day; the plan is ranked anew at every start."""

    def _quote(self, step: Step, ready: float) -> SeatQuote:
        centre = self.centres[step.centre]
        now, ready = centre.clock.count(self.now), centre.clock.count(ready)
        queue = centre.queues[centre.machine_of(step.family)]
        self._rank(queue, now)
        before = [max(now, queue.free_from), *queue.ends(now)]
        block = next(
            (
                block
                for block, end in zip(queue.blocks, before[1:], strict=True)
                if block.family == step.family
                and block.sold_min + step.minutes <= RUN_MIN
                and ready <= end - block.sold_min
            ),
            None,
        )
        position = queue.blocks.index(block) if block else len(queue.blocks)
        if block:
            end = before[position + 1] + step.minutes
        else:
            changeover = queue.changeover(queue.family_before(position), step.family)
            end = max(before[-1], ready) + changeover + step.minutes
        seats = (block.sold_min if block else 0.0) + step.minutes
        return SeatQuote("join", queue, position, seats, end, block, ready=ready)

    def _date(self, step: Step, quote: SeatQuote, line: Line) -> float:
        buffer = SNAPSHOT_BUFFER_MIN if step is line.steps[-1] else 0.0
        return self.centres[step.centre].clock.moment(quote.planned_end + buffer)

    def _choose(self, centre: WorkCentre, queue: Queue, now: float) -> bool:
        self._rank(queue, now)
        return bool(queue.blocks) and queue.blocks[0].may_start <= now

    def _rank(self, queue: Queue, now: float) -> None:
        """Put the queue in the order of an index: the changeover against the time left.

        Runs whose members are there come first.
        """
        waiting, family, ranked = list(queue.blocks), queue.family, []
        while waiting:
            best = min(waiting, key=lambda block: self._index(queue, family, block, now))
            waiting.remove(best)
            ranked.append(best)
            family = best.family
        queue.blocks = ranked

    def _index(
        self, queue: Queue, family: str, block: Block, now: float
    ) -> tuple[bool, float, float]:
        changeover = queue.changeover(family, block.family)
        urgency = changeover / max(1, block.sold_min) * RUN_MIN + (block.deadline - now) / 10
        return block.ready > now, urgency, block.deadline
