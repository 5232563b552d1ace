import random
from dataclasses import replace

from production.planner.promising.policy import PromisePolicy
from production.planner.promising.queue import NEVER, Block, Queue
from production.planner.promising.quoting import leave_seat, quote_seat, take_seat

POLICY = PromisePolicy(
    seat_factor=1.0, wait_factor=0.0, most_minutes=100, slack_share=0.0, floor_min=50.0
)


def changeover(before: str, after: str) -> float:
    return 0.0 if before in ("", after) else 20.0


def make_queue(*blocks: Block, machine: int = 1) -> Queue:
    return Queue(machine, 0.0, "red", changeover, 0.0, list(blocks))


def test_free_seats_are_taken_and_nobody_moves():
    queue = make_queue(Block("blue", 60, sold_min=20), Block("red", 50, sold_min=50))

    quote = quote_seat([queue], queue, "blue", 30, 0.1, POLICY, 0)

    assert (quote.kind, quote.position, quote.seats_min, quote.planned_end) == ("join", 0, 60, 80)


def test_full_run_grows_while_later_deadlines_hold():
    """blue ends at 80, red at 150; 30 more minutes make that 180."""
    later = Block("red", 50, sold_min=50, deadline=180)
    queue = make_queue(Block("blue", 60, sold_min=60), later)

    assert quote_seat([queue], queue, "blue", 30, 0.1, POLICY, 0).kind == "enlarge"
    later.deadline = 179
    assert quote_seat([queue], queue, "blue", 30, 0.1, POLICY, 0).kind == "new"


def test_new_run_has_seats_for_what_will_come():
    """It starts after 60 + 20 minutes; 30 for the line and 0.5 a minute for 60 minutes."""
    queue = make_queue(Block("red", 60, sold_min=60))

    quote = quote_seat([queue], queue, "blue", 30, 0.5, POLICY, 0)

    assert (quote.kind, quote.seats_min, quote.planned_end) == ("new", 60, 140)


def test_closed_run_is_not_joined():
    queue = make_queue(Block("blue", 60, is_open=False))

    assert quote_seat([queue], queue, "blue", 30, 0.0, POLICY, 0).kind == "new"


def test_family_leaves_its_machine_only_where_that_is_far_better():
    home = make_queue(Block("red", 100, sold_min=100), machine=1)
    other = make_queue(machine=2)
    policy = replace(POLICY, spill_min=50.0, spill_factor=1.0)

    stays = quote_seat([home, other], home, "green", 10, 0.0, POLICY, 0)
    leaves = quote_seat([home, other], home, "green", 10, 0.0, policy, 0)

    assert (stays.queue.machine, leaves.queue.machine) == (1, 2)


def test_no_quote_lets_a_planned_end_pass_a_deadline():
    """Whatever comes: after every seat taken, all runs still end within the guard."""
    dice = random.Random(7)
    policy = PromisePolicy(seat_factor=1.3, most_minutes=200, insert_gain_min=10.0, spill_min=100.0)
    for _ in range(20):
        queues = [Queue(number, 0.0, "a", changeover, 0.04) for number in range(3)]
        for line in range(60):
            family, minutes = dice.choice("abcdef"), dice.uniform(2, 40)
            quote = quote_seat(queues, queues[0], family, minutes, 0.05, policy, 0)
            promise = policy.promise_at(0, quote.planned_end, 0)
            take_seat(quote, family, minutes, line, promise)

            assert all(queue.holds(0, queue.blocks) for queue in queues)
        for block in [block for queue in queues for block in queue.blocks]:
            assert block.sold_min <= block.seats_min + 1e-6


def test_run_is_joined_only_where_it_can_wait_for_the_line():
    """blue ends at 80; with a line that comes at 50 it begins 50 minutes later and ends at 130."""
    queue = make_queue(Block("blue", 60, sold_min=20, deadline=130))

    waits = quote_seat([queue], queue, "blue", 30, 0.0, POLICY, 0, 50)
    late = quote_seat([queue], queue, "blue", 30, 0.0, POLICY, 0, 51)

    assert (waits.kind, waits.planned_end) == ("enlarge", 130)
    assert late.kind == "new"


def test_new_run_starts_when_the_line_is_there():
    queue = make_queue()

    quote = quote_seat([queue], queue, "blue", 30, 0.0, POLICY, 0, 100)
    block = take_seat(quote, "blue", 30, 7, NEVER)

    assert (quote.planned_end, block.ready) == (150, 100)
    assert queue.ends(0) == [150]


def test_new_run_goes_where_the_machine_waits_for_another():
    """blue waits until 200: red, set up already, fits before it; 190 minutes would not."""
    queue = make_queue(Block("blue", 60, ready=200, deadline=281))

    short = quote_seat([queue], queue, "red", 30, 0.0, POLICY, 0)
    long = quote_seat([queue], queue, "red", 201, 0.0, POLICY, 0)

    assert (short.position, short.planned_end) == (0, 30)
    assert (long.position, long.planned_end) == (1, 501)


def test_run_that_ends_far_later_than_a_new_one_is_not_joined():
    queue = make_queue(Block("blue", 60, ready=500))
    patient = replace(POLICY, join_wait_min=1_000.0)
    hasty = replace(POLICY, join_wait_min=100.0)

    assert quote_seat([queue], queue, "blue", 30, 0.0, patient, 0).planned_end == 580
    assert quote_seat([queue], queue, "blue", 30, 0.0, hasty, 0).planned_end == 50


def test_line_that_leaves_gives_its_seat_and_its_deadline_back():
    block = Block("blue", 60, sold_min=50, deadline=100, members=[1, 2])
    queue = make_queue(block)

    leave_seat(queue, block, 20, 1, [300])

    assert (block.members, block.free_min, block.deadline) == ([2], 30, 300)
    leave_seat(queue, block, 30, 2, [])
    assert queue.blocks == []
