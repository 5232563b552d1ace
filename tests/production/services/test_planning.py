from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.models import Event
from production.laws import check_active_plan
from production.models import Assignment, Machine, PlanVersion, RoutingStep, Run
from production.planner.checker import Violation
from production.planner.digest import digest_of
from production.selectors.planning import planning_problem
from production.services import planning
from production.services.floor import start_run
from production.services.planning import PlanRefused, plan_factory
from production.services.run_formation import form_all_runs
from tests.factories.production import (
    NOW,
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_closed_runs():
    """A blue and a green run, both full, on one machine set up for blue."""
    make_step(make_centre(), 1, minutes_per_piece="100")
    Machine.objects.update(family="blue")
    make_custom_order("green", reference="G")
    make_custom_order("blue", reference="B")
    form_all_runs(now=NOW)


def test_plan_gives_every_run_its_slot(two_closed_runs):
    version = plan_factory(now=NOW)

    runs = {run.family: run for run in Run.objects.all()}
    blue, green = runs["blue"], runs["green"]
    assert (blue.planned_start, blue.planned_end, blue.changeover_min) == (
        NOW,
        NOW + timedelta(minutes=100),
        0,
    )
    assert (green.planned_start, green.changeover_min) == (NOW + timedelta(minutes=120), 20)
    assert (version.status, version.objective["changeover_min"]) == ("active", 20)
    assert Assignment.objects.filter(plan=version).count() == 2
    assert check_active_plan(NOW) == []


def test_run_about_to_start_is_released_and_the_other_only_planned(two_closed_runs):
    plan_factory(now=NOW)

    assert dict(Run.objects.values_list("family", "status")) == {
        "blue": Run.Status.RELEASED,
        "green": Run.Status.PLANNED,
    }


def test_customers_are_told_when_their_run_is_planned(two_closed_runs):
    plan_factory(now=NOW)

    told = Event.objects.filter(name="production.run_planned")
    assert dict(told.values_list("reference", "payload__planned_start")) == {
        "B": NOW.isoformat(),
        "G": (NOW + timedelta(minutes=120)).isoformat(),
    }


def test_planning_again_without_news_keeps_the_plan(two_closed_runs):
    first = plan_factory(now=NOW)

    assert plan_factory(now=NOW + timedelta(minutes=1)) is None
    assert list(PlanVersion.objects.all()) == [first]


def test_news_make_a_new_version_and_supersede_the_old_one(two_closed_runs):
    plan_factory(now=NOW)
    make_custom_order("blue", reference="C")
    form_all_runs(now=NOW)

    plan_factory(now=NOW)

    assert list(PlanVersion.objects.values_list("status", flat=True)) == ["active", "superseded"]


def test_overdue_runs_are_planned_again(two_closed_runs):
    plan_factory(now=NOW)

    plan_factory(now=NOW + timedelta(minutes=6))

    assert Run.objects.get(family="blue").planned_start == NOW + timedelta(minutes=6)


def test_machine_that_is_being_set_up_is_not_planned_again():
    """The set-up takes from eight to 8:20; the run is overdue five minutes after that."""
    make_step(make_centre(), 1, minutes_per_piece="100")
    make_custom_order("green")
    make_planned_factory()

    assert plan_factory(now=NOW + timedelta(minutes=25)) is None
    assert check_active_plan(NOW + timedelta(minutes=25)) == []
    later = plan_factory(now=NOW + timedelta(minutes=26))

    assert later is not None
    assert Run.objects.get().planned_start == NOW + timedelta(minutes=26 + 20)


def test_started_run_stays_and_the_others_move_behind_it(two_closed_runs):
    plan_factory(now=NOW)
    blue = Run.objects.get(family="blue")
    late = NOW + timedelta(minutes=30)
    start_run(run_number=blue.number, actor=make_user(), now=late)

    plan_factory(now=late)

    blue.refresh_from_db()
    assert (blue.started_at, blue.planned_end) == (late, late + timedelta(minutes=100))
    assert Run.objects.get(family="green").planned_start == late + timedelta(minutes=120)


def test_open_run_is_dated_and_stays_open():
    make_step(make_centre(), 1)
    make_custom_order()

    make_planned_factory()

    run = Run.objects.get()
    assert (run.status, run.planned_start) == (Run.Status.OPEN, NOW + timedelta(minutes=600))
    assert Event.objects.filter(name="production.run_planned").count() == 0


def test_run_that_cannot_be_placed_says_why(two_closed_runs):
    plan_factory(now=NOW)
    Machine.objects.update(is_active=False)

    plan_factory(now=NOW)

    assert set(Run.objects.values_list("status", "plan_problem", "planned_start")) == {
        ("closed", "paint has no machine in use", None)
    }


def test_started_run_in_a_calendar_without_shifts_does_not_stop_planning(two_closed_runs, mara):
    plan_factory(now=NOW)
    blue = Run.objects.get(family="blue")
    start_run(run_number=blue.number, actor=mara, now=NOW)
    blue.work_centre.calendar.shifts.all().delete()

    plan_factory(now=NOW)

    assert Run.objects.get(family="green").plan_problem == (
        "paint: the calendar has no working time"
    )


def test_plan_with_a_violation_is_not_committed(two_closed_runs, monkeypatch):
    monkeypatch.setattr(
        planning, "check_plan", lambda problem, plan: [Violation("overlap", 7, "overlaps")]
    )

    with pytest.raises(PlanRefused, match="run 7: overlaps"):
        plan_factory(now=NOW)

    assert PlanVersion.objects.count() == 0
    assert set(Run.objects.values_list("status", flat=True)) == {Run.Status.CLOSED}


def test_change_between_reading_and_committing_is_noticed(two_closed_runs, monkeypatch):
    """Another worker starts the blue run while the plan is being made."""
    plan_factory(now=NOW)
    make_custom_order("blue", reference="C")
    form_all_runs(now=NOW)
    blue, actor = Run.objects.get(family="blue", status="released"), make_user()
    real, calls = planning.plan_with_lines, []

    def plan_meanwhile_started(problem, *others):
        calls.append(problem)
        if len(calls) == 1:
            start_run(run_number=blue.number, actor=actor, now=NOW)
        return real(problem, *others)

    monkeypatch.setattr(planning, "plan_with_lines", plan_meanwhile_started)

    version = plan_factory(now=NOW)

    blue.refresh_from_db()
    assert (len(calls), blue.status) == (2, Run.Status.RUNNING)
    assert version.inputs_digest == digest_of(planning_problem(NOW))


def test_run_that_is_released_while_a_plan_is_made_keeps_its_slot(two_closed_runs, monkeypatch):
    """The order in the set-up that is there would go before the green run, were that not released."""
    plan_factory(now=NOW)
    blue, green = Run.objects.get(family="blue"), Run.objects.get(family="green")
    start_run(run_number=blue.number, actor=make_user(), now=NOW)
    make_custom_order("blue", reference="C")
    form_all_runs(now=NOW)
    real, calls, now = planning.plan_with_lines, [], NOW + timedelta(minutes=75)

    def plan_meanwhile_released(problem, *others):
        calls.append(problem)
        if len(calls) == 1:
            planning.release_runs(now=now)
        return real(problem, *others)

    monkeypatch.setattr(planning, "plan_with_lines", plan_meanwhile_released)

    plan_factory(now=now)

    now_planned = Run.objects.get(pk=green.pk)
    assert (len(calls), now_planned.status) == (2, Run.Status.RELEASED)
    assert now_planned.planned_start == green.planned_start


def test_released_run_that_has_to_wait_long_is_only_planned_again(two_closed_runs):
    """Else it would hold its machine free for itself."""
    plan_factory(now=NOW)
    green = Run.objects.get(family="green")
    start_run(run_number=green.number, actor=make_user(), now=NOW + timedelta(minutes=5))

    plan_factory(now=NOW + timedelta(minutes=20))

    blue = Run.objects.get(family="blue")
    assert blue.planned_start > NOW + timedelta(minutes=100)
    assert blue.status == Run.Status.PLANNED


def test_digest_does_not_depend_on_the_time(two_closed_runs):
    later = NOW + timedelta(minutes=5)

    assert digest_of(planning_problem(NOW)) == digest_of(planning_problem(later))


def test_old_plans_are_forgotten(two_closed_runs, monkeypatch):
    monkeypatch.setattr(planning, "KEPT_PLANS", 2)

    for minutes in range(0, 40, 10):
        plan_factory(now=NOW + timedelta(minutes=minutes))

    assert PlanVersion.objects.count() == 2


def test_planning_reads_a_fixed_number_of_queries(django_assert_num_queries):
    make_step(make_centre(), 1, minutes_per_piece="100")
    make_custom_order("blue", reference="A")
    make_planned_factory()
    with django_assert_num_queries(13):
        planning_problem(NOW)
    for reference in "BCD":
        make_custom_order("green", reference=reference)
    make_planned_factory()

    with django_assert_num_queries(13):
        planning_problem(NOW)


def test_planning_two_hundred_runs_takes_as_many_queries_as_ten(two_closed_runs):
    plan_factory(now=NOW)
    RoutingStep.objects.all().delete()
    seen = []
    for code, orders in (("loom", 10), ("enamel", 200)):
        step = make_step(make_centre(code), 1, minutes_per_piece="100")
        for number in range(orders):
            make_custom_order(reference=f"{code} {number}")
        step.delete()
        form_all_runs(now=NOW)
        with CaptureQueriesContext(connection) as queries:
            plan_factory(now=NOW)
        seen.append(len(queries))

    assert seen[0] == seen[1]
    assert Run.objects.exclude(planned_end=None).count() == 2 + 10 + 200
