from production.planner.run_load import RunLoad, load_of
from production.planner.values import Policy, Seat


def seat(minutes, pieces=1, operation=1):
    return Seat(operation, operation, "blue", minutes, pieces, latest_end=1_000)


def policy(**changes):
    figures = {"version": 1, "max_minutes": 100, "max_pieces": None, "max_wait_min": 0}
    figures |= {"due_slack_min": 0, "is_family_run": True, "treats_all_at_once": False}
    return Policy(**figures | changes)


def test_members_are_added_up():
    assert load_of([seat(30, 2), seat(20, 1, operation=-7)]) == RunLoad(2, 3, 50, 30, True)


def test_held_seats_alone_are_not_ordered_in():
    assert load_of([seat(30, 2, operation=-7)]) == RunLoad(1, 2, 30, 30, False)


def test_run_takes_what_lies_within_its_minutes():
    load = load_of([seat(60)])

    assert [load.takes(minutes, 1, policy()) for minutes in (40, 41)] == [True, False]


def test_oven_takes_as_long_as_its_longest_member():
    load, oven = load_of([seat(60), seat(80)]), policy(treats_all_at_once=True)

    assert load.minutes(treats_all_at_once=True) == 80
    assert load.minutes_with(90, treats_all_at_once=True) == 90
    assert [load.takes(minutes, 1, oven) for minutes in (100, 101)] == [True, False]


def test_run_takes_what_lies_within_its_pieces():
    load = load_of([seat(10, 3)])

    assert [load.takes(1, pieces, policy(max_pieces=5)) for pieces in (2, 3)] == [True, False]


def test_bench_takes_one_member():
    bench = policy(is_family_run=False)

    assert [load_of(seats).takes(10, 1, bench) for seats in ([], [seat(10)])] == [True, False]
