"""Windows of plans as numbers: what they say an order costs is what the product says it costs."""

import random
from itertools import islice
from math import factorial

import pytest

from benchmarks.peers.window_statement import cost_of_order, every_order, least_cost
from benchmarks.plan_windows import Schedule
from benchmarks.window_numbers import statement_of
from benchmarks.window_plans import book_schedule
from production.planner.changeovers import changeover_minutes
from production.planner.sequencing import make_plan
from production.planner.values import Centre, ChangeoverRule, Kind, Machine
from tests.production.planner.books.books import SHOP, random_book
from tests.production.planner.instances import DAY, MONDAY, TWO_SHIFTS, problem, run

PAINT = Centre(1, "paint", TWO_SHIFTS, (ChangeoverRule("blue", "*", 5),), 20)


def schedule(*runs, centre=PAINT, machines=1):
    """The dispatcher's plan of runs on machines that are set up for blue."""
    rows = tuple(Machine(number, 1, "blue") for number in range(1, machines + 1))
    factory = problem(*runs, centres=(centre,), machines=rows)
    return Schedule(
        factory,
        make_plan(factory),
        lambda before, after: changeover_minutes(centre, before, after),
        is_book=False,
    )


def random_runs(seed, count=24):
    """Runs of four families that arrive over two days, many of them due too soon."""
    dice = random.Random(seed)
    return [
        run(
            number,
            dice.choice(["blue", "green", "red", "white"]),
            minutes=dice.randrange(20, 200),
            release=MONDAY + dice.randrange(2 * DAY),
            latest_end=MONDAY + dice.randrange(DAY, 4 * DAY),
            kind=dice.choice(list(Kind)),
        )
        for number in range(1, count + 1)
    ]


def assert_all_orders_cost_the_same(window, most=1_000):
    statement = statement_of(window)
    for order in islice(every_order(statement), most):
        assert cost_of_order(statement, order) == window.cost_in(order)
    assert cost_of_order(statement, window.order) == window.cost()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("size", "machines"), [(5, 1), (4, 2), (3, 3)])
def test_every_order_of_runs_costs_what_the_objective_says(seed, size, machines):
    found = [*schedule(*random_runs(seed), machines=3).windows(size, machines, 3, seed)]

    assert len(found) == 3
    for window in found:
        assert_all_orders_cost_the_same(window)


def test_six_runs_in_every_order_cost_what_the_objective_says():
    window = next(schedule(*random_runs(7)).windows(6, 1, 1, 7))

    assert sum(1 for _ in every_order(statement_of(window))) == factorial(6)
    assert_all_orders_cost_the_same(window)


@pytest.mark.parametrize("seed", range(3))
def test_every_order_of_the_runs_of_a_book_costs_what_the_objective_says(seed):
    book = book_schedule(random_book(seed, lines=60, span=200), SHOP)
    found = [*book.windows(4, 2, 3, seed)]

    assert len(found) == 3
    for window in found:
        assert_all_orders_cost_the_same(window)


def test_best_order_of_all_is_never_dearer_than_the_plan():
    windows = [*schedule(*random_runs(3)).windows(5, 1, 6, 3)]

    costs = [(least_cost(statement_of(window)), window.cost()) for window in windows]

    assert len(costs) == 6
    assert all(best is not None and best <= ours for best, ours in costs)


def test_cost_counts_changeovers_lateness_and_pauses():
    """Monday 05:00 to 20:45 UTC, half an hour off from 11:00: 330 and 540 minutes.

    Green ends at 05:05 + 300 minutes on time. Red needs 20 + 60 minutes from 10:05 on and ends at
    11:55, behind the pause, 55 minutes late. Two changeovers of 25 minutes in all.
    """
    green = run(1, "green", 300, latest_end=MONDAY + 605)
    red = run(2, "red", 60, latest_end=MONDAY + 660)

    window = next(schedule(green, red).windows(2, 1, 1, 0))

    assert window.cost_in([[0, 1]]) == 12_000 + 55 + 2 * 400 + 25 * 100
    assert cost_of_order(statement_of(window), [[0, 1]]) == window.cost_in([[0, 1]])


def test_order_that_would_push_what_follows_back_is_none():
    """Blue, green, and green behind: with blue between the greens the last one starts later."""
    rows = schedule(run(1, "blue"), run(2, "green"), run(3, "green"))

    window = next(it for it in rows.windows(2, 1, 2, 0) if it.behind != (None,))

    assert [[it.id for it in block] for block in window.blocks] == [[1], [2]]
    assert (window.cost(), window.cost_in([[0, 1]]), window.cost_in([[1, 0]])) == (900, 900, None)
    assert cost_of_order(statement_of(window), [[1, 0]]) is None
    assert least_cost(statement_of(window)) == 900


def test_windows_hold_runs_that_follow_each_other_and_none_is_there_twice():
    rows = schedule(*random_runs(5), machines=3)

    found = [it.slots.keys() for it in rows.windows(4, 1, 40, 5)]

    assert len(found) > 10
    assert len({tuple(slots) for slots in found}) == len(found)
