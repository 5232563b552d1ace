from benchmarks.peers.promise_rules import ReservationShop, SnapshotShop
from benchmarks.promise_legs import Breakdown
from benchmarks.promise_shop import Shop
from benchmarks.promise_streams import DAY_MIN, changeover_min, make_stream
from benchmarks.promises import scores_of
from production.planner.promising.policy import PromisePolicy


def test_stream_is_the_same_for_a_seed():
    assert make_stream(200, 5, 0.8) == make_stream(200, 5, 0.8)
    assert make_stream(200, 5, 0.8) != make_stream(200, 6, 0.8)


def test_changeover_is_the_sum_of_what_changes():
    assert changeover_min("1.0.4", "2.1.5") == 60
    assert changeover_min("1.0.4", "1.0.2") == 18
    assert changeover_min("", "2.1.5") == 0


def test_every_line_is_made_once_also_with_a_machine_down():
    stream = make_stream(400, 5, 0.8)
    down = Breakdown(machine=2, starts=0.3 * DAY_MIN, ends=0.6 * DAY_MIN)

    lived = Shop(stream, PromisePolicy(), 5, down).live()

    assert sorted(lived.finished) == list(range(400))
    assert lived.promised.keys() == {line.number for line in stream.lines if line.wished is None}
    assert all(lived.finished[n] > stream.lines[n].at for n in lived.finished)


def test_seats_keep_more_promises_than_a_date_off_the_plan():
    stream = make_stream(800, 5, 0.8)

    ours = scores_of(stream, Shop(stream, PromisePolicy(), 5).live())
    snapshot = scores_of(stream, SnapshotShop(stream, 5).live())
    reservation = scores_of(stream, ReservationShop(stream, 5).live())

    assert ours.kept >= 99 > snapshot.kept
    assert ours.setup < reservation.setup
