from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from catalog.snapshot import Snapshot
from foundation.errors import Conflict, InvalidInput
from foundation.models import Event
from production.models import Operation, Run, WorkOrder
from production.selectors.designs import design_of
from production.services.floor import start_run
from production.services.work_orders import cancel_work_orders, create_stock_work_order
from tests.factories.production import (
    DUE,
    NOW,
    make_bill_line,
    make_centre,
    make_custom_order,
    make_part,
    make_planned_factory,
    make_step,
    make_user,
    make_variant,
)

pytestmark = pytest.mark.django_db


def operations(order):
    return list(
        Operation.objects.filter(lot__work_order=order).values_list(
            "lot__number", "position", "work_centre__code", "family", "minutes"
        )
    )


def test_custom_order_gets_the_operations_whose_conditions_hold():
    paint, assembly = make_centre("paint"), make_centre("assembly", flow_position=20)
    make_step(paint, 1, minutes_fixed="4", minutes_per_piece="10")
    make_step(assembly, 2, condition="rack = rear", family_key=[], minutes_per_piece="2.5")
    make_step(assembly, 3, condition="not (rack = rear)", family_key=["colour", "rack"])

    with_rack = make_custom_order("green", rack="rear", quantity=3)

    assert operations(with_rack) == [
        (1, 1, "paint", "green", 34),
        (1, 2, "assembly", "any", 8),
    ]
    assert (with_rack.kind, with_rack.status) == (WorkOrder.Kind.CUSTOM, WorkOrder.Status.OPEN)
    assert Snapshot.from_json(with_rack.snapshot).choices == {"colour": "green", "rack": "rear"}


def test_formulas_see_the_customers_text_and_the_work_order_does_not_keep_it():
    make_step(make_centre(), 1, minutes_per_piece="5 + 2 * length(engraving)")

    order = make_custom_order(engraving="Ada")

    assert operations(order)[0][4] == 11
    assert "Ada" not in str(order.snapshot)


def test_order_too_large_for_one_run_is_shared_over_lots():
    """100 minutes a run, 30 a piece: three pieces fit, so seven make lots of 3, 2 and 2."""
    make_step(make_centre(), 1)

    order = make_custom_order(quantity=7)

    assert list(order.lots.values_list("number", "quantity")) == [(1, 3), (2, 2), (3, 2)]


def test_parts_are_summed_and_rounded_up():
    tube, bag = make_part("tube"), make_part("bag")
    make_step(make_centre(), 1)
    make_bill_line(tube, quantity_formula="0.3333")
    make_bill_line(tube, quantity_formula="1", condition="colour = blue")
    make_bill_line(bag, condition="rack = rear")

    order = make_custom_order(quantity=2)

    assert list(order.requirements.values_list("part__code", "quantity")) == [
        ("tube", Decimal("2.667"))
    ]


def test_earlier_steps_have_to_end_earlier():
    """Assembly needs 30 minutes, 20 to change over and 30 to spare before the due date."""
    make_step(make_centre("paint"), 1)
    make_step(make_centre("assembly", flow_position=20), 2)

    make_custom_order()

    assert list(Operation.objects.values_list("latest_end", flat=True)) == [
        DUE - timedelta(minutes=80),
        DUE,
    ]


def test_going_back_in_the_flow_starts_a_new_round():
    paint, assembly = make_centre("paint"), make_centre("assembly", flow_position=20)
    make_step(paint, 1)
    make_step(assembly, 2)
    make_step(paint, 3)

    make_custom_order()

    assert list(Operation.objects.values_list("flow_round", flat=True)) == [0, 0, 1]


def test_order_without_a_routing_is_refused():
    with pytest.raises(Conflict, match="bicycle has no routing") as refusal, transaction.atomic():
        make_custom_order()

    assert (refusal.value.code, WorkOrder.objects.count()) == ("no_routing", 0)


def test_order_of_nothing_is_refused():
    make_step(make_centre(), 1)

    with pytest.raises(InvalidInput) as refusal, transaction.atomic():
        make_custom_order(quantity=0)

    assert refusal.value.code == "invalid_quantity"


@pytest.mark.parametrize(
    ("field", "source"),
    [
        ("minutes_per_piece", "colour = blue"),
        ("minutes_per_piece", "wheels.size"),
        ("condition", "12"),
    ],
)
def test_broken_formula_is_refused_and_named(field, source):
    make_step(make_centre(), 1, **{field: source})

    with pytest.raises(Conflict, match=f"“{source}”") as refusal, transaction.atomic():
        make_custom_order()

    assert refusal.value.code == "broken_formula"


def test_work_centre_without_a_policy_is_refused():
    centre = make_centre()
    centre.policies.all().delete()
    make_step(centre, 1)

    with pytest.raises(Conflict) as refusal, transaction.atomic():
        make_custom_order()

    assert refusal.value.code == "no_run_policy"


def test_work_centre_without_working_time_is_refused():
    centre = make_centre()
    centre.calendar.shifts.all().delete()
    make_step(centre, 1)

    with pytest.raises(Conflict, match="paint cannot work") as refusal, transaction.atomic():
        make_custom_order()

    assert refusal.value.code == "no_working_time"


def test_stock_order_makes_a_standard_variant_in_lots():
    make_step(make_centre(), 1)
    make_variant("WAYFARER-BLUE")

    order = create_stock_work_order(
        design=design_of("WAYFARER-BLUE", NOW), quantity=4, most_pieces=2, due_at=DUE, now=NOW
    )

    assert (order.kind, order.sku, order.reference) == ("stock", "WAYFARER-BLUE", "")
    assert operations(order) == [(1, 1, "paint", "blue", 60), (2, 1, "paint", "blue", 60)]


def test_stock_order_makes_a_part_by_its_own_routing():
    make_part("blank", source="made")
    make_step(make_centre(), 1, product_code="blank", family_key=[], minutes_per_piece="2")

    order = create_stock_work_order(
        design=design_of("blank", NOW), quantity=4, most_pieces=9, due_at=DUE, now=NOW
    )

    assert (order.snapshot, operations(order)) == (None, [(1, 1, "paint", "any", 8)])


def test_cancelled_order_leaves_its_run_and_the_others_stay():
    make_step(make_centre(), 1)
    mine, other = make_custom_order(reference="A"), make_custom_order(reference="B")
    make_planned_factory()

    cancelled = cancel_work_orders(reference="A", now=NOW)

    run = Run.objects.get()
    seats = run.members.filter(is_active=True)
    mine.refresh_from_db()
    assert (cancelled, mine.status, run.status) == (1, "cancelled", Run.Status.OPEN)
    assert [seat.operation.lot.work_order for seat in seats] == [other]
    assert set(Operation.objects.values_list("lot__work_order__reference", "status")) == {
        ("A", "cancelled"),
        ("B", "seated"),
    }
    assert Event.objects.filter(name="production.work_order_cancelled", reference="A").count() == 1


def test_run_without_members_left_is_dissolved():
    make_step(make_centre(), 1)
    make_custom_order(reference="A")
    make_planned_factory()

    cancel_work_orders(reference="A", now=NOW)

    assert Run.objects.get().status == Run.Status.DISSOLVED


def test_cancelling_twice_changes_nothing_more():
    make_step(make_centre(), 1)
    make_custom_order(reference="A")

    assert [cancel_work_orders(reference="A", now=NOW) for _ in range(2)] == [1, 0]


def test_order_in_a_started_run_cannot_be_cancelled():
    make_step(make_centre(), 1, minutes_per_piece="100")
    make_custom_order(reference="A")
    make_planned_factory()
    start_run(run_number=Run.objects.get().number, actor=make_user(), now=NOW)

    with pytest.raises(Conflict) as refusal:
        cancel_work_orders(reference="A", now=NOW)

    assert refusal.value.code == "run_started"
    assert WorkOrder.objects.get().status == WorkOrder.Status.IN_WORK
