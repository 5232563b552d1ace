"""What the factory can offer for a configuration, dated from the real plan."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from catalog.canonical import Document
from catalog.choices import plain_choices
from production.clock import to_minute, to_moment
from production.models import Run
from production.planner.promising.dates import next_step_from, promise_facts, recompute_promise
from production.planner.promising.policy import PromisePolicy
from production.planner.values import PlanningError, Policy
from production.savings import SavedSetup
from production.selectors.demand import seats_min
from production.selectors.factory_now import FactoryNow
from production.selectors.needs import NeededStep, lot_sizes, steps_of
from production.selectors.open_runs import LoadedRun
from production.selectors.part_waits import PartWait
from production.selectors.savings import saved_setups

SAME_DAY = timedelta(hours=12)
PROMISES = PromisePolicy()


@dataclass(frozen=True)
class Offer:
    """One way to have a configuration: from stock, in an open run, or in a new run.

    The run, its seats and its closing time are those of the joined run that ends last;
    `seats_taken` counts the pieces in it, of whatever design.
    `ready_at` is what can be promised: the planned end with slack and the learnt buffer;
    `basis` holds what it rests on, `legs` the seat of each step, `setups` the set-ups that
    joining saves.
    """

    kind: Literal["stock", "join", "new"]
    ready_at: datetime
    run_number: int | None = None
    seats_left: int | None = None
    closes_at: datetime | None = None
    sku: str | None = None
    basis: Mapping[str, Any] = field(default_factory=dict, compare=False)
    legs: "tuple[Leg, ...]" = field(default=(), compare=False)
    setups: tuple[SavedSetup, ...] = field(default=(), compare=False)
    seats_taken: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Leg:
    """One step of an offer: when it is planned to end, and the open run it joins, or the new one.

    `seats_min` and `closes_at` are those of the new run, in machine minutes and as a minute.
    `is_shared` says that somebody has ordered in the joined run, not only put into a cart, and
    `delay_min` by how many working minutes it starts later for this step. `begins` is when the new
    run's work is taken to start.
    """

    step: NeededStep
    pieces: int
    end: int
    run: Run | None = None
    seats_left: int | None = None
    seats_min: int = 0
    closes_at: int = 0
    is_shared: bool = False
    seats_taken: int = 0
    delay_min: int = 0
    begins: int = 0


def offers_for(
    product_code: str,
    document: Document,
    choices_full: Mapping[str, Any],
    quantity: int,
    factory: FactoryNow,
) -> list[Offer]:
    """Return the offers for a complete configuration; many of them ask one `factory`.

    From stock when an equal standard variant is on the shelf; in open runs when at least
    one operation fits one; in new runs always, unless no machine or no working time is
    left for a step. Dates are read from the active plan, in which all seats of a run count, and
    do not hold a seat; `services.holds` does.
    """
    offers = _stock_offers(product_code, document, choices_full, quantity, factory)
    steps = steps_of(product_code, document, choices_full, factory.facts, quantity)
    if not steps:
        return offers
    lots = lot_sizes(quantity, steps)
    wait = factory.part_wait(product_code, document, choices_full, quantity)
    try:
        joined = _legs(steps, lots, factory, wait, may_join=True)
        fresh = _legs(steps, lots, factory, wait, may_join=False)
    except PlanningError:
        return offers
    if any(leg.run for leg in joined):
        offers.append(_offer("join", joined, factory, wait))
    if fresh:
        offers.append(_offer("new", fresh, factory, wait))
    return offers


def join_offer(
    product_code: str,
    document: Document,
    choices_full: Mapping[str, Any],
    factory: FactoryNow,
) -> Offer | None:
    """Return how one piece of a configuration joins open runs; None where none has room for it.

    Much quicker than all offers: where no run of its families is open, no date is worked out.
    """
    steps = steps_of(product_code, document, choices_full, factory.facts, 1)
    if not any(
        factory.open_runs(step.centre.row.pk, step.family, step.flow_round) for step in steps
    ):
        return None
    wait = factory.part_wait(product_code, document, choices_full, 1)
    try:
        joined = _legs(steps, [1], factory, wait, may_join=True)
    except PlanningError:
        return None
    return _offer("join", joined, factory, wait) if any(leg.run for leg in joined) else None


def made_offer(offers: Iterable[Offer], kind: str = "") -> Offer | None:
    """Return the offer of a kind that makes a design, else the soonest; None where none does.

    What is on the shelf is another article: it makes nothing.
    """
    return preferred_offer([offer for offer in offers if offer.kind != "stock"], kind)


def preferred_offer(offers: Sequence[Offer], kind: str = "") -> Offer | None:
    """Return the offer of a kind, else the soonest; None where there is no plan.

    Of two that are ready on about the same day, the one that shares more set-ups: it costs less.
    """
    pool = [offer for offer in offers if offer.kind == kind] or offers
    soonest = min((offer.ready_at for offer in pool), default=None)
    if soonest is None:
        return None
    near = [offer for offer in pool if offer.ready_at - soonest < SAME_DAY]
    return min(near, key=lambda offer: (offer.kind != "stock", -len(offer.setups), offer.ready_at))


def count_in(offer: Offer, factory: FactoryNow) -> None:
    """Let what is asked of a factory next come behind an offer that was taken, or into its runs."""
    for leg in offer.legs:
        minutes = leg.step.minutes(leg.pieces)
        if leg.run is None:
            run = Run(
                family=leg.step.family,
                flow_round=leg.step.flow_round,
                work_centre=leg.step.centre.row,
                closes_at=to_moment(leg.closes_at),
                planned_start=to_moment(leg.begins),
                seats_min=leg.seats_min,
            )
            factory.open_run(run, minutes, leg.pieces, leg.end)
        else:
            factory.take_seat(leg.run, minutes, leg.pieces)
    factory.kept_legs.clear()


def _offer(
    kind: Literal["join", "new"],
    legs: Sequence[Leg],
    factory: FactoryNow,
    wait: PartWait | None,
) -> Offer:
    calendar = factory.calendar(legs[-1].step.centre)
    basis = promise_facts(factory.minute, legs[-1].end, factory.buffer_min, PROMISES, calendar)
    basis["step_ends"] = [leg.end for leg in legs]
    if wait:
        basis |= {"waits_for": wait.part, "parts_from": wait.until}
    ready_at = to_moment(recompute_promise(basis))
    last = max((leg for leg in legs if leg.run), key=lambda leg: leg.end, default=None)
    if kind == "new" or last is None or last.run is None:
        return Offer(kind, ready_at, basis=basis, legs=tuple(legs))
    return Offer(
        kind,
        ready_at,
        run_number=last.run.number,
        seats_left=last.seats_left,
        seats_taken=last.seats_taken,
        closes_at=last.run.closes_at,
        basis=basis,
        legs=tuple(legs),
        setups=saved_setups(
            [(leg.step, leg.run) for leg in legs if leg.run and leg.is_shared], factory.facts
        ),
    )


def _stock_offers(
    product_code: str,
    document: Document,
    choices: Mapping[str, Any],
    quantity: int,
    factory: FactoryNow,
) -> list[Offer]:
    if not factory.variants(product_code):
        return []
    wanted = plain_choices(document, choices)
    equal = [sku for sku, design in factory.designs(document) if design == wanted]
    return [
        Offer("stock", factory.now, sku=sku) for sku in equal if factory.available[sku] >= quantity
    ]


def _legs(
    steps: Sequence[NeededStep],
    lots: Sequence[int],
    factory: FactoryNow,
    wait: PartWait | None,
    *,
    may_join: bool,
) -> list[Leg]:
    """Give each step its seat, the first with its parts, and the next ones with time between."""
    legs: list[Leg] = []
    ready = wait.until if wait and wait.until else factory.minute
    for step in steps:
        leg = _leg(step, lots, factory, ready, may_join=may_join)
        if leg is None:
            return []
        legs.append(leg)
        calendar = factory.calendar(step.centre)
        ready = next_step_from(factory.minute, leg.end, 0, PROMISES, calendar)
    return legs


def _leg(
    step: NeededStep, lots: Sequence[int], factory: FactoryNow, ready: int, *, may_join: bool
) -> Leg | None:
    """Join an open run or open new ones; steps that take as long in one family are asked once."""
    key = (step.centre.row.pk, step.run_key, tuple(lots), ready, may_join)
    if key not in factory.kept_legs:
        joined = _joined(step, lots, factory, ready) if may_join else None
        factory.kept_legs[key] = joined or _fresh(step, lots, factory, ready)
    leg = factory.kept_legs[key]
    return leg if leg is None or leg.step is step else replace(leg, step=step)


def _joined(step: NeededStep, lots: Sequence[int], factory: FactoryNow, ready: int) -> Leg | None:
    """Join the open run that ends first; more than one lot needs more than one run."""
    if len(lots) > 1:
        return None
    pieces = lots[0]
    best: tuple[int, LoadedRun, int] | None = None
    for run in factory.open_runs(step.centre.row.pk, step.family, step.flow_round):
        delay = _delay(step, run, factory, ready)
        if has_room(step.centre.policy, run, step.minutes(pieces), pieces, delay):
            end = _end_with(step, run, pieces, factory, ready)
            if best is None or end < best[0]:
                best = end, run, delay
    if best is None:
        return None
    end, run, delay = best
    return Leg(
        step,
        pieces,
        end,
        run.row,
        _seats_left(step, run, pieces, delay),
        delay_min=delay,
        is_shared=run.load.is_ordered_in,
        seats_taken=run.load.pieces,
    )


def _end_with(
    step: NeededStep, run: LoadedRun, pieces: int, factory: FactoryNow, ready: int
) -> int:
    minutes = run.load.minutes_with(
        step.minutes(pieces), treats_all_at_once=step.centre.row.treats_all_at_once
    )
    start = max(ready, _begins(run), factory.minute)
    return factory.calendar(step.centre).end_after(start, max(minutes, run.row.seats_min or 0))


def _begins(run: LoadedRun) -> int:
    return to_minute(run.row.planned_start or run.row.closes_at)


def _delay(step: NeededStep, run: LoadedRun, factory: FactoryNow, ready: int) -> int:
    """Return by how many working minutes a run would start later for who is ready only then."""
    begins = max(_begins(run), factory.minute)
    return factory.calendar(step.centre).minutes_between(begins, ready) if ready > begins else 0


def _fresh(step: NeededStep, lots: Sequence[int], factory: FactoryNow, ready: int) -> Leg | None:
    """Open new runs behind everything that is planned, shared over the machines."""
    free = list(factory.free_from.get(step.centre.row.pk, ()))
    if not free:
        return None
    policy, calendar = step.centre.policy, factory.calendar(step.centre)
    wait = policy.max_wait_min if policy.is_family_run else 0
    closes_at = factory.minute + wait
    changeover = step.centre.longest_changeover_min
    rate = factory.demand(step.centre, step.family)
    ends, seats, start = [], 0, ready
    for pieces in lots:
        start = max(calendar.end_after(free.pop(0), changeover), closes_at, ready)
        seats = seats_min(step.centre, step.minutes(pieces), rate, wait)
        end = calendar.end_after(start, seats)
        free = sorted([*free, end])
        ends.append(end)
    return Leg(step, max(lots), max(ends), seats_min=seats, closes_at=closes_at, begins=start)


def _seats_left(step: NeededStep, run: LoadedRun, at_least: int, delay: int) -> int:
    """Return how many pieces of this design the run still takes without breaking a promise."""
    most = step.most_pieces()
    fitting = range(at_least, (most if most is not None else at_least) + 1)
    # More pieces never need less room, so the first that do not fit are found by halving.
    return (
        at_least
        - 1
        + bisect_left(
            fitting,
            True,
            key=lambda pieces: (
                not has_room(step.centre.policy, run, step.minutes(pieces), pieces, delay)
            ),
        )
    )


def has_room(policy: Policy, run: LoadedRun, minutes: int, pieces: int, delay: int = 0) -> bool:
    """Say whether a seat lies within the policy, and within what the promises behind allow.

    `delay` are the working minutes by which the run would start later for it.
    """
    if not run.load.takes(minutes, pieces, policy):
        return False
    return run.row.room_min is None or delay + growth(policy, run, minutes) <= run.row.room_min


def growth(policy: Policy, run: LoadedRun, minutes: int) -> int:
    """Return by how many minutes a seat makes a run longer than the plan counts it."""
    at_once = policy.treats_all_at_once
    planned = max(run.load.minutes(treats_all_at_once=at_once), run.row.seats_min or 0)
    return max(0, run.load.minutes_with(minutes, treats_all_at_once=at_once) - planned)
