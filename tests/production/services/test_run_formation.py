from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from foundation.models import Event
from production.laws import violations
from production.models import Operation, Run, RunMember, WorkCentre
from production.planner.formation import recompute_close_reason
from production.selectors.designs import design_of
from production.services.run_formation import form_all_runs, form_runs_at
from production.services.work_orders import create_stock_work_order
from tests.factories.production import (
    DUE,
    NOW,
    make_centre,
    make_custom_order,
    make_step,
    make_variant,
)

pytestmark = pytest.mark.django_db


def members(run):
    return [member.operation.lot.work_order.reference for member in run.members.all()]


def test_orders_of_one_colour_share_a_run_with_stock_beside_them():
    make_step(make_centre(), 1)
    make_custom_order("blue", reference="A")
    make_custom_order("green", reference="B")
    make_variant("WAYFARER-BLUE")
    create_stock_work_order(
        design=design_of("WAYFARER-BLUE", NOW), quantity=1, most_pieces=1, due_at=DUE, now=NOW
    )

    changed = form_all_runs(now=NOW)

    assert changed == 2
    assert {run.family: members(run) for run in Run.objects.all()} == {
        "blue": ["A", ""],
        "green": ["B"],
    }
    assert set(Operation.objects.values_list("status", flat=True)) == {"seated"}


def test_forming_again_changes_nothing():
    make_step(make_centre(), 1)
    make_custom_order()
    form_all_runs(now=NOW)
    before = list(RunMember.objects.values()), list(Run.objects.values())

    assert form_runs_at(work_centre_id=Run.objects.get().work_centre_id, now=NOW) == 0
    assert (list(RunMember.objects.values()), list(Run.objects.values())) == before


def test_late_order_joins_the_open_run():
    make_step(make_centre(), 1)
    make_custom_order(reference="A")
    form_all_runs(now=NOW)
    make_custom_order(reference="B")

    form_all_runs(now=NOW + timedelta(minutes=10))

    assert members(Run.objects.get()) == ["A", "B"]


def test_run_that_waited_closes_and_says_so_recomputably():
    make_step(make_centre(), 1)
    make_custom_order()
    form_all_runs(now=NOW)

    form_all_runs(now=NOW + timedelta(minutes=600))

    run = Run.objects.get()
    assert (run.status, run.close_reason) == (Run.Status.CLOSED, "waited")
    assert run.closed_at == NOW + timedelta(minutes=600)
    assert recompute_close_reason(run.close_facts) == "waited"


def test_due_date_closes_a_run_early():
    make_step(make_centre(), 1)
    make_custom_order(due_at=NOW + timedelta(minutes=80))

    form_all_runs(now=NOW)

    assert Run.objects.get().close_reason == "due"


def test_every_join_and_close_is_told_with_the_orders_reference():
    make_step(make_centre(), 1, minutes_per_piece="100")
    make_custom_order(reference="A")

    form_all_runs(now=NOW)

    run = Run.objects.get()
    assert list(Event.objects.values_list("name", "reference", "payload__run")) == [
        ("production.operation_joined", "A", run.number),
        ("production.run_closed", "A", run.number),
    ]


def write_operations(centre, count):
    step = make_step(centre)
    for number in range(count):
        make_custom_order("blue", reference=f"{centre.code} {number}")
    step.delete()


def test_two_hundred_operations_take_as_many_queries_as_ten():
    seen = []
    for code, orders in (("paint", 10), ("enamel", 200)):
        centre = make_centre(code)
        write_operations(centre, orders)
        with CaptureQueriesContext(connection) as queries:
            form_runs_at(work_centre_id=centre.pk, now=NOW)
        seen.append(len(queries))

    assert seen[0] == seen[1]
    assert Run.objects.filter(status="closed", close_reason="full").count() == 3 + 66
    assert Event.objects.filter(name="production.run_closed").count() == 3 * (3 + 66)
    assert violations(NOW) == {law: [] for law in violations(NOW)}


def test_open_runs_close_and_move_their_time_together():
    make_step(make_centre(), 1)
    make_custom_order("blue", reference="A")
    make_custom_order("green", reference="B")
    form_all_runs(now=NOW)
    make_custom_order("blue", reference="C", due_at=NOW + timedelta(minutes=300))
    make_custom_order("green", reference="D", due_at=NOW + timedelta(minutes=100))

    changed = form_all_runs(now=NOW + timedelta(minutes=10))

    blue, green = Run.objects.order_by("family")
    assert changed == 2
    assert (blue.status, blue.closes_at) == ("open", NOW + timedelta(minutes=190))
    assert (green.status, green.close_reason) == ("closed", "due")
    assert [members(run) for run in (blue, green)] == [["A", "C"], ["B", "D"]]
    assert [row.position for row in blue.members.all()] == [1, 2]


def test_unknown_work_centre_is_left_alone():
    assert form_runs_at(work_centre_id=99, now=NOW) == 0


def test_work_centre_that_cannot_work_does_not_stop_the_others(caplog):
    make_step(make_centre("paint"), 1)
    make_step(make_centre("assembly", flow_position=20), 2)
    make_custom_order()
    WorkCentre.objects.get(code="paint").policies.all().delete()

    form_all_runs(now=NOW)

    assert [run.work_centre.code for run in Run.objects.all()] == ["assembly"]
    assert "paint has no run policy" in caplog.text


def test_bench_work_does_not_wait():
    make_step(make_centre("bench", is_family_run=False), 1)
    make_custom_order(reference="A")
    make_custom_order(reference="B")

    form_all_runs(now=NOW)

    assert [(run.status, run.close_reason) for run in Run.objects.all()] == [
        ("closed", "full"),
        ("closed", "full"),
    ]
    assert violations(NOW) == {law: [] for law in violations(NOW)}


def test_database_refuses_a_second_seat():
    make_step(make_centre(), 1)
    make_custom_order(reference="A")
    form_all_runs(now=NOW)
    seat = RunMember.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        RunMember.objects.create(run=seat.run, operation=seat.operation, position=9, joined_at=NOW)


def test_database_refuses_a_member_of_another_family():
    make_step(make_centre(), 1)
    make_custom_order("blue")
    form_all_runs(now=NOW)
    make_custom_order("green")
    stranger = Operation.objects.get(family="green")

    with pytest.raises(DatabaseError, match="own family"), transaction.atomic():
        RunMember.objects.create(
            run=Run.objects.get(), operation=stranger, position=9, joined_at=NOW
        )
