"""Machines that stand still for a while: nothing is planned there, and the checker sees it."""

import random
from dataclasses import replace

import pytest

from production.planner.checker import check_plan
from production.planner.sequencing import make_plan, plan_in_order
from production.planner.stops import expected_end
from production.planner.values import Machine, Slot, Stop, Unplaced
from production.planner.working_calendar import WorkingCalendar
from tests.production.planner.instances import (
    ALWAYS,
    MONDAY,
    TWO_SHIFTS,
    problem,
    random_problem,
    run,
)


def slots(plan):
    return {item.run: item.slot for item in plan.assignments}


def stopped(*stops):
    """One machine set up for blue that stands still at these minutes after midnight."""
    return (Machine(11, 1, "blue", tuple(Stop(MONDAY + a, MONDAY + b) for a, b in stops)),)


def test_run_waits_until_its_machine_works_again():
    plan = make_plan(problem(run(1), machines=stopped((-30, 90))))

    assert slots(plan)[1] == Slot(11, MONDAY + 90, MONDAY + 90, MONDAY + 150, 0)


def test_run_that_does_not_end_before_the_stop_begins_after_it():
    """60 minutes do not fit into the 40 before the stop; green changes over after it, too."""
    plan = make_plan(problem(run(1, "green"), machines=stopped((40, 100))))

    assert slots(plan)[1] == Slot(11, MONDAY + 100, MONDAY + 120, MONDAY + 180, 20)


def test_run_that_ends_before_the_stop_goes_ahead():
    plan = make_plan(problem(run(1), run(2), machines=stopped((60, 100))))

    assert sorted(slot.start - MONDAY for slot in slots(plan).values()) == [0, 100]


def test_work_goes_to_the_machine_that_still_works():
    machines = (*stopped((0, 600)), Machine(12, 1, "blue"))

    assert slots(make_plan(problem(run(1), machines=machines)))[1].machine == 12


def test_run_may_pause_for_the_night_with_a_stop_in_it():
    """Nobody works from 22:00 to 6:00, so a stop at night keeps nobody from anything."""
    instance = problem(run(1, minutes=60), now=MONDAY + 1260 - 60, machines=stopped((1300, 1500)))
    night = replace(instance.centres[0], calendar=TWO_SHIFTS)
    instance = replace(instance, centres=(night,))

    plan = make_plan(instance)

    assert slots(plan)[1].start == MONDAY + 1200
    assert check_plan(instance, plan) == []


def test_started_run_ends_later_by_its_stops():
    calendar = WorkingCalendar(ALWAYS, MONDAY)
    stops = (Stop(MONDAY + 20, MONDAY + 50), Stop(MONDAY + 80, MONDAY + 90))

    assert expected_end(calendar, MONDAY, 60, MONDAY, stops) == MONDAY + 100


def test_stop_before_the_start_moves_no_end():
    calendar = WorkingCalendar(ALWAYS, MONDAY)

    end = expected_end(calendar, MONDAY, 60, MONDAY, (Stop(MONDAY - 50, MONDAY),))

    assert end == MONDAY + 60


def test_run_that_waits_for_a_part_has_no_place_and_says_why():
    plan = make_plan(problem(run(1, waits_for="waits for Tube")))

    assert plan.unplaced == (Unplaced(1, "waits for Tube"),)


def test_checker_finds_a_slot_inside_a_stop():
    whole = problem(run(1))
    plan = make_plan(whole)
    instance = replace(whole, machines=stopped((30, 40)))

    assert [violation.code for violation in check_plan(instance, plan)] == ["stopped"]


def test_checker_finds_a_slot_of_a_run_that_waits():
    plan = make_plan(problem(run(1)))

    found = check_plan(problem(run(1, waits_for="waits for Tube")), plan)

    assert [violation.code for violation in found] == ["waits"]


@pytest.mark.parametrize("seed", range(30))
def test_random_factories_with_stops_are_planned_without_a_violation(seed):
    instance = with_stops(random_problem(seed), seed)

    plan = make_plan(instance)

    assert check_plan(instance, plan) == []
    order = {}
    for item in sorted(plan.assignments, key=lambda item: (item.slot.start, item.run)):
        order.setdefault(item.slot.machine, []).append(item.run)
    assert check_plan(instance, plan_in_order(instance, order)) == []


def with_stops(instance, seed):
    """Every machine stands still up to three times."""
    dice = random.Random(seed)
    machines = []
    for machine in instance.machines:
        edges = sorted(dice.sample(range(-300, 4_000), 2 * dice.randint(0, 3)))
        pairs = zip(edges[::2], edges[1::2], strict=True)
        stops = tuple(Stop(instance.now + a, instance.now + b) for a, b in pairs)
        machines.append(replace(machine, stops=stops))
    return replace(instance, machines=tuple(machines))
