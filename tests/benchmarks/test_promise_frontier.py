"""Small streams with what the plain ones leave out; the controls must miss what the policy keeps."""

from dataclasses import replace

import pytest

from benchmarks.promise_factors import ALL_FACTORS, CLOCK_DAY_MIN, MONDAY, Factors, with_factors
from benchmarks.promise_frontier import (
    FACTORS,
    KEPT,
    PEERS,
    PRODUCT,
    SWEPT,
    Knobs,
    Point,
    frontier,
    rows_of,
)
from benchmarks.promise_shop import Shop
from benchmarks.promise_streams import MAIN, make_stream
from benchmarks.promises import Scores, scores_of
from production.planner.promising.policy import PromisePolicy

SEED = 5
SCORES = Scores(100.0, 20.0, 1.0, 2.0, 100.0, 0.1)


def stream_with(factors, lines=600):
    return with_factors(make_stream(lines, SEED, 0.8), factors, SEED)


def kept_by(shop, factors, lines=600):
    stream = stream_with(factors, lines)
    return scores_of(stream, shop(stream, PromisePolicy(), SEED).live()).kept


class BlindToParts(Shop):
    """Dates a line as if every part were there."""

    def _ready_for(self, line, place):
        return super()._ready_for(replace(line, part_due=None), place)


class BlindToSteps(Shop):
    """Dates a line by its last step as if it were there for it at once."""

    def _place(self, line):
        last = line.steps[-1]
        alone = self._date(last, self._quote(last, self.now), line)
        super()._place(line)
        if line.number in self.lived.promised:
            self.lived.promised[line.number] = alone


class BlindToShifts(Shop):
    """Dates a line as if work went on day and night."""

    def _date(self, step, quote, line):
        clock = self.centres[step.centre].clock
        return self.now + clock.count(super()._date(step, quote, line)) - clock.count(self.now)


def test_stream_is_the_same_for_a_seed():
    assert stream_with(ALL_FACTORS) == stream_with(ALL_FACTORS)


def test_stream_without_factors_is_the_plain_one():
    assert stream_with(Factors()) == make_stream(600, SEED, 0.8)


def test_steps_are_two_to_four_on_unlike_centres_with_the_main_one():
    stream = stream_with(Factors(has_steps=True))
    routes = [[step.centre for step in line.steps] for line in stream.lines]

    assert {len(route) for route in routes} == {2, 3, 4}
    assert all(MAIN in route and len({*route}) == len(route) for route in routes)
    assert list(stream.centres) == ["cut", "paint", "finish", "pack"]


def test_parts_are_short_for_some_and_come_later_than_told_for_fewer():
    lines = stream_with(Factors(has_materials=True), 2_000).lines
    custom = [line for line in lines if line.wished is None]
    waiting = [line for line in custom if line.part_due is not None]
    late = [line for line in waiting if line.part_comes > line.part_due]

    assert 0.05 < len(waiting) / len(custom) < 0.4
    assert 0 < len(late) < len(waiting)
    assert not any(line.part_due for line in lines if line.wished is not None)


def test_shifts_leave_nights_and_weekends_off_and_lines_come_all_the_time():
    stream = stream_with(Factors(has_shifts=True), 4_000)
    weekdays = {int(line.at - MONDAY) // CLOCK_DAY_MIN % 7 for line in stream.lines}

    assert weekdays == set(range(7))
    assert {shift.weekday for shift in stream.centres[MAIN].shifts.shifts} == set(range(5))


def test_holds_come_beside_the_lines_and_leave():
    stream = stream_with(Factors(has_holds=True))
    holds = [line for line in stream.lines if line.is_hold]

    assert len(stream.lines) - len(holds) == 600
    assert holds
    assert all(line.leaves_at >= line.at + 30 for line in holds)
    assert [line.number for line in stream.lines] == list(range(len(stream.lines)))


@pytest.mark.parametrize("factor", FACTORS)
def test_promises_are_kept_with_every_factor(factor):
    assert kept_by(Shop, FACTORS[factor]) >= KEPT


@pytest.mark.parametrize(
    ("blind", "factor"),
    [
        (BlindToParts, Factors(has_materials=True)),
        (BlindToSteps, Factors(has_steps=True)),
        (BlindToShifts, Factors(has_shifts=True)),
    ],
)
def test_promises_are_missed_where_a_factor_is_ignored(blind, factor):
    assert kept_by(blind, factor) < KEPT


def test_who_leaves_before_the_run_starts_is_neither_made_nor_scored():
    stream = stream_with(Factors(has_cancellations=True, has_holds=True))
    left = {line.number for line in stream.lines if line.leaves_at is not None}

    lived = Shop(stream, PromisePolicy(), SEED).live()

    assert lived.left
    assert lived.left <= left
    assert not lived.left & (lived.finished.keys() | lived.promised.keys())
    assert {line.number for line in stream.lines if line.is_hold} <= lived.left


def test_knobs_left_alone_are_the_policy_of_the_product():
    assert PRODUCT.policy() == PromisePolicy()
    assert Knobs(buffers=2.0).policy().floor_min == 2 * PromisePolicy().floor_min


def test_frontier_holds_every_policy_and_both_peers():
    points = frontier(Factors(), 0.8, 100)

    assert [point.policy for point in points] == [*map(str, SWEPT), *PEERS]


def test_row_is_marked_where_no_row_that_keeps_enough_beats_it():
    points = [
        Point("short", replace(SCORES, lead_p50=0.5, setup=25.0)),
        Point("even", SCORES),
        Point("worse", replace(SCORES, setup=26.0)),
        Point("broken", replace(SCORES, kept=80.0, setup=10.0, lead_p50=0.1)),
    ]

    marked = [row[2] for row in rows_of("none", 0.8, points) if row[-1] == "*"]

    assert marked == ["short", "even"]
