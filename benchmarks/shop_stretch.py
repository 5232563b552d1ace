"""A stretch of days in the shop: customers come, tasks tick, parts arrive, runs are worked on.

All by the shop's own services, with the time passed in. What beat and the wake-ups do within
seconds is done every twenty minutes here.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import heappop, heappush
from itertools import count

from benchmarks.figures import DifferenceFound
from benchmarks.shop_factory import MINUTES_PER_DAY, Asked
from benchmarks.shop_floor import Floor, Job, Spent
from catalog.snapshot import freeze
from foundation.models import User
from production.clock import to_minute, to_moment
from production.laws import violations
from production.models import Part, Promise, PromiseBuffer, WorkOrder
from production.selectors.factory_now import FactoryNow
from production.selectors.materials import netted_parts
from production.selectors.offers import made_offer, offers_for
from production.selectors.part_waits import part_waits
from production.services.holds import release_expired
from production.services.materials import order_part, receive_purchase
from production.services.planning import plan_factory
from production.services.run_formation import form_all_runs
from production.services.work_orders import OrderedDesign, create_custom_work_orders

TICK_MIN, BUY_EVERY_MIN = 20, 60
LATE_SHARE, MOST_LATE_MIN = 0.2, MINUTES_PER_DAY
LONGEST_DAYS = 60
# What happens at the same minute happens in this order.
GO_ON, DELIVER, ARRIVE, BUY, TICK = range(5)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one order: its lead and its error in minutes, its steps, its parts.

    The error is the real end minus the end that was planned when the date was given, in minutes
    of the clock.
    """

    lead_min: float
    error_min: int
    is_kept: bool
    steps: int
    had_to_wait: bool


@dataclass(frozen=True, slots=True)
class Lived:
    """What became of all orders, what the floor spent, and the buffer that was learnt."""

    outcomes: tuple[Outcome, ...]
    spent: Spent
    buffer_min: int


class Stretch:
    """The shop from a minute on; `live` answers when every order is finished."""

    def __init__(
        self, asked: Sequence[Asked], bought: Sequence[Part], seed: int, begins: int
    ) -> None:
        self._bought = [part.pk for part in bought]
        self._dice = random.Random(f"suppliers-{seed}")
        self._actor = User.objects.create_user(username=f"floor-{seed}")
        self._floor = Floor(self._actor, seed, begins)
        self._waited: set[int] = set()
        self._steps: dict[int, int] = {}
        self._turn = count()
        self._agenda: list[tuple[int, int, int, Callable[[int], None]]] = []
        self._coming = len(asked)
        self._is_changed = True
        self._ends = begins + LONGEST_DAYS * MINUTES_PER_DAY
        for one in asked:
            self._put(one.minute, ARRIVE, partial(self._arrive, one))
        self._put(begins, TICK, self._tick)
        if self._bought:
            self._put(begins, BUY, self._buy)

    def live(self) -> Lived:
        """Let everything happen until every order is finished; check the laws of the factory."""
        minute = 0
        while (
            self._coming
            or WorkOrder.objects.filter(pk__in=self._steps)
            .exclude(status=WorkOrder.Status.FINISHED)
            .exists()
        ):
            minute, _, _, act = heappop(self._agenda)
            if minute > self._ends:
                raise DifferenceFound(f"orders are not finished after {LONGEST_DAYS} days")
            act(minute)
        broken = {law: found for law, found in violations(to_moment(minute)).items() if found}
        if broken:
            raise DifferenceFound(f"laws of the factory are broken: {broken}")
        learnt = PromiseBuffer.objects.first()
        return Lived(tuple(self._outcomes()), self._floor.spent, learnt.minutes if learnt else 0)

    def _put(self, minute: int, kind: int, act: Callable[[int], None]) -> None:
        heappush(self._agenda, (minute, kind, next(self._turn), act))

    def _arrive(self, asked: Asked, minute: int) -> None:
        """Offer dates, promise the one that an order would get, and order the work."""
        design, now = asked.design, to_moment(minute)
        product = str(design.document["product"])
        factory = FactoryNow([product], now)
        offer = made_offer(
            offers_for(product, design.document, design.choices, asked.quantity, factory)
        )
        if offer is None:
            raise DifferenceFound(f"nothing is offered for {product}")
        ordered = OrderedDesign(
            freeze(design.revision, design.choices),
            design.document,
            design.choices,
            asked.quantity,
            offer.ready_at,
            offer.basis,
        )
        (order,) = create_custom_work_orders(
            designs=[ordered], reference=f"order {next(self._turn)}", now=now
        )
        self._steps[order.pk] = len(offer.legs)
        if self._bought and order.pk in part_waits(now):
            self._waited.add(order.pk)
        self._coming -= 1
        self._is_changed = True

    def _tick(self, minute: int) -> None:
        """Form, plan and release, as the tasks do; then whoever is free looks at the plan."""
        now = to_moment(minute)
        if self._is_changed or self._floor.is_working(minute):
            release_expired(now=now)
            form_all_runs(now=now)
            plan_factory(now=now)
            self._is_changed = False
            self._take_on(self._floor.look(minute))
        self._put(minute + TICK_MIN, TICK, self._tick)

    def _take_on(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            self._put(job.until, GO_ON, partial(self._go_on, job))

    def _go_on(self, job: Job, minute: int) -> None:
        self._take_on(self._floor.go_on(job))
        self._is_changed = True
        self._take_on(self._floor.look(minute))

    def _buy(self, minute: int) -> None:
        """Order whatever the netting suggests; one delivery in five comes up to a day late."""
        now = to_moment(minute)
        for row in netted_parts(Part.objects.filter(pk__in=self._bought).order_by("pk"), now):
            if row.netting.suggestion is None:
                continue
            purchase = order_part(
                part_code=row.part.code, quantity=row.netting.suggestion.quantity, now=now
            )
            is_late = self._dice.random() < LATE_SHARE
            late_min = self._dice.uniform(0, MOST_LATE_MIN) if is_late else 0
            comes = minute + row.part.lead_time_days * MINUTES_PER_DAY + round(late_min)
            self._put(comes, DELIVER, partial(self._receive, purchase.number))
            self._is_changed = True
        self._put(minute + BUY_EVERY_MIN, BUY, self._buy)

    def _receive(self, number: int, minute: int) -> None:
        receive_purchase(number=number, now=to_moment(minute))
        self._is_changed = True

    def _outcomes(self) -> list[Outcome]:
        rows = Promise.objects.filter(work_order__in=self._steps).order_by("pk")
        return [
            Outcome(
                (row.promised_at - row.given_at).total_seconds() / 60,
                to_minute(row.finished_at) - row.basis["planned_end"],
                bool(row.is_kept),
                self._steps[row.work_order_id],
                row.work_order_id in self._waited,
            )
            for row in rows
            if row.finished_at
        ]
