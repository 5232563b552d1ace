"""Bicycles on a mixed line: ordered, planned in the best order, checked, and worked off."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from production.models import FloorAct, Lot, Operation, PlanVersion, Run, WorkCentre
from production.planner.mixed_lines.values import Car
from production.selectors.planning import planning_problem
from production.services.counting import scrap
from production.services.floor import finish_run, start_run
from production.services.planning import plan_factory
from production.services.replenishment import replenish
from production.services.run_formation import form_all_runs
from tests.factories.production import (
    NOW,
    make_centre,
    make_custom_order,
    make_mixed_line,
    make_planned_factory,
    make_stock_line,
    make_user,
    make_variant,
)

pytestmark = pytest.mark.django_db
PURGE_MIN, TAKT_MIN = 6, 20


def order_cars(*cars):
    """Order bicycles one by one: ("blue", "rear") has a rack."""
    for number, (colour, *rack) in enumerate(cars, start=1):
        choices = {"rack": rack[0]} if rack else {}
        make_custom_order(colour, reference=f"2026-{number}", **choices)


def sequence():
    """The cars of the active plan as (colour, has a rack)."""
    runs = Run.objects.in_bulk(PlanVersion.objects.get(status="active").lines[0]["runs"])
    order = [runs[number] for number in PlanVersion.objects.get(status="active").lines[0]["runs"]]
    return [(run.family, "rack" in options_of(run)) for run in order]


def options_of(run):
    return run.members.get(is_active=True).operation.line_options


def test_pieces_become_cars_of_one_run_each_with_their_options():
    make_mixed_line()
    make_custom_order("blue", quantity=3, rack="rear")

    form_all_runs(now=NOW)

    assert list(Lot.objects.values_list("quantity", flat=True)) == [1, 1, 1]
    found = Run.objects.values_list("family", "status", "members__operation__line_options")
    assert list(found) == [("blue", "closed", ["rack"])] * 3
    assert set(Operation.objects.values_list("minutes", flat=True)) == {TAKT_MIN}


def test_routing_counts_the_minutes_where_the_line_has_no_takt():
    make_mixed_line(takt_min=None)
    make_custom_order("blue")

    assert Operation.objects.get().minutes == 30


def test_plan_stores_the_sequence_and_what_arrival_would_have_cost():
    make_mixed_line()
    order_cars(("blue", "rear"), ("green",), ("blue", "rear"), ("green",))

    make_planned_factory()

    plan = PlanVersion.objects.get()
    line = plan.lines[0]
    assert sorted(line["runs"]) == sorted(Run.objects.values_list("pk", flat=True))
    by_start = Run.objects.order_by("planned_start").values_list("pk", flat=True)
    assert line["runs"] == list(by_start)
    assert line["arrival"] == {
        "overlong": 0,
        "high": 1,
        "colour": 3,
        "low": 0,
        "purge_min": 4 * PURGE_MIN,
    }
    assert line["load"] == {
        "overlong": 0,
        "high": 0,
        "colour": 2,
        "low": 0,
        "purge_min": 3 * PURGE_MIN,
    }
    assert sequence() == [("blue", True), ("green", False), ("green", False), ("blue", True)]


def test_stock_cars_stand_in_the_same_sequence():
    make_mixed_line()
    order_cars(("green", "rear"), ("green", "rear"))
    make_variant()
    make_stock_line(reorder_point=1, order_quantity=2, lot_size=2)
    replenish(now=NOW)

    make_planned_factory()

    kinds = Run.objects.values_list("members__operation__lot__work_order__kind", flat=True)
    assert sorted(kinds) == ["custom", "custom", "stock", "stock"]
    assert sequence() == [("green", True), ("blue", False), ("blue", False), ("green", True)]


def test_frozen_car_keeps_its_place_when_others_come():
    make_mixed_line()
    order_cars(("blue",), ("blue",), ("blue",))
    make_planned_factory()
    frozen = list(
        Run.objects.filter(status="released")
        .order_by("planned_start")
        .values_list("pk", "planned_start")
    )
    assert frozen

    order_cars(("green", "rear"), ("blue", "rear"))
    form_all_runs(now=NOW)
    plan_factory(now=NOW)

    kept = Run.objects.filter(pk__in=[pk for pk, _ in frozen]).order_by("planned_start")
    assert list(kept.values_list("pk", "planned_start")) == frozen
    lines = PlanVersion.objects.get(status="active").lines
    assert lines[0]["runs"][: len(frozen)] == [pk for pk, _ in frozen]


def test_cars_that_have_left_count_for_the_next_windows():
    line = make_mixed_line()
    order_cars(("blue", "rear"), ("blue",))
    make_planned_factory()
    first = Run.objects.order_by("planned_start").first()
    actor = make_user()
    start_run(run_number=first.pk, actor=actor, now=NOW)
    finish_run(run_number=first.pk, actor=actor, now=NOW + timedelta(minutes=20))

    problem = planning_problem(NOW + timedelta(minutes=20))

    machine = next(row for row in problem.machines if row.work_centre == line.pk)
    assert machine.passed == (Car("blue", tuple(options_of(first))),)


def test_car_made_again_has_the_same_options():
    make_mixed_line()
    order_cars(("blue", "rear"))
    make_planned_factory()
    run, actor = Run.objects.get(), make_user()
    start_run(run_number=run.pk, actor=actor, now=NOW)
    scrap(run_number=run.pk, pieces=1, reason=FloorAct.Reason.DAMAGED, actor=actor, now=NOW)
    finish_run(run_number=run.pk, actor=actor, now=NOW)

    again = Operation.objects.get(status=Operation.Status.WAITING)

    assert again.line_options == ["rack"]


def test_planning_again_changes_nothing():
    make_mixed_line()
    order_cars(*[(colour, "rear") for colour in ("blue", "green") * 3])
    make_planned_factory()

    assert plan_factory(now=NOW) is None


@pytest.mark.parametrize(
    "changes",
    [{"is_family_run": True}, {"treats_all_at_once": True}, {"batch_limit": 0}, {"takt_min": 0}],
)
def test_mixed_line_that_cannot_be_is_refused_by_the_database(changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_mixed_line(**changes)


def test_other_work_centres_have_neither_takt_nor_batches():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_centre("paint", batch_limit=3)

    assert not WorkCentre.objects.exists()
