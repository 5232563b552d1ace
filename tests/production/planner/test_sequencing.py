from dataclasses import replace

import pytest

from production.planner.checker import check_plan
from production.planner.sequencing import make_plan
from production.planner.values import (
    CalendarRules,
    Centre,
    ChangeoverRule,
    Kind,
    Machine,
    Shift,
    Slot,
    Step,
    Unplaced,
)
from tests.production.planner.instances import (
    ALWAYS,
    DAY,
    MONDAY,
    problem,
    random_problem,
    run,
)


def slots(plan):
    return {item.run: item.slot for item in plan.assignments}


def order(plan):
    return [item.run for item in sorted(plan.assignments, key=lambda item: item.slot.start)]


def test_runs_of_one_family_follow_each_other_without_a_changeover():
    plan = make_plan(problem(run(1, "green"), run(2, "blue"), run(3, "green"), run(4, "blue")))

    assert order(plan) == [2, 4, 1, 3]
    assert sum(item.slot.changeover_min for item in plan.assignments) == 20


def test_changeover_stands_right_before_the_work():
    plan = make_plan(problem(run(1, "green", release=MONDAY + 100)))

    assert slots(plan)[1] == Slot(11, MONDAY + 80, MONDAY + 100, MONDAY + 160, 20)


def test_urgent_custom_run_goes_before_the_familys_next_run():
    """The blue run could go first without a changeover, but green would be late by then."""
    urgent = run(1, "green", latest_end=MONDAY + 80)

    assert order(make_plan(problem(urgent, run(2, "blue")))) == [1, 2]


def test_runs_that_are_late_anyway_go_by_changeover():
    """Green is due first, red a little later, both past; the machine needs less time for red."""
    centres = (Centre(1, "paint", ALWAYS, (ChangeoverRule("blue", "red", 5),), 20),)
    green, red = run(1, "green", latest_end=MONDAY), run(2, "red", latest_end=MONDAY + 10)

    assert order(make_plan(problem(green, red, centres=centres))) == [2, 1]


def test_run_that_is_much_later_goes_first_whatever_its_changeover():
    """1,600 minutes of lateness outweigh 16 minutes of changeover."""
    centres = (Centre(1, "paint", ALWAYS, (ChangeoverRule("blue", "red", 5),), 20),)
    green, red = run(1, "green", latest_end=MONDAY - 1_600), run(2, "red", latest_end=MONDAY)

    assert order(make_plan(problem(green, red, centres=centres))) == [1, 2]


def test_stock_fills_what_custom_leaves():
    stock = run(1, "green", kind=Kind.STOCK, latest_end=MONDAY)

    assert order(make_plan(problem(stock, run(2, "red")))) == [2, 1]


def test_two_machines_share_the_work():
    machines = (Machine(11, 1, "blue"), Machine(12, 1, "green"))

    plan = make_plan(problem(run(1, "blue"), run(2, "green"), machines=machines))

    assert slots(plan) == {
        1: Slot(11, MONDAY, MONDAY, MONDAY + 60, 0),
        2: Slot(12, MONDAY, MONDAY, MONDAY + 60, 0),
    }


def test_later_step_of_a_lot_waits_for_the_earlier_one():
    centres = (Centre(1, "paint", ALWAYS, (), 20), Centre(2, "assembly", ALWAYS, (), 0))
    machines = (Machine(11, 1, "blue"), Machine(21, 2, "any"))
    first = run(1, lot=7, position=1, minutes=90)
    second = run(2, "any", lot=7, position=2, work_centre=2)

    plan = make_plan(problem(first, second, centres=centres, machines=machines))

    assert slots(plan)[2].start == slots(plan)[1].end == MONDAY + 90


def test_started_run_keeps_its_slot_and_blocks_its_machine():
    started = run(1, started=Slot(11, MONDAY - 30, MONDAY - 30, MONDAY + 30, 0))

    plan = make_plan(problem(started, run(2)))

    assert slots(plan)[1] == started.started
    assert slots(plan)[2].start == MONDAY + 30


def test_frozen_run_keeps_its_slot_although_another_is_more_urgent():
    frozen = run(1, "green", frozen=Slot(11, MONDAY, MONDAY + 20, MONDAY + 80, 20))
    urgent = run(2, "blue", latest_end=MONDAY + 60)

    assert slots(make_plan(problem(frozen, urgent)))[1] == frozen.frozen


def test_frozen_run_moves_when_its_slot_is_not_possible_any_more():
    frozen = run(1, frozen=Slot(11, MONDAY - 10, MONDAY - 10, MONDAY + 50, 0))

    assert slots(make_plan(problem(frozen)))[1] == Slot(11, MONDAY, MONDAY, MONDAY + 60, 0)


def test_run_that_may_not_pause_waits_for_a_shift_that_holds_it():
    rules = CalendarRules("UTC", (Shift(0, 0, 50), Shift(0, 100, 200)))
    centres = (Centre(1, "oven", rules, (), 0),)

    plan = make_plan(problem(run(1, may_pause=False), centres=centres))

    assert slots(plan)[1].start == MONDAY + 100


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"machines": ()}, "paint has no machine in use"),
        (
            {"centres": (Centre(1, "paint", ALWAYS, (), None),), "machines": (Machine(11, 1),)},
            "paint has no changeover from “unknown” to “blue”: add a rule or a default",
        ),
        (
            {"centres": (Centre(1, "paint", CalendarRules("UTC", ()), (), 0),)},
            "paint: the calendar has no working time",
        ),
        (
            {"unseated": frozenset({(1, 0)})},
            "waits for an earlier operation that has no run yet",
        ),
    ],
)
def test_run_without_a_slot_says_what_to_mend(changes, reason):
    plan = make_plan(problem(run(1), **changes))

    assert (plan.assignments, plan.unplaced) == ((), (Unplaced(1, reason),))


def test_run_behind_an_unplaced_one_waits_and_says_so():
    centres = (Centre(1, "paint", ALWAYS, (), None), Centre(2, "assembly", ALWAYS, (), 0))
    machines = (Machine(11, 1, "red"), Machine(21, 2))
    second = run(2, lot=1, position=2, work_centre=2)

    plan = make_plan(problem(run(1), second, centres=centres, machines=machines))

    assert plan.unplaced[1] == Unplaced(2, "waits for a run that has no place in the plan")


def test_runs_that_wait_for_each_other_in_a_ring_are_told_and_nothing_hangs():
    one = run(1, steps=(Step(1, 1, 1, "blue", 30), Step(2, 2, 2, "blue", 30)))
    other = run(2, steps=(Step(3, 1, 2, "blue", 30), Step(4, 2, 1, "blue", 30)))

    plan = make_plan(problem(one, other))

    assert [item.run for item in plan.unplaced] == [1, 2]


def test_first_fitting_changeover_rule_is_used():
    centres = (Centre(1, "paint", ALWAYS, (ChangeoverRule("blue", "g*", 7),), 20),)

    assert slots(make_plan(problem(run(1, "green"), centres=centres)))[1].changeover_min == 7


@pytest.mark.parametrize("seed", range(150))
def test_checker_accepts_every_plan(seed):
    instance = random_problem(seed)

    plan = make_plan(instance)

    assert check_plan(instance, plan) == []
    assert {item.run for item in plan.assignments} | {item.run for item in plan.unplaced} == {
        item.id for item in instance.runs
    }


@pytest.mark.parametrize("late_min", [0, 45])
@pytest.mark.parametrize("seed", range(30))
def test_checker_accepts_the_next_plan_with_started_and_frozen_runs(seed, late_min):
    """Runs that should have ended within the last minutes go on; machines are being set up."""
    instance = random_problem(seed)
    before = slots(make_plan(instance))
    later = instance.now + DAY
    started, frozen, busy = {}, {}, set()
    for number, slot in sorted(before.items(), key=lambda item: item[1].start):
        if slot.start <= later < slot.end + late_min and slot.machine not in busy:
            end = max(slot.end, later)
            started[number] = Slot(slot.machine, slot.start, slot.start, end, 0)
            busy.add(slot.machine)
        elif slot.start >= later:
            frozen[number] = slot
    over = {number for number, slot in before.items() if slot.end <= later} - started.keys()
    runs = tuple(
        replace(item, started=started.get(item.id), frozen=frozen.get(item.id))
        for item in instance.runs
        if item.id not in over
    )
    following = replace(instance, now=later, runs=runs)

    plan = make_plan(following)

    assert check_plan(following, plan) == []
    assert {number: slots(plan)[number] for number in started} == started


@pytest.mark.parametrize("seed", range(10))
def test_plan_is_the_same_for_the_same_input(seed):
    assert make_plan(random_problem(seed)) == make_plan(random_problem(seed))


def test_machine_that_is_being_set_up_stays_with_its_run():
    """The set-up began ten minutes ago, the work begins in ten: nobody more urgent goes ahead."""
    frozen = run(1, "green", frozen=Slot(11, MONDAY - 10, MONDAY + 10, MONDAY + 70, 20))
    urgent = run(2, latest_end=MONDAY + 60)
    shop = problem(frozen, urgent)
    plan = make_plan(shop)

    assert slots(plan)[1] == frozen.frozen
    assert check_plan(shop, plan) == []


def test_machine_is_not_set_up_while_somebody_still_works_on_it():
    """The run before should have ended ten minutes ago and is taken to end now."""
    working = run(1, "blue", started=Slot(11, MONDAY - 70, MONDAY - 70, MONDAY, 0))
    frozen = run(2, "green", frozen=Slot(11, MONDAY - 10, MONDAY + 10, MONDAY + 70, 20))
    shop = problem(working, frozen)
    plan = make_plan(shop)

    assert slots(plan)[2].changeover_start == MONDAY
    assert check_plan(shop, plan) == []


def test_late_run_goes_before_those_that_are_on_time_behind_it():
    """Green is late already and needs 20 minutes more to change over; blue has a day."""
    late = run(1, "green", latest_end=MONDAY - 60)
    patient = run(2, "blue", latest_end=MONDAY + 1440)
    shop = problem(late, patient)
    plan = slots(make_plan(shop))

    assert plan[1].start < plan[2].start


def test_late_run_lets_those_go_that_would_be_late_behind_it():
    late = run(1, "green", latest_end=MONDAY - 60)
    pressed = run(2, "blue", latest_end=MONDAY + 60)
    plan = slots(make_plan(problem(late, pressed)))

    assert plan[2].start < plan[1].start
