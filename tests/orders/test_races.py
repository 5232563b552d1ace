"""Many at once on PostgreSQL: one order a key, no piece sold twice, cancelled or started.

The control takes the guard away and must oversell: else the races would prove nothing.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from foundation.errors import Refusal
from foundation.money import Money
from orders.models import Order, OrderLine
from orders.selectors.carts import cart_of
from orders.services import new_lines
from orders.services.buyers import Buyer
from orders.services.cancellation import cancel_order
from orders.services.checkout import order_cart
from orders.statuses import OrderStatus
from production.models import Run, StockItem
from production.services.floor import finish_run, start_run
from tests.factories.catalog import NOW
from tests.factories.orders import (
    ADA,
    READY_MINOR,
    bicycle_line,
    fill_cart,
    make_order,
    make_shop,
    make_visitor,
    place,
    ready_line,
)
from tests.factories.production import make_planned_factory, make_user

pytestmark = [
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(autouse=True)
def _on_postgresql():
    assert connection.vendor == "postgresql"


def at_once(*acts):
    """Run all acts at the same moment, each on a connection of its own; return what came out."""
    barrier = threading.Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(timeout=120)
            return act()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_same_key_eight_times_at_once_is_one_order():
    make_shop()

    answers = at_once(*[lambda: place(bicycle_line(), ready_line()).answer] * 8)

    assert Order.objects.count() == 1
    assert [answer == answers[0] for answer in answers] == [True] * 8
    assert StockItem.objects.get(sku="BIKE-1").reserved == 1


def test_last_piece_is_sold_once():
    make_shop(on_hand=1)
    keys = [f"key-{number}" for number in range(8)]

    outcomes = at_once(*[lambda key=key: place(ready_line(), key=key).answer for key in keys])

    assert outcomes.count("out_of_stock") == 7
    item = StockItem.objects.get(sku="BIKE-1")
    assert (item.on_hand, item.reserved, Order.objects.count()) == (1, 1, 1)


def test_without_the_guard_the_last_piece_is_sold_more_than_once(monkeypatch):
    """The control: a check and a write apart from each other oversell."""
    make_shop(on_hand=1)
    seen = threading.Barrier(4)

    def careless(*, sku, quantity, reference, now):
        item = StockItem.objects.get(sku=sku)
        is_free = item.on_hand - item.reserved >= quantity
        seen.wait(timeout=120)
        assert is_free

    monkeypatch.setattr(new_lines, "reserve", careless)
    keys = [f"key-{number}" for number in range(4)]

    at_once(*[lambda key=key: place(ready_line(), key=key).answer for key in keys])

    assert sum(OrderLine.objects.values_list("reserved", flat=True)) == 4


def test_two_orders_over_the_same_skus_never_wait_for_each_other():
    make_shop(on_hand=100)
    lines = (ready_line(), bicycle_line(), ready_line())
    keys = [f"key-{number}" for number in range(6)]

    outcomes = at_once(
        *[
            lambda key=key, order=order: place(*order, key=key).answer["status"]
            for key, order in zip(keys, [lines, lines[::-1]] * 3, strict=True)
        ]
    )

    assert outcomes == ["placed"] * 6
    assert StockItem.objects.get(sku="BIKE-1").reserved == 12


def test_one_cart_from_two_tabs_is_one_order():
    make_shop()
    visitor = make_visitor()
    fill_cart(visitor, bicycles=0, ready=1)

    def order(key):
        return order_cart(
            cart=cart_of(visitor),
            contact=ADA,
            buyer=Buyer(session_digest=visitor.session_digest),
            idempotency_key=key,
            if_total=Money(READY_MINOR, "EUR"),
            now=NOW,
        ).answer["number"]

    outcomes = at_once(*[lambda key=key: order(key) for key in ("tab-1", "tab-2", "tab-3")])

    number = Order.objects.get().number
    assert outcomes.count(number) == 1
    assert {outcome for outcome in outcomes if outcome != number} <= {"cart_changed", "cart_empty"}


def test_cancel_against_start_leaves_one_of_them():
    make_shop()
    mara = make_user()
    for number in range(4):
        order = make_order(key=f"key-{number}")
        moment = NOW + timedelta(days=1 + number)
        make_planned_factory(NOW + timedelta(days=number))
        make_planned_factory(moment)
        run = Run.objects.filter(members__operation__lot__work_order__reference=order.number).get()

        outcomes = at_once(
            lambda order=order, moment=moment: cancel_order(order=order, now=moment).status,
            lambda run=run, moment=moment: start_run(run_number=run.number, actor=mara, now=moment),
        )

        order.refresh_from_db()
        run.refresh_from_db()
        is_cancelled = order.status == OrderStatus.CANCELLED
        is_started = run.status == Run.Status.RUNNING
        assert is_cancelled != is_started, outcomes
        if is_started:
            finish_run(run_number=run.number, actor=mara, now=moment)


def test_crash_before_commit_leaves_neither_order_nor_key(monkeypatch):
    make_shop()

    class Killed(BaseException):
        pass

    def die(name):
        if name == "orders.before_commit":
            raise Killed

    monkeypatch.setattr("orders.services.placement.fault_point", die)
    with pytest.raises(Killed):
        place(ready_line())
    monkeypatch.undo()

    again = place(ready_line())

    assert not again.is_replay
    assert (Order.objects.count(), StockItem.objects.get().reserved) == (1, 1)
