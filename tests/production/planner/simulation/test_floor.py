"""Runs on the simulated floor are the runs that the planner's own formation makes."""

import heapq
from random import Random

import pytest

from production.planner.formation import form_runs
from production.planner.simulation.floor import Floor, Lot
from production.planner.simulation.ledger import Ledger
from production.planner.simulation.values import START_MIN, Way
from production.planner.values import OpenRun, Seat
from production.planner.working_calendar import WorkingCalendar
from tests.production.planner.simulation.scenarios import (
    ALWAYS,
    calm,
    centre,
    design,
    scenario,
    settings,
)

COLOURS = ("red", "green", "blue")


def seats(seed):
    rng = Random(seed)
    arrivals = sorted(rng.sample(range(4_000), 120))
    return [
        Seat(
            operation=number,
            lot=number,
            family=rng.choice(COLOURS),
            minutes=5 * (pieces := rng.randint(1, 4)),
            pieces=pieces,
            latest_end=START_MIN + minute + rng.randint(100, 3_000),
            waiting_since=START_MIN + minute,
        )
        for number, minute in enumerate(arrivals)
    ]


class Clock:
    """Plays what is put into the future, in order."""

    def __init__(self):
        self.heap, self.count = [], 0

    def at(self, minute, event, subject):
        self.count += 1
        heapq.heappush(self.heap, (minute, self.count, event, subject))

    def play(self):
        while self.heap:
            minute, _, event, subject = heapq.heappop(self.heap)
            event(minute, subject)


def floor_of(clock, way, facts, finished=None):
    finished = [] if finished is None else finished
    return Floor(
        scenario(centres=(facts,)),
        settings(assumptions=calm()),
        way,
        Ledger(),
        clock.at,
        lambda now, lot: finished.append((now, lot)),
    )


def simulated(waiting, facts):
    clock = Clock()
    floor = floor_of(clock, Way.RUNS, facts)
    closed = []
    close = floor._close

    def note(now, station, run):
        closed.append((now, tuple(lot.order for lot in run.lots)))
        close(now, station, run)

    floor._close = note
    for seat in waiting:
        steps = design(colour=seat.family).steps
        lot = Lot(0, 0, seat.pieces, steps, [seat.latest_end], seat.waiting_since, seat.operation)
        clock.at(seat.waiting_since, floor.arrive, lot)
    clock.play()
    return sorted(closed)


def planned(waiting, facts):
    """Ask the planner at every arrival and at every closing minute, as the shop's worker does."""
    calendar, open_runs, closed = WorkingCalendar(ALWAYS, START_MIN), [], []
    moments = {seat.waiting_since for seat in waiting}
    while moments:
        now = min(moments)
        moments.remove(now)
        fresh = [seat for seat in waiting if seat.waiting_since == now]
        seated = {member.operation for run in open_runs for member in run.members}
        done = {number for _, members in closed for number in members}
        fresh = [seat for seat in fresh if seat.operation not in seated | done]
        formed = form_runs(
            fresh, open_runs, facts.policy, calendar, now, facts.centre.default_changeover_min
        )
        open_runs = []
        for number, run in enumerate(formed):
            if run.close:
                closed.append((now, tuple(member.operation for member in run.members)))
            else:
                identity = now * 1_000 + number if run.id is None else run.id
                open_runs.append(OpenRun(identity, run.family, run.opened_at, tuple(run.members)))
                moments.add(run.closes_at)
    return sorted(closed)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "policy", [{}, {"max_pieces": 6}, {"max_wait_min": 60}, {"max_minutes": 30}]
)
def test_runs_close_as_the_planner_closes_them(seed, policy):
    waiting, facts = seats(seed), centre(**policy)

    assert simulated(waiting, facts) == planned(waiting, facts)


def test_single_orders_are_worked_first_come_first_served():
    clock, finished = Clock(), []
    floor = floor_of(clock, Way.SINGLE, centre(), finished)
    for number, colour in enumerate(("red", "green", "red")):
        lot = Lot(0, 0, 1, design(colour=colour).steps, [START_MIN], START_MIN, number)
        clock.at(START_MIN + number, floor.arrive, lot)

    clock.play()

    # Each changes over (20) and works (5).
    ends = [(now - START_MIN, lot.order) for now, lot in finished]
    assert ends == [(25, 0), (50, 1), (75, 2)]


def test_run_without_a_changeover_goes_first_where_the_urgent_one_can_wait():
    clock, finished = Clock(), []
    floor = floor_of(clock, Way.STOCK, centre(), finished)
    for number, (colour, latest) in enumerate((("red", 25), ("green", 600), ("red", 700))):
        steps, due = design(colour=colour).steps, START_MIN + latest
        lot = Lot(0, 0, 1, steps, [due], START_MIN, number)
        clock.at(START_MIN + number, floor.arrive, lot)

    clock.play()

    ends = [(now - START_MIN, lot.order) for now, lot in finished]
    assert ends == [(25, 0), (30, 2), (55, 1)]


def test_oven_shares_its_cost_by_pieces():
    clock, finished = Clock(), []
    oven = centre(treats_all_at_once=True, max_pieces=4, changeover=0)
    floor = floor_of(clock, Way.RUNS, oven, finished)
    for number, pieces in enumerate((1, 3)):
        steps = design(minutes=0, fixed=60).steps
        lot = Lot(0, 0, pieces, steps, [START_MIN + 9_000], START_MIN, number)
        clock.at(START_MIN, floor.arrive, lot)

    clock.play()

    # 60 minutes at 1.00 for four pieces.
    assert [(lot.order, lot.cost.labour) for _, lot in finished] == [(0, 1_500), (1, 4_500)]
