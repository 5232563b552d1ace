"""What the factory's news does to an order; every handler is told everything twice."""

from datetime import timedelta

import pytest

from foundation.models import Event
from orders import event_handlers
from orders.models import LineMovement
from orders.services.cancellation import cancel_order
from orders.statuses import LineStatus, OrderStatus
from production.models import Run
from production.services import news
from production.services.floor import finish_run, start_run
from tests.factories.catalog import NOW
from tests.factories.orders import bicycle_line, deliver_all, make_order, ready_line, tell
from tests.factories.production import make_planned_factory, make_user

DAY = timedelta(days=1)
HANDLERS = {
    news.OPERATION_JOINED: event_handlers.note_run_step,
    news.RUN_CLOSED: event_handlers.note_run_step,
    news.RUN_PLANNED: event_handlers.note_run_step,
    news.RUN_STARTED: event_handlers.start_line,
    news.RUN_COMPLETED: event_handlers.note_run_step,
    news.WORK_ORDER_FINISHED: event_handlers.finish_line,
}


def hear(name, order, **payload):
    """Tell a handler of the event twice, as a repeated delivery would."""
    event = tell(name, order, **payload)
    HANDLERS[name](event)
    HANDLERS[name](event)
    order.refresh_from_db()
    return event


def kinds(order):
    return list(order.timeline.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (news.OPERATION_JOINED, "joined"),
        (news.RUN_CLOSED, "closed"),
        (news.RUN_PLANNED, "planned"),
        (news.RUN_COMPLETED, "completed"),
    ],
)
def test_news_of_a_run_is_one_step(shop, name, kind):
    order = make_order()

    hear(name, order, reason="full")

    assert kinds(order) == ["placed", kind]
    assert order.timeline.last().details["run"] == 42
    assert order.status == OrderStatus.PLACED


def test_planned_again_is_no_new_step(shop):
    order = make_order()

    hear(news.RUN_PLANNED, order, planned_start="2026-11-24T08:00:00+00:00")
    hear(news.RUN_PLANNED, order, planned_start="2026-11-25T08:00:00+00:00")

    assert kinds(order) == ["placed", "planned"]


def test_joining_another_run_is_a_step_of_its_own(shop):
    order = make_order()

    hear(news.OPERATION_JOINED, order, run=42)
    hear(news.OPERATION_JOINED, order, run=43)

    assert kinds(order) == ["placed", "joined", "joined"]


def test_started_run_moves_line_and_order(shop):
    order = make_order(bicycle_line(), ready_line())

    hear(news.RUN_STARTED, order)

    assert order.status == OrderStatus.MAKING
    assert list(order.lines.values_list("status", flat=True)) == [
        LineStatus.MAKING,
        LineStatus.WAITING,
    ]
    assert kinds(order) == ["placed", "reserved", "started"]


def test_finished_work_order_sets_its_pieces_aside_and_readies_the_order(shop):
    order = make_order(bicycle_line(3))

    event = hear(news.WORK_ORDER_FINISHED, order, quantity=3)

    line = order.lines.get()
    assert (line.owed, line.reserved, line.status) == (0, 3, LineStatus.READY)
    assert order.status == OrderStatus.READY
    assert kinds(order) == ["placed", "line_ready", "ready"]
    assert LineMovement.objects.filter(cause=event).count() == 1
    assert Event.objects.filter(name="orders.order_ready").count() == 1


def test_order_waits_for_its_other_lines(shop):
    order = make_order(bicycle_line(), bicycle_line(frame="carbon", fork="carbon"))

    hear(news.WORK_ORDER_FINISHED, order, quantity=1)

    assert order.status == OrderStatus.PLACED
    assert list(order.lines.values_list("status", flat=True)) == [
        LineStatus.READY,
        LineStatus.WAITING,
    ]


def test_news_of_a_finish_before_its_start_still_readies_the_order(shop):
    order = make_order()

    hear(news.WORK_ORDER_FINISHED, order, quantity=1)
    hear(news.RUN_STARTED, order)

    assert order.status == OrderStatus.READY


def test_news_after_cancelling_changes_nothing(shop):
    order = make_order()
    cancel_order(order=order, now=NOW)
    before = kinds(order)

    for name in HANDLERS:
        hear(name, order, reason="full")

    assert kinds(order) == before
    assert order.status == OrderStatus.CANCELLED


@pytest.mark.parametrize("name", HANDLERS)
def test_news_of_stock_work_is_no_business_of_orders(shop, name):
    order = make_order()
    event = tell(name, order)
    event.reference = "W99"

    HANDLERS[name](event)

    assert kinds(order) == ["placed"]


@pytest.mark.parametrize("name", HANDLERS)
def test_news_of_another_work_order_is_no_business_of_the_line(shop, name):
    order = make_order()
    event = tell(name, order, work_order=10**6)

    HANDLERS[name](event)

    assert kinds(order) == ["placed"]


def test_order_from_stock_is_ready_once_the_outbox_is_delivered(shop):
    order = make_order(ready_line(2))
    assert order.status == OrderStatus.PLACED

    deliver_all(NOW)

    order.refresh_from_db()
    assert order.status == OrderStatus.READY
    assert kinds(order) == ["placed", "reserved", "ready"]


def test_order_follows_its_run_from_seat_to_ready(shop):
    order = make_order()
    mara = make_user()
    make_planned_factory(NOW)
    make_planned_factory(NOW + DAY)
    run = Run.objects.get()

    start_run(run_number=run.number, actor=mara, now=NOW + DAY)
    finish_run(run_number=run.number, actor=mara, now=NOW + 2 * DAY)
    deliver_all(NOW + 2 * DAY)

    order.refresh_from_db()
    assert order.status == OrderStatus.READY
    assert set(kinds(order)) == {
        "placed",
        "joined",
        "closed",
        "planned",
        "started",
        "completed",
        "line_ready",
        "ready",
    }
    assert len(kinds(order)) == 8
