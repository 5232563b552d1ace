from dataclasses import replace
from itertools import pairwise

import pytest

from production.planner.checker import check_plan
from production.planner.sequencing import make_plan
from production.planner.values import (
    Assignment,
    CalendarRules,
    Centre,
    Machine,
    Plan,
    Shift,
    Slot,
    Step,
    Unplaced,
)
from tests.production.planner.instances import ALWAYS, DAY, MONDAY, problem, random_problem, run

BASE = problem(
    run(1, lot=1, position=1),
    run(2, "green", lot=2),
    run(3, "any", lot=1, position=2, work_centre=2, may_pause=False),
    centres=(
        Centre(1, "paint", CalendarRules("UTC", (Shift(0, 0, 600), Shift(1, 0, 600))), (), 20),
        Centre(2, "assembly", ALWAYS, (), 0),
    ),
    machines=(Machine(11, 1, "blue"), Machine(21, 2, "any")),
)


def changed(number, **changes):
    """The base plan with one slot changed."""
    plan = make_plan(BASE)
    return replace(
        plan,
        assignments=tuple(
            replace(item, slot=replace(item.slot, **changes)) if item.run == number else item
            for item in plan.assignments
        ),
    )


def codes(instance, plan):
    return {violation.code for violation in check_plan(instance, plan)}


def test_base_plan_is_accepted():
    assert check_plan(BASE, make_plan(BASE)) == []


@pytest.mark.parametrize(
    ("number", "changes", "code"),
    [
        (
            2,
            {"changeover_start": MONDAY + 40, "start": MONDAY + 60, "end": MONDAY + 120},
            "overlap",
        ),
        (2, {"changeover_min": 0}, "changeover_wrong"),
        (2, {"changeover_start": MONDAY + 70}, "changeover_length"),
        (2, {"end": MONDAY + 139}, "length"),
        (2, {"end": MONDAY + 141}, "length"),
        (
            2,
            {
                "changeover_start": MONDAY + 610,
                "start": MONDAY + DAY,
                "end": MONDAY + DAY + 60,
            },
            "outside_calendar",
        ),
        (1, {"changeover_start": MONDAY - 5, "start": MONDAY - 5}, "in_the_past"),
        (3, {"changeover_start": MONDAY, "start": MONDAY, "end": MONDAY + 60}, "precedence"),
        (3, {"end": MONDAY + 180}, "paused"),
        (3, {"machine": 11}, "wrong_machine"),
        (3, {"machine": 99}, "wrong_machine"),
        (1, {"end": MONDAY - 60}, "backwards"),
    ],
)
def test_changed_slot_is_refused(number, changes, code):
    assert code in codes(BASE, changed(number, **changes))


def test_work_before_its_release_is_refused():
    late = replace(BASE, runs=(replace(BASE.runs[0], release=MONDAY + 1), *BASE.runs[1:]))

    assert "too_early" in codes(late, make_plan(BASE))


def test_moved_started_run_is_refused():
    started = replace(BASE.runs[0], started=Slot(11, MONDAY - 9, MONDAY - 9, MONDAY + 51, 0))
    instance = replace(BASE, runs=(started, *BASE.runs[1:]))

    assert "started_moved" in codes(instance, make_plan(BASE))


def test_forgotten_run_is_refused():
    plan = make_plan(BASE)

    assert "run_missing" in codes(BASE, Plan(plan.assignments[1:]))


def test_run_named_twice_is_refused():
    plan = make_plan(BASE)

    assert "run_twice" in codes(BASE, Plan((*plan.assignments, plan.assignments[0])))


def test_unknown_run_is_refused():
    plan = make_plan(BASE)
    stranger = Assignment(9, plan.assignments[0].slot)

    assert "run_unknown" in codes(BASE, Plan((*plan.assignments, stranger)))


def test_unplaced_run_without_a_reason_is_refused():
    plan = make_plan(BASE)

    assert "reason_missing" in codes(BASE, Plan(plan.assignments[:2], (Unplaced(3, ""),)))


def test_run_before_an_unseated_step_is_refused():
    instance = replace(BASE, unseated=frozenset({(2, 0)}))

    assert "precedence" in codes(instance, make_plan(BASE))


@pytest.mark.parametrize(
    ("steps", "minutes", "code"),
    [
        ((Step(1, 1, 1, "blue", 60), Step(2, 9, 1, "blue", 1)), 61, "member_twice"),
        ((Step(1, 1, 1, "red", 60),), 60, "family_mixed"),
        ((Step(1, 1, 1, "blue", 50),), 60, "minutes_wrong"),
        ((), 60, "run_empty"),
    ],
)
def test_run_with_wrong_members_is_refused(steps, minutes, code):
    wrong = replace(BASE.runs[0], steps=steps, minutes=minutes)
    instance = replace(BASE, runs=(wrong, *BASE.runs[1:]))

    assert code in codes(instance, make_plan(instance))


def later(slot):
    return replace(slot, start=slot.start + 1, end=slot.end + 1)


def shorter(slot):
    return replace(slot, end=slot.end - 1)


def into_the_past(slot):
    moved = slot.changeover_start - 20 * DAY
    return replace(slot, changeover_start=moved, start=moved, end=moved)


def longer_changeover(slot):
    return replace(slot, changeover_min=slot.changeover_min + 1)


def other_machine(slot):
    return replace(slot, machine=slot.machine + 100)


@pytest.mark.parametrize(
    "mutate", [later, shorter, into_the_past, longer_changeover, other_machine]
)
@pytest.mark.parametrize("seed", range(20))
def test_mutated_random_plan_is_refused(mutate, seed):
    """One run moved a minute without its changeover, shortened, sent back, or misplaced."""
    instance = random_problem(seed)
    plan = make_plan(instance)
    index = seed % len(plan.assignments)
    victim = plan.assignments[index]
    if mutate is later and victim.slot.changeover_min == 0:
        victim = next(item for item in plan.assignments if item.slot.changeover_min)
        index = plan.assignments.index(victim)
    mutant = replace(victim, slot=mutate(victim.slot))

    violations = check_plan(
        instance,
        replace(
            plan, assignments=(*plan.assignments[:index], mutant, *plan.assignments[index + 1 :])
        ),
    )

    assert violations != []


@pytest.mark.parametrize("seed", range(20))
def test_swapped_runs_on_one_machine_are_refused(seed):
    instance = random_problem(seed)
    plan = make_plan(instance)
    rows = sorted(plan.assignments, key=lambda item: (item.slot.machine, item.slot.start))
    one, other = next(
        pair
        for pair in pairwise(rows)
        if pair[0].slot.machine == pair[1].slot.machine
        and pair[0].slot.end - pair[0].slot.start != pair[1].slot.end - pair[1].slot.start
    )
    swapped = {one.run: other.slot, other.run: one.slot}

    violations = check_plan(
        instance,
        replace(
            plan,
            assignments=tuple(
                replace(item, slot=swapped.get(item.run, item.slot)) for item in plan.assignments
            ),
        ),
    )

    assert violations != []
