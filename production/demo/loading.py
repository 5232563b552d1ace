"""Write the demo's factory into the database; what is there already is kept as it is."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from catalog.demo.wording import Wording
from production.demo import bills, cars, centres, goods, home, routings, seats, stock, wear
from production.demo.definition import Centre, Line, Part, Step
from production.demo.policies import set_policy
from production.demo.shelves import SHELVES
from production.models import (
    BillLine,
    Calendar,
    ChangeoverRule,
    Machine,
    OptionRule,
    RoutingStep,
    RunPolicy,
    Shift,
    StockItem,
    StockLine,
    WorkCentre,
)
from production.models import Part as PartRow
from production.services.materials import count_part
from production.services.stock import count_stock

COMPUTER = "computer"
# What a part costs the factory, of a hundred that the customer pays for it.
COST_SHARE_PERCENT = 82
OPENING = "opening stock"
# Customers read the names of work centres and steps; parts are for staff.
WORDING = Wording(Path(__file__).parent / "translations")

CENTRES = [*centres.CENTRES, *wear.CENTRES, *home.CENTRES, *goods.CENTRES, *cars.CENTRES]
ROUTINGS = routings.ROUTINGS | wear.ROUTINGS | home.ROUTINGS | goods.ROUTINGS | cars.ROUTINGS
PARTS = [*bills.PARTS, *wear.PARTS, *home.PARTS, *goods.PARTS, *cars.PARTS]
BILLS = bills.BILLS | wear.BILLS | home.BILLS | goods.BILLS | cars.BILLS
STOCK_LINES = [*stock.STOCK_LINES, *wear.STOCK_LINES, *goods.STOCK_LINES, *cars.STOCK_LINES]

OptionPrices = Mapping[str, Mapping[str, int]]


@transaction.atomic
def load_factory(
    computer_document: Mapping[str, Any], computer_prices: OptionPrices, *, now: datetime
) -> None:
    """Load centres, routings, bills and stock lines.

    Parameters
    ----------
    computer_document
        The demo's computer; each of its options is a part of its own.
    computer_prices
        Prices in cents by group and option; parts cost a share of them.
    now
        When the opening stock was counted.
    """
    calendar = _load_calendar()
    centre_rows = {centre.code: _load_centre(centre, calendar) for centre in CENTRES}
    for product_code, steps in ROUTINGS.items():
        _load_routing(product_code, steps, centre_rows)
    costs = _costs(computer_document, computer_prices)
    _load_parts([*PARTS, *bills.option_parts(computer_document, costs)])
    _load_shelves(now)
    for product_code, lines in BILLS.items():
        more = bills.option_lines(computer_document) if product_code == COMPUTER else []
        _load_bill(product_code, [*lines, *more])
    _load_stock(now)
    seats.load_seat_policy()


def _load_calendar() -> Calendar:
    calendar, is_new = Calendar.objects.get_or_create(name=centres.CALENDAR)
    if is_new:
        Shift.objects.bulk_create(
            Shift(calendar=calendar, weekday=weekday, start_min=start, end_min=end)
            for weekday in Shift.Weekday
            for start, end in centres.SHIFTS
        )
    return calendar


def _load_centre(centre: Centre, calendar: Calendar) -> WorkCentre:
    fields = {
        "name": WORDING.said(centre.name),
        "kind": centre.kind,
        "flow_position": centre.flow_position,
        "calendar": calendar,
        "is_family_run": centre.is_family_run,
        "treats_all_at_once": centre.treats_all_at_once,
        "default_changeover_min": centre.default_changeover_min,
        "rate_minor_per_hour": centre.rate_minor_per_hour,
        "power_w": centre.power_w,
        "batch_limit": centre.batch_limit,
        "takt_min": centre.takt_min,
    }
    row, is_new = WorkCentre.objects.get_or_create(code=centre.code, defaults=fields)
    if is_new:
        _equip(row, centre)
    return row


def _equip(row: WorkCentre, centre: Centre) -> None:
    Machine.objects.bulk_create(
        Machine(work_centre=row, code=f"{centre.code}-{number}", name=name)
        for number, name in enumerate(centre.machines, start=1)
    )
    ChangeoverRule.objects.bulk_create(
        ChangeoverRule(
            work_centre=row, position=position, from_pattern=one, to_pattern=other, minutes=minutes
        )
        for position, (one, other, minutes) in enumerate(centre.changeovers)
    )
    OptionRule.objects.bulk_create(
        OptionRule(
            work_centre=row,
            position=position,
            option=rule.option,
            name=WORDING.said(rule.name),
            most=rule.most,
            window=rule.window,
            is_high=rule.is_high,
        )
        for position, rule in enumerate(centre.option_rules)
    )
    RunPolicy.objects.create(
        work_centre=row,
        version=1,
        max_minutes=centre.policy.max_minutes,
        max_pieces=centre.policy.max_pieces,
        max_wait_min=centre.policy.max_wait_min,
        due_slack_min=centre.policy.due_slack_min,
        seats_ahead_min=centre.policy.seats_ahead_min,
    )


def _load_routing(
    product_code: str, steps: Iterable[Step], centre_rows: Mapping[str, WorkCentre]
) -> None:
    if RoutingStep.objects.filter(product_code=product_code).exists():
        return
    RoutingStep.objects.bulk_create(
        RoutingStep(
            product_code=product_code,
            position=step.position,
            name=WORDING.said(step.name),
            work_centre=centre_rows[step.centre],
            condition=step.condition,
            family_key=list(step.family_key),
            setup=dict(step.setup),
            line_options=dict(step.line_options),
            minutes_fixed=step.minutes_fixed,
            minutes_per_piece=step.minutes_per_piece,
            **_alternative(step, centre_rows),
        )
        for step in steps
    )


def _alternative(step: Step, centre_rows: Mapping[str, WorkCentre]) -> dict[str, Any]:
    if step.alternative is None:
        return {}
    return {
        "alternative": centre_rows[step.alternative.centre],
        "alternative_up_to": step.alternative.up_to,
        "alternative_minutes_fixed": step.alternative.minutes_fixed,
        "alternative_minutes_per_piece": step.alternative.minutes_per_piece,
    }


def _costs(document: Mapping[str, Any], prices: OptionPrices) -> dict[tuple[str, str], int]:
    return {
        (group["code"], option["code"]): prices.get(group["code"], {}).get(option["code"], 0)
        * COST_SHARE_PERCENT
        // 100
        for group in document["groups"]
        for option in group["options"]
    }


def _load_parts(parts: Iterable[Part]) -> None:
    known = set(PartRow.objects.values_list("code", flat=True))
    PartRow.objects.bulk_create(
        PartRow(code=part.code, name=part.name, unit=part.unit, cost_minor=part.cost_minor)
        for part in parts
        if part.code not in known
    )


def _load_shelves(now: datetime) -> None:
    uncounted = PartRow.objects.filter(is_counted=False)
    for shelf in SHELVES:
        if uncounted.filter(code=shelf.part).update(**shelf.terms):
            count_part(
                part_code=shelf.part, on_hand=Decimal(shelf.on_hand), reference=OPENING, now=now
            )


def _load_bill(product_code: str, lines: Iterable[Line]) -> None:
    if BillLine.objects.filter(product_code=product_code).exists():
        return
    part_ids = dict(PartRow.objects.values_list("code", "pk"))
    BillLine.objects.bulk_create(
        BillLine(
            product_code=product_code,
            part_id=part_ids[line.part],
            condition=line.condition,
            quantity_formula=line.quantity,
        )
        for line in lines
    )


def _load_stock(now: datetime) -> None:
    for line in STOCK_LINES:
        row, is_new = StockLine.objects.get_or_create(
            sku=line.sku,
            defaults={
                "reorder_point": line.reorder_point,
                "order_quantity": line.order_quantity,
                "lot_size": line.lot_size,
                "lead_time_min": line.lead_time_min,
            },
        )
        if is_new:
            set_policy(row, now.date())
        if not StockItem.objects.filter(sku=line.sku).exists():
            count_stock(sku=line.sku, on_hand=line.on_hand, reference=OPENING, now=now)
