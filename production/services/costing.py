"""Book what a finished run cost to its members' work orders, to the cent.

Machine time costs its work centre's rate. A run's set-up and work are split over the members
by their planned minutes, exactly (largest remainder). A lot's parts are booked with its first
step. The share of the work that went into scrapped pieces is booked as scrap.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from django.db.models import Sum

from foundation.money import round_half_up, split_exactly
from production.clock import to_minute
from production.machine_time import cost_minor
from production.models import CostEntry, Downtime, Lot, Requirement, Run, RunMember
from production.planner.formation import run_minutes
from production.planner.values import PlanningError
from production.planner.working_calendar import WorkingCalendar
from production.selectors.centres import CentreFacts, centres_with_facts
from production.selectors.runs import beginning_their_lot
from production.selectors.seats import seat_of

Kind = CostEntry.Kind
# (planned, actual) in cents, by work order and kind.
Book = dict[tuple[int, CostEntry.Kind], list[int]]


def book_run(run: Run, members: Sequence[RunMember], now: datetime) -> None:
    """Write the cost entries of a run that has just finished."""
    facts = centres_with_facts([run.work_centre_id])[run.work_centre_id]
    book: Book = defaultdict(lambda: [0, 0])
    _book_setup(book, run, members)
    _book_work(book, run, members, facts, now)
    _book_material(book, members)
    CostEntry.objects.bulk_create(
        CostEntry(
            run=run,
            work_order_id=work_order,
            kind=kind,
            planned_minor=planned,
            actual_minor=actual,
            happened_at=now,
        )
        for (work_order, kind), (planned, actual) in sorted(book.items())
        if planned or actual
    )


def _book_setup(book: Book, run: Run, members: Sequence[RunMember]) -> None:
    cost = cost_minor(run.changeover_min or 0, run.work_centre.rate_minor_per_hour)
    for member, share in _split(cost, members):
        entry = book[member.operation.lot.work_order_id, Kind.SETUP]
        entry[0] += share
        entry[1] += share


def _book_work(
    book: Book, run: Run, members: Sequence[RunMember], facts: CentreFacts, now: datetime
) -> None:
    rate = run.work_centre.rate_minor_per_hour
    seats = [seat_of(member.operation) for member in members]
    planned_min = run_minutes(seats, treats_all_at_once=run.work_centre.treats_all_at_once)
    planned = dict(_split(cost_minor(planned_min, rate), members))
    actual = dict(_split(cost_minor(_worked_minutes(run, facts, now), rate), members))
    for member in members:
        order = member.operation.lot.work_order_id
        pieces = member.good_pieces + member.scrapped_pieces
        lost = actual[member] * member.scrapped_pieces // max(1, pieces)
        book[order, Kind.WORK][0] += planned[member]
        book[order, Kind.WORK][1] += actual[member] - lost
        book[order, Kind.SCRAP][1] += lost


def _worked_minutes(run: Run, facts: CentreFacts, now: datetime) -> int:
    """Working minutes from start to end, without the time in which the machine was stopped."""
    if run.started_at is None:
        return 0
    start, end = to_minute(run.started_at), to_minute(now)
    try:
        calendar = WorkingCalendar(facts.calendar, start)
    except PlanningError:
        return end - start
    # A stop may have begun before the run, and one planned ahead lies behind it.
    stops = Downtime.objects.filter(
        machine=run.machine, ended_at__gt=run.started_at, started_at__lt=now
    )
    stopped = sum(
        calendar.minutes_between(max(start, to_minute(stop.started_at)), min(end, to_minute(ended)))
        for stop in stops
        if (ended := stop.ended_at) is not None
    )
    return max(0, calendar.minutes_between(start, end) - stopped)


def _book_material(book: Book, members: Sequence[RunMember]) -> None:
    started = [member.operation.lot for member in beginning_their_lot(members)]
    costs = _parts_cost_per_order({lot.work_order_id for lot in started})
    for lot in started:
        minor, pieces = costs.get(lot.work_order_id, (Fraction(0), 1))
        share = round_half_up(minor * lot.quantity / pieces)
        entry = book[lot.work_order_id, Kind.MATERIAL]
        entry[0] += share
        entry[1] += share


def _parts_cost_per_order(orders: Iterable[int]) -> Mapping[int, tuple[Fraction, int]]:
    """Return cents and pieces to be made, by work order."""
    minor: dict[int, Fraction] = defaultdict(Fraction)
    needed = Requirement.objects.filter(work_order__in=orders)
    for order, quantity, cost in needed.values_list("work_order", "quantity", "part__cost_minor"):
        minor[order] += Fraction(quantity) * cost
    lots = Lot.objects.filter(work_order__in=orders).values_list("work_order").order_by()
    pieces = dict(lots.annotate(pieces=Sum("quantity")))
    return {order: (cost, pieces[order]) for order, cost in minor.items()}


def _split(cost: int, members: Sequence[RunMember]) -> list[tuple[RunMember, int]]:
    shares = split_exactly(cost, [member.operation.minutes for member in members])
    return list(zip(members, shares, strict=True))
