from datetime import timedelta
from decimal import Decimal

import pytest

from production.clock import to_minute
from production.laws import violations
from production.models import Run, WorkOrder
from production.selectors.part_waits import PartWait, part_waits
from production.services.materials import count_part, order_part
from production.services.planning import plan_factory
from production.services.run_formation import form_all_runs
from tests.factories.production import (
    DUE,
    NOW,
    make_bill_line,
    make_centre,
    make_custom_order,
    make_part,
    make_step,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_orders():
    """The blue order is due first; each takes one tube, a run of its own, and one tube lies there."""
    make_step(make_centre(), 1, minutes_per_piece="100")
    make_bill_line(make_part("tube", lead_time_days=2), quantity_formula="1")
    make_custom_order("green", reference="G", due_at=DUE + timedelta(days=1))
    make_custom_order("blue", reference="B")
    count_part(part_code="tube", on_hand=Decimal(1), reference="opening", now=NOW)
    form_all_runs(now=NOW)


def runs():
    return {run.family: run for run in Run.objects.all()}


def test_nobody_waits_while_there_is_enough(two_orders):
    count_part(part_code="tube", on_hand=Decimal(2), reference="found", now=NOW)

    assert part_waits(NOW) == {}


def test_the_order_due_first_gets_what_is_there(two_orders):
    green = WorkOrder.objects.get(reference="G")

    assert part_waits(NOW) == {green.pk: PartWait("Tube", None)}


def test_run_without_its_parts_has_no_place_and_names_the_part(two_orders):
    plan_factory(now=NOW)

    assert {family: (run.planned_start, run.plan_problem) for family, run in runs().items()} == {
        "blue": (NOW + timedelta(minutes=20), ""),
        "green": (None, "waits for Tube"),
    }
    assert not any(violations(NOW).values())


def test_run_starts_when_its_parts_are_expected(two_orders):
    order_part(part_code="tube", quantity=Decimal(1), now=NOW)

    plan_factory(now=NOW)

    assert runs()["green"].planned_start == NOW + timedelta(days=2)
    assert not any(violations(NOW).values())


def test_delivery_that_is_overdue_is_expected_at_the_next_half_hour(two_orders):
    order_part(part_code="tube", quantity=Decimal(1), now=NOW)
    late = NOW + timedelta(days=2, minutes=40)

    (wait,) = part_waits(late).values()

    assert wait == PartWait("Tube", to_minute(late) + 20)


def test_waiting_for_parts_does_not_change_who_waits(two_orders):
    plan_factory(now=NOW)

    assert plan_factory(now=NOW) is None
