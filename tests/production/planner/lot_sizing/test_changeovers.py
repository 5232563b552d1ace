import random
from itertools import permutations
from time import perf_counter

import numpy as np
import pytest

from production.planner.lot_sizing import changeover_search
from production.planner.lot_sizing.changeover_search import plan_lots
from production.planner.lot_sizing.reading import read_data_form, read_text_form
from production.planner.lot_sizing.values import IDLE, LotSizingError, SharedMachine, cost_of

TEXT = "3\n2\n0 1 0\n0 0 1\n\n10\n0 5\n7 0\n\n5\n"
DATA = """Periods = 3;
Items = 2;
Demands = [|0, 1, 0
           |0, 0, 1|];
StockingCosts = [10, 10];
SetupCosts = [|0, 5
              |7, 0|];
"""
SMALL = SharedMachine(3, ((1,), (2,)), (10, 10), ((0, 5), (7, 0)))


def random_machine(seed, periods=6, items=3, orders=5):
    dice = random.Random(seed)
    due = [[] for _ in range(items)]
    taken = dice.sample(range(periods), orders)
    for period in taken:
        due[dice.randrange(items)].append(dice.randrange(period, periods))
    costs = tuple(
        tuple(0 if one == other else dice.randrange(20, 60) for other in range(items))
        for one in range(items)
    )
    stocking = tuple(dice.randrange(1, 20) for _ in range(items))
    return SharedMachine(periods, tuple(tuple(sorted(row)) for row in due), stocking, costs)


def cheapest(instance):
    """Referee: every order of the pieces and the idle periods."""
    pieces = [item for item, due in enumerate(instance.due) for _ in due]
    pieces += [IDLE] * (instance.periods - len(pieces))
    found = []
    for schedule in set(permutations(pieces)):
        try:
            found.append(cost_of(instance, schedule))
        except LotSizingError:
            continue
    return min(found)


def test_both_forms_are_read():
    assert read_text_form(TEXT) == (SMALL, (5,))
    assert read_data_form(DATA) == SMALL


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3\n", "periods and items are missing"),
        (TEXT.replace("0 0 1", "0 0"), "an item without a number for each of 3 periods"),
        (TEXT.replace("0 0 1", "0 0 x"), "“x” is not a whole number"),
        (TEXT.replace("7 0\n\n5\n", ""), "6 lines for 2 items"),
        (TEXT.replace("0 5\n", "0\n"), "a changeover cost is missing"),
        (TEXT.replace("0 1 0", "1 0 0").replace("0 0 1", "1 0 0"), "2 pieces are due by period 0"),
    ],
)
def test_bad_text_form_is_refused(text, message):
    with pytest.raises(LotSizingError) as refused:
        read_text_form(text)

    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (DATA.replace("Items = 2", "Things = 2"), "Items is missing"),
        (DATA.replace("[10, 10]", "[10]"), "not 2 items everywhere"),
    ],
)
def test_bad_data_form_is_refused(text, message):
    with pytest.raises(LotSizingError) as refused:
        read_data_form(text)

    assert message in str(refused.value)


def test_cost_counts_waiting_and_changeovers_over_idle_periods():
    """Item 0 a period early, then idle, then item 1 in time: 10 + 5."""
    assert cost_of(SMALL, [0, IDLE, 1]) == 15


@pytest.mark.parametrize(
    ("schedule", "message"),
    [
        ([0, 1], "2 periods planned, not 3"),
        ([0, 0, 1], "item 0 is made 2 times, not 1"),
        ([1, IDLE, 0], "item 0, due in 1, is made in 2"),
    ],
)
def test_wrong_schedule_is_refused(schedule, message):
    with pytest.raises(LotSizingError, match=message):
        cost_of(SMALL, schedule)


@pytest.mark.parametrize("seed", range(12))
def test_search_finds_the_optimum_of_small_machines(seed):
    instance = random_machine(seed)
    best = cheapest(instance)

    # A busy machine may have no time for the search when it is short.
    costs = (
        cost_of(instance, plan_lots(instance, perf_counter() + seconds))
        for seconds in (0.001, 0.1, 1, 10, 100)
    )

    assert best in costs


@pytest.mark.parametrize("seed", range(8))
def test_costs_and_stocks_kept_by_the_moves_agree_with_counting_anew(seed):
    instance = random_machine(seed, periods=60, items=6, orders=48)
    board = changeover_search._open(instance)
    start = cost_of(instance, changeover_search._answer(instance, board.row))

    cost, _ = changeover_search._anneal(board, board.row.copy(), float(start), 0.0, 50.0, 20_000)

    assert cost_of(instance, changeover_search._answer(instance, board.row)) == cost
    for item, due in enumerate(instance.due):
        asked = np.bincount(np.array(due, np.int64), minlength=60)
        assert (board.stock[item] == np.cumsum(board.row == item) - np.cumsum(asked)).all()
