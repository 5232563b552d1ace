from datetime import timedelta

import pytest
from django.urls import reverse

from production.laws import violations
from production.models import Downtime, Machine, PlanVersion, Run
from production.services.downtimes import stop_machine
from production.services.floor import start_run
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
LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def four_runs():
    """Two machines with two runs each; all are due in six hours."""
    make_step(make_centre(machines=2), 1, minutes_per_piece="100")
    for reference, colour in zip("ABCD", ("blue", "green", "blue", "green"), strict=True):
        make_custom_order(colour, reference=reference, due_at=NOW + timedelta(minutes=420))
    make_planned_factory()


@pytest.fixture
def broken(four_runs, mara):
    """The first run has begun, and its machine stops for ten hours."""
    run = Run.objects.order_by("planned_start", "number").first()
    start_run(run_number=run.number, actor=mara, now=NOW)
    plan_factory(now=NOW)
    stop_machine(run_number=run.number, reason="breakdown", expected_min=600, actor=mara, now=LATER)
    plan_factory(now=LATER)
    run.refresh_from_db()
    return run


def test_broken_machine_gives_its_next_run_to_the_other_and_says_so(broken):
    version = PlanVersion.objects.get(status="active")
    other = Machine.objects.exclude(pk=broken.machine_id).get()

    assert (version.replanning["cause"], version.replanning["rung"]) == ("breakdown", "reassign")
    assert version.replanning["reassigned"] == {str(other.pk): 1}
    assert Run.objects.filter(machine=other).count() == 3
    assert broken.planned_end == NOW + timedelta(minutes=700)
    assert not any(violations(LATER).values())


def test_every_rung_is_written_down_with_what_it_would_have_cost(broken):
    losses = PlanVersion.objects.get(status="active").replanning["losses"]

    assert losses.keys() == {"shift", "resequence", "reassign", "full"}
    assert losses["shift"]["late_runs"] > losses["reassign"]["late_runs"]


def test_plan_of_mere_growth_says_nothing(four_runs):
    make_custom_order(reference="E")
    form_all_runs(now=NOW)

    plan_factory(now=NOW)

    assert not PlanVersion.objects.filter(replanning__isnull=False).exists()


def test_machine_that_goes_on_in_time_disturbs_nothing(broken):
    Downtime.objects.update(ended_at=LATER + timedelta(minutes=5))

    plan_factory(now=LATER + timedelta(minutes=6))

    assert PlanVersion.objects.get(status="active").replanning is None


def test_board_says_what_was_done_and_what_else_would_have_cost(broken, staff_client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)

    page = staff_client.get(reverse("production:board")).content.decode()

    assert f"{broken.machine.name}: stopped at " in page
    assert "1 run moved to paint " in page
    assert "A full plan would have moved " in page
