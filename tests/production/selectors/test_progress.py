from datetime import timedelta

import pytest

from production.models import Run
from production.selectors.progress import progress_of
from production.services.floor import finish_run, start_run
from production.services.planning import plan_factory
from production.services.run_formation import form_all_runs
from tests.factories.production import (
    NOW,
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
)

pytestmark = pytest.mark.django_db


def test_waiting_operation_has_no_run_yet():
    make_step(make_centre(), 1)
    order = make_custom_order(reference="A")

    (step,) = progress_of("A")

    assert (step.work_order, step.name, step.work_centre, step.status, step.run_number) == (
        order.number,
        {"en": "Paint step"},
        {"en": "Paint"},
        "waiting",
        None,
    )


def test_open_run_says_when_it_closes():
    make_step(make_centre(), 1)
    make_custom_order(reference="A")
    make_planned_factory()

    (step,) = progress_of("A")

    assert (step.status, step.closes_at, step.close_reason) == (
        "seated",
        NOW + timedelta(minutes=600),
        "",
    )
    assert step.planned_end == NOW + timedelta(minutes=630)


def test_finished_operation_keeps_its_times_and_its_reason(mara):
    make_step(make_centre(), 1)
    make_custom_order(reference="A", due_at=NOW + timedelta(minutes=80))
    make_planned_factory()
    number = Run.objects.get().number
    start_run(run_number=number, actor=mara, now=NOW)
    finish_run(run_number=number, actor=mara, now=NOW + timedelta(minutes=30))

    (step,) = progress_of("A")

    assert (step.status, step.started_at, step.finished_at) == (
        "done",
        NOW,
        NOW + timedelta(minutes=30),
    )
    assert step.close_reason == ("Closed so that its earliest due date is kept, Mon 2 Mar, 08:00.")


def test_full_run_says_when_it_would_have_closed():
    make_step(make_centre(), 1, minutes_per_piece="100")
    make_custom_order(reference="A")
    form_all_runs(now=NOW)

    assert progress_of("A")[0].close_reason == (
        "Closed because it was full, Mon 2 Mar, 08:00. It would have closed on Mon 2 Mar, 18:00."
    )


def test_run_of_its_own_says_so():
    make_step(make_centre("bench", is_family_run=False), 1)
    make_custom_order(reference="A")
    make_planned_factory()

    assert progress_of("A")[0].close_reason == "A run of its own: there was no run to wait for."


def test_other_references_are_not_shown():
    make_step(make_centre(), 1)
    make_custom_order(reference="B")

    assert progress_of("A") == []


def test_progress_takes_a_fixed_number_of_queries(django_assert_num_queries):
    make_step(make_centre("paint"), 1)
    make_step(make_centre("assembly", flow_position=20), 2)
    make_custom_order(reference="A", quantity=7)
    form_all_runs(now=NOW)
    plan_factory(now=NOW)

    with django_assert_num_queries(2):
        assert len(progress_of("A")) == 6
