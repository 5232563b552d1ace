"""A step with two work centres: small work orders take the alternative, and the run says why."""

import pytest
from django.db import IntegrityError, transaction

from production.models import Operation, RoutingStep, Run
from production.presenters.members import shown_members
from production.selectors.needs import needs_of
from production.selectors.runs import runs_with_members
from production.services.run_formation import form_all_runs
from tests.factories.production import (
    DOCUMENT,
    NOW,
    make_centre,
    make_custom_order,
    make_step,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def printing():
    """Up to three pieces are printed, 12 minutes each; more go over the line, 5 minutes each."""
    line = make_centre("line")
    printer = make_centre("printer", kind="digital", is_family_run=False)
    return make_step(
        line,
        minutes_per_piece="5",
        minutes_fixed="20",
        alternative=printer,
        alternative_up_to=3,
        alternative_minutes_fixed="0",
        alternative_minutes_per_piece="12",
    )


@pytest.mark.parametrize(("pieces", "centre", "minutes"), [(3, "printer", 36), (4, "line", 40)])
def test_lot_size_chooses_the_work_centre_and_its_minutes(printing, pieces, centre, minutes):
    make_custom_order(quantity=pieces)

    operation = Operation.objects.get()
    assert (operation.work_centre.code, operation.minutes) == (centre, minutes)


def test_run_says_why_its_members_are_here(printing):
    make_custom_order(quantity=2, reference="small")
    make_custom_order(quantity=8, reference="large")
    form_all_runs(now=NOW)

    said = {
        member.title: member.why_here
        for run in runs_with_members()
        for member in shown_members(run.seats, {}, "en")
    }

    assert said == {
        "small": "Here instead of line: 2 of at most 3 pieces.",
        "large": "Here instead of printer: 8 pieces are more than 3.",
    }
    assert Run.objects.count() == 2


def test_without_a_quantity_the_routing_s_own_work_centre_counts(printing):
    (step,) = needs_of("bicycle", DOCUMENT, {"colour": "blue"}).steps

    assert (step.centre.row.code, step.alternative) == ("line", None)


def test_step_without_an_alternative_says_nothing(printing):
    RoutingStep.objects.update(alternative=None, alternative_up_to=None)
    make_custom_order(quantity=2)
    form_all_runs(now=NOW)

    (run,) = runs_with_members()
    assert [member.why_here for member in shown_members(run.seats, {}, "en")] == [""]


def test_alternative_without_a_lot_size_is_refused(printing):
    with pytest.raises(IntegrityError, match="alternative_says_up_to"), transaction.atomic():
        RoutingStep.objects.update(alternative_up_to=None)
