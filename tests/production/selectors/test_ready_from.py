"""From when on steps can begin; paint and assembly take 30 minutes each, around the clock."""

from datetime import timedelta
from decimal import Decimal

import pytest

from production.clock import to_minute
from production.models import Operation, Promise, Run
from production.selectors.part_waits import FIRST_STEP
from production.selectors.ready_from import UNKNOWN_MIN, Readiness, ready_from
from production.selectors.seats import seat_of
from production.services.materials import count_part, order_part
from production.services.promises import record_promises
from production.services.run_formation import form_all_runs
from tests.factories.production import (
    DUE,
    NOW,
    make_bill_line,
    make_centre,
    make_custom_order,
    make_part,
    make_planned_factory,
    make_step,
)

pytestmark = pytest.mark.django_db
MINUTE = to_minute(NOW)


@pytest.fixture
def two_steps():
    make_step(make_centre("paint"), 1)
    make_step(make_centre("assembly", flow_position=20), 2)


def readiness(order):
    """By position."""
    rows = Operation.objects.filter(lot__work_order=order).select_related("lot__work_order")
    found = ready_from([seat_of(row) for row in rows], NOW)
    return {row.position: found[row.pk] for row in rows}


def both(minute):
    return Readiness(minute, minute)


def promise(order, *step_ends):
    basis = {"planned_end": step_ends[-1], "step_ends": list(step_ends)}
    record_promises([(order, basis)], now=NOW)


def test_step_without_a_plan_begins_after_the_minutes_of_those_before(two_steps):
    order = make_custom_order()

    assert readiness(order) == {1: both(0), 2: both(MINUTE + 30)}


def test_step_without_a_plan_is_expected_when_the_promise_says(two_steps):
    order = make_custom_order()
    promise(order, MINUTE + 700, MINUTE + 1400)

    assert readiness(order)[2] == Readiness(MINUTE + 30, MINUTE + 700)


def test_plan_says_when_a_step_is_done(two_steps):
    order = make_custom_order()
    promise(order, MINUTE + 700, MINUTE + 1400)
    make_planned_factory()
    first = Run.objects.get(work_centre__code="paint")

    assert readiness(order)[2] == both(to_minute(first.planned_end))


def test_first_step_waits_for_its_parts(two_steps):
    make_bill_line(make_part("tube", lead_time_days=2), quantity_formula="1")
    count_part(part_code="tube", on_hand=Decimal(1), reference="opening", now=NOW)
    count_part(part_code="tube", on_hand=Decimal(0), reference="lost", now=NOW)
    order = make_custom_order()

    assert readiness(order)[FIRST_STEP] == both(MINUTE + UNKNOWN_MIN)
    order_part(part_code="tube", quantity=Decimal(1), now=NOW)
    assert readiness(order)[FIRST_STEP] == both(to_minute(NOW + timedelta(days=2)))


def test_later_step_does_not_join_a_run_that_begins_before_its_promise_expects_it():
    """Both are blue and painted alone; the second one is promised far behind the first."""
    make_step(make_centre("paint"), 1, minutes_per_piece="100")
    make_step(make_centre("assembly", flow_position=20), 2)
    make_custom_order(reference="A", due_at=NOW + timedelta(days=2))
    make_planned_factory()
    late = make_custom_order(reference="B", due_at=DUE)
    promise(late, to_minute(DUE) - 200, to_minute(DUE) - 100)

    form_all_runs(now=NOW)

    runs = Run.objects.filter(work_centre__code="assembly").order_by("number")
    references = [
        [member.operation.lot.work_order.reference for member in run.members.all()] for run in runs
    ]
    assert references == [["A"], ["B"]]
    assert Promise.objects.get().work_order == late
