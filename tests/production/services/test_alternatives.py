"""A step with two work centres: small work orders take the alternative, and the run says why."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from production.models import FloorAct, Operation, RoutingStep, Run, WorkCentre
from production.presenters.members import shown_members
from production.selectors.needs import needs_of
from production.selectors.runs import runs_with_members
from production.selectors.sentences import alternative_sentence
from production.services.counting import scrap
from production.services.floor import finish_run, start_run
from production.services.run_formation import form_all_runs
from tests.factories.production import (
    DOCUMENT,
    NOW,
    make_custom_order,
    make_planned_factory,
    make_printing_step,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def printing():
    return make_printing_step()


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
        "small": "2 pieces, up to 3: Printer, else Screen line.",
        "large": "8 pieces, more than 3: Screen line, else Printer.",
    }
    assert Run.objects.count() == 2


@pytest.mark.parametrize(
    ("pieces", "said"),
    [
        (1, "1 Stück, bis zu 3: Drucker, sonst Siebdruck."),
        (3, "3 Stück, bis zu 3: Drucker, sonst Siebdruck."),
        (4, "4 Stück, mehr als 3: Siebdruck, sonst Drucker."),
    ],
)
def test_reason_is_said_in_the_reader_s_language(printing, pieces, said):
    make_custom_order(quantity=pieces)

    with override("de"):
        assert alternative_sentence(Operation.objects.get(), "de") == said


def test_reason_keeps_the_names_of_its_day(printing):
    make_custom_order(quantity=2)
    WorkCentre.objects.update(name={"en": "Renamed"})

    said = alternative_sentence(Operation.objects.get(), "en")

    assert said == "2 pieces, up to 3: Printer, else Screen line."


def test_reason_without_kept_names_is_still_said(printing):
    make_custom_order(quantity=2)
    Operation.objects.update(
        alternative={"pieces": 2, "up_to": 3, "is_taken": True, "other": "line"}
    )

    said = alternative_sentence(Operation.objects.get(), "en")

    assert said == "2 pieces, up to 3: Printer, else line."


def test_piece_made_again_stays_on_the_work_centre_of_its_order(printing):
    """One of 16 fails: its new lot of one piece is still part of an order of 16."""
    make_custom_order(quantity=16)
    make_planned_factory()
    act = {"run_number": Run.objects.get().number, "actor": make_user("worker"), "now": NOW}
    start_run(**act)
    scrap(reason=FloorAct.Reason.MATERIAL, pieces=1, **act)
    finish_run(**act)

    again = Operation.objects.get(lot__number=2)

    assert (again.work_centre.code, again.lot.quantity) == ("line", 1)
    assert alternative_sentence(again, "en") == "16 pieces, more than 3: Screen line, else Printer."


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
