"""The plan of a mixed line: the best order of small lines, behind what stays, never at a customer's cost."""

from dataclasses import replace
from itertools import permutations

import pytest

from production.planner.checker import check_plan
from production.planner.line_sequencing.paint_search import sequence_steadily
from production.planner.mixed_lines.sequencing import plan_with_lines, with_fresh_cars
from production.planner.mixed_lines.statement import (
    car_of,
    order_on,
    planned_figures,
    with_lines,
)
from production.planner.mixed_lines.values import Car, LineLoad
from production.planner.objective import objective_of
from production.planner.sequencing import make_plan, plan_in_order
from production.planner.values import Kind, Slot
from tests.production.planner.instances import DAY, MONDAY, problem, run
from tests.production.planner.mixed_lines.lines import (
    PURGE_MIN,
    RULES,
    car,
    line_problem,
    random_line,
)

PASSED = (Car("blue", ("sun-roof",)), Car("red"), Car("red", ("tow-bar",)))


def planned(line, before=None):
    return plan_with_lines(line, before or {}, sequence_steadily)


def slots_of(plan):
    return {item.run: item.slot for item in plan.assignments}


def best_of(line, head=()):
    """The least figures of all orders in which `head` goes first."""
    runs = {run.id: run for run in line.runs}
    rest = [run for run in line.runs if run.id not in head]
    fixed = [car_of(runs[number]) for number in head]
    return min(
        planned_figures(RULES, line.machines[0].passed, [*fixed, *map(car_of, order)])
        for order in permutations(rest)
    )


def figures_of(line, plan):
    runs = {run.id: run for run in line.runs}
    cars = [car_of(runs[number]) for number in order_on(plan, 1)]
    return planned_figures(RULES, line.machines[0].passed, cars)


@pytest.mark.parametrize("seed", range(12))
def test_order_of_a_small_line_is_the_best_of_all(seed):
    line = random_line(seed, cars=7 if seed < 2 else 6, passed=PASSED if seed % 2 else ())

    plan = planned(line)

    assert figures_of(line, plan) == best_of(line)
    assert check_plan(line, with_lines(line, plan)) == []


@pytest.mark.parametrize("seed", range(6))
def test_frozen_cars_stay_and_the_others_are_the_best_behind_them(seed):
    line = random_line(seed, cars=7)
    slots = slots_of(make_plan(line))
    head = [number for number, slot in sorted(slots.items(), key=lambda it: it[1].start)][:2]
    runs = [replace(row, frozen=slots[row.id]) if row.id in head else row for row in line.runs]
    line = replace(line, runs=tuple(runs))

    plan = planned(line, slots)

    assert order_on(plan, 1)[:2] == head
    assert {number: slots_of(plan)[number] for number in head} == {n: slots[n] for n in head}
    assert figures_of(line, plan) == best_of(line, head)


def test_same_cars_give_the_same_plan():
    line = random_line(3, cars=40)

    assert planned(line) == planned(line)


def test_order_of_the_plan_before_stands_while_none_is_better():
    line = random_line(5)
    first = planned(line)
    order = order_on(first, 1)
    turned = [order[-1], *order[:-1]]
    slots = {number: Slot(1, 0, place, place, 0) for place, number in enumerate(turned)}
    runs = {row.id: row for row in line.runs}
    was = planned_figures(RULES, (), [car_of(runs[number]) for number in turned])

    assert was > best_of(line)
    assert figures_of(line, planned(line, slots)) == best_of(line)
    assert order_on(planned(line, slots_of(first)), 1) == order


def test_plan_keeps_a_customer_in_time_before_it_gathers_colours():
    urgent = car(9, "blue", kind=Kind.CUSTOM, latest_end=MONDAY + 30)
    others = [car(number, "red", kind=Kind.STOCK) for number in range(1, 4)]
    line = line_problem(*others, urgent, passed=(Car("red"),))

    plan = planned(line)

    assert objective_of(line, plan)["late_custom_runs"] == 0
    assert order_on(plan, 1)[0] == 9


def test_car_that_is_not_ready_keeps_nobody_waiting():
    late = car(1, "red", release=MONDAY + DAY)
    line = line_problem(late, car(2, "red"), car(3, "blue"), car(4, "blue"))

    slots = slots_of(planned(line))

    assert slots[1].start == MONDAY + DAY
    assert max(slots[number].end for number in (2, 3, 4)) < MONDAY + 3 * 20 + 3 * PURGE_MIN + 1


def test_new_car_gets_its_place_among_those_that_a_disturbance_left_alone():
    line = line_problem(
        car(1, "red", "sun-roof"), car(2, "red"), car(3, "red"), car(4, "red", "sun-roof")
    )
    order = {1: [1, 4, 2, 3]}
    plan = plan_in_order(line, order)
    known = {number: slot for number, slot in slots_of(plan).items() if number != 4}

    again = with_fresh_cars(line, plan, known, sequence_steadily)

    assert figures_of(line, plan).high == 1
    assert figures_of(line, again) == best_of(line)
    assert with_fresh_cars(line, plan, slots_of(plan), sequence_steadily) == plan


def test_cars_that_are_alike_go_by_due_date():
    stock, late, soon = (
        car(1, "red", kind=Kind.STOCK, latest_end=MONDAY + 10),
        car(2, "red", latest_end=MONDAY + DAY),
        car(3, "red", latest_end=MONDAY + 100),
    )

    assert order_on(planned(line_problem(stock, late, soon)), 1) == [3, 2, 1]


def test_factory_without_a_mixed_line_never_asks_the_search():
    plain = problem(run(1), run(2, "green"))

    def refuse(_):
        raise AssertionError("asked")

    assert plan_with_lines(plain, {}, refuse) == make_plan(plain)


def test_statement_names_order_load_and_what_arrival_would_have_cost():
    line = line_problem(
        car(1, "red", "sun-roof"), car(2, "blue"), car(3, "red", "sun-roof"), car(4, "blue")
    )

    stated = with_lines(line, planned(line)).lines

    assert len(stated) == 1
    assert set(stated[0].runs) == {1, 2, 3, 4}
    assert stated[0].arrival == LineLoad(0, 1, 3, 0, 4 * PURGE_MIN)
    assert stated[0].load[:4] == best_of(line)


def test_arrival_counts_cars_that_have_started_where_they_are():
    started = Slot(1, MONDAY - 10, MONDAY - 10, MONDAY + 10, 0)
    line = line_problem(car(1, "blue"), car(2, "red", started=started), car(3, "red"))

    stated = with_lines(line, planned(line)).lines[0]

    assert stated.runs[0] == 2
    assert stated.arrival == LineLoad(0, 0, 2, 0, 2 * PURGE_MIN)
    assert stated.load == LineLoad(0, 0, 1, 0, PURGE_MIN)
