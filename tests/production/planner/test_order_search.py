"""The search on the dispatcher's plan: less costs less, and what is settled stays."""

from dataclasses import replace

import pytest

from production.planner.books.improvement import warm_up
from production.planner.checker import check_plan
from production.planner.mixed_lines.values import LineRules
from production.planner.objective import cost_of, objective_of
from production.planner.order_search import improve_order
from production.planner.sequencing import make_plan
from production.planner.values import Centre, ChangeoverRule, Machine, Slot, Stop
from tests.production.planner.instances import (
    ALWAYS,
    DAY,
    MONDAY,
    problem,
    random_problem,
    run,
)

# From blue the dispatcher goes to green first, 5 minutes, and then pays 60 to red.
RULES = (ChangeoverRule("green", "red", 60), ChangeoverRule("blue", "green", 5))
CENTRE = Centre(1, "paint", ALWAYS, RULES, 10)


@pytest.fixture(scope="module", autouse=True)
def compiled():
    """Compiling would use up the time of the first search."""
    warm_up()


def factory(**changes):
    return problem(run(1, "green"), run(2, "red"), **{"centres": (CENTRE,), **changes})


def order(plan):
    return [item.run for item in sorted(plan.assignments, key=lambda item: item.slot.start)]


def cost(problem, plan):
    return cost_of(objective_of(problem, plan))


def test_order_with_less_to_change_over_is_taken():
    """Blue, red, green: 10 + 10 minutes, and not 5 + 60."""
    paint = factory()
    dispatched = make_plan(paint)

    found = improve_order(paint, dispatched, {})

    assert (order(dispatched), cost(paint, dispatched)) == ([1, 2], 2 * 400 + 65 * 100)
    assert (order(found), cost(paint, found)) == ([2, 1], 2 * 400 + 20 * 100)
    assert check_plan(paint, found) == []


def test_order_that_makes_a_custom_run_late_is_not_taken():
    """Green is due when it ends as the first one: 5 + 60 minutes from now."""
    paint = problem(run(1, "green", latest_end=MONDAY + 65), run(2, "red"), centres=(CENTRE,))
    dispatched = make_plan(paint)

    assert improve_order(paint, dispatched, {}) is dispatched


@pytest.mark.parametrize("change", ["started", "frozen"])
def test_settled_run_stays(change):
    slot = Slot(11, MONDAY, MONDAY + 5, MONDAY + 65, 5)
    paint = problem(
        run(1, "green", **{change: slot}), run(2, "red"), run(3, "red"), centres=(CENTRE,)
    )

    found = improve_order(paint, make_plan(paint), {})

    assert {item.run: item.slot for item in found.assignments}[1] == slot
    assert order(found) == [1, 2, 3]


def test_machine_with_a_stop_ahead_keeps_its_order():
    stop = Stop(MONDAY + DAY, MONDAY + 2 * DAY)
    paint = factory(machines=(Machine(11, 1, "blue", (stop,)),))
    dispatched = make_plan(paint)

    assert improve_order(paint, dispatched, {}) is dispatched


def test_mixed_line_keeps_its_order():
    paint = factory(centres=(replace(CENTRE, line=LineRules()),))
    dispatched = make_plan(paint)

    assert improve_order(paint, dispatched, {}) is dispatched


def test_cheaper_order_of_the_plan_before_is_where_the_search_begins():
    """Without any time for the search the order before is taken, on the machine that is there."""
    paint = factory()
    before = {
        2: Slot(11, MONDAY, MONDAY + 10, MONDAY + 70, 10),
        1: Slot(11, MONDAY + 70, MONDAY + 80, MONDAY + 140, 10),
    }

    found = improve_order(paint, make_plan(paint), before, time_limit_s=0.0)

    assert {item.run: item.slot for item in found.assignments} == before


def test_order_before_on_a_machine_that_is_gone_counts_for_nothing():
    paint = factory()
    gone = {2: Slot(99, MONDAY, MONDAY + 10, MONDAY + 70, 10)}
    dispatched = make_plan(paint)

    assert improve_order(paint, dispatched, gone, time_limit_s=0.0) is dispatched


def test_planned_runs_stay_where_they_are_for_a_small_saving():
    """Red first would save 5 minutes, and two runs that were planned would move."""
    rules = (ChangeoverRule("green", "red", 20), ChangeoverRule("blue", "green", 5))
    paint = factory(centres=(Centre(1, "paint", ALWAYS, rules, 10),))
    dispatched = make_plan(paint)
    before = {item.run: item.slot for item in dispatched.assignments}

    assert order(improve_order(paint, dispatched, {})) == [2, 1]
    assert improve_order(paint, dispatched, before) is dispatched


def test_machine_does_not_stand_idle_to_save_a_changeover():
    """Both red runs on the red machine would save 10 minutes and end a day and more later."""
    machines = (Machine(11, 1, "red"), Machine(12, 1, "blue"))
    paint = problem(
        run(1, "red", 2_000), run(2, "red", 2_000), centres=(CENTRE,), machines=machines
    )
    dispatched = make_plan(paint)

    found = improve_order(paint, dispatched, {})

    assert {item.slot.machine for item in dispatched.assignments} == {11, 12}
    assert found is dispatched


def test_runs_without_a_place_keep_their_reason():
    paint = problem(
        run(1, "green"), run(2, "red"), run(3, "red", waits_for="no leather"), centres=(CENTRE,)
    )
    dispatched = make_plan(paint)

    found = improve_order(paint, dispatched, {})

    assert order(found) == [2, 1]
    assert found.unplaced == dispatched.unplaced
    assert [item.reason for item in found.unplaced] == ["no leather"]


@pytest.mark.parametrize("seed", range(40))
def test_found_plan_is_lawful_and_never_worse(seed):
    factory = random_problem(seed, size=40)
    dispatched = make_plan(factory)

    found = improve_order(factory, dispatched, {})

    ours, theirs = objective_of(factory, found), objective_of(factory, dispatched)
    assert check_plan(factory, found) == []
    assert found is dispatched or cost_of(ours) < cost_of(theirs)
    assert ours["late_custom_runs"] <= theirs["late_custom_runs"]
    assert found.unplaced == dispatched.unplaced


def test_search_finds_something_in_most_factories():
    factories = [random_problem(seed, size=40) for seed in range(20)]

    plans = [(factory, make_plan(factory)) for factory in factories]

    assert sum(improve_order(factory, plan, {}) is not plan for factory, plan in plans) > 10


def test_same_factory_gets_the_same_plan():
    factory = random_problem(4, size=40)
    plan = make_plan(factory)

    assert improve_order(factory, plan, {}) == improve_order(factory, plan, {})
