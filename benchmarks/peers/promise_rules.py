"""The two usual ways of dating an order: off today's plan, and by hard reservations."""

from benchmarks.promise_shop import Shop
from benchmarks.promise_streams import DAY_MIN, Line, Stream, changeover_min
from production.planner.promising.policy import PromisePolicy
from production.planner.promising.queue import NEVER, Block, Queue
from production.planner.promising.quoting import SeatQuote, take_seat

RUN_MIN = 240
SNAPSHOT_BUFFER_MIN = 0.5 * DAY_MIN
RESERVATION_BUFFER_MIN = 0.25 * DAY_MIN
NO_SEATS_AHEAD = PromisePolicy(
    seat_factor=0.0,
    wait_factor=0.0,
    most_minutes=RUN_MIN,
    slack_share=0.0,
    floor_min=RESERVATION_BUFFER_MIN,
    insert_gain_min=-NEVER,
)


class ReservationShop(Shop):
    """Join or insert only where no given promise breaks; first in the queue, first made."""

    def __init__(self, stream: Stream, seed: int) -> None:
        super().__init__(stream, NO_SEATS_AHEAD, seed)

    def _arrive(self, number: int) -> None:
        self._place(self.lines[number])

    def _start(self, machine: int) -> None:
        if self.running[machine] is None and self.queues[machine].blocks:
            self._run_first(self.queues[machine])

    def _night(self, _: int) -> None:
        """Reservations stay where they are."""


class SnapshotShop(ReservationShop):
    """Read the date off today's plan, add half a day; the plan is ranked anew at every start."""

    def _place(self, line: Line) -> None:
        queue = self.queues[self._home(line.family)]
        self._rank(queue)
        block = next(
            (
                block
                for block in queue.blocks
                if block.family == line.family and block.sold_min + line.minutes <= RUN_MIN
            ),
            None,
        )
        position = queue.blocks.index(block) if block else len(queue.blocks)
        before = queue.ends(self.now)
        if block:
            end = before[position] + line.minutes
        else:
            start = before[-1] if before else max(self.now, queue.free_from)
            family = queue.family_before(position)
            end = start + changeover_min(family, line.family) + line.minutes
        promise = end + SNAPSHOT_BUFFER_MIN
        if line.wished is None:
            self.lived.promised[line.number] = promise
        seats = (block.sold_min if block else 0.0) + line.minutes
        quote = SeatQuote("join", queue, position, seats, end, block)
        take_seat(quote, line.family, line.minutes, line.number, line.wished or promise)
        self._start(queue.machine)

    def _start(self, machine: int) -> None:
        self._rank(self.queues[machine])
        super()._start(machine)

    def _rank(self, queue: Queue) -> None:
        """Put the queue in the order of an index: the changeover against the time left."""
        waiting, family, ranked = list(queue.blocks), queue.family, []
        while waiting:
            best = min(waiting, key=lambda block: self._index(family, block))
            waiting.remove(best)
            ranked.append(best)
            family = best.family
        queue.blocks = ranked

    def _index(self, family: str, block: Block) -> tuple[float, float]:
        changeover = changeover_min(family, block.family)
        return (
            changeover / block.sold_min * RUN_MIN + (block.deadline - self.now) / 10,
            block.deadline,
        )
