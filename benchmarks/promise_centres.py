"""Work centres of a shop that promises: their clock, machines, open runs and waiting stock lots."""

from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Protocol

from production.planner.promising.buffers import SAMPLES, learnt_buffer
from production.planner.promising.choosing import PooledLot
from production.planner.promising.demand import Demand
from production.planner.promising.family_map import first_map, renewed_map
from production.planner.promising.near_groups import near_map
from production.planner.promising.ordering import resequence, shrink_seats
from production.planner.promising.policy import PromisePolicy
from production.planner.promising.queue import Block, Changeover, Queue
from production.planner.values import CalendarRules
from production.planner.working_calendar import WorkingCalendar

LEARN_EVERY = 40


@dataclass(frozen=True, slots=True)
class CentreRules:
    """A work centre: machines, changeovers, families that stay together, and its shifts if any.

    One without changeovers opens no runs ahead, and every machine of it is as good.
    """

    machines: int
    changeover: Changeover
    group_of: Callable[[str], str]
    shifts: CalendarRules | None = None
    has_changeovers: bool = True


class Clock(Protocol):
    """Between moments, which all centres share, and working minutes, in which a queue counts."""

    def count(self, moment: float) -> float:
        """Return how many working minutes lie before a moment."""

    def moment(self, count: float) -> float:
        """Return when so many working minutes are over."""

    def opens_at(self, moment: float) -> float:
        """Return this moment, or where nobody works then, the next one when somebody does."""


class SteadyClock:
    """Work goes on all the time."""

    def count(self, moment: float) -> float:
        return moment

    def moment(self, count: float) -> float:
        return count

    def opens_at(self, moment: float) -> float:
        return moment


class ShiftClock:
    """Work goes on in shifts; a moment is a minute since 1970."""

    def __init__(self, rules: CalendarRules, begins: float) -> None:
        self._calendar = WorkingCalendar(rules, int(begins))

    def count(self, moment: float) -> float:
        return self._calendar.counted(int(moment))

    def moment(self, count: float) -> float:
        return self._calendar.end_at(ceil(count))

    def opens_at(self, moment: float) -> float:
        return max(moment, self._calendar.next_working(int(moment)))


class WorkCentre:
    """The machines of one kind under one policy; all its times are counted working minutes."""

    def __init__(
        self,
        name: str,
        rules: CentreRules,
        rates: Mapping[str, float],
        policy: PromisePolicy,
        begins: float,
    ) -> None:
        self.name, self.rules, self.policy = name, rules, policy
        if not rules.has_changeovers:
            self.policy = replace(policy, seat_factor=0.0, wait_factor=0.0)
        self.clock: Clock = ShiftClock(rules.shifts, begins) if rules.shifts else SteadyClock()
        counted = self.clock.count(begins)
        self.queues = [
            Queue(machine, counted, "", rules.changeover, policy.guard_share)
            for machine in range(rules.machines)
        ]
        self.running: list[Block | None] = [None] * rules.machines
        self.looks = [0.0] * rules.machines
        self.pool: dict[str, list[PooledLot]] = defaultdict(list)
        self.demand = Demand(policy.half_life_min, counted, rates)
        self._errors: deque[float] = deque(maxlen=SAMPLES)
        self._unlearnt = 0
        self.buffer_min, self.step_buffer_min = policy.floor_min, policy.step_floor_min
        self._home = near_map(
            first_map(rates, rules.group_of, range(rules.machines)),
            rates,
            rules.group_of,
            rules.changeover,
        )

    def machine_of(self, family: str) -> int:
        """Return the machine that makes a family."""
        return self._home.setdefault(family, min(self._home.values(), default=0))

    def home_of(self, family: str) -> Queue | None:
        """Return the queue that a new run of a family goes to; None where any will do."""
        return self.queues[self.machine_of(family)] if self.rules.has_changeovers else None

    def make_for_stock(self, queue: Queue) -> bool:
        """Make the pooled lots of one family on an idle machine, if there is enough of them."""
        pools = self._pooled(queue.machine)
        worth = {f: m for f, m in pools.items() if m >= self.policy.idle_least_min}
        if not worth:
            return False
        change = self.rules.changeover
        family = min(worth, key=lambda f: (change(queue.family, f) - 0.2 * worth[f], f))
        queue.blocks.append(Block(family, min(worth[family], self.policy.idle_most_min)))
        return True

    def _pooled(self, machine: int) -> dict[str, float]:
        """Return by family the minutes of the stock lots that wait for a machine."""
        return {
            family: sum(lot.minutes for lot in lots)
            for family, lots in self.pool.items()
            if self.machine_of(family) == machine
        }

    def take_from_pool(self, family: str, lines: set[int]) -> None:
        """Take stock lots out of the pool."""
        self.pool[family] = [lot for lot in self.pool[family] if lot.line not in lines]

    def learn(self, error_min: float) -> None:
        """Note by how much a step ended later than planned; learn the buffers now and then."""
        self._errors.append(error_min)
        self._unlearnt += 1
        if self._unlearnt >= LEARN_EVERY:
            self._unlearnt = 0
            floor, step_floor = self.policy.floor_min, self.policy.step_floor_min
            self.buffer_min = learnt_buffer(self._errors, floor)
            self.step_buffer_min = learnt_buffer(self._errors, step_floor, self.policy.step_cover)

    def tidy(self, now: float) -> None:
        """Renew the family map, give back seats and put waiting runs in a better order."""
        self._home = renewed_map(
            self._home,
            self.demand.rates(now),
            self.rules.group_of,
            range(self.rules.machines),
            self.policy.map_tolerance,
        )
        for queue in self.queues:
            shrink_seats(queue, self.demand, self.policy, now)
            resequence(queue, now)
