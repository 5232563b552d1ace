"""Cancelling: what it gives back, and what stops it."""

from datetime import timedelta

import pytest

from foundation.errors import Conflict
from foundation.models import Event
from orders.models import LineMovement, OrderEvent
from orders.services.cancellation import cancel_order
from orders.statuses import LineStatus, OrderStatus
from production.models import Run, RunMember, WorkOrder
from production.selectors.stock import available
from production.services.floor import start_run
from tests.factories.catalog import NOW
from tests.factories.orders import bicycle_line, deliver_all, make_order, ready_line
from tests.factories.production import make_planned_factory, make_user

LATER = NOW + timedelta(hours=1)


def test_cancel_order_gives_back_stock_work_and_seats(shop):
    order = make_order(bicycle_line(2), ready_line(3))
    make_planned_factory(NOW)

    cancelled = cancel_order(order=order, now=LATER)

    assert cancelled.status == OrderStatus.CANCELLED
    assert available(["BIKE-1"]) == {"BIKE-1": 5}
    assert WorkOrder.objects.get().status == WorkOrder.Status.CANCELLED
    assert not RunMember.objects.filter(is_active=True).exists()
    lines = order.lines.values_list("status", "owed", "reserved", "cancelled")
    assert list(lines) == [
        (LineStatus.CANCELLED, 0, 0, 2),
        (LineStatus.CANCELLED, 0, 0, 3),
    ]


def test_cancel_order_is_told_by_ledger_timeline_and_event(shop):
    order = make_order(ready_line(3))

    cancel_order(order=order, now=LATER)

    moved = LineMovement.objects.values_list("source", "target", "quantity")
    assert list(moved) == [("", "reserved", 3), ("reserved", "cancelled", 3)]
    last = order.timeline.last()
    assert (last.kind, last.happened_at) == (OrderEvent.Kind.CANCELLED, LATER)
    assert Event.objects.filter(name="orders.order_cancelled", reference=order.number).count() == 1


def test_cancel_order_twice_changes_nothing_more(shop):
    order = make_order(ready_line())
    cancel_order(order=order, now=LATER)
    steps = order.timeline.count()

    again = cancel_order(order=order, now=LATER)

    assert again.status == OrderStatus.CANCELLED
    assert order.timeline.count() == steps
    assert available(["BIKE-1"]) == {"BIKE-1": 5}


def test_cancel_order_from_stock_is_possible_when_ready(shop):
    order = make_order(ready_line())
    deliver_all(NOW)

    assert cancel_order(order=order, now=LATER).status == OrderStatus.CANCELLED


def test_cancel_order_with_started_run_is_refused_and_changes_nothing(shop):
    order = make_order(bicycle_line(), ready_line())
    make_planned_factory(NOW)
    later = NOW + timedelta(days=1)
    make_planned_factory(later)
    start_run(run_number=Run.objects.get().number, actor=make_user(), now=later)

    with pytest.raises(Conflict) as refused:
        cancel_order(order=order, now=later)

    assert refused.value.code == "run_started"
    order.refresh_from_db()
    assert order.status == OrderStatus.PLACED
    assert available(["BIKE-1"]) == {"BIKE-1": 4}


def test_cancel_order_being_made_is_refused(shop):
    order = make_order()
    make_planned_factory(NOW)
    later = NOW + timedelta(days=1)
    make_planned_factory(later)
    start_run(run_number=Run.objects.get().number, actor=make_user(), now=later)
    deliver_all(later)

    with pytest.raises(Conflict) as refused:
        cancel_order(order=order, now=later)

    assert refused.value.code == "cannot_cancel"
