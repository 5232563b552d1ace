from datetime import timedelta

import pytest

from foundation.errors import Conflict, InvalidInput
from production.models import Downtime, Run
from production.services.counting import count_good
from production.services.downtimes import resume_machine, stop_machine
from production.services.floor import finish_run, start_run
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
def running(mara):
    make_step(make_centre(policy={"max_minutes": 60}), 1)
    make_custom_order(quantity=2)
    make_planned_factory()
    run = Run.objects.get()
    start_run(run_number=run.number, actor=mara, now=NOW)
    return run


@pytest.fixture
def stopped(running, mara):
    stop_machine(
        run_number=running.number, reason="breakdown", expected_min=60, actor=mara, now=LATER
    )
    return running


def test_stop_is_written_down_with_the_end_that_is_expected(stopped):
    stop = Downtime.objects.get()

    assert (stop.machine, stop.reason, stop.started_at, stop.expected_end, stop.ended_at) == (
        stopped.machine,
        "breakdown",
        LATER,
        LATER + timedelta(minutes=60),
        None,
    )


@pytest.mark.parametrize("act", [count_good, finish_run])
def test_nothing_is_counted_on_a_stopped_machine(stopped, mara, act):
    pieces = {"pieces": 1} if act is count_good else {}

    with pytest.raises(Conflict) as refusal:
        act(run_number=stopped.number, actor=mara, now=LATER, **pieces)

    assert refusal.value.code == "machine_stopped"


def test_machine_goes_on(stopped, mara):
    resume_machine(run_number=stopped.number, actor=mara, now=LATER + timedelta(minutes=5))

    assert Downtime.objects.get().ended_at == LATER + timedelta(minutes=5)
    assert count_good(run_number=stopped.number, pieces=1, actor=mara, now=LATER) == 1


def test_stopped_machine_cannot_be_stopped_again(stopped, mara):
    with pytest.raises(Conflict) as refusal:
        stop_machine(
            run_number=stopped.number, reason="tool", expected_min=5, actor=mara, now=LATER
        )

    assert refusal.value.code == "machine_stopped"


def test_machine_that_works_cannot_go_on(running, mara):
    with pytest.raises(Conflict) as refusal:
        resume_machine(run_number=running.number, actor=mara, now=LATER)

    assert refusal.value.code == "machine_not_stopped"


@pytest.mark.parametrize(
    ("reason", "minutes", "code"),
    [
        ("mood", 30, "reason_needed"),
        ("tool", 0, "minutes_out_of_range"),
        ("tool", 14 * 1440 + 1, "minutes_out_of_range"),
    ],
)
def test_stop_without_a_known_reason_or_end_is_refused(running, mara, reason, minutes, code):
    with pytest.raises(InvalidInput) as refusal:
        stop_machine(
            run_number=running.number, reason=reason, expected_min=minutes, actor=mara, now=LATER
        )

    assert (refusal.value.code, Downtime.objects.count()) == (code, 0)
