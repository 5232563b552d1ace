import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from foundation.errors import Conflict, InvalidInput
from production.laws import violations
from production.models import (
    FloorAct,
    Lot,
    Operation,
    Run,
    RunMember,
    StockItem,
    WorkOrder,
)
from production.selectors.designs import design_of
from production.services.counting import count_good, rework, scrap, take_back_last
from production.services.floor import finish_run, start_run
from production.services.work_orders import create_stock_work_order
from tests.factories.production import (
    DUE,
    NOW,
    make_bill_line,
    make_centre,
    make_custom_order,
    make_part,
    make_planned_factory,
    make_step,
    make_variant,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=90)


@pytest.fixture
def running(mara):
    """A running paint run: two blue pieces of order A and one of B; assembly comes after."""
    make_step(make_centre(policy={"max_minutes": 60}), 1, minutes_per_piece="20")
    make_step(make_centre("assembly", flow_position=20), 2, family_key=[])
    make_bill_line(make_part("tube"), quantity_formula="2")
    make_custom_order(quantity=2, reference="A")
    make_custom_order(quantity=1, reference="B")
    make_planned_factory()
    run = Run.objects.get(work_centre__code="paint")
    start_run(run_number=run.number, actor=mara, now=NOW)
    return run


@pytest.fixture
def at_terminal(mara):
    return {"actor": mara, "now": LATER}


def counts(run):
    rows = run.members.filter(is_active=True).order_by("position")
    return list(rows.values_list("good_pieces", "scrapped_pieces", "reworked_pieces"))


def test_same_act_sent_twice_counts_once(running, at_terminal):
    act = uuid.uuid4()

    missing = [
        count_good(run_number=running.number, pieces=1, act_id=act, **at_terminal) for _ in range(2)
    ]

    assert missing == [2, 2]
    assert counts(running) == [(1, 0, 0), (0, 0, 0)]


def test_scanned_lot_counts_its_own_pieces(running, at_terminal):
    lot = Lot.objects.get(work_order__reference="B")

    count_good(run_number=running.number, pieces=1, lot_id=lot.pk, **at_terminal)

    assert counts(running) == [(0, 0, 0), (1, 0, 0)]


def test_scrap_needs_a_reason(running, at_terminal):
    with pytest.raises(InvalidInput) as refusal:
        scrap(run_number=running.number, pieces=1, reason="because", **at_terminal)

    assert refusal.value.code == "reason_needed"
    assert counts(running) == [(0, 0, 0), (0, 0, 0)]


def test_scrapped_pieces_are_made_again_by_a_new_lot(running, at_terminal):
    scrap(run_number=running.number, pieces=1, reason="surface", **at_terminal)
    finish_run(run_number=running.number, **at_terminal)

    order = WorkOrder.objects.get(reference="A")
    lots = list(order.lots.order_by("number").values_list("quantity", "scrapped"))
    assert lots == [(2, 1), (1, 0)]
    again = order.lots.get(number=2).operations.order_by("position")
    assert list(again.values_list("work_centre__code", "minutes", "status")) == [
        ("paint", 20, "waiting"),
        ("assembly", 30, "waiting"),
    ]
    assert {row.latest_end for row in again} <= {
        row.latest_end for row in order.lots.get(number=1).operations.all()
    }
    assert order.requirements.get().quantity == 6
    assert not any(violations(LATER).values())


def test_lot_that_lost_every_piece_leaves_its_later_runs(running, at_terminal):
    lot = Lot.objects.get(work_order__reference="B")
    scrap(run_number=running.number, pieces=2, reason="size", **at_terminal)
    scrap(run_number=running.number, pieces=1, reason="size", lot_id=lot.pk, **at_terminal)

    finish_run(run_number=running.number, **at_terminal)

    lot.refresh_from_db()
    assert (lot.good, lot.finished_at) == (0, LATER)
    assert list(lot.operations.order_by("position").values_list("status", flat=True)) == [
        Operation.Status.DONE,
        Operation.Status.CANCELLED,
    ]
    assert not RunMember.objects.filter(operation__lot=lot, operation__position=2, is_active=True)
    assert WorkOrder.objects.get(reference="B").status == WorkOrder.Status.IN_WORK
    assert not any(violations(LATER).values())


def test_only_good_pieces_reach_the_shelf(at_terminal, mara):
    make_step(make_centre(policy={"max_minutes": 90}), 1)
    design = design_of(make_variant().sku, NOW)
    create_stock_work_order(design=design, quantity=3, most_pieces=3, due_at=DUE, now=NOW)
    make_planned_factory()
    run = Run.objects.get()
    start_run(run_number=run.number, actor=mara, now=NOW)
    scrap(run_number=run.number, pieces=1, reason="material", **at_terminal)

    finish_run(run_number=run.number, **at_terminal)

    assert StockItem.objects.get(sku=design.sku).on_hand == 2
    assert WorkOrder.objects.get().status == WorkOrder.Status.IN_WORK
    assert not any(violations(LATER).values())


def test_rework_leaves_the_piece_to_be_counted(running, at_terminal):
    missing = rework(run_number=running.number, pieces=1, reason="surface", **at_terminal)

    assert missing == 3
    assert counts(running) == [(0, 0, 1), (0, 0, 0)]


@pytest.mark.parametrize(("act", "facts"), [(count_good, {}), (scrap, {"reason": "size"})])
def test_last_count_is_taken_back_whole(running, at_terminal, act, facts):
    count_good(run_number=running.number, pieces=1, **at_terminal)
    act(run_number=running.number, pieces=2, **facts, **at_terminal)
    running.refresh_from_db()
    assert running.status == Run.Status.COMPLETING

    take_back_last(run_number=running.number, **at_terminal)

    running.refresh_from_db()
    assert (running.status, counts(running)) == (Run.Status.RUNNING, [(1, 0, 0), (0, 0, 0)])


def test_counts_are_taken_back_one_after_the_other_until_none_is_left(running, at_terminal):
    count_good(run_number=running.number, pieces=1, **at_terminal)
    rework(run_number=running.number, pieces=1, reason="size", **at_terminal)
    for _ in range(2):
        take_back_last(run_number=running.number, **at_terminal)

    with pytest.raises(Conflict) as refusal:
        take_back_last(run_number=running.number, **at_terminal)

    assert refusal.value.code == "nothing_to_take_back"
    assert counts(running) == [(0, 0, 0), (0, 0, 0)]


def test_taking_back_twice_with_one_id_takes_one_count_back(running, at_terminal):
    act = uuid.uuid4()
    for _ in range(2):
        count_good(run_number=running.number, pieces=1, **at_terminal)

    for _ in range(2):
        take_back_last(run_number=running.number, act_id=act, **at_terminal)

    assert counts(running) == [(1, 0, 0), (0, 0, 0)]


def test_act_never_changes(running, at_terminal):
    count_good(run_number=running.number, pieces=1, **at_terminal)

    with pytest.raises(DatabaseError), transaction.atomic():
        FloorAct.objects.update(reason="size")
    with pytest.raises(DatabaseError), transaction.atomic():
        FloorAct.objects.all()._raw_delete("default")
