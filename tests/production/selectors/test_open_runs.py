from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from production.models import Lot, Operation, Run, RunMember, WorkCentre
from production.planner.run_load import RunLoad
from production.selectors.open_runs import open_runs_at
from production.services.holds import WantedDesign, hold_seats, release_hold
from production.services.work_orders import cancel_work_orders
from tests.factories.production import (
    DOCUMENT,
    NOW,
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
)

pytestmark = pytest.mark.django_db
ONE_BICYCLE = RunLoad(1, 1, 30, 30, is_ordered_in=True)


@pytest.fixture
def centre():
    centre = make_centre()
    make_step(centre, 1)
    make_custom_order("blue")
    make_planned_factory()
    return centre


def loads(centre):
    return {run.row.pk: run.load for run in open_runs_at([centre.pk])}


def hold(reference="cart 1"):
    wanted = WantedDesign("bicycle", DOCUMENT, {"colour": "blue"}, 1)
    hold_seats(wanted=wanted, reference=reference, expires_at=NOW + timedelta(hours=1), now=NOW)


def test_members_and_held_seats_are_added_up(centre):
    run = Run.objects.get()
    assert loads(centre) == {run.pk: ONE_BICYCLE}

    hold()

    assert loads(centre) == {run.pk: RunLoad(2, 2, 60, 30, is_ordered_in=True)}


def test_what_is_only_held_is_not_ordered_in():
    centre = make_centre()
    make_step(centre, 1)
    hold()

    assert list(loads(centre).values()) == [RunLoad(1, 1, 30, 30, is_ordered_in=False)]


def test_run_that_nobody_is_in_is_left_out(centre):
    RunMember.objects.update(is_active=False)

    assert loads(centre) == {}


def test_unchanged_runs_are_read_once(centre):
    first = loads(centre)

    with CaptureQueriesContext(connection) as asked:
        again = loads(centre)

    assert (again, len(asked)) == (first, 1)


def test_only_the_run_that_changed_is_read_again(centre):
    make_custom_order("red")
    make_planned_factory()
    kept = {run.row.pk: run for run in open_runs_at([centre.pk])}
    changed = Run.objects.get(family="red")

    Run.objects.filter(pk=changed.pk).update(room_min=7)

    found = {run.row.pk: run for run in open_runs_at([centre.pk])}
    assert {pk for pk, run in found.items() if run is kept[pk]} == set(kept) - {changed.pk}
    assert found[changed.pk].row.room_min == 7


CHANGES = {
    "run": lambda: Run.objects.update(room_min=5),
    "run in bulk": lambda: Run.objects.bulk_update(
        [Run(pk=run.pk, seats_min=80) for run in Run.objects.all()], ["seats_min"]
    ),
    "run saved with an old token": lambda: Run.objects.get().save(),
    "member": lambda: RunMember.objects.bulk_create(
        [
            RunMember(
                run=Run.objects.get(),
                operation=Operation.objects.get(),
                position=2,
                is_active=False,
                joined_at=NOW,
            )
        ]
    ),
    "member left": lambda: RunMember.objects.update(is_active=False),
    "member gone": lambda: RunMember.objects.all().delete(),
    "operation": lambda: Operation.objects.update(minutes=45),
    "lot": lambda: Lot.objects.update(quantity=2),
    "hold": hold,
    "order cancelled": lambda: cancel_work_orders(
        reference=Operation.objects.get().lot.work_order.reference, now=NOW
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_draws_another_token(centre, change):
    before = Run.objects.get().token

    change()

    assert len(before) == len(Run.objects.get().token) > 0
    assert before != Run.objects.get().token


def test_counting_pieces_draws_no_token(centre):
    before = Run.objects.get().token

    RunMember.objects.update(good_pieces=1)

    assert Run.objects.get().token == before


def test_change_that_was_undone_is_forgotten(centre):
    first = loads(centre)
    with transaction.atomic():
        hold()
        assert loads(centre) != first
        transaction.set_rollback(True)

    assert loads(centre) == first


def test_released_hold_is_seen_at_once(centre):
    hold()
    loads(centre)

    release_hold(reference="cart 1", now=NOW)

    assert loads(centre) == {Run.objects.get().pk: ONE_BICYCLE}


def test_run_without_a_token_is_not_kept(centre):
    """As on a database whose triggers were lost: nothing is kept rather than too long."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE production_run SET token = ''")
    loads(centre)
    Run.objects.update(held_min=15, held_pieces=1)

    assert loads(centre) == {Run.objects.get().pk: RunLoad(2, 2, 45, 30, is_ordered_in=True)}


def test_runs_of_another_work_centre_are_left_out(centre):
    other = make_centre("weaving")

    assert WorkCentre.objects.count() == 2
    assert open_runs_at([other.pk]) == []
