"""Simulations from asking to the stored report."""

from datetime import timedelta

import pytest

from foundation.errors import Conflict, InvalidInput
from production.models import Simulation
from production.planner.simulation.values import Way
from production.services import simulation_jobs
from production.services.simulation_jobs import (
    cancel_simulation,
    request_of,
    request_simulation,
    run_due_simulation,
)
from production.simulation_requests import Request
from tests.factories.production import NOW

pytestmark = pytest.mark.django_db
Status = Simulation.Status
SMALL = Request(days=3, seed=5, orders_per_day=4)
REPORT = {"shops": {"runs": {"unit_cost_minor": 7}}}


@pytest.fixture
def simulated(monkeypatch):
    """Stands for the simulation itself, which tests of its own cover."""
    calls = []

    def run(request, now, progress=None):
        calls.append(request)
        if progress:
            progress(Way.RUNS, 2)
        return REPORT

    monkeypatch.setattr(simulation_jobs, "run_simulation", run)
    return calls


def clock():
    return NOW + timedelta(seconds=9)


def test_request_waits_for_a_worker(mara):
    simulation = request_simulation(request=SMALL, by=mara, now=NOW)

    assert (simulation.status, request_of(simulation)) == (Status.DUE, SMALL)
    assert (simulation.requested_by, simulation.created_at) == (mara, NOW)


def test_request_for_what_waits_already_joins_it(mara):
    first = request_simulation(request=SMALL, by=mara, now=NOW)

    assert request_simulation(request=SMALL, by=mara, now=NOW) == first
    assert Simulation.objects.count() == 1


@pytest.mark.parametrize(
    "request_",
    [
        Request(days=0),
        Request(days=366),
        Request(seed=-1),
        Request(orders_per_day=1_001),
        Request(variety=0),
        Request(changeover_percent=401),
        Request(extra_machines=11),
        Request(days=365, orders_per_day=900),
        Request(tastes_until=int(NOW.timestamp()) + 60),
    ],
)
def test_request_outside_its_bounds_is_refused(mara, request_):
    with pytest.raises(InvalidInput):
        request_simulation(request=request_, by=mara, now=NOW)

    assert Simulation.objects.count() == 0


def test_worker_runs_the_oldest_and_stores_the_report(mara, simulated):
    first = request_simulation(request=SMALL, by=mara, now=NOW)
    request_simulation(request=Request(seed=6), by=mara, now=NOW)

    run_due_simulation(now=NOW, clock=clock)

    first.refresh_from_db()
    assert simulated == [SMALL]
    assert (first.status, first.report, first.attempts) == (Status.DONE, REPORT, 1)
    assert (first.way, first.day, first.finished_at) == ("runs", 2, clock())


def test_worker_with_nothing_to_do_does_nothing(simulated):
    assert run_due_simulation(now=NOW) is None
    assert simulated == []


def test_two_wake_ups_run_a_simulation_once(mara, simulated):
    request_simulation(request=SMALL, by=mara, now=NOW)

    run_due_simulation(now=NOW, clock=clock)
    run_due_simulation(now=NOW, clock=clock)

    assert simulated == [SMALL]


def test_simulation_that_is_cancelled_while_it_runs_stops(mara, monkeypatch):
    simulation = request_simulation(request=SMALL, by=mara, now=NOW)

    def run(request, now, progress):
        seen = Simulation.objects.get(pk=simulation.pk)
        cancel_simulation(simulation=seen, now=NOW)
        progress(Way.STOCK, 1)
        raise AssertionError("it went on")

    monkeypatch.setattr(simulation_jobs, "run_simulation", run)
    run_due_simulation(now=NOW, clock=clock)

    simulation.refresh_from_db()
    assert (simulation.status, simulation.report) == (Status.CANCELLED, {})


def test_simulation_that_has_ended_cannot_be_cancelled(mara, simulated):
    request_simulation(request=SMALL, by=mara, now=NOW)
    simulation = run_due_simulation(now=NOW, clock=clock)

    with pytest.raises(Conflict):
        cancel_simulation(simulation=simulation, now=NOW)

    simulation.refresh_from_db()
    assert simulation.status == Status.DONE


def test_simulation_of_own_orders_names_the_moment_up_to_which_they_count(mara, simulated):
    until = int(NOW.timestamp()) - 60
    asked = Request(days=3, seed=5, orders_per_day=4, tastes_until=until)
    request_simulation(request=asked, by=mara, now=NOW)

    done = run_due_simulation(now=NOW, clock=clock)

    assert simulated == [asked]
    assert asked.own_orders_until == NOW - timedelta(minutes=1)
    assert (done.tastes_until, request_of(done)) == (until, asked)


def test_simulation_of_an_empty_shop_fails_and_says_why(mara):
    simulation = request_simulation(request=SMALL, by=mara, now=NOW)

    run_due_simulation(now=NOW, clock=clock)

    simulation.refresh_from_db()
    assert simulation.status == Status.FAILED
    assert simulation.problem.startswith("Nothing is on sale that the factory can make.")


def test_killed_workers_simulation_is_taken_over_when_its_lease_is_over(mara, simulated):
    simulation = request_simulation(request=SMALL, by=mara, now=NOW)
    until = NOW + timedelta(minutes=11)
    Simulation.objects.update(status=Status.RUNNING, attempts=1, leased_until=until)

    assert run_due_simulation(now=NOW, clock=clock) is None
    run_due_simulation(now=until, clock=clock)

    simulation.refresh_from_db()
    assert (simulation.status, simulation.attempts) == (Status.DONE, 2)


def test_simulation_that_never_ends_is_parked_after_five_attempts(mara, simulated):
    simulation = request_simulation(request=SMALL, by=mara, now=NOW)
    Simulation.objects.update(status=Status.RUNNING, attempts=5, leased_until=NOW)

    run_due_simulation(now=NOW, clock=clock)

    simulation.refresh_from_db()
    assert (simulation.status, simulated) == (Status.FAILED, [])
    assert simulation.problem == "It was begun five times and never ended."
