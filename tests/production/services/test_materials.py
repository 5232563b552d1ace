from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from foundation.errors import Conflict, InvalidInput, NotFound
from production.laws import violations
from production.models import Part, PartEntry, Purchase, Run, WorkOrder
from production.planner.netting import Shortage
from production.selectors.materials import counted_parts, netted_parts, waiting_orders
from production.services.counting import scrap
from production.services.floor import finish_run, start_run
from production.services.materials import (
    cancel_purchase,
    count_part,
    order_part,
    receive_purchase,
)
from tests.factories.production import (
    NOW,
    make_bill_line,
    make_centre,
    make_custom_order,
    make_part,
    make_planned_factory,
    make_step,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=60)


@pytest.fixture
def planned(mara):
    """A planned run of three pieces, 1.5 tubes each; the shelf is not kept yet."""
    make_step(make_centre(policy={"max_minutes": 60}), 1, minutes_per_piece="20")
    make_bill_line(make_part("tube", unit="m"), quantity_formula="1.5")
    make_custom_order(quantity=2, reference="A")
    make_custom_order(quantity=1, reference="B")
    make_planned_factory()
    return Run.objects.get()


def shelf():
    return Part.objects.get(code="tube").on_hand


def test_started_run_uses_up_its_parts_and_the_ledger_says_for_whom(planned, mara):
    count_part(part_code="tube", on_hand=Decimal(10), reference="opening", now=NOW)

    start_run(run_number=planned.number, actor=mara, now=NOW)

    issues = PartEntry.objects.filter(kind="issue").order_by("work_order__reference")
    assert list(issues.values_list("work_order__reference", "change")) == [
        ("A", Decimal("-3.000")),
        ("B", Decimal("-1.500")),
    ]
    assert shelf() == Decimal("5.500")
    assert not any(violations(NOW).values())


def test_run_does_not_start_without_its_parts(planned, mara):
    count_part(part_code="tube", on_hand=Decimal(4), reference="opening", now=NOW)

    with pytest.raises(Conflict) as refusal:
        start_run(run_number=planned.number, actor=mara, now=NOW)

    assert refusal.value.message == "Parts are missing: 0.5 m Tube."
    assert (refusal.value.code, shelf()) == ("parts_missing", Decimal(4))
    assert Run.objects.get().started_at is None


def test_parts_that_are_not_counted_are_always_at_hand(planned, mara):
    start_run(run_number=planned.number, actor=mara, now=NOW)

    assert PartEntry.objects.count() == 0


def test_pieces_made_again_use_up_parts_again(planned, mara):
    count_part(part_code="tube", on_hand=Decimal(6), reference="opening", now=NOW)
    start_run(run_number=planned.number, actor=mara, now=NOW)
    scrap(run_number=planned.number, pieces=1, reason="size", actor=mara, now=LATER)
    finish_run(run_number=planned.number, actor=mara, now=LATER)
    make_planned_factory()

    (tube,) = netted_parts(counted_parts(), LATER)

    order = WorkOrder.objects.get(reference="A")
    assert (tube.needed, tube.netting.shortages) == (Decimal("1.5"), ())
    assert [peg.work_order for peg in tube.netting.pegs] == [order.pk]


def test_shortage_names_the_work_order_that_waits(planned):
    count_part(part_code="tube", on_hand=Decimal(3), reference="opening", now=NOW)

    netted = netted_parts(counted_parts(), NOW)

    (shortage,) = netted[0].netting.shortages
    assert isinstance(shortage, Shortage)
    assert shortage.quantity == Decimal("1.5")
    assert [order.reference for order in waiting_orders(netted).values()] == ["B"]


def test_what_is_bought_ends_the_shortage_and_comes_once(planned):
    count_part(part_code="tube", on_hand=Decimal(0), reference="opening", now=NOW)
    purchase = order_part(part_code="tube", quantity=Decimal("4.5"), now=NOW)

    (tube,) = netted_parts(counted_parts(), NOW)
    receive_purchase(number=purchase.number, now=LATER)
    with pytest.raises(Conflict):
        receive_purchase(number=purchase.number, now=LATER)

    assert (tube.coming, tube.netting.shortages) == (Decimal("4.5"), ())
    assert purchase.expected_at == NOW + timedelta(days=7)
    assert shelf() == Decimal("4.5")
    assert not any(violations(LATER).values())


def test_cancelled_purchase_does_not_come(planned):
    purchase = order_part(part_code="tube", quantity=Decimal(1), now=NOW)
    cancel_purchase(number=purchase.number)

    with pytest.raises(Conflict) as refusal:
        receive_purchase(number=purchase.number, now=LATER)

    assert (refusal.value.code, shelf()) == ("purchase_is_over", Decimal(0))


@pytest.mark.parametrize("quantity", ["0", "-1", "NaN", "Infinity", "0.0001", "1e12"])
def test_senseless_quantity_is_refused(planned, quantity):
    with pytest.raises(InvalidInput):
        order_part(part_code="tube", quantity=Decimal(quantity), now=NOW)

    assert Purchase.objects.count() == 0


def test_unknown_part_and_purchase_are_not_found(planned):
    with pytest.raises(NotFound):
        order_part(part_code="gold", quantity=Decimal(1), now=NOW)
    with pytest.raises(NotFound):
        receive_purchase(number=999, now=NOW)


def test_shelf_changed_by_hand_is_named(planned):
    Part.objects.update(is_counted=True, on_hand=3)

    assert violations(NOW)["3 stock and pieces"] == ["tube: the ledger says 0, the shelf 3.000"]


def test_ledger_of_parts_never_changes(planned):
    count_part(part_code="tube", on_hand=Decimal(3), reference="opening", now=NOW)

    with pytest.raises(DatabaseError), transaction.atomic():
        PartEntry.objects.update(change=5)


def test_netting_takes_a_fixed_number_of_queries(planned, django_assert_num_queries):
    for code in ("tube", "paint", "bell"):
        if code != "tube":
            make_part(code)
        count_part(part_code=code, on_hand=Decimal(1), reference="opening", now=NOW)

    with django_assert_num_queries(7):
        waiting_orders(netted_parts(counted_parts(), NOW))
