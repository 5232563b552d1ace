from datetime import timedelta

import pytest

from foundation.errors import Conflict, InvalidInput
from production.clock import to_minute
from production.laws import violations
from production.models import Downtime, Machine, Run
from production.planner.values import Stop
from production.selectors.stops import stops_by_machine
from production.services.counting import count_good
from production.services.downtimes import call_off_stop, plan_stop, resume_machine, stop_machine
from production.services.floor import finish_run, start_run
from production.services.planning import plan_factory
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


@pytest.fixture
def paint():
    """One machine; a step of 100 minutes, a run of its own, is made on it."""
    make_step(make_centre(), 1, minutes_per_piece="100")
    return Machine.objects.get()


def test_run_under_way_ends_later_by_the_stop(stopped):
    plan_factory(now=LATER)

    stopped.refresh_from_db()
    assert stopped.planned_end == NOW + timedelta(minutes=120)


def test_run_that_went_on_keeps_the_minutes_it_lost(stopped, mara):
    resume_machine(run_number=stopped.number, actor=mara, now=LATER + timedelta(minutes=20))

    plan_factory(now=LATER + timedelta(minutes=25))

    stopped.refresh_from_db()
    assert stopped.planned_end == NOW + timedelta(minutes=80)


def test_nothing_is_planned_in_a_stop_planned_ahead(paint):
    make_custom_order()
    plan_stop(machine=paint, reason="maintenance", starts_at=NOW, ends_at=LATER, now=NOW)

    make_planned_factory()

    assert Run.objects.get().planned_start == NOW + timedelta(minutes=30)
    assert not any(violations(NOW).values())


def test_machine_that_should_work_again_and_does_not_is_expected_at_the_next_half_hour(stopped):
    stops = stops_by_machine(NOW, NOW + timedelta(minutes=71))[stopped.machine_id]

    assert stops == [Stop(to_minute(LATER), to_minute(NOW) + 90)]


def test_stops_that_meet_are_one(paint):
    for start, end in ((0, 20), (10, 30), (60, 70)):
        plan_stop(
            machine=paint,
            reason="cleaning",
            starts_at=NOW + timedelta(minutes=start),
            ends_at=NOW + timedelta(minutes=end),
            now=NOW,
        )

    first = to_minute(NOW)
    assert stops_by_machine(NOW, NOW) == {
        paint.pk: [Stop(first, first + 30), Stop(first + 60, first + 70)]
    }


@pytest.mark.parametrize(("starts", "ends"), [(20, 10), (-20, 0), (0, 15 * 1440)])
def test_stop_that_takes_no_time_or_too_much_is_refused(paint, starts, ends):
    with pytest.raises(InvalidInput) as refusal:
        plan_stop(
            machine=paint,
            reason="maintenance",
            starts_at=NOW + timedelta(minutes=starts),
            ends_at=NOW + timedelta(minutes=ends),
            now=NOW,
        )

    assert refusal.value.code == "stop_takes_no_time"
    assert not Downtime.objects.exists()


def test_planned_stop_is_called_off(paint):
    stop = plan_stop(
        machine=paint,
        reason="maintenance",
        starts_at=LATER,
        ends_at=LATER + timedelta(minutes=5),
        now=NOW,
    )

    call_off_stop(downtime=stop, now=NOW)

    assert not Downtime.objects.exists()


def test_planned_stop_that_has_begun_ends_when_it_is_called_off(paint):
    stop = plan_stop(machine=paint, reason="tool", starts_at=NOW, ends_at=LATER, now=NOW)

    call_off_stop(downtime=stop, now=NOW + timedelta(minutes=3))

    assert Downtime.objects.get().ended_at == NOW + timedelta(minutes=3)


def test_stop_that_is_over_cannot_be_called_off(paint):
    stop = plan_stop(machine=paint, reason="tool", starts_at=NOW, ends_at=LATER, now=NOW)

    with pytest.raises(Conflict) as refusal:
        call_off_stop(downtime=stop, now=LATER)

    assert refusal.value.code == "stop_is_over"
