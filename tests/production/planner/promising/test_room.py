from production.planner.promising.room import rooms
from production.planner.sequencing import make_plan
from tests.production.planner.instances import MONDAY, problem, random_problem, run


def test_room_is_the_slack_of_the_run_and_of_all_behind_it():
    """Both blue, 60 minutes each: the second ends at 120 with 10 to spare, the first has 40."""
    first = run(1, latest_end=MONDAY + 100)
    second = run(2, latest_end=MONDAY + 130)
    shop = problem(first, second)

    assert rooms(shop, make_plan(shop), guard_share=0.0) == {1: 10, 2: 10}


def test_time_between_two_runs_takes_up_delay():
    first = run(1, latest_end=MONDAY + 500)
    second = run(2, latest_end=MONDAY + 270, release=MONDAY + 200)
    shop = problem(first, second)

    assert rooms(shop, make_plan(shop), guard_share=0.0) == {1: 150, 2: 10}


def test_late_promise_leaves_no_room():
    shop = problem(run(1, latest_end=MONDAY + 10))

    assert rooms(shop, make_plan(shop)) == {1: 0}


def test_next_step_of_a_lot_bounds_the_room_of_the_one_before():
    first = run(1, latest_end=MONDAY + 900, lot=7, position=1)
    second = run(2, latest_end=MONDAY + 150, lot=7, position=2)
    shop = problem(first, second)

    assert rooms(shop, make_plan(shop), guard_share=0.0)[1] == 30


def test_there_is_room_only_where_no_promise_is_late_already():
    for seed in range(6):
        shop = random_problem(seed, size=12)
        plan = make_plan(shop)
        found = rooms(shop, plan, guard_share=0.0)
        slots = {item.run: item.slot for item in plan.assignments}
        on_time = {item.id for item in shop.runs if item.id in slots} - {
            item.id
            for item in shop.runs
            if item.id in slots and slots[item.id].end > item.latest_end
        }

        assert set(found) == set(slots)
        assert all(found[run_id] == 0 for run_id in set(slots) - on_time)
