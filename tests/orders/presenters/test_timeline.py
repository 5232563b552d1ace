"""What the timeline tells, and in which order."""

from datetime import timedelta

from orders.models import OrderEvent
from orders.presenters.timeline import timeline_steps
from orders.selectors.promises import Promise
from orders.services.timeline import add_step
from production.selectors.progress import OperationProgress
from tests.factories.catalog import NOW
from tests.factories.orders import bicycle_line, make_order

HOUR = timedelta(hours=1)
Kind = OrderEvent.Kind
PROMISE = Promise(promised_at=NOW + 48 * HOUR, planned_at=None, ready_at=None, run="")


def operation(position, name, *, work_order=1, lot=1, run=None, **times):
    values = {
        "planned_start": None,
        "planned_end": None,
        "started_at": None,
        "finished_at": None,
    }
    return OperationProgress(
        work_order=work_order,
        lot=lot,
        position=position,
        name={"en": name},
        work_centre={"en": "Line"},
        status="waiting",
        run_number=run,
        closes_at=None,
        close_reason="",
        **{**values, **times},
    )


def step(order, kind, after, **details):
    line = order.lines.first()
    add_step(order, kind, now=NOW + after * HOUR, line=line, details=details)


def told(order, progress=()):
    steps = timeline_steps(order, progress, PROMISE, NOW)
    return [(step.state, step.title) for step in steps]


def test_new_order_tells_the_placing_and_the_promise(shop):
    assert told(make_order()) == [("past", "Order placed"), ("planned", "Ready")]


def test_steps_stand_in_the_order_in_which_they_happened(shop):
    order = make_order()
    step(order, Kind.COMPLETED, 3, run=7, operation={"en": "Painting"})
    step(order, Kind.JOINED, 1, run=7)
    step(order, Kind.CLOSED, 2, run=7, reason="full")

    assert [title for _state, title in told(order)] == [
        "Order placed",
        "Seat taken in run 7",
        "Run 7 closed",
        "Painting done",
        "Ready",
    ]


def test_run_closed_in_the_moment_of_joining_is_one_step(shop):
    order = make_order()
    step(order, Kind.JOINED, 1, run=7)
    step(order, Kind.CLOSED, 1, run=7, reason="full")

    assert told(order)[1:-1] == [("past", "Seat taken in run 7")]


def test_plans_and_starts_are_told_by_the_factorys_progress(shop):
    order = make_order()
    step(order, Kind.PLANNED, 1, run=7)
    step(order, Kind.STARTED, 2, run=7)
    running = operation(1, "Painting", run=7, started_at=NOW)

    assert told(order, [running])[1:-1] == [("now", "Painting")]


def test_future_is_sorted_by_plan_and_what_is_unplanned_comes_last(shop):
    progress = [
        operation(1, "Cutting"),
        operation(2, "Gluing"),
        operation(1, "Weaving", work_order=2, planned_start=NOW + 2 * HOUR),
        operation(2, "Hemming", work_order=2, planned_start=NOW + HOUR),
    ]

    assert [title for _state, title in told(make_order(), progress)[1:-1]] == [
        "Hemming",
        "Weaving",
        "Cutting",
        "Gluing",
    ]


def test_lots_of_a_line_in_one_run_are_one_step(shop):
    progress = [operation(1, "Painting", lot=lot, run=7) for lot in (1, 2, 3)]

    assert told(make_order(), progress)[1:-1] == [("planned", "Painting")]


def test_several_made_lines_are_named_in_their_steps(shop):
    order = make_order(bicycle_line(), bicycle_line(frame="carbon", fork="carbon"))
    step(order, Kind.JOINED, 1, run=7, operation={"en": "Painting"})

    steps = timeline_steps(order, [], PROMISE, NOW)

    assert steps[1].text == "Bicycle. Painting"


def test_closing_says_why(shop):
    order = make_order()
    step(order, Kind.CLOSED, 1, run=7, reason="due")

    assert timeline_steps(order, [], PROMISE, NOW)[1].text == (
        "It closed so that the promised date is kept."
    )
