from datetime import timedelta

import pytest

from production.clock import to_minute, to_moment
from production.laws import check_promises
from production.models import Hold, Promise, PromiseBuffer, Run, WorkOrder
from production.planner.promising.dates import promise_facts, recompute_promise
from production.planner.promising.policy import PromisePolicy
from production.services.floor import finish_run, start_run
from production.services.promises import record_promises, settle_promise
from tests.factories.production import (
    NOW,
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
)

pytestmark = pytest.mark.django_db
PLANNED_MIN = 630


def promised(reference="order 1"):
    """A blue bicycle promised on the plan's end in 630 minutes."""
    basis = promise_facts(to_minute(NOW), to_minute(NOW) + PLANNED_MIN, 0, PromisePolicy())
    work_order = make_custom_order("blue", reference=reference)
    work_order.due_at = to_moment(recompute_promise(basis))
    WorkOrder.objects.filter(pk=work_order.pk).update(due_at=work_order.due_at)
    record_promises([(work_order, basis)], now=NOW)
    return work_order


def test_finished_run_settles_the_promise_of_its_work_order(mara):
    make_step(make_centre(policy={"max_wait_min": 0}), 1)
    work_order = promised()
    make_planned_factory()
    run = Run.objects.get()
    start_run(run_number=run.number, actor=mara, now=NOW + timedelta(minutes=600))

    finish_run(run_number=run.number, actor=mara, now=NOW + timedelta(minutes=640))

    promise = Promise.objects.get(work_order=work_order)
    assert (promise.error_min, promise.is_kept) == (10, True)
    assert PromiseBuffer.objects.get().outcomes == 1


def test_hours_in_which_nobody_works_are_no_error():
    """Planned for 18:30 and finished at 08:15 the next morning; work is from six to ten."""
    centre = make_centre()
    centre.calendar.shifts.update(start_min=6 * 60, end_min=22 * 60)
    make_step(centre, 1)
    work_order = promised()

    settle_promise(work_order, now=NOW + timedelta(days=1, minutes=15))

    assert Promise.objects.get().error_min == (22 - 18) * 60 - 30 + 2 * 60 + 15


def test_late_work_order_breaks_its_promise():
    make_step(make_centre(), 1)
    work_order = promised()

    settle_promise(work_order, now=work_order.due_at + timedelta(minutes=1))

    assert Promise.objects.get().is_kept is False


def test_promise_is_settled_once():
    make_step(make_centre(), 1)
    work_order = promised()
    settle_promise(work_order, now=NOW)

    settle_promise(work_order, now=NOW + timedelta(days=9))

    assert Promise.objects.get().finished_at == NOW


def test_work_order_without_a_promise_settles_nothing():
    make_step(make_centre(), 1)

    settle_promise(make_custom_order("blue"), now=NOW)

    assert not PromiseBuffer.objects.exists()


def test_buffer_is_learnt_from_many_outcomes():
    """Forty promises, each missed its planned end by as many minutes as its number."""
    make_step(make_centre(), 1)
    for number in range(1, 41):
        work_order = promised(f"order {number}")
        settle_promise(work_order, now=NOW + timedelta(minutes=PLANNED_MIN + number))

    learnt = PromiseBuffer.objects.get()
    assert (learnt.minutes, learnt.outcomes) == (40, 40)


def test_date_that_does_not_follow_from_its_basis_is_named():
    basis = promise_facts(to_minute(NOW), to_minute(NOW) + 60, 0, PromisePolicy())
    hold = Hold.objects.create(
        reference="cart 1",
        product_code="bicycle",
        quantity=1,
        promised_at=NOW,
        basis=basis,
        created_at=NOW,
        expires_at=NOW + timedelta(minutes=30),
    )

    assert check_promises(NOW) == [f"{hold} promises another date than its basis"]


def test_run_that_miscounts_its_held_seats_is_named():
    make_step(make_centre(), 1)
    make_custom_order("blue")
    make_planned_factory()
    Run.objects.update(held_pieces=2, held_min=60, held_latest_end=NOW)

    (run,) = Run.objects.all()
    assert check_promises(NOW) == [f"run {run.number}: 0 pieces are held, it counts 2"]
