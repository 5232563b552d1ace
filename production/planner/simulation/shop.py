"""One shop from its first lot to its last delivery, event by event."""

import heapq
from dataclasses import dataclass
from typing import Any

from production.planner.simulation.blanks import Blanks
from production.planner.simulation.floor import Event, Floor, Lot
from production.planner.simulation.ledger import Account, Cost, Ledger, Movement, Residence
from production.planner.simulation.lots import lot_sizes, promise_min
from production.planner.simulation.materials import Materials
from production.planner.simulation.replenishment import Replenishment
from production.planner.simulation.shelf import Shelf
from production.planner.simulation.stream import Customer
from production.planner.simulation.values import (
    DAY_MIN,
    START_MIN,
    Progress,
    Scenario,
    Settings,
    Way,
)
from production.planner.simulation.variants import unmet_wishes


@dataclass(slots=True)
class Outcome:
    """What became of one customer; `given` is -1 for who left, `delivered` includes the way."""

    customer: Customer
    promised: int = 0
    given: int = -1
    delivered: int = 0
    owed: int = 0
    is_empty_shelf: bool = False

    @property
    def is_served(self) -> bool:
        return self.given >= 0


class Shop:
    """Machines, shelves, parts and books of one way to serve the customers.

    Parameters
    ----------
    scenario, settings, way
        What there is, what is assumed, how this shop works.
    lines
        Which designs lie on the shelf, and how each is replenished.
    nearest
        The variants that a customer may take instead; empty where orders are made.
    materials_use
        Thousandths a day that each part is expected to lose, and the most that a lot takes.
    blanks
        What orders are finished from, where it lies there.
    """

    def __init__(
        self,
        scenario: Scenario,
        settings: Settings,
        way: Way,
        lines: dict[int, Replenishment],
        nearest: dict[int, tuple[tuple[int, int], ...]],
        materials_use: tuple[dict[int, float], dict[int, int]],
        blanks: Blanks | None = None,
    ) -> None:
        self.scenario, self.settings, self.way = scenario, settings, way
        self.ledger = Ledger()
        self.shelves = {design: Shelf() for design in lines}
        self.outcomes: list[Outcome] = []
        self.in_process = 0
        self.in_process_area = 0
        self.now = START_MIN - settings.assumptions.lead_in_days * DAY_MIN
        self._heap: list[tuple[int, int, Event, Any]] = []
        self._scheduled = 0
        self._lines, self._nearest, self._blanks = lines, nearest, blanks
        self._in_work = dict.fromkeys(lines, 0)
        self._sold_today = dict.fromkeys(lines, 0)
        self._waiting: list[Lot] = []
        self._is_restocking = False
        self.floor = Floor(scenario, settings, way, self.ledger, self._at, self._finish)
        self.materials = Materials(
            scenario.parts, settings, self.ledger, *materials_use, self._expect_parts
        )

    def serve(self, customers: list[Customer], progress: Progress | None = None) -> None:
        """Play the whole stream, and go on until every accepted order is delivered."""
        self.materials.open(self.now)
        first = self.now
        for day in range((START_MIN - first) // DAY_MIN + self.settings.days):
            self._at(first + day * DAY_MIN, self._review, progress)
        for customer in customers:
            self._at(customer.minute, self._arrive, customer)
        while self._heap:
            minute, _, event, subject = heapq.heappop(self._heap)
            self._pass(minute)
            event(minute, subject)
        self._pass(max(self.now, self.settings.end_min))

    def _at(self, minute: int, event: Event, subject: Any) -> None:
        self._scheduled += 1
        heapq.heappush(self._heap, (minute, self._scheduled, event, subject))

    def _pass(self, minute: int) -> None:
        begins = max(self.now, START_MIN)
        ends = min(minute, self.settings.end_min)
        if ends > begins:
            self.in_process_area += self.in_process * (ends - begins)
        self.now = minute

    def _review(self, now: int, progress: Progress | None) -> None:
        day = (now - START_MIN) // DAY_MIN
        if progress is not None and day >= 0:
            progress(self.way, day)
        for design, line in self._lines.items():
            position = self.shelves[design].on_hand + self._in_work[design]
            wanted = line.order(day, position, self._sold_today[design])
            self._sold_today[design] = 0
            if wanted > 0:
                self._in_work[design] += wanted
                assumed = self.settings.assumptions
                self._make(now, design, wanted, now + assumed.stock_lead_days * DAY_MIN, None)
        self.materials.review(now)
        self._restock_tomorrow(now)

    def _restock(self, now: int, _: None) -> None:
        """Go on ordering parts after the last day while lots still wait for some."""
        self._is_restocking = False
        self.materials.review(now)
        self._restock_tomorrow(now)

    def _restock_tomorrow(self, now: int) -> None:
        is_after = now >= self.settings.end_min - DAY_MIN
        if self._waiting and is_after and not self._is_restocking:
            self._is_restocking = True
            self._at(now + DAY_MIN, self._restock, None)

    def _expect_parts(self, minute: int, event: Event, subject: Any) -> None:
        self._at(minute, self._receive_parts, (event, subject))

    def _receive_parts(self, now: int, delivery: tuple[Event, Any]) -> None:
        event, subject = delivery
        event(now, subject)
        waiting, self._waiting = self._waiting, []
        for lot in waiting:
            if self._release(now, lot):
                self.materials.want(lot.parts, lot.pieces, -1)
            else:
                self._waiting.append(lot)

    def _arrive(self, now: int, customer: Customer) -> None:
        outcome = Outcome(customer)
        self.outcomes.append(outcome)
        number = len(self.outcomes) - 1
        if self.way is Way.STOCK:
            self._sell_nearest(now, outcome)
        elif not self._sell(now, outcome, customer.design):
            self._notice(customer.design, customer.pieces)
            self._accept(now, outcome, number)

    def _sell_nearest(self, now: int, outcome: Outcome) -> None:
        customer = outcome.customer
        for unmet, variant in self._nearest[customer.design]:
            if unmet > customer.tolerance:
                break
            if self._sell(now, outcome, variant):
                return
            if not outcome.is_empty_shelf:
                self._notice(variant, customer.pieces)
            outcome.is_empty_shelf = True

    def _notice(self, design: int, pieces: int) -> None:
        """Demand is what was asked for, whether or not it lay there."""
        if design in self._lines:
            self._sold_today[design] += pieces

    def _sell(self, now: int, outcome: Outcome, design: int) -> bool:
        shelf, pieces = self.shelves.get(design), outcome.customer.pieces
        if shelf is None or shelf.on_hand < pieces:
            return False
        self._notice(design, pieces)
        cost, product = shelf.take(pieces), self.scenario.designs[design].product
        self.ledger.move_cost(now, Account.FINISHED, Account.SOLD, product, cost)
        self.ledger.count(now, Movement.SOLD, design, pieces)
        outcome.given = design
        outcome.promised = outcome.delivered = now + self.settings.assumptions.shipping_min
        return True

    def _accept(self, now: int, outcome: Outcome, number: int) -> None:
        customer = outcome.customer
        design = self.scenario.designs[customer.design]
        due = now + promise_min(self.scenario, design.steps_for(customer.pieces), customer.pieces)
        outcome.given, outcome.owed = customer.design, customer.pieces
        outcome.promised = due + self.settings.assumptions.shipping_min
        self._make(now, customer.design, customer.pieces, due, number)

    def _make(self, now: int, design: int, pieces: int, due: int, order: int | None) -> None:
        made, blanks = self.scenario.designs[design], None
        if order is not None and self._blanks is not None:
            blanks = self._take_blanks(now, design, pieces)
            made = self._blanks.rest_by_design[design] if blanks else made
        # What failed is made again where the whole order was.
        steps = made.steps_for(pieces if order is None else self.outcomes[order].customer.pieces)
        left = pieces
        for size in lot_sizes(self.scenario, steps, pieces):
            ends = self.floor.latest_ends(steps, size, due)
            lot = Lot(design, made.product, size, steps, ends, now, order, made.parts)
            lot.cost = blanks.take(size, left) if blanks else Cost()
            left -= size
            self.in_process += size
            if not self._release(now, lot):
                self.materials.want(lot.parts, size, 1)
                self._waiting.append(lot)
                self._restock_tomorrow(now)

    def _take_blanks(self, now: int, design: int, pieces: int) -> Cost | None:
        """Take the blanks of an order, all of them or none, and say that they were asked for."""
        assert self._blanks is not None
        blank = self._blanks.blank_by_design.get(design)
        if blank is None:
            return None
        self._notice(blank, pieces)
        shelf = self.shelves[blank]
        if shelf.on_hand < pieces:
            return None
        cost, product = shelf.take(pieces), self.scenario.designs[design].product
        self.ledger.move_cost(now, Account.FINISHED, Account.IN_PROCESS, product, cost)
        self.ledger.count(now, Movement.USED, blank, pieces)
        return cost

    def _release(self, now: int, lot: Lot) -> bool:
        if not self.materials.can_issue(lot.parts, lot.pieces):
            return False
        lot.cost.add(self.materials.issue(now, lot.product, lot.parts, lot.pieces))
        self.floor.arrive(now, lot)
        return True

    def _finish(self, now: int, lot: Lot) -> None:
        self.in_process -= lot.pieces
        self.ledger.residences.append(Residence(lot.entered, now, lot.pieces))
        self.ledger.count(now, Movement.MADE, lot.design, lot.pieces)
        failed = lot.cost.take(lot.scrapped, lot.pieces)
        self.ledger.move_cost(now, Account.IN_PROCESS, Account.SCRAP, lot.product, failed)
        self.ledger.count(now, Movement.SCRAPPED, lot.design, lot.scrapped)
        good = lot.pieces - lot.scrapped
        if lot.order is None:
            self._in_work[lot.design] -= lot.pieces
            self.ledger.move_cost(now, Account.IN_PROCESS, Account.FINISHED, lot.product, lot.cost)
            self.shelves[lot.design].put(good, lot.cost)
        else:
            self._deliver(now, lot, good)

    def _deliver(self, now: int, lot: Lot, good: int) -> None:
        assert lot.order is not None
        outcome = self.outcomes[lot.order]
        self.ledger.move_cost(now, Account.IN_PROCESS, Account.SOLD, lot.product, lot.cost)
        self.ledger.count(now, Movement.SOLD, lot.design, good)
        outcome.owed -= good
        if outcome.owed == 0:
            outcome.delivered = now + self.settings.assumptions.shipping_min
        if lot.scrapped:
            due = outcome.promised - self.settings.assumptions.shipping_min
            self._make(now, lot.design, lot.scrapped, due, lot.order)

    def fit_of(self, outcome: Outcome) -> float:
        """Return the share of the asked options that the customer got."""
        asked = self.scenario.designs[outcome.customer.design].wishes
        if not asked:
            return 1.0
        given = self.scenario.designs[outcome.given].wishes
        return 1 - unmet_wishes(asked, given) / len(asked)
