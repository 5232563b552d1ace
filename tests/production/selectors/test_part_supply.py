"""Dates wait for parts that nobody else needs; the bench works around the clock, 30 minutes each."""

from datetime import timedelta
from decimal import Decimal

import pytest

from production.clock import to_minute
from production.models import Machine, Purchase, Run
from production.planner.promising.dates import recompute_promise
from production.selectors.factory_now import FactoryNow
from production.selectors.offers import join_offer, offers_for
from production.selectors.part_waits import PartWait
from production.selectors.ready_times import dating_groups, ready_times
from production.services.materials import count_part, order_part, receive_purchase
from tests.factories.production import (
    DOCUMENT,
    NOW,
    make_bill_line,
    make_centre,
    make_custom_order,
    make_part,
    make_planned_factory,
    make_step,
)

pytestmark = pytest.mark.django_db
LEAD_DAYS = 4


@pytest.fixture
def tube():
    """Two tubes lie there; a bicycle takes one. Its supplier takes four days."""
    make_step(make_centre("bench", is_family_run=False, default_changeover_min=0), 1)
    return make_tubes()


def make_tubes():
    part = make_part("tube", lead_time_days=LEAD_DAYS)
    make_bill_line(part, quantity_formula="1")
    count_part(part_code="tube", on_hand=Decimal(2), reference="opening", now=NOW)
    return part


def new_offer(quantity=1, now=NOW, **choices):
    offers = offers_for(
        "bicycle", DOCUMENT, {"colour": "blue", **choices}, quantity, FactoryNow(["bicycle"], now)
    )
    return offers[-1]


def parts_from(offer):
    """The day and hour on which the parts of an offer are there, and which it waits for."""
    minute = offer.basis.get("parts_from")
    return None if minute is None else timedelta(minutes=minute - to_minute(NOW))


def test_what_lies_there_is_not_waited_for(tube):
    offer = new_offer(2)

    assert "parts_from" not in offer.basis
    assert offer.legs[0].end == to_minute(NOW) + 60


def test_what_nobody_bought_comes_after_the_lead_time(tube):
    offer = new_offer(3)

    assert parts_from(offer) == timedelta(days=LEAD_DAYS)
    assert offer.basis["waits_for"] == "Tube"
    assert offer.legs[0].end == offer.basis["parts_from"] + 90
    assert to_minute(offer.ready_at) == recompute_promise(offer.basis)


def test_what_others_need_is_theirs(tube):
    make_custom_order("green", quantity=2)
    make_planned_factory()

    assert parts_from(new_offer(1)) == timedelta(days=LEAD_DAYS)


def test_orders_since_the_plan_count(tube):
    make_planned_factory()
    assert parts_from(new_offer(1)) is None

    make_custom_order("green", quantity=2)

    assert parts_from(new_offer(1)) == timedelta(days=LEAD_DAYS)


def test_delivery_serves_those_before_first(tube):
    """Three are needed, two lie there: the first delivery brings one for them, the second ours."""
    make_custom_order("green", quantity=3)
    order_part(part_code="tube", quantity=Decimal(1), now=NOW - timedelta(days=3))
    order_part(part_code="tube", quantity=Decimal(1), now=NOW - timedelta(days=2))

    assert parts_from(new_offer(1)) == timedelta(days=2)
    assert parts_from(new_offer(2)) == timedelta(days=LEAD_DAYS)


def test_overdue_delivery_comes_at_the_next_half_hour(tube):
    order_part(part_code="tube", quantity=Decimal(5), now=NOW - timedelta(days=LEAD_DAYS, hours=3))

    assert parts_from(new_offer(3)) == timedelta(minutes=30)


def test_what_was_received_lies_there(tube):
    make_planned_factory()
    assert parts_from(new_offer(3)) == timedelta(days=LEAD_DAYS)
    purchase = order_part(part_code="tube", quantity=Decimal(5), now=NOW)

    receive_purchase(number=purchase.number, now=NOW)

    assert parts_from(new_offer(3)) is None


def test_suppliers_are_as_late_as_they_were(tube):
    """Of 40 deliveries each came two hours late."""
    Purchase.objects.bulk_create(
        Purchase(
            part=tube,
            quantity=1,
            status=Purchase.Status.RECEIVED,
            ordered_at=NOW - timedelta(days=9),
            expected_at=NOW - timedelta(days=5),
            received_at=NOW - timedelta(days=5) + timedelta(hours=2),
        )
        for _ in range(40)
    )

    assert parts_from(new_offer(3)) == timedelta(days=LEAD_DAYS, hours=2)


def test_design_without_the_part_does_not_wait(tube):
    rack = make_part("rack", lead_time_days=9)
    make_bill_line(rack, condition="rack = rear", quantity_formula="1")
    count_part(part_code="rack", on_hand=Decimal(1), reference="opening", now=NOW)
    count_part(part_code="rack", on_hand=Decimal(0), reference="lost", now=NOW)

    assert parts_from(new_offer(1)) is None
    assert parts_from(new_offer(1, rack="rear")) == timedelta(days=9)


def test_parts_that_are_not_counted_are_always_at_hand(tube):
    make_bill_line(make_part("paint"), quantity_formula="1000")

    assert parts_from(new_offer(2)) is None


@pytest.mark.parametrize(("room_min", "kinds"), [(60, ["new"]), (None, ["join", "new"])])
def test_run_that_could_not_wait_for_the_part_is_not_joined(room_min, kinds):
    """The open run begins today, the part comes in four days."""
    make_tubes()
    make_step(make_centre(), 1)
    Machine.objects.update(family="blue")
    make_custom_order("blue", quantity=2)
    make_planned_factory()
    Run.objects.update(room_min=room_min)
    factory = FactoryNow(["bicycle"], NOW)

    found = offers_for("bicycle", DOCUMENT, {"colour": "blue"}, 1, factory)

    assert [offer.kind for offer in found] == kinds
    assert (join_offer("bicycle", DOCUMENT, {"colour": "blue"}, factory) is None) == (
        kinds == ["new"]
    )


def test_parts_that_an_offer_takes_are_gone_for_the_next(tube):
    factory = FactoryNow(["bicycle"], NOW)
    factory.take_parts("bicycle", DOCUMENT, {"colour": "green"}, 2)

    assert factory.part_wait("bicycle", DOCUMENT, {"colour": "blue"}, 1) == PartWait(
        "Tube", to_minute(NOW + timedelta(days=LEAD_DAYS))
    )


@pytest.mark.parametrize(("on_hand", "named"), [(9, True), (10, False)])
def test_bill_decides_the_date_where_a_part_may_run_short(tube, on_hand, named):
    count_part(part_code="tube", on_hand=Decimal(100), reference="found", now=NOW)
    rack = make_part("rack")
    make_bill_line(rack, condition="rack = rear", quantity_formula="1")
    count_part(part_code="rack", on_hand=Decimal(on_hand), reference="opening", now=NOW)

    factory = FactoryNow(["bicycle"], NOW)

    assert ("rack" in dating_groups(DOCUMENT, factory.dating_sources("bicycle", 1))) == named
    assert "rack" in dating_groups(DOCUMENT, factory.dating_sources("bicycle", 2))


def test_designs_are_told_apart_by_the_parts_they_wait_for(tube):
    rack = make_part("rack", lead_time_days=9)
    make_bill_line(rack, condition="rack = rear", quantity_formula="2")
    count_part(part_code="rack", on_hand=Decimal(1), reference="opening", now=NOW)
    factory = FactoryNow(["bicycle"], NOW)

    found = ready_times(DOCUMENT, {"colour": "blue"}, {"rack": ["rear", None]}, factory)

    assert {row.answers["rack"]: row.minute > to_minute(NOW) + 9 * 1440 for row in found} == {
        ("rear",): True,
        (None,): False,
    }


def test_any_number_of_designs_takes_a_fixed_number_of_queries(tube, django_assert_num_queries):
    """What was ordered since the plan, and what comes."""
    make_custom_order("green", quantity=2)
    make_planned_factory()
    new_offer()
    factory = FactoryNow(["bicycle"], NOW)
    factory.making("bicycle")

    with django_assert_num_queries(2):
        for pieces in range(1, 6):
            factory.part_wait("bicycle", DOCUMENT, {"colour": "blue"}, pieces)
