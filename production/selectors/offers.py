"""What the factory can offer for a configuration, dated from the real plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from catalog.canonical import Document
from catalog.choices import plain_choices
from production.clock import to_minute, to_moment
from production.models import Run
from production.planner.formation import fits, run_minutes
from production.planner.values import OpenRun, PlanningError, Seat
from production.selectors.factory_now import FactoryNow
from production.selectors.needs import NeededStep, lot_sizes, steps_of

FAR_AWAY = 10**9


@dataclass(frozen=True)
class Offer:
    """One way to have a configuration: from stock, in an open run, or in a new run.

    The run, its seats and its closing time are those of the joined run that ends last.
    """

    kind: Literal["stock", "join", "new"]
    ready_at: datetime
    run_number: int | None = None
    seats_left: int | None = None
    closes_at: datetime | None = None
    sku: str | None = None


@dataclass(frozen=True)
class _Leg:
    """One operation of an offer: when it ends, and the open run it joins."""

    end: int
    run: Run | None = None
    seats_left: int | None = None


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
    left for a step. Dates are read from the active plan and do not hold a seat.
    """
    offers = _stock_offers(product_code, document, choices_full, quantity, factory)
    steps = steps_of(product_code, document, choices_full, factory.facts)
    if not steps:
        return offers
    lots = lot_sizes(quantity, steps)
    try:
        joined = _legs(steps, lots, factory, may_join=True)
        fresh = _legs(steps, lots, factory, may_join=False)
    except PlanningError:
        return offers
    if any(leg.run for leg in joined):
        offers.append(_join_offer(joined))
    if fresh:
        offers.append(Offer("new", to_moment(fresh[-1].end)))
    return offers


def _stock_offers(
    product_code: str,
    document: Document,
    choices: Mapping[str, Any],
    quantity: int,
    factory: FactoryNow,
) -> list[Offer]:
    wanted = plain_choices(document, choices)
    equal = [
        variant.sku
        for variant in factory.variants(product_code)
        if plain_choices(document, variant.choices) == wanted
    ]
    return [
        Offer("stock", factory.now, sku=sku) for sku in equal if factory.available[sku] >= quantity
    ]


def _legs(
    steps: Sequence[NeededStep], lots: Sequence[int], factory: FactoryNow, *, may_join: bool
) -> list[_Leg]:
    legs: list[_Leg] = []
    ready = factory.minute
    for step in steps:
        leg = _joined(step, lots, factory, ready) if may_join else None
        leg = leg or _fresh(step, lots, factory, ready)
        if leg is None:
            return []
        legs.append(leg)
        ready = leg.end
    return legs


def _joined(step: NeededStep, lots: Sequence[int], factory: FactoryNow, ready: int) -> _Leg | None:
    """Join the open run that ends first; more than one lot needs more than one run."""
    if len(lots) > 1:
        return None
    legs = []
    for open_run in factory.open_runs.get(step.centre.row.pk, ()):
        if (open_run.family, open_run.flow_round) != (step.family, step.flow_round):
            continue
        seats_left = _seats_left(step, open_run, lots[0])
        if seats_left >= lots[0]:
            run = factory.runs[open_run.id]
            legs.append(
                _Leg(_end_with(step, open_run, run, lots[0], factory, ready), run, seats_left)
            )
    return min(legs, key=lambda leg: leg.end, default=None)


def _end_with(
    step: NeededStep, open_run: OpenRun, run: Run, pieces: int, factory: FactoryNow, ready: int
) -> int:
    members = [*open_run.members, _seat(step, pieces)]
    minutes = run_minutes(members, treats_all_at_once=step.centre.row.treats_all_at_once)
    start = max(ready, to_minute(run.planned_start or run.closes_at), factory.minute)
    return factory.calendar(step.centre).end_after(start, minutes)


def _fresh(step: NeededStep, lots: Sequence[int], factory: FactoryNow, ready: int) -> _Leg | None:
    """Open new runs behind everything that is planned, shared over the machines."""
    free = list(factory.free_from.get(step.centre.row.pk, ()))
    if not free:
        return None
    policy, calendar = step.centre.policy, factory.calendar(step.centre)
    closes_at = factory.minute + (policy.max_wait_min if policy.is_family_run else 0)
    changeover = step.centre.longest_changeover_min
    ends = []
    for pieces in lots:
        start = max(calendar.end_after(free.pop(0), changeover), closes_at, ready)
        end = calendar.end_after(start, step.minutes(pieces))
        free = sorted([*free, end])
        ends.append(end)
    return _Leg(max(ends))


def _seats_left(step: NeededStep, open_run: OpenRun, at_least: int) -> int:
    """Return how many pieces of this design the run still takes."""
    members, policy = list(open_run.members), step.centre.policy
    most = step.most_pieces()
    pieces = at_least - 1
    upper = most if most is not None else at_least
    while pieces < upper and fits(_seat(step, pieces + 1), members, policy):
        pieces += 1
    return pieces


def _seat(step: NeededStep, pieces: int) -> Seat:
    return Seat(0, 0, step.family, step.minutes(pieces), pieces, FAR_AWAY)


def _join_offer(legs: Sequence[_Leg]) -> Offer:
    last = max((leg for leg in legs if leg.run), key=lambda leg: leg.end)
    return Offer(
        "join",
        to_moment(legs[-1].end),
        run_number=last.run.number if last.run else None,
        seats_left=last.seats_left,
        closes_at=last.run.closes_at if last.run else None,
    )
