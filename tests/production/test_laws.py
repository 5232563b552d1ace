"""Every law holds after a day's work, and names what was broken by hand."""

from datetime import timedelta

import pytest

from production.laws import (
    check_active_plan,
    check_seats,
    check_started_runs,
    check_stock,
    violations,
)
from production.models import (
    Assignment,
    LedgerEntry,
    Lot,
    Operation,
    PlanVersion,
    Run,
    RunMember,
    StockItem,
    WorkOrder,
)
from production.services.floor import finish_run, start_run
from production.services.planning import plan_factory
from production.services.replenishment import replenish
from tests.factories.production import (
    NOW,
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
    make_stock_line,
    make_variant,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def days_work(mara):
    """Custom and stock orders through two work centres: one run done, one running, more planned."""
    make_step(make_centre("paint"), 1, minutes_per_piece="50")
    make_step(make_centre("assembly", flow_position=20), 2, minutes_per_piece="100")
    make_variant()
    make_stock_line()
    replenish(now=NOW)
    for reference in ("A", "B"):
        make_custom_order("green", reference=reference)
    make_planned_factory()
    first = Run.objects.filter(status="released", work_centre__code="paint").first()
    start_run(run_number=first.number, actor=mara, now=NOW)
    finish_run(run_number=first.number, actor=mara, now=LATER)
    plan_factory(now=LATER)
    second = Run.objects.filter(status="released", work_centre__code="paint").first()
    start_run(run_number=second.number, actor=mara, now=LATER)


def test_all_laws_hold_after_a_days_work(days_work):
    assert violations(LATER) == {
        "2 seats": [],
        "promises": [],
        "3 stock and pieces": [],
        "replenishment": [],
        "4 started runs": [],
        "5 active plan": [],
    }
    assert Run.objects.filter(status="completed").count() == 1


def test_lost_seat_is_named(days_work):
    operation = (
        Operation.objects.filter(status="waiting").first()
        or Operation.objects.filter(status="seated").first()
    )
    RunMember.objects.filter(operation=operation).delete()

    assert check_seats(NOW) == [f"operation {operation.pk} is seated without a seat"]


def test_seat_of_a_waiting_operation_is_named(days_work):
    operation = Operation.objects.filter(status="seated").first()
    Operation.objects.filter(pk=operation.pk).update(status="waiting")

    assert check_seats(NOW) == [f"operation {operation.pk} is waiting and has a seat"]


def test_close_reason_that_its_facts_deny_is_named(days_work):
    run = Run.objects.filter(close_reason="full").first()
    Run.objects.filter(pk=run.pk).update(close_reason="waited")

    assert check_seats(NOW) == [f"run {run.number} says waited, its facts say otherwise"]


def test_late_joiner_of_a_started_run_is_named(days_work):
    run = Run.objects.get(status="running")
    run.members.update(joined_at=LATER + timedelta(minutes=1))

    assert check_started_runs(NOW) == [f"run {run.number}: a member joined or left after the start"]


def test_lots_that_do_not_add_up_are_named(days_work):
    lot = Lot.objects.filter(work_order__kind="custom").first()
    Lot.objects.filter(pk=lot.pk).update(quantity=5)

    assert check_stock(NOW) == [f"{lot.work_order} makes 1, its lots 5"]


def test_finished_lot_that_never_reached_the_shelf_is_named(days_work):
    lot = Lot.objects.filter(work_order__kind="stock").first()
    Lot.objects.filter(pk=lot.pk).update(finished_at=NOW)

    assert check_stock(NOW) == [f"{lot} is finished and never reached the shelf"]


def test_finished_order_with_an_unfinished_lot_is_named(days_work):
    order = WorkOrder.objects.filter(kind="custom").first()
    WorkOrder.objects.filter(pk=order.pk).update(status="finished")

    assert check_stock(NOW) == [f"W{order.number}-1 is not finished, its work order is"]


def test_stock_without_a_ledger_is_named(days_work):
    StockItem.objects.create(sku="GHOST", on_hand=1)

    assert check_stock(NOW) == [
        "GHOST: the ledger says 0 on hand and 0 reserved, the shelf 1 and 0"
    ]
    assert LedgerEntry.objects.count() == 0


@pytest.mark.parametrize("is_current", [True, False])
def test_overlapping_slots_of_the_active_plan_are_named(days_work, is_current):
    plan_factory(now=LATER)
    if not is_current:
        PlanVersion.objects.filter(status="active").update(inputs_digest="other")
    planned = Assignment.objects.filter(
        plan__status="active", machine__work_centre__code="paint"
    ).exclude(run__status="running")
    first, second = planned.order_by("start")[:2]
    Assignment.objects.filter(pk=second.pk).update(
        changeover_start=first.changeover_start, start=first.start, end=first.end
    )

    assert f"run {second.run_id}: overlaps another run on machine {first.machine_id}" in (
        check_active_plan(LATER)
    )


def test_plan_whose_inputs_changed_since_still_keeps_its_laws(days_work):
    make_custom_order("blue", reference="C")

    assert check_active_plan(LATER) == []
