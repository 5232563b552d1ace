from datetime import timedelta

import pytest

from foundation.errors import Conflict, NotFound
from foundation.models import Event
from production.laws import violations
from production.models import Assignment, Machine, PlanVersion, Run
from production.selectors.planning import active_plan
from production.services.floor import start_run
from production.services.moves import move_run, moves_of
from production.services.planning import plan_factory
from tests.factories.production import (
    NOW,
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
)

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=1)


@pytest.fixture
def three_runs():
    """A full blue, a full green and another full blue run on one machine, all planned."""
    make_step(make_centre(), 1, minutes_per_piece="100")
    for colour, reference in (("blue", "A"), ("green", "B"), ("blue", "C")):
        make_custom_order(colour, reference=reference)
    make_planned_factory()
    return list(order())


def order():
    slots = Assignment.objects.filter(plan__status=PlanVersion.Status.ACTIVE)
    return slots.order_by("start").values_list("run", flat=True)


def test_run_is_moved_and_the_next_plans_keep_it_there(three_runs, mara):
    last = three_runs[-1]
    target = next(m for m in moves_of(run_number=last, now=NOW) if m.before)

    move_run(
        run_number=last,
        machine=target.machine,
        before=target.before,
        plan_number=active_plan().number,
        actor=mara,
        now=NOW,
    )

    moved = list(order())
    assert moved.index(last) < moved.index(target.before)
    assert Run.objects.get(pk=last).status == Run.Status.RELEASED
    plan_factory(now=SOON)
    assert list(order()) == moved
    assert not any(violations(SOON).values())
    assert Event.objects.get(name="production.run_moved").payload["actor"] == "mara"


def test_move_on_a_plan_that_changed_is_refused_and_changes_nothing(three_runs, mara):
    target = moves_of(run_number=three_runs[-1], now=NOW)[0]
    before = list(order())

    with pytest.raises(Conflict) as refusal:
        move_run(
            run_number=three_runs[-1],
            machine=target.machine,
            before=target.before,
            plan_number=active_plan().number - 1,
            actor=mara,
            now=NOW,
        )

    assert (refusal.value.code, list(order())) == ("plan_changed", before)


def test_move_to_a_place_that_does_not_exist_is_refused(three_runs, mara):
    with pytest.raises(Conflict) as refusal:
        move_run(
            run_number=three_runs[-1],
            machine=Machine.objects.get().pk,
            before=three_runs[-1],
            plan_number=active_plan().number,
            actor=mara,
            now=NOW,
        )

    assert refusal.value.code == "move_not_possible"


def test_started_run_stays(three_runs, mara):
    start_run(run_number=three_runs[0], actor=mara, now=NOW)

    with pytest.raises(Conflict) as refusal:
        moves_of(run_number=three_runs[0], now=SOON)

    assert refusal.value.code == "move_not_possible"


def test_unknown_run_is_not_found(three_runs):
    with pytest.raises(NotFound):
        moves_of(run_number=999_999, now=NOW)
