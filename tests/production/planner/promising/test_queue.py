import random

from production.planner.promising.queue import NEVER, Block, Queue


def changeover(before: str, after: str) -> float:
    return 0.0 if before in ("", after) else 20.0


def make_queue(*blocks: Block, free_from: float = 0.0, family: str = "red") -> Queue:
    return Queue(1, free_from, family, changeover, 0.0, list(blocks))


def test_ends_count_every_seat_and_changeover():
    queue = make_queue(Block("red", 60), Block("blue", 30), free_from=10)

    assert queue.ends(0) == [70, 120]


def test_run_that_stays_open_begins_no_sooner():
    queue = make_queue(Block("red", 60, not_before=100))

    assert queue.ends(0) == [160]


def test_guard_keeps_a_share_of_the_remaining_time_free():
    queue = make_queue(Block("red", 100, deadline=104))
    queue.guard_share = 0.04

    assert queue.holds(0, queue.blocks)
    queue.blocks[0].deadline = 103.9
    assert not queue.holds(0, queue.blocks)


def test_extra_changeover_between_two_families():
    """red | red, blue: green in between costs 20 + 20 - 20; at the end 20 more."""
    queue = make_queue(Block("red", 60), Block("blue", 30))

    assert [queue.extra_changeover("green", position) for position in range(3)] == [40, 20, 20]


def test_rooms_end_with_no_bound():
    assert make_queue().rooms(0, []) == [NEVER]


def test_rooms_allow_exactly_the_delays_that_keep_every_deadline():
    """The machine may come later to a position exactly when that is not above the room there."""
    dice = random.Random(4)
    for _ in range(200):
        blocks = [
            Block(dice.choice("ab"), dice.uniform(10, 60), ready=dice.uniform(0, 150))
            for _ in range(5)
        ]
        queue = make_queue(*blocks)
        for block, end in zip(blocks, queue.ends(0), strict=True):
            block.deadline = end + dice.uniform(0, 50)
        delay = dice.uniform(0, 60)
        room = queue.rooms(0, queue.ends(0))[0]

        queue.free_from += delay

        assert queue.holds(0, blocks) is (delay <= room)


def test_rooms_count_the_time_in_which_the_machine_waits_for_members():
    """red ends at 60 of 70; blue is there at 100, ends at 150 of 155, so red may end 10 later."""
    queue = make_queue(Block("red", 60, deadline=70), Block("blue", 30, deadline=155, ready=100))

    ends = queue.ends(0)

    assert (ends, queue.idle_before(1, 0, ends)) == ([60, 150], 40)
    assert queue.rooms(0, ends) == [10, 45, NEVER]
    assert queue.blocks[1].may_start == 100


def test_time_in_which_a_run_waits_for_others_is_not_idle():
    queue = make_queue(Block("red", 60, not_before=100))

    assert queue.idle_before(0, 0, queue.ends(0)) == 0
