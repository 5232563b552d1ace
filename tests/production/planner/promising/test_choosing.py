import random

from production.planner.promising.breakdown import move_threatened
from production.planner.promising.choosing import PooledLot, bring_forward, fill_with_stock
from production.planner.promising.demand import Demand
from production.planner.promising.ordering import resequence, shrink_seats
from production.planner.promising.policy import PromisePolicy
from production.planner.promising.queue import Block, Queue

POLICY = PromisePolicy()


def changeover(before: str, after: str) -> float:
    return 0.0 if before in ("", after) else 20.0


def make_queue(*blocks: Block, machine: int = 1) -> Queue:
    return Queue(machine, 0.0, "red", changeover, 0.0, list(blocks))


def test_run_of_the_family_set_up_goes_first_where_nobody_is_late():
    queue = make_queue(Block("blue", 30, deadline=200), Block("red", 30, deadline=200))

    assert bring_forward(queue, POLICY, 0)
    assert [block.family for block in queue.blocks] == ["red", "blue"]


def test_run_that_would_be_late_is_not_passed():
    queue = make_queue(Block("blue", 30, deadline=60), Block("red", 30, deadline=200))

    assert bring_forward(queue, POLICY, 0)
    assert [block.family for block in queue.blocks] == ["blue", "red"]


def test_run_that_stays_open_lets_a_ripe_one_pass():
    queue = make_queue(Block("blue", 30, not_before=100), Block("green", 30))

    assert bring_forward(queue, POLICY, 0)
    assert [block.family for block in queue.blocks] == ["green", "blue"]


def test_nothing_starts_while_every_run_stays_open():
    assert not bring_forward(make_queue(Block("blue", 30, not_before=100)), POLICY, 0)


def test_stock_fills_free_seats_and_grows_the_run_as_far_as_promises_allow():
    """Five free minutes and 12 of slack: the lot of 15 fits, the next of 10 does not."""
    queue = make_queue(Block("red", 20, sold_min=15, members=[1], deadline=32))

    filled = fill_with_stock(queue, [PooledLot(7, 10, 500), PooledLot(6, 15, 400)], POLICY, 0)

    assert filled == [PooledLot(6, 15, 400)]
    assert (queue.blocks[0].seats_min, queue.blocks[0].members) == (30, [1, 6])


def test_night_gives_unsold_seats_back_and_never_sold_ones():
    queue = make_queue(Block("red", 100, sold_min=60), Block("blue", 50, sold_min=50))

    shrink_seats(queue, Demand(1000, 0), POLICY, 0)

    assert [block.seats_min for block in queue.blocks] == [60, 50]


def test_resequencing_saves_changeovers_and_keeps_every_deadline():
    dice = random.Random(9)
    for _ in range(50):
        queue = make_queue(*(Block(dice.choice("abc"), 30.0) for _ in range(7)))
        for block, end in zip(queue.blocks, queue.ends(0), strict=True):
            block.deadline = end + dice.uniform(0, 200)
        before = queue.changeover_min(queue.blocks)

        saved = resequence(queue, 0)

        assert saved == before - queue.changeover_min(queue.blocks)
        assert queue.holds(0, queue.blocks)


def test_threatened_run_moves_to_where_nothing_breaks():
    down, other = make_queue(Block("blue", 30, deadline=100)), make_queue(machine=2)
    down.free_from = 500

    moved = move_threatened(down, [other], 0)

    assert [block.family for block in moved] == ["blue"]
    assert (down.blocks, other.blocks) == ([], moved)


def test_threatened_run_stays_where_every_other_place_breaks_a_promise():
    down = make_queue(Block("blue", 30, deadline=100))
    down.free_from = 500
    other = make_queue(Block("red", 90, deadline=91), machine=2)

    assert move_threatened(down, [other], 0) == []
    assert len(other.blocks) == 1
