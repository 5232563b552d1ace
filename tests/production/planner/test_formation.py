import itertools
import random
from dataclasses import replace

import pytest

from production.planner.formation import (
    FormedRun,
    close_facts,
    fits,
    form_runs,
    recompute_close_reason,
    run_minutes,
)
from production.planner.values import CloseReason, Kind, OpenRun
from production.planner.working_calendar import WorkingCalendar
from tests.production.planner.instances import ALWAYS, DAY, MONDAY, POLICY, seat

CALENDAR = WorkingCalendar(ALWAYS, MONDAY)


def form(waiting=(), open_runs=(), policy=POLICY, now=MONDAY, changeover_min=0):
    return form_runs(waiting, open_runs, policy, CALENDAR, now, changeover_min)


def numbers(formed: FormedRun) -> list[int]:
    return [member.operation for member in formed.members]


def test_operations_of_one_family_share_a_run_and_others_do_not():
    formed = form([seat(1), seat(2, "green"), seat(3)])

    assert [(run.family, numbers(run), run.id) for run in formed] == [
        ("blue", [1, 3], None),
        ("green", [2], None),
    ]


def test_operation_joins_the_open_run_of_its_family():
    (formed,) = form([seat(2)], [OpenRun(42, "blue", MONDAY - 60, (seat(1),))])

    assert (formed.id, numbers(formed), [item.operation for item in formed.joined]) == (
        42,
        [1, 2],
        [2],
    )


def test_rounds_of_one_family_stay_apart():
    formed = form([seat(1), seat(2, flow_round=1)])

    assert [numbers(run) for run in formed] == [[1], [2]]


def test_run_closes_full_when_a_custom_operation_does_not_fit_any_more():
    full, following = form([seat(1, minutes=70), seat(2, minutes=40)])

    assert (numbers(full), full.close.reason) == ([1], CloseReason.FULL)
    assert full.close.facts["overflow_minutes"] == 40
    assert (numbers(following), following.close) == ([2], None)


def test_stock_operation_that_does_not_fit_leaves_the_run_open_for_others():
    open_run, following = form([seat(1, minutes=70), seat(2, minutes=40, kind=Kind.STOCK)])

    assert (open_run.close, following.close) == (None, None)


def test_run_closes_full_at_exactly_its_limit():
    (formed,) = form([seat(1, minutes=60), seat(2, minutes=40)])

    assert formed.close.reason is CloseReason.FULL


def test_operation_longer_than_the_limit_has_a_run_to_itself():
    formed = form([seat(1, minutes=130), seat(2)])

    assert [(numbers(run), run.close and run.close.reason) for run in formed] == [
        ([1], CloseReason.FULL),
        ([2], None),
    ]


def test_custom_operations_are_seated_before_stock():
    formed = form([seat(1, minutes=90, kind=Kind.STOCK), seat(2, minutes=20)])

    assert [numbers(run) for run in formed] == [[2], [1]]


def test_run_that_waited_long_enough_closes():
    open_run = OpenRun(42, "blue", MONDAY - 600, (seat(1),))

    assert form([], [open_run])[0].close.reason is CloseReason.WAITED
    assert form([], [open_run], now=MONDAY - 1)[0].close is None


def test_run_closes_when_a_due_date_forces_it():
    """30 minutes of work, 20 to change over and 30 to spare: it has to close 80 before."""
    urgent = seat(1, latest_end=MONDAY + 80)

    assert form([urgent], changeover_min=20)[0].close.reason is CloseReason.DUE
    later = form([urgent], now=MONDAY - 1, changeover_min=20)[0]
    assert (later.close, later.closes_at) == (None, MONDAY)


def test_closing_time_is_the_earlier_of_waiting_and_due_date():
    (formed,) = form([seat(1)])

    assert formed.closes_at == MONDAY + POLICY.max_wait_min


def test_bench_gives_every_operation_a_run_of_its_own():
    formed = form([seat(1), seat(2)], policy=replace(POLICY, is_family_run=False))

    assert [(numbers(run), run.close.reason) for run in formed] == [
        ([1], CloseReason.FULL),
        ([2], CloseReason.FULL),
    ]


def test_oven_is_full_by_pieces_and_lasts_as_long_as_its_longest_member():
    oven = replace(POLICY, treats_all_at_once=True, max_pieces=5)

    full, following = form(
        [seat(1, pieces=3, minutes=90), seat(2, pieces=2, minutes=80), seat(3, pieces=1)],
        policy=oven,
    )

    assert (numbers(full), full.close.facts["minutes"]) == ([1, 2], 90)
    assert (full.close.reason, numbers(following)) == (CloseReason.FULL, [3])


@pytest.mark.parametrize(("room_min", "shared"), [(29, False), (30, True)])
def test_planned_run_grows_as_far_as_its_room_reaches(room_min, shared):
    planned = OpenRun(42, "blue", MONDAY - 60, (seat(1),), room_min=room_min, begins=MONDAY)

    formed = form([seat(2)], [planned])

    assert [numbers(run) for run in formed] == ([[1, 2]] if shared else [[1], [2]])


@pytest.mark.parametrize(
    ("kind", "shared"), [(Kind.CUSTOM, True), (Kind.STOCK, False)], ids=["customer", "stock"]
)
def test_run_that_is_late_already_takes_customers_and_no_stock(kind, shared):
    late = seat(1, latest_end=MONDAY + 29)
    planned = OpenRun(42, "blue", MONDAY - 60, (late,), room_min=0, begins=MONDAY)

    formed = form([seat(2, kind=kind)], [planned])

    assert [numbers(run) for run in formed] == ([[1, 2]] if shared else [[1], [2]])


LATE = MONDAY + 2 * DAY


@pytest.mark.parametrize(
    ("room_min", "shared"), [(2 * DAY + 29, False), (2 * DAY + 30, True), (None, False)]
)
def test_planned_run_waits_for_a_newcomer_as_far_as_its_room_reaches(room_min, shared):
    """It begins on Monday with 30 minutes; the newcomer's part comes on Wednesday."""
    member, newcomer = seat(1, latest_end=LATE), seat(2, expected=LATE)
    planned = OpenRun(42, "blue", MONDAY - 60, (member,), room_min=room_min, begins=MONDAY)

    formed = form([newcomer], [planned])

    assert [numbers(run) for run in formed] == ([[1, 2]] if shared else [[1], [2]])


@pytest.mark.parametrize(("minutes_left", "shared"), [(79, False), (80, True)])
def test_those_who_wait_for_a_newcomer_are_not_late(minutes_left, shared):
    """20 minutes to change over and 30 for each of both, from when the newcomer is ready."""
    soon, later = seat(1, latest_end=LATE + minutes_left), seat(2, expected=LATE)

    formed = form([soon, later], changeover_min=20)

    assert [numbers(run) for run in formed] == ([[1, 2]] if shared else [[1], [2]])


def test_newcomer_does_not_join_who_is_ready_only_after_its_date():
    late_part = OpenRun(42, "blue", MONDAY - 60, (seat(1, expected=LATE),))

    formed = form([seat(2, latest_end=LATE)], [late_part])

    assert [numbers(run) for run in formed] == [[1], [2]]


def test_newcomer_that_is_late_anyhow_waits_with_the_others():
    later = OpenRun(42, "blue", MONDAY - 60, (seat(1, expected=LATE),))

    (formed,) = form([seat(2, expected=LATE - 1, latest_end=MONDAY)], [later])

    assert numbers(formed) == [1, 2]


def test_run_that_waits_for_a_member_stays_open_for_others():
    (formed,) = form([seat(1, ready=LATE)])

    assert (formed.closes_at, formed.close) == (LATE, None)


def test_closing_by_hand_is_told_by_its_facts():
    formed = FormedRun(42, "blue", 0, MONDAY, [seat(1)])

    facts = close_facts(formed, POLICY, CALENDAR, MONDAY, manual_by="mara")

    assert recompute_close_reason(facts) is CloseReason.MANUAL


def random_seats(dice, count):
    return [
        seat(
            number,
            dice.choice(["blue", "green"]),
            dice.randint(1, 120),
            latest_end=MONDAY + dice.randrange(4 * DAY),
            kind=dice.choice(list(Kind)),
            flow_round=dice.randrange(2),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("seed", range(300))
def test_laws_of_formation_hold_on_random_instances(seed):
    dice = random.Random(seed)
    policy = replace(
        POLICY,
        max_minutes=dice.randint(40, 200),
        is_family_run=dice.random() < 0.8,
        treats_all_at_once=dice.random() < 0.3,
        max_pieces=dice.choice([None, 3]),
    )
    seats = random_seats(dice, dice.randint(1, 12))
    first = form(seats[:6], policy=policy)
    open_runs = [
        OpenRun(number, run.family, run.opened_at, tuple(run.members), run.flow_round)
        for number, run in enumerate(first)
        if run.close is None
    ]

    formed = [run for run in first if run.close] + list(
        form(seats[6:], open_runs, policy, now=MONDAY + dice.randrange(1000))
    )

    assert sorted(number for run in formed for number in numbers(run)) == sorted(
        item.operation for item in seats
    )
    for run in formed:
        assert {(item.family, item.flow_round) for item in run.members} == {
            (run.family, run.flow_round)
        }
        assert len(run.members) == 1 or is_within(run, policy)
        if run.close:
            assert recompute_close_reason(run.close.facts) is run.close.reason


def is_within(run, policy):
    minutes = run_minutes(run.members, treats_all_at_once=policy.treats_all_at_once)
    pieces = sum(item.pieces for item in run.members)
    return (
        policy.is_family_run
        and minutes <= policy.max_minutes
        and (policy.max_pieces is None or pieces <= policy.max_pieces)
    )


@pytest.mark.parametrize("seed", range(60))
def test_runs_are_never_more_than_any_grouping_needs_by_first_fit(seed):
    """Referee: every way to group at most six custom operations of one family.

    First fit never needs two runs that could be one, and never more than twice the fewest.
    """
    dice = random.Random(seed)
    stock = [
        seat(number, minutes=dice.randint(5, 100), kind=Kind.STOCK)
        for number in range(dice.randint(1, 6))
    ]

    formed = form(stock)

    fewest = min(
        len(groups)
        for groups in groupings(stock)
        if all(fits(group[0], group[1:], POLICY) for group in groups)
    )
    assert fewest <= len(formed) <= 2 * fewest
    for one, other in itertools.combinations(formed, 2):
        assert run_minutes(one.members + other.members, treats_all_at_once=False) > 100


def groupings(items):
    if not items:
        yield []
        return
    head, *tail = items
    for groups in groupings(tail):
        yield [[head], *groups]
        for index in range(len(groups)):
            yield [*groups[:index], [head, *groups[index]], *groups[index + 1 :]]


@pytest.mark.parametrize("seed", range(50))
def test_forming_again_at_the_same_minute_changes_nothing(seed):
    dice = random.Random(seed)
    first = form(random_seats(dice, 8))
    left_open = [run for run in first if run.close is None]
    open_runs = [
        OpenRun(number, run.family, run.opened_at, tuple(run.members), run.flow_round)
        for number, run in enumerate(left_open)
    ]

    again = form([], open_runs)

    assert [(run.joined, run.close, run.closes_at) for run in again] == [
        ([], None, run.closes_at) for run in left_open
    ]


def test_stock_joins_only_as_far_as_a_customers_date_allows():
    """The run may grow by 20 minutes: the lot of 30 opens a run of its own, that of 20 joins."""
    planned = OpenRun(42, "blue", MONDAY - 60, (seat(1),), room_min=20)

    formed = form(
        [seat(2, minutes=30, kind=Kind.STOCK), seat(3, minutes=20, kind=Kind.STOCK)], [planned]
    )

    assert [(run.id, numbers(run)) for run in formed] == [(42, [1, 3]), (None, [2])]


def test_stock_fills_free_seats_that_the_plan_counts_already():
    planned = OpenRun(42, "blue", MONDAY - 60, (seat(1),), seats_min=80, room_min=0)

    (formed,) = form([seat(2, kind=Kind.STOCK)], [planned])

    assert numbers(formed) == [1, 2]


def test_held_seats_take_room_like_members():
    held = OpenRun(42, "blue", MONDAY - 60, (seat(-42, minutes=90),))

    formed = form([seat(2, minutes=20)], [held])

    assert [(run.id, numbers(run)) for run in formed] == [(42, [-42]), (None, [2])]
