from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from production.planner.checker import check_plan
from production.planner.moves import legal_moves
from production.planner.sequencing import make_plan, plan_in_order
from production.planner.values import Machine, PlanningError
from tests.production.planner.instances import MONDAY, problem, random_problem, run


def order_of(plan):
    order = {}
    for item in sorted(plan.assignments, key=lambda item: item.slot.start):
        order.setdefault(item.slot.machine, []).append(item.run)
    return order


def places(moves):
    return [(move.machine, move.before) for move in moves]


def test_run_can_go_before_and_behind_every_other():
    shop = problem(run(1), run(2, "green"), run(3))
    plan = make_plan(shop)
    assert order_of(plan) == {11: [1, 3, 2]}

    moves = legal_moves(shop, plan, 1)

    assert places(moves) == [(11, 2), (11, None)]


def test_move_says_what_it_costs():
    shop = problem(run(1), run(2, "green", latest_end=MONDAY + 200), run(3))
    plan = make_plan(shop)

    (first, *_rest) = [move for move in legal_moves(shop, plan, 2) if move.before == 1]

    assert (first.changeovers, first.changeover_min, first.shifted) == (1, 20, 2)
    assert first.later == ()


def test_customers_run_that_gets_late_is_named_with_its_minutes():
    shop = problem(run(1, latest_end=MONDAY + 60), run(2, "green"))
    plan = make_plan(shop)

    (move,) = legal_moves(shop, plan, 2)

    assert move.later == ((1, 100),)


def test_nothing_goes_ahead_of_what_is_settled():
    plan = make_plan(problem(run(1), run(2), run(3)))
    slots = {item.run: item.slot for item in plan.assignments}
    shop = problem(
        run(1, started=slots[1]), run(2, frozen=slots[2]), run(3), run(4), now=MONDAY + 10
    )

    moves = legal_moves(shop, make_plan(shop), 4)

    assert places(moves) == [(11, 3)]


def test_nothing_goes_behind_a_run_that_still_takes_members():
    shop = problem(run(1), run(2, release=MONDAY + 500), run(3))

    assert (11, None) not in places(legal_moves(shop, make_plan(shop), 1))


def test_move_that_would_make_runs_wait_in_a_ring_is_left_out():
    first, second = run(1, lot=7, position=1), run(2, lot=7, position=2)
    shop = problem(first, second, run(3))

    moves = legal_moves(shop, make_plan(shop), 2)

    assert all(
        order_of(move.plan)[11].index(1) < order_of(move.plan)[11].index(2) for move in moves
    )
    assert moves


@pytest.mark.parametrize("number", [9, 1])
def test_unknown_or_started_run_cannot_move(number):
    slot = make_plan(problem(run(1))).assignments[0].slot
    shop = problem(run(1, started=slot), now=MONDAY + 5)

    with pytest.raises(PlanningError):
        legal_moves(shop, make_plan(shop), number)


def test_run_may_change_to_another_machine_of_its_work_centre():
    machines = (Machine(11, 1, "blue"), Machine(12, 1, "green"), Machine(13, 2, "blue"))
    shop = replace(problem(run(1), run(2)), machines=machines)

    assert {move.machine for move in legal_moves(shop, make_plan(shop), 1)} <= {11, 12}


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.data())
def test_every_move_is_a_plan_that_the_checker_passes(seed, data):
    shop = random_problem(seed, size=10)
    plan = make_plan(shop)
    movable = [
        item.run
        for item in plan.assignments
        if not next(row for row in shop.runs if row.id == item.run).started
    ]
    if not movable:
        return
    moved = data.draw(st.sampled_from(movable))

    for move in legal_moves(shop, plan, moved):
        unfrozen = replace(
            shop,
            runs=tuple(replace(r, frozen=None) if r.id == moved else r for r in shop.runs),
        )
        assert check_plan(unfrozen, move.plan) == []
        queue = order_of(move.plan)[move.machine]
        after = queue[queue.index(moved) + 1 :]
        assert (after[0] if after else None) == move.before


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_the_plans_own_order_is_timed_as_the_plan_is_or_earlier(seed):
    shop = random_problem(seed, size=12)
    plan = make_plan(shop)

    again = plan_in_order(shop, order_of(plan))

    ends = {item.run: item.slot.end for item in plan.assignments}
    assert {item.run for item in again.assignments} == ends.keys()
    assert all(item.slot.end <= ends[item.run] for item in again.assignments)
    assert check_plan(shop, again) == []
