"""What a stock line's policy rests on: measured demand, forecast and costs, as they are now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import cast

from django.db.models import Min, Q, Sum

from foundation.money import round_half_up
from production.models import LedgerEntry, Part, ReplenishmentDecision, StockLine
from production.planner.lot_sizing.policies import HORIZON_WEEKS, LineFacts, PolicyName
from production.selectors.designs import design_of
from production.selectors.needs import Needs, needs_of
from production.selectors.step_costs import piece_minor, setup_minor
from production.selectors.stock import available, on_order

WEEK = timedelta(days=7)
MINUTES_PER_WEEK = 7 * 1440
# A piece not there loses what it would have earned, and a customer's trust.
SHORTAGE_OF_UNIT = 2
Kind = LedgerEntry.Kind


@dataclass(frozen=True, slots=True)
class LineCosts:
    """Cents for one set-up of all steps, and for one piece: its parts and machine minutes."""

    setup_minor: int
    unit_minor: int


def line_facts(line: StockLine, now: datetime) -> LineFacts:
    """Return the facts of a line; a fixed one rests on nothing but its position.

    Raises
    ------
    Conflict, NotFound
        When the line's costs follow from a product that cannot be made now.
    """
    position = available([line.sku])[line.sku] + on_order([line.sku])[line.sku]
    if line.policy == StockLine.Policy.FIXED:
        return LineFacts("fixed", position, line.reorder_point, line.order_quantity)
    costs = line_costs(line, now)
    lead_weeks = line.lead_time_min / MINUTES_PER_WEEK
    shortage = line.shortage_minor
    return LineFacts(
        policy=cast(PolicyName, line.policy),
        position=position,
        reorder_point=line.reorder_point,
        order_quantity=line.order_quantity,
        lead_weeks=lead_weeks,
        service=line.service_percent / 100,
        weeks=weekly_demand(line, now),
        half_life_weeks=line.half_life_weeks,
        forecast=weekly_forecast(line, now, HORIZON_WEEKS + int(lead_weeks) + 1),
        setup_minor=costs.setup_minor,
        unit_minor=costs.unit_minor,
        shortage_minor=SHORTAGE_OF_UNIT * costs.unit_minor if shortage is None else shortage,
        holding_share=line.holding_percent / 100,
        capacity=line.weekly_capacity,
        life_weeks=_life_weeks(line, now, lead_weeks),
        is_ordered_this_week=_is_ordered_since(line, now - WEEK),
    )


def weekly_demand(line: StockLine, now: datetime) -> tuple[int, ...]:
    """Return the pieces asked for in each whole week before now, oldest first.

    An order counts when it reserved its pieces, and only those that it did not give back;
    its shipment moves the same pieces and is not counted again. Weeks before the ledger knew
    the SKU are left out. What nobody could order because it was out of stock is not known.
    """
    entries = LedgerEntry.objects.filter(item__sku=line.sku)
    since = entries.aggregate(first=Min("happened_at"))["first"]
    weeks = min(line.window_weeks, (now - since) // WEEK) if since else 0
    asked = (
        entries.filter(kind__in=(Kind.RESERVATION, Kind.RELEASE))
        .order_by()
        .values_list("reference")
        .annotate(
            pieces=Sum("reserved_change"),
            first=Min("happened_at", filter=Q(kind=Kind.RESERVATION)),
        )
        .filter(first__gt=now - weeks * WEEK, first__lte=now)
    )
    pieces_by_week = [0] * weeks
    for _, pieces, first in asked:
        pieces_by_week[weeks - 1 - (now - first) // WEEK] += max(0, pieces)
    return tuple(pieces_by_week)


def weekly_forecast(line: StockLine, now: datetime, weeks: int) -> tuple[float, ...]:
    """Return the pieces expected in each of the next weeks, the first beginning today."""
    today = now.date()
    rows = list(line.forecasts.values_list("starts_on", "days", "pieces"))
    return tuple(
        sum(
            pieces * _shared_days(starts_on, days, today + number * WEEK) / days
            for starts_on, days, pieces in rows
        )
        for number in range(weeks)
    )


def line_costs(line: StockLine, now: datetime) -> LineCosts:
    """Return a line's own costs; those left empty follow from bill, routing and changeovers."""
    if line.setup_minor is not None and line.unit_minor is not None:
        return LineCosts(line.setup_minor, line.unit_minor)
    design = design_of(line.sku, now)
    needs = needs_of(design.product_code, design.document, design.choices)
    setup = sum((setup_minor(step) for step in needs.steps), Fraction(0))
    return LineCosts(
        round_half_up(setup) if line.setup_minor is None else line.setup_minor,
        round_half_up(_unit_minor(needs)) if line.unit_minor is None else line.unit_minor,
    )


def _unit_minor(needs: Needs) -> Fraction:
    cost_by_part: Mapping[int, int] = dict(
        Part.objects.filter(pk__in=needs.parts).values_list("pk", "cost_minor")
    )
    parts = sum((share * cost_by_part[part] for part, share in needs.parts.items()), Fraction(0))
    return parts + sum((piece_minor(step) for step in needs.steps), Fraction(0))


def _shared_days(starts_on: date, days: int, week: date) -> int:
    first = max(starts_on, week)
    last = min(starts_on + timedelta(days=days), week + WEEK)
    return max(0, (last - first).days)


def _life_weeks(line: StockLine, now: datetime, lead_weeks: float) -> float | None:
    """Return how long a lot ordered now can be sold: until it spoils or the season ends."""
    lives = []
    if line.shelf_life_days is not None:
        lives.append(line.shelf_life_days / 7)
    if line.season_ends_on is not None:
        lives.append((line.season_ends_on - now.date()).days / 7 - lead_weeks)
    return min(lives, default=None)


def _is_ordered_since(line: StockLine, moment: datetime) -> bool:
    return ReplenishmentDecision.objects.filter(stock_line=line, decided_at__gt=moment).exists()
