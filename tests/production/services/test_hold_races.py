"""Seats for many at once, on PostgreSQL: the last one goes to one of them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

from foundation.errors import Conflict
from production.laws import violations
from production.models import HeldSeat, Operation, Run, WorkOrder
from production.services.holds import WantedDesign, hold_seats, release_hold, seat_held
from production.services.run_formation import form_all_runs
from production.services.run_seats import recount_held
from production.services.work_orders import cancel_work_orders
from tests.factories.production import (
    DOCUMENT,
    NOW,
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
)

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 8
BLUE = WantedDesign("bicycle", DOCUMENT, {"colour": "blue"}, 1)


def at_once(act: Callable[[int, Barrier], object]) -> list[object]:
    """Run `act` in several threads, each with a connection of its own."""
    barrier = Barrier(WORKERS)

    def work(number: int) -> object:
        try:
            return act(number, barrier)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(work, range(WORKERS)))


def hold(number: int):
    return hold_seats(
        wanted=BLUE, reference=f"cart {number}", expires_at=NOW + timedelta(minutes=30), now=NOW
    )


@pytest.fixture
def planned_run():
    """A run of 100 minutes with one bicycle of 30 in it: two more fit."""
    make_step(make_centre(), 1)
    make_custom_order("blue")
    make_planned_factory()
    return Run.objects.get()


def test_seats_of_a_run_are_never_oversold(planned_run):
    def take(number, barrier):
        barrier.wait()
        return hold(number).pk

    at_once(take)

    planned_run.refresh_from_db()
    assert (planned_run.held_pieces, planned_run.held_min) == (2, 60)
    assert HeldSeat.objects.filter(is_active=True).count() == WORKERS
    others = Run.objects.exclude(pk=planned_run.pk)
    assert all(run.held_min <= 100 for run in others)
    assert violations(NOW)["promises"] == []


def test_the_same_race_without_the_lock_oversells(planned_run):
    """The control: everybody sees room for one before anybody takes it."""
    held = hold(100)

    def take(number, barrier):
        run = Run.objects.get(pk=planned_run.pk)
        has_room = 30 + (run.held_min or 0) + 30 <= 100
        barrier.wait()
        if has_room:
            HeldSeat.objects.create(
                hold=held, run=run, step=10 + number, minutes=30, pieces=1, latest_end=NOW
            )
        return has_room

    taken = at_once(take)
    recount_held([planned_run])

    assert taken == [True] * WORKERS
    assert planned_run.held_min == 30 * (WORKERS + 1) > 70


def test_orders_holds_and_forming_at_once_lose_and_double_nothing(planned_run):
    for number in range(WORKERS // 2):
        hold(number)

    def act(number, barrier):
        barrier.wait()
        if number < WORKERS // 2:
            with transaction.atomic():
                order = make_custom_order("blue", reference=f"order {number}")
                seat_held(ordered={f"cart {number}": order}, now=NOW)
        elif number % 2:
            hold(number)
            release_hold(reference=f"cart {number}", now=NOW)
        else:
            form_all_runs(now=NOW)

    at_once(act)
    form_all_runs(now=NOW)

    assert set(Operation.objects.values_list("status", flat=True)) == {"seated"}
    assert violations(NOW) == {law: [] for law in violations(NOW)}


def test_cancelling_while_runs_form_leaves_cancelled_or_seated_never_both(planned_run):
    orders = [make_custom_order("blue", reference=f"order {n}") for n in range(WORKERS)]

    def act(number, barrier):
        barrier.wait()
        if number % 2:
            return form_all_runs(now=NOW)
        try:
            return cancel_work_orders(reference=f"order {number}", now=NOW)
        except Conflict:
            return 0

    at_once(act)
    form_all_runs(now=NOW)

    cancelled = WorkOrder.objects.filter(status="cancelled").count()
    assert cancelled == WORKERS // 2
    assert Operation.objects.filter(status="seated").count() == 1 + len(orders) - cancelled
    assert violations(NOW) == {law: [] for law in violations(NOW)}
