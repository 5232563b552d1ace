"""Lines whose policy rests on the ledger, a forecast and costs; every order says why."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from production.laws import check_replenishment
from production.models import Forecast, ReplenishmentDecision, StockLine
from production.planner.lot_sizing.policies import LineFacts, decide
from production.presenters.stock_lines import LineToday, line_today
from production.selectors.designs import design_of
from production.selectors.replenishment import (
    LineCosts,
    line_costs,
    line_facts,
    weekly_demand,
    weekly_forecast,
)
from production.services.replenishment import replenish
from production.services.stock import count_stock, release_reservation, reserve, ship
from production.services.work_orders import create_stock_work_order
from tests.factories.production import (
    DUE,
    NOW,
    make_bill_line,
    make_centre,
    make_part,
    make_step,
    make_stock_line,
    make_variant,
)

pytestmark = pytest.mark.django_db
SKU = "WAYFARER-BLUE"
Policy = StockLine.Policy


@pytest.fixture
def line():
    """Minutes cost 1 a piece: 30 of work, 20 of set-up; parts cost 4.00 a piece."""
    make_step(make_centre(rate_minor_per_hour=6_000), 1)
    make_bill_line(make_part(cost_minor=200), quantity_formula="2")
    make_variant(SKU)
    return make_stock_line(SKU, policy=Policy.S_Q)


def weeks_ago(weeks):
    return NOW - timedelta(weeks=weeks, hours=-1)


def sell(quantity, weeks, reference=""):
    """Reserve and ship so many weeks ago."""
    at, order = weeks_ago(weeks), reference or f"2026-{weeks}"
    reserve(sku=SKU, quantity=quantity, reference=order, now=at)
    ship(sku=SKU, quantity=quantity, reference=order, now=at)


def open_shelf(on_hand, weeks=8):
    count_stock(sku=SKU, on_hand=on_hand, reference="opening", now=weeks_ago(weeks + 1))


def expect(line, pieces, *, weeks=52):
    return Forecast.objects.create(
        stock_line=line, starts_on=NOW.date(), days=7 * weeks, pieces=pieces
    )


def test_demand_is_what_orders_reserved_and_did_not_give_back(line):
    open_shelf(100, weeks=4)
    sell(5, 4)
    sell(3, 2)
    reserve(sku=SKU, quantity=9, reference="cancelled", now=weeks_ago(3))
    release_reservation(sku=SKU, quantity=9, reference="cancelled", now=weeks_ago(1))
    reserve(sku=SKU, quantity=2, reference="open", now=weeks_ago(1))

    assert weekly_demand(line, NOW) == (5, 0, 3, 2)


def test_demand_before_the_window_is_forgotten(line):
    open_shelf(100, weeks=9)
    sell(50, 9)
    sell(3, 2)
    line.window_weeks = 4

    assert weekly_demand(line, NOW) == (0, 0, 3, 0)


def test_forecast_is_spread_over_the_days_of_its_period(line):
    Forecast.objects.create(stock_line=line, starts_on=date(2026, 3, 5), days=10, pieces=20)

    assert weekly_forecast(line, NOW, 3) == (8.0, 12.0, 0.0)


def test_costs_follow_from_bill_routing_and_changeovers(line):
    assert line_costs(line, NOW) == LineCosts(setup_minor=2_000, unit_minor=3_400)

    line.setup_minor = 50

    assert line_costs(line, NOW) == LineCosts(setup_minor=50, unit_minor=3_400)


def test_line_with_measured_demand_orders_economic_lots(line):
    """10 ± 0 a week, a lead time of a week: at 10; lot sqrt(2 * 10 * 2000 / (680 / 52.1))."""
    open_shelf(50, weeks=4)
    for week in (4, 3, 2, 1):
        sell(10, week)

    (order,) = replenish(now=NOW)

    decision = order.decision
    assert (decision.policy, decision.reason) == ("s_q", "as_set")
    assert (decision.reorder_point, decision.order_quantity, order.quantity) == (10, 55, 55)
    assert decision.facts["weeks"] == [10, 10, 10, 10]
    assert replenish(now=NOW) == []


def test_line_without_demand_falls_back_to_its_fixed_figures_and_says_so(line):
    count_stock(sku=SKU, on_hand=4, reference="opening", now=NOW)

    (order,) = replenish(now=NOW)

    decision = ReplenishmentDecision.objects.get(work_order=order)
    assert (decision.policy, decision.reason, order.quantity) == ("fixed", "no_demand", 10)


def test_line_builds_ahead_of_its_season_once_a_week(line):
    """120 in the fifth week at 30 a week, a lead time of a week: from now on."""
    StockLine.objects.update(policy=Policy.WAGNER_WHITIN, weekly_capacity=30, service_percent=50)
    Forecast.objects.create(
        stock_line=line, starts_on=NOW.date() + timedelta(weeks=4), days=7, pieces=120
    )

    ordered = [
        [order.quantity for order in replenish(now=NOW + timedelta(days=day))]
        for day in (0, 3, 7, 10, 14, 21)
    ]

    assert ordered == [[30], [], [30], [], [30], [30]]


def test_short_life_goods_are_ordered_up_to_what_sells_in_time(line):
    StockLine.objects.update(policy=Policy.NEWSVENDOR, shelf_life_days=21)
    expect(line, 520)

    (order,) = replenish(now=NOW)

    facts = LineFacts.from_json(order.decision.facts)
    assert (facts.life_weeks, facts.shortage_minor, facts.unit_minor) == (3.0, 6_800, 3_400)
    assert (order.decision.policy, order.quantity) == ("newsvendor", 43)


def test_season_that_ended_orders_nothing(line):
    StockLine.objects.update(policy=Policy.NEWSVENDOR, season_ends_on=NOW.date())
    expect(line, 520)

    assert replenish(now=NOW) == []


@pytest.mark.parametrize("policy", Policy.values)
def test_every_decision_follows_from_its_facts(line, policy):
    StockLine.objects.update(policy=policy, shelf_life_days=21)
    expect(line, 520)
    (order,) = replenish(now=NOW)

    stored = ReplenishmentDecision.objects.get(work_order=order)

    assert asdict(decide(LineFacts.from_json(stored.facts))) == stored.figures
    assert check_replenishment(NOW) == []


def test_order_that_does_not_follow_from_its_facts_is_named(line):
    (order,) = replenish(now=NOW)
    right = ReplenishmentDecision.objects.values(*order.decision.figures, "facts").get()
    other = create_stock_work_order(
        design=design_of(SKU, NOW), quantity=11, most_pieces=3, due_at=DUE, now=NOW
    )
    ReplenishmentDecision.objects.create(
        work_order=other, stock_line=line, decided_at=NOW, **right | {"quantity": 11}
    )

    assert check_replenishment(NOW) == [f"{other} does not follow from the facts of its stock line"]


def test_decision_never_changes(line):
    (order,) = replenish(now=NOW)

    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        ReplenishmentDecision.objects.update(quantity=1)
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        order.decision.delete()


def test_negative_forecast_is_refused(line):
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        Forecast(stock_line=line, starts_on=NOW.date(), pieces=-1).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Forecast.objects.create(stock_line=line, starts_on=NOW.date(), pieces=-1)


@pytest.mark.parametrize(
    "changes",
    [
        {"service_percent": 100},
        {"holding_percent": 0},
        {"window_weeks": 3},
        {"half_life_weeks": 0},
        {"weekly_capacity": 0},
    ],
)
def test_figures_out_of_range_are_refused(line, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        StockLine.objects.update(**changes)


def test_today_shows_point_lot_and_figures(line):
    open_shelf(60, weeks=4)
    for week in (4, 3, 2, 1):
        sell(10, week)

    today = line_today(line, NOW)

    assert (today.point, today.lot, today.policy) == (10, 55, "(s,Q)")
    assert today.because == (
        "20 free or coming, 10.0 ± 0.0 a week measured, lead 1.0 weeks, "
        "set-up 20.00\N{NO-BREAK SPACE}€, piece 34.00\N{NO-BREAK SPACE}€"
    )


def test_line_that_cannot_be_made_says_so_today():
    line = make_stock_line("NOBODY-KNOWS", policy=Policy.S_Q)

    assert line_today(line, NOW) == LineToday(None, None, "", "There is no such article.")


def test_fixed_line_asks_for_nothing_but_its_position(django_assert_num_queries):
    line = make_stock_line(SKU)

    with django_assert_num_queries(2):
        facts = line_facts(line, NOW)

    assert facts == LineFacts("fixed", 0, 4, 10)
