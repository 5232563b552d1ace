"""The recount of a mixed line, and the plans that it refuses."""

from dataclasses import replace

import pytest

from production.planner.checker import check_plan
from production.planner.mixed_lines.checker import (
    Overload,
    colour_changes,
    overloads,
    overlong_places,
)
from production.planner.mixed_lines.statement import planned_figures, with_lines
from production.planner.mixed_lines.values import Car, LineRules
from production.planner.sequencing import make_plan, plan_in_order
from tests.production.planner.mixed_lines.lines import RULES, car, line_problem, random_line


def test_windows_with_too_many_are_named():
    cars = [Car("red", ("sun-roof",)), Car("red"), Car("red", ("sun-roof",))]

    assert list(overloads(RULES, (), cars)) == [Overload(RULES.ratios[0], 0, 2, 2)]


def test_window_reaches_back_to_cars_that_have_passed_but_none_lies_behind():
    passed = [Car("red", ("sun-roof",)), Car("red", ("sun-roof",)), Car("red")]

    found = list(overloads(RULES, passed, [Car("red", ("sun-roof",))]))

    assert found == [Overload(RULES.ratios[0], -2, 0, 2)]


def test_cars_beyond_the_batch_limit_are_named():
    assert overlong_places(RULES, [Car("red")] * 2, [Car("red")] * 3 + [Car("blue")]) == [1, 2]


def test_without_a_limit_no_batch_is_too_long():
    assert overlong_places(LineRules(), (), [Car("red")] * 9) == []


def test_change_to_the_first_planned_car_counts():
    assert colour_changes([Car("red")], [Car("blue"), Car("blue"), Car("red")]) == 2
    assert colour_changes([], [Car("blue"), Car("red")]) == 1


@pytest.mark.parametrize("seed", range(20))
def test_recount_agrees_with_the_statement_of_any_order(seed):
    line = random_line(seed, cars=12, passed=[Car("red", ("tow-bar",)), Car("blue", ("sun-roof",))])
    order = {1: [row.id for row in line.runs]}

    assert check_plan(line, with_lines(line, plan_in_order(line, order))) == []


def stated_plan():
    line = line_problem(car(1, "red", "sun-roof"), car(2, "red", "sun-roof"), car(3, "blue"))
    return line, with_lines(line, plan_in_order(line, {1: [1, 2, 3]}))


def test_violation_that_the_plan_hides_is_caught():
    problem, plan = stated_plan()
    line = plan.lines[0]
    assert line.load.high == 1
    hidden = replace(plan, lines=(replace(line, load=line.load._replace(high=0)),))

    assert [row.code for row in check_plan(problem, plan)] == []
    assert [row.code for row in check_plan(problem, hidden)] == ["line_misstated"]


def test_batch_that_the_plan_hides_is_caught():
    problem = line_problem(*(car(number, "red") for number in range(1, 6)))
    plan = with_lines(problem, make_plan(problem))
    line = plan.lines[0]
    assert line.load.overlong == 2
    hidden = replace(plan, lines=(replace(line, load=line.load._replace(overlong=0)),))

    assert [row.code for row in check_plan(problem, hidden)] == ["line_misstated"]


def test_order_other_than_stated_is_caught():
    problem, plan = stated_plan()
    turned = replace(plan, lines=(replace(plan.lines[0], runs=(2, 1, 3)),))

    assert [row.code for row in check_plan(problem, turned)] == ["line_order"]


def test_statement_of_a_random_order_is_what_the_search_counts():
    cars = [Car("red", ("sun-roof", "heat-pump")), Car("red", ("heat-pump",)), Car("blue")]

    assert planned_figures(RULES, (), cars) == (0, 0, 1, 1)
