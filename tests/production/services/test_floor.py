from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from foundation.errors import Conflict, InvalidInput, NotFound
from foundation.models import Event
from production.laws import violations
from production.models import LedgerEntry, Machine, Operation, Run, RunMember, StockItem, WorkOrder
from production.selectors.designs import design_of
from production.services.closing import close_run_now
from production.services.counting import count_good
from production.services.floor import finish_run, start_run
from production.services.run_formation import form_all_runs
from production.services.work_orders import create_stock_work_order
from tests.factories.production import (
    DUE,
    NOW,
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
    make_variant,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=90)


@pytest.fixture
def planned_run():
    """A planned blue run of one order of two pieces."""
    make_step(make_centre(), 1, minutes_per_piece="50")
    make_custom_order(quantity=2, reference="A")
    make_planned_factory()
    return Run.objects.get()


def test_started_run_sets_up_its_machine_and_moves_its_orders(planned_run, mara):
    start_run(run_number=planned_run.number, actor=mara, now=NOW)

    planned_run.refresh_from_db()
    assert (planned_run.status, planned_run.started_at) == (Run.Status.RUNNING, NOW)
    assert planned_run.machine.family == "blue"
    assert Operation.objects.get().status == Operation.Status.RUNNING
    assert WorkOrder.objects.get().status == WorkOrder.Status.IN_WORK
    event = Event.objects.get(name="production.run_started")
    assert (event.reference, event.payload["actor"]) == ("A", "mara")


def test_run_that_is_not_planned_cannot_start(mara):
    make_step(make_centre(), 1)
    make_custom_order()
    form_all_runs(now=NOW)

    with pytest.raises(Conflict) as refusal:
        start_run(run_number=Run.objects.get().number, actor=mara, now=NOW)

    assert refusal.value.code == "run_not_planned"


@pytest.fixture
def half_arrived_run(mara):
    """An assembly run of orders A and B, of which only A has been painted."""
    make_step(make_centre("paint"), 1, minutes_per_piece="100")
    assembly = make_centre("assembly", flow_position=20, policy={"max_minutes": 200})
    make_step(assembly, 2, minutes_per_piece="100", family_key=[])
    make_custom_order("blue", reference="A")
    make_custom_order("green", reference="B")
    make_planned_factory()
    blue = Run.objects.get(family="blue")
    start_run(run_number=blue.number, actor=mara, now=NOW)
    finish_run(run_number=blue.number, actor=mara, now=LATER)
    return Run.objects.get(work_centre=assembly)


def seated_in(run):
    rows = run.members.filter(is_active=True).order_by("position")
    return list(rows.values_list("operation__lot__work_order__reference", flat=True))


def test_run_starts_without_who_is_not_here_and_they_join_another(half_arrived_run, mara):
    start_run(run_number=half_arrived_run.number, actor=mara, now=LATER, without_late=True)
    form_all_runs(now=LATER)

    other = Run.objects.exclude(pk=half_arrived_run.pk).get(work_centre__code="assembly")
    assert seated_in(half_arrived_run) == ["A"]
    assert seated_in(other) == ["B"]
    event = Event.objects.get(name="production.operation_left")
    assert (event.reference, event.payload["run"]) == ("B", half_arrived_run.number)
    assert not any(violations(now=LATER).values())


def test_run_does_not_start_without_anybody(half_arrived_run, mara):
    RunMember.objects.filter(
        operation__lot__work_order__reference="A", run=half_arrived_run
    ).update(is_active=False)

    with pytest.raises(Conflict) as refusal:
        start_run(run_number=half_arrived_run.number, actor=mara, now=LATER, without_late=True)

    assert refusal.value.code == "predecessor_not_done"
    assert seated_in(half_arrived_run) == ["B"]


def test_run_waits_for_an_earlier_step(mara):
    make_step(make_centre("paint"), 1, minutes_per_piece="100")
    make_step(make_centre("assembly", flow_position=20), 2, minutes_per_piece="100")
    make_custom_order()
    make_planned_factory()
    paint, assembly = Run.objects.order_by("work_centre__flow_position")

    with pytest.raises(Conflict) as refusal:
        start_run(run_number=assembly.number, actor=mara, now=NOW)
    start_run(run_number=paint.number, actor=mara, now=NOW)
    finish_run(run_number=paint.number, actor=mara, now=LATER)
    start_run(run_number=assembly.number, actor=mara, now=LATER)

    assembly.refresh_from_db()
    assert refusal.value.code == "predecessor_not_done"
    assert assembly.status == Run.Status.RUNNING


def test_busy_machine_refuses_a_second_run(mara):
    make_step(make_centre(), 1, minutes_per_piece="100")
    make_custom_order("blue")
    make_custom_order("green")
    make_planned_factory()
    one, other = Run.objects.all()
    start_run(run_number=one.number, actor=mara, now=NOW)

    with pytest.raises(Conflict) as refusal:
        start_run(run_number=other.number, actor=mara, now=NOW)

    assert (refusal.value.code, refusal.value.details) == ("machine_busy", {"run": one.number})


def test_unknown_run_is_not_found(mara):
    with pytest.raises(NotFound):
        start_run(run_number=99, actor=mara, now=NOW)


def test_counted_pieces_end_in_completing(planned_run, mara):
    start_run(run_number=planned_run.number, actor=mara, now=NOW)

    missing = [
        count_good(run_number=planned_run.number, pieces=1, actor=mara, now=NOW) for _ in range(2)
    ]

    planned_run.refresh_from_db()
    assert (missing, planned_run.status) == ([1, 0], Run.Status.COMPLETING)
    assert planned_run.members.get().good_pieces == 2


@pytest.mark.parametrize("pieces", [0, -1, 3])
def test_count_beyond_what_is_missing_is_refused(planned_run, mara, pieces):
    start_run(run_number=planned_run.number, actor=mara, now=NOW)

    with pytest.raises(InvalidInput) as refusal:
        count_good(run_number=planned_run.number, pieces=pieces, actor=mara, now=NOW)

    assert refusal.value.details == {"missing": 2}
    assert planned_run.members.get().good_pieces == 0


@pytest.mark.parametrize("act", [finish_run, lambda **words: count_good(pieces=1, **words)])
def test_run_that_is_not_running_cannot_be_counted_or_finished(planned_run, mara, act):
    with pytest.raises(Conflict) as refusal:
        act(run_number=planned_run.number, actor=mara, now=NOW)

    assert refusal.value.code == "run_not_running"


def test_finished_run_finishes_the_custom_order_and_tells_it(planned_run, mara):
    start_run(run_number=planned_run.number, actor=mara, now=NOW)

    finish_run(run_number=planned_run.number, actor=mara, now=LATER)

    order, event = WorkOrder.objects.get(), Event.objects.get(name="production.work_order_finished")
    assert (order.status, order.finished_at) == (WorkOrder.Status.FINISHED, LATER)
    assert (event.reference, event.payload) == (
        "A",
        {"work_order": order.number, "kind": "custom", "quantity": 2},
    )
    assert planned_run.members.get().good_pieces == 2
    assert LedgerEntry.objects.count() == 0
    assert violations(LATER) == {law: [] for law in violations(LATER)}


def test_finishing_twice_is_refused_and_changes_nothing(planned_run, mara):
    start_run(run_number=planned_run.number, actor=mara, now=NOW)
    finish_run(run_number=planned_run.number, actor=mara, now=LATER)

    with pytest.raises(Conflict):
        finish_run(run_number=planned_run.number, actor=mara, now=LATER)

    assert Event.objects.filter(name="production.work_order_finished").count() == 1


def test_finished_stock_lot_reaches_the_shelf(mara):
    make_step(make_centre(), 1, minutes_per_piece="50")
    make_variant("WAYFARER-BLUE")
    create_stock_work_order(
        design=design_of("WAYFARER-BLUE", NOW), quantity=3, most_pieces=2, due_at=DUE, now=NOW
    )
    make_planned_factory()
    full = Run.objects.get(close_reason="full")
    start_run(run_number=full.number, actor=mara, now=NOW)

    finish_run(run_number=full.number, actor=mara, now=LATER)

    assert StockItem.objects.get().on_hand == 2
    assert list(LedgerEntry.objects.values_list("kind", "on_hand_change", "lot__number")) == [
        ("receipt", 2, 1)
    ]
    assert WorkOrder.objects.get().status == WorkOrder.Status.IN_WORK
    assert violations(LATER) == {law: [] for law in violations(LATER)}


def test_open_run_is_closed_by_hand_and_the_facts_say_by_whom(mara):
    make_step(make_centre(), 1)
    make_custom_order()
    form_all_runs(now=NOW)
    run = Run.objects.get()

    close_run_now(run_number=run.number, actor=mara, now=NOW)

    run.refresh_from_db()
    assert (run.status, run.close_reason, run.close_facts["manual_by"]) == (
        "closed",
        "manual",
        "mara",
    )


def test_closed_run_cannot_be_closed_again(planned_run, mara):
    with pytest.raises(Conflict) as refusal:
        close_run_now(run_number=planned_run.number, actor=mara, now=NOW)

    assert refusal.value.code == "run_not_open"


@pytest.mark.parametrize(
    "change",
    [{"is_active": False}, {"position": 7}],
)
def test_database_keeps_the_members_of_a_started_run(planned_run, mara, change):
    start_run(run_number=planned_run.number, actor=mara, now=NOW)

    with pytest.raises(DatabaseError, match="once its run has started"), transaction.atomic():
        planned_run.members.update(**change)
    with pytest.raises(DatabaseError, match="once its run has started"), transaction.atomic():
        planned_run.members.all().delete()


def test_database_allows_one_started_run_a_machine(planned_run, mara):
    make_custom_order("green")
    make_planned_factory()
    start_run(run_number=planned_run.number, actor=mara, now=NOW)
    other = Run.objects.exclude(pk=planned_run.pk).get()

    with pytest.raises(DatabaseError), transaction.atomic():
        Run.objects.filter(pk=other.pk).update(
            status="running", started_at=NOW, machine=Machine.objects.get(), close_reason="full"
        )
