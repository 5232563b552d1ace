"""The stress of workers that die, at a small size, and a control that must fail."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from benchmarks.exactly_once import batch_under_fire, cancel_against_batch
from benchmarks.small_factory import NOW, SHORT_MIN, open_centres, write_orders
from benchmarks.start_races import cancel_against_start, counted
from production.laws import check_seats, violations
from production.models import Operation, Run, RunMember
from production.services import run_formation, work_orders
from production.services.floor import start_run
from production.services.planning import plan_factory
from production.services.run_formation import form_runs_at
from production.services.work_orders import cancel_work_orders
from tests.factories.production import make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_killed_workers_and_doubled_messages_lose_and_double_nothing(redis_server):
    assert batch_under_fire(redis_server.client, lines=200, kills=6) == (0, 0, 6)
    assert not any(violations(NOW).values())


def test_every_order_is_cancelled_or_in_a_run(redis_server):
    both, neither, refused = cancel_against_batch(redis_server.client, pairs=40)

    assert (both, neither) == (0, 0)
    assert RunMember.objects.filter(is_active=True).count() == refused
    assert not any(violations(NOW).values())


def test_order_is_cancelled_or_in_a_started_run_and_both_sides_win_some():
    both, neither, lost = cancel_against_start(pairs=60)

    assert (both, neither) == (0, 0)
    assert 0 < lost < 60
    assert not any(violations(NOW).values())


@pytest.fixture
def without_the_trigger():
    """The database no longer minds who leaves a run that has started."""
    guard = "TRIGGER production_member_stays_once_started"
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE production_runmember DISABLE {guard}")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE production_runmember ENABLE {guard}")


def test_the_same_race_without_the_guards_takes_orders_out_of_a_started_run(
    monkeypatch, without_the_trigger
):
    """The control: no lock, no trigger, nobody minds that the run is not where it was."""
    centre = open_centres("duel", SHORT_MIN)[0]
    (reference,) = write_orders([centre], 1, "duel", random.Random(2))
    Operation.objects.update(minutes=SHORT_MIN)
    form_runs_at(work_centre_id=centre.pk, now=NOW)
    plan_factory(now=NOW)
    run, actor = Run.objects.get(), make_user()

    def start_meanwhile(rows):
        found = list(rows)
        if rows.model is Run:
            start_run(run_number=run.number, actor=actor, now=NOW)
        return found

    monkeypatch.setattr(work_orders, "lock_rows", start_meanwhile)
    monkeypatch.setattr(work_orders, "_dissolve_empty", list)
    cancel_work_orders(reference=reference, now=NOW)

    assert counted([reference]) == (0, 1, 0)
    assert Run.objects.get().status == "running"
    assert any(violations(NOW).values())


@pytest.fixture
def without_the_index():
    """The database no longer minds an operation that has two seats."""
    index = next(row for row in RunMember._meta.constraints if row.name == "operation_in_one_run")
    with connection.schema_editor() as editor:
        editor.remove_constraint(RunMember, index)
    yield
    RunMember.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(RunMember, index)


def test_the_same_race_without_the_guards_seats_operations_twice(monkeypatch, without_the_index):
    """The control: no lock, no index, nobody learns, and nobody minds that the operation left the queue."""
    centre = open_centres()[0]
    write_orders([centre], 10, "line", random.Random(1))
    barrier = Barrier(2)
    real = run_formation.waiting_operations

    def together(work_centre_id):
        found = real(work_centre_id)
        barrier.wait()
        return found

    monkeypatch.setattr(run_formation, "lock_rows", list)
    monkeypatch.setattr(run_formation, "waiting_operations", together)
    monkeypatch.setattr(run_formation, "see_demand", lambda *facts: None)
    monkeypatch.setattr(run_formation, "move_all", lambda rows, **moves: rows.count())

    def form(_number):
        try:
            form_runs_at(work_centre_id=centre.pk, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(form, range(2)))

    assert RunMember.objects.filter(is_active=True).count() == 20
    assert "has 2 active seats" in check_seats(NOW)[0]
    assert Operation.objects.count() == 10
