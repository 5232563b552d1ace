"""Many at once, on PostgreSQL: nothing is sold twice, seated twice or planned twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from foundation.errors import InvalidInput
from production.laws import check_stock, violations
from production.models import Operation, PlanVersion, Run, RunMember, StockItem, WorkOrder
from production.services.planning import plan_factory
from production.services.replenishment import replenish
from production.services.run_formation import form_all_runs
from production.services.stock import count_stock, reserve
from tests.factories.production import (
    NOW,
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
    make_stock_line,
    make_variant,
)

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 8
SKU = "TEA-200"


def at_once(act: Callable[[Barrier], int], workers: int = WORKERS) -> list[int]:
    """Run `act` in several threads, each with a connection of its own."""
    barrier = Barrier(workers)

    def work(_: int) -> int:
        try:
            return act(barrier)
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, range(workers)))


@pytest.fixture
def shelf():
    count_stock(sku=SKU, on_hand=20, reference="opening", now=NOW)


def test_twenty_pieces_are_sold_twenty_times(shelf):
    def buy(barrier):
        barrier.wait()
        sold = 0
        for attempt in range(10):
            try:
                reserve(sku=SKU, quantity=1, reference=f"order {attempt}", now=NOW)
                sold += 1
            except InvalidInput:
                pass
        return sold

    sold = at_once(buy)

    assert sum(sold) == 20
    assert StockItem.objects.get().reserved == 20
    assert check_stock(NOW) == []


def test_the_same_race_without_the_guard_oversells(shelf):
    """The control: read, decide, write. Everybody reads before anybody writes."""
    StockItem.objects.update(reserved=19)

    def buy(barrier):
        item = StockItem.objects.get(sku=SKU)
        barrier.wait()
        if item.available < 1:
            return 0
        item.reserved += 1
        item.save()
        return 1

    assert sum(at_once(buy)) == WORKERS


def test_workers_at_once_seat_every_operation_once():
    make_step(make_centre("paint"), 1)
    make_step(make_centre("assembly", flow_position=20), 2)
    for number in range(12):
        make_custom_order("blue" if number % 2 else "green", reference=str(number))

    def form(barrier):
        barrier.wait()
        return form_all_runs(now=NOW)

    at_once(form)

    assert RunMember.objects.filter(is_active=True).count() == Operation.objects.count() == 24
    assert violations(NOW) == {law: [] for law in violations(NOW)}


def test_orders_placed_while_runs_are_formed_are_all_seated():
    make_step(make_centre("paint"), 1)
    make_custom_order("blue", reference="first")

    def place_or_form(barrier):
        turn = barrier.wait()
        if turn % 2:
            make_custom_order("blue", reference=f"order {turn}")
        return form_all_runs(now=NOW)

    at_once(place_or_form)
    form_all_runs(now=NOW)

    assert Operation.objects.exclude(status="seated").count() == 0
    assert RunMember.objects.count() == WorkOrder.objects.count() == WORKERS // 2 + 1


def test_planners_at_once_leave_one_active_plan():
    make_step(make_centre(), 1, minutes_per_piece="100")
    for reference in "ABCD":
        make_custom_order("green", reference=reference)
    form_all_runs(now=NOW)

    def plan(barrier):
        barrier.wait()
        return plan_factory(now=NOW) is not None

    committed = at_once(plan)

    assert sum(committed) == PlanVersion.objects.count() == 1
    assert Run.objects.filter(planned_start=None).count() == 0


def test_stock_line_is_ordered_for_once():
    make_step(make_centre(), 1)
    make_variant()
    make_stock_line()

    def order(barrier):
        barrier.wait()
        return len(replenish(now=NOW))

    assert sum(at_once(order)) == WorkOrder.objects.count() == 1


def test_forming_planning_and_placing_at_once_keep_all_laws():
    make_step(make_centre("paint"), 1)
    make_step(make_centre("assembly", flow_position=20), 2)

    def work(barrier):
        turn = barrier.wait()
        for number in range(3):
            make_custom_order("blue", reference=f"{turn}-{number}")
            make_planned_factory()
        return 0

    at_once(work, workers=4)
    make_planned_factory()

    assert RunMember.objects.filter(is_active=True).count() == 24
    assert violations(NOW) == {law: [] for law in violations(NOW)}
