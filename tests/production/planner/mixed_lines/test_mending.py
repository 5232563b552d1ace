"""Lines whose best order would make customers late: mended within what their dates allow."""

import random
from dataclasses import replace
from itertools import permutations

import pytest

from production.planner.changeovers import changeover_minutes
from production.planner.checker import check_plan
from production.planner.line_sequencing.paint_search import sequence_steadily
from production.planner.mixed_lines.mending import mend_lines
from production.planner.mixed_lines.sequencing import plan_with_lines, with_fresh_cars
from production.planner.mixed_lines.standing import standing_of
from production.planner.mixed_lines.statement import order_on, with_lines
from production.planner.mixed_lines.values import Car
from production.planner.sequencing import make_plan, plan_in_order
from production.planner.values import Centre, Kind, Machine, Stop
from tests.production.planner.instances import ALWAYS, DAY, MONDAY, run
from tests.production.planner.mixed_lines.lines import (
    PURGE_MIN,
    RULES,
    car,
    line_problem,
    random_line,
)

PAIRS = replace(RULES, batch_limit=2)


def tight_line(seed, cars=6, **changes):
    """Cars of a third for stock; latest ends that no order of arrival keeps."""
    dice = random.Random(seed)
    line = random_line(seed, cars, rules=PAIRS, **changes)
    runs = [
        replace(
            row,
            kind=dice.choice([Kind.CUSTOM, Kind.CUSTOM, Kind.STOCK]),
            latest_end=MONDAY + 20 * dice.randint(1, cars) + dice.randint(0, 4 * PURGE_MIN),
        )
        for row in line.runs
    ]
    return replace(line, runs=tuple(runs))


def planned(line, before=None):
    return plan_with_lines(line, before or {}, sequence_steadily)


def mended(line, plan, before=None):
    machines = [machine.id for machine in line.machines]
    return mend_lines(line, plan, machines, before or {}, sequence_steadily, changeover_minutes)


def slots_of(plan):
    return {item.run: item.slot for item in plan.assignments}


def harmless_standings(line, plain):
    """What all orders come to that make no more customers late."""
    found = [
        standing_of(line, plan_in_order(line, {1: order}))
        for order in permutations(row.id for row in line.runs)
    ]
    return [row for row in found if row[:2] <= plain[:2]]


@pytest.mark.parametrize("seed", range(6))
def test_mended_line_has_as_few_overlong_batches_as_any_order_that_harms_nobody(seed):
    """Referee: every order of the cars. The search is no proof: it holds for these lines."""
    line = tight_line(seed)
    plain = standing_of(line, make_plan(line))

    plan = planned(line)

    standing = standing_of(line, plan)
    assert standing[:2] <= plain[:2]
    assert standing.overlong == min(row.overlong for row in harmless_standings(line, plain))
    assert check_plan(line, with_lines(line, plan)) == []


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("cars", [12, 30])
def test_line_of_any_size_is_never_worse_than_the_dispatchers(seed, cars):
    line = tight_line(seed, cars)
    plain = make_plan(line)

    standing, mended_standing = (
        standing_of(line, plan) for plan in (planned(line), mended(line, plain))
    )

    assert standing[:4] <= standing_of(line, plain)[:4]
    assert standing.overlong <= standing_of(line, plain).overlong
    assert mended_standing <= standing_of(line, plain)


def urgent_line(**changes):
    """Six red cars, the fifth due first and the third next, and three blue ones that can wait."""
    due = {5: 26, 3: 78}
    red = [car(number, latest_end=MONDAY + due.get(number, DAY)) for number in range(1, 7)]
    blue = [car(number, "blue", latest_end=MONDAY + DAY) for number in (7, 8, 9)]
    return line_problem(*red, *blue, rules=PAIRS, passed=(Car("red"),), **changes)


def test_order_that_keeps_dates_is_broken_up_where_they_leave_room():
    """A red car passed, so one more is a pair: 5, blue, 3 ends at 20 + 26 + 26 minutes."""
    line = urgent_line()

    plan = planned(line)

    assert standing_of(line, make_plan(line))[:3] == (0, 0, 6)
    assert standing_of(line, plan)[:4] == (0, 0, 0, 0)
    assert order_on(plan, 1)[0] == 5


def test_order_of_the_plan_before_stands_while_none_mends_more():
    line = tight_line(3)
    first = planned(line)

    assert planned(line, slots_of(first)) == first


def test_cars_that_have_not_come_keep_their_place_in_the_queue():
    late = car(10, "blue", release=MONDAY + 60, latest_end=MONDAY + 90)
    line = urgent_line()
    line = replace(line, runs=(*line.runs, late))
    plain = make_plan(line)

    plan = mended(line, plain)

    assert slots_of(plan)[10].start >= MONDAY + 60
    assert order_on(plan, 1).index(10) == order_on(plain, 1).index(10)
    assert standing_of(line, plan) <= standing_of(line, plain)


def test_settled_cars_keep_their_slots_while_the_others_are_mended():
    line = urgent_line()
    slots = slots_of(make_plan(line))
    head = order_on(make_plan(line), 1)[:2]
    runs = [replace(row, frozen=slots[row.id]) if row.id in head else row for row in line.runs]
    line = replace(line, runs=tuple(runs))

    plan = mended(line, make_plan(line))

    assert {number: slots_of(plan)[number] for number in head} == {n: slots[n] for n in head}
    assert standing_of(line, plan).overlong < standing_of(line, make_plan(line)).overlong


def test_stop_of_the_machine_is_no_time_to_mend_in():
    """An hour of standing still leaves the red cars no minute for a purge."""
    stop = Stop(MONDAY + 30, MONDAY + 30 + 7 * 20)
    line = urgent_line(
        machines=(Machine(1, 1, "red", stops=(stop,), passed=(Car("red"),)),),
    )
    plain = make_plan(line)

    plan = mended(line, plain)

    assert standing_of(line, plan) <= standing_of(line, plain)
    assert check_plan(line, with_lines(line, plan)) == []


def test_car_that_another_run_waits_for_is_held_where_moving_it_harms():
    """The fitting of car 5 is due right behind it, though the car itself could wait for days."""
    line = urgent_line()
    centres = (*line.centres, Centre(2, "fitting", ALWAYS, (), 0))
    relaxed = [replace(row, latest_end=MONDAY + 9 * DAY) for row in line.runs]
    first = [row.id for row in line.runs].index(5)
    fitting = run(20, "any", 10, work_centre=2, lot=5, position=2, latest_end=MONDAY + 36)
    line = replace(
        line,
        centres=centres,
        machines=(*line.machines, Machine(2, 2, "any")),
        runs=(relaxed[first], *relaxed[:first], *relaxed[first + 1 :], fitting),
    )
    plain = plan_in_order(line, {1: [5, 3, 1, 2, 4, 6, 7, 8, 9], 2: [20]})

    plan = mended(line, plain)

    assert standing_of(line, plain)[:3] == (0, 0, 6)
    assert standing_of(line, plan)[:4] == (0, 0, 0, 0)
    assert slots_of(plan)[20].end <= MONDAY + 36


def test_fresh_car_mends_the_line_that_it_would_make_late():
    line = urgent_line()
    plain = plan_in_order(line, {1: [5, 3, 1, 2, 4, 6, 7, 8, 9]})

    again = with_fresh_cars(line, plain, {}, sequence_steadily)

    assert standing_of(line, plain)[:3] == (0, 0, 6)
    assert standing_of(line, again)[:4] == (0, 0, 0, 0)


def test_two_lines_are_mended_one_after_the_other():
    first = urgent_line()
    second = [
        replace(row, id=row.id + 100, work_centre=2, steps=run(row.id + 100).steps)
        for row in first.runs
    ]
    line = replace(
        first,
        centres=(*first.centres, replace(first.centres[0], id=2)),
        machines=(*first.machines, replace(first.machines[0], id=2, work_centre=2)),
        runs=(*first.runs, *second),
    )

    plan = mended(line, make_plan(line))

    assert standing_of(line, make_plan(line)).overlong == 12
    assert standing_of(line, plan)[:4] == (0, 0, 0, 0)
