"""The smallest change that answers a disturbance is taken, and what the others cost is known."""

from dataclasses import replace

import pytest

from production.planner.checker import check_plan
from production.planner.replanning.causes import find_disturbance
from production.planner.replanning.ladder import answer
from production.planner.replanning.values import Cause, Disturbance, Rung
from production.planner.sequencing import make_plan
from production.planner.values import Machine, Stop
from tests.production.planner.instances import DAY, MONDAY, problem, random_problem, run
from tests.production.planner.test_stops import with_stops

TWO = (Machine(11, 1, "blue"), Machine(12, 1, "blue"))
FAR = MONDAY + 10 * DAY


def slots(instance):
    return {item.run: item.slot for item in make_plan(instance).assignments}


def answered(instance, before, **kinds):
    return answer(instance, before, find_disturbance(instance, before, **kinds))


def dies(instance, machine, minutes):
    """The factory with one machine standing still from now on."""
    stop = Stop(instance.now, instance.now + minutes)
    machines = tuple(
        replace(row, stops=(stop,)) if row.id == machine else row for row in instance.machines
    )
    return replace(instance, machines=machines)


def test_nothing_is_disturbed_while_the_plan_holds():
    instance = problem(run(1), run(2))

    assert find_disturbance(instance, slots(instance)) is None


def test_short_stop_shifts_the_queue_to_the_right():
    instance = problem(run(1), run(2, latest_end=FAR), machines=TWO)
    before = slots(instance)

    found = answered(dies(instance, 11, 30), before)

    assert (found.disturbance.cause, found.taken.rung) == (Cause.BREAKDOWN, Rung.SHIFT)
    assert found.taken.loss.elsewhere == 0


def test_run_that_would_be_late_goes_to_another_machine_and_nobody_else_moves():
    """Machine 11 is dead for a day; run 1 must be done in three hours, after run 2 on 12."""
    instance = problem(
        run(1, latest_end=MONDAY + 180), run(2, latest_end=MONDAY + 70), machines=TWO
    )
    before = slots(instance)
    dead = before[1].machine

    found = answered(dies(instance, dead, DAY), before)

    after = {item.run: item.slot for item in found.taken.plan.assignments}
    assert found.taken.rung == Rung.REASSIGN
    assert after[1].machine != dead
    assert after[2] == before[2]
    assert [attempt.rung for attempt in found.attempts] == [
        Rung.SHIFT,
        Rung.RESEQUENCE,
        Rung.REASSIGN,
        Rung.FULL,
    ]
    assert (found.attempts[0].loss.late_runs, found.taken.loss.late_runs) == (1, 0)


def test_orders_that_were_late_before_do_not_move_everybody_elses():
    """Four machines with forty runs due within five hours; one machine dies for a day."""
    machines = tuple(Machine(number, 1, "blue") for number in (11, 12, 13, 14))
    runs = [run(number, latest_end=MONDAY + 8 * number) for number in range(1, 41)]
    instance = problem(*runs, machines=machines)
    before = slots(instance)

    found = answered(dies(instance, 11, DAY), before)

    full, elsewhere = found.attempts[-1], sum(slot.machine != 11 for slot in before.values())
    assert found.late_before > 20
    assert full.loss.elsewhere > 0.15 * elsewhere >= found.taken.loss.elsewhere
    assert found.taken.rung == Rung.REASSIGN
    assert found.taken.loss.late_min < found.attempts[0].loss.late_min


def test_rush_run_is_inserted_ahead_of_what_can_wait():
    calm = problem(run(1, minutes=200), run(2, minutes=200))
    before = slots(calm)
    rush = replace(calm, runs=(*calm.runs, run(3, minutes=30, latest_end=MONDAY + 90)))

    found = answered(rush, before)

    assert (found.disturbance.cause, found.taken.rung) == (Cause.RUSH, Rung.INSERT)
    assert found.taken.loss.late_runs == 0


def test_pieces_made_again_are_inserted():
    calm = problem(run(1))
    again = replace(calm, runs=(*calm.runs, run(2)))

    found = answered(again, slots(calm), made_again=frozenset({2}))

    assert (found.disturbance.cause, found.taken.rung) == (Cause.SCRAP, Rung.INSERT)
    assert {item.run for item in found.taken.plan.assignments} == {1, 2}


def test_run_behind_one_that_waits_for_material_goes_ahead():
    """Run 1 keeps its machine for a delivery in two days; run 2 is due today."""
    calm = problem(run(1, latest_end=MONDAY + 60), run(2, latest_end=MONDAY + 300))
    before = slots(calm)
    late = replace(calm, runs=(replace(calm.runs[0], release=MONDAY + 2 * DAY), calm.runs[1]))

    found = answered(late, before)

    after = {item.run: item.slot for item in found.taken.plan.assignments}
    assert (found.disturbance.cause, found.taken.rung) == (Cause.LATE_MATERIAL, Rung.RESEQUENCE)
    assert after[2].end <= MONDAY + 300


def test_run_whose_parts_nobody_delivers_leaves_its_place():
    calm = problem(run(1), run(2))
    out = replace(calm, runs=(replace(calm.runs[0], waits_for="waits for Tube"), calm.runs[1]))

    found = answered(out, slots(calm))

    assert found.disturbance.cause == Cause.STOCK_OUT
    assert [row.run for row in found.taken.plan.unplaced] == [1]


@pytest.mark.parametrize("seed", range(25))
def test_random_factories_are_answered_with_a_legal_plan_no_worse_than_asked(seed):
    """Every rung's plan is legal, and full placing is never given up for calm."""
    calm = random_problem(seed)
    before = slots(calm)
    shocked = with_stops(calm, seed)
    nothing = Disturbance(Cause.RUSH, frozenset(), frozenset())
    disturbance = find_disturbance(shocked, before) or nothing

    found = answer(shocked, before, disturbance)

    assert check_plan(shocked, found.taken.plan) == []
    assert found.taken.loss.unplaced <= found.attempts[-1].loss.unplaced
    assert found == answer(shocked, before, disturbance)
