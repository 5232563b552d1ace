"""Simulations as work for a worker: asked for, run with progress, cancelled, stored."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation.errors import Conflict, Refusal
from foundation.locks import claim_rows
from foundation.wakeups import wake
from production.models import Simulation
from production.permissions import Person
from production.planner.simulation.values import Cancelled, Progress, Way
from production.services.simulations import run_simulation
from production.simulation_requests import Request, check_moment, check_request
from production.transitions import move

TASK = "production.tasks.run_simulations"
# Longer than the time limit of a long task: a lease that is over means a killed worker.
LEASE = timedelta(minutes=11)
MOST_ATTEMPTS = 5
TELL_EVERY_S = 0.4
Status = Simulation.Status


def request_simulation(*, request: Request, by: Person, now: datetime) -> Simulation:
    """Ask for a simulation; the same one that still waits or runs is joined, not doubled.

    Raises
    ------
    InvalidInput
        For numbers outside their bounds, or own orders up to a moment to come.
    """
    check_request(request)
    check_moment(request, now)
    with transaction.atomic():
        going = Simulation.objects.filter(
            status__in=(Status.DUE, Status.RUNNING), **request.as_json()
        ).first()
        if going is not None:
            return going
        simulation = Simulation.objects.create(
            **request.as_json(), requested_by_id=by.pk, created_at=now
        )
        wake(TASK)
        return simulation


def cancel_simulation(*, simulation: Simulation, now: datetime) -> None:
    """Stop a simulation; the worker notices within a second.

    Raises
    ------
    Conflict
        When it has ended already.
    """
    move(simulation, Status.CANCELLED, finished_at=now, leased_until=None)


def run_due_simulation(
    *, now: datetime, clock: Callable[[], datetime] = timezone.now
) -> Simulation | None:
    """Run the oldest simulation that waits, or whose worker was killed; None when there is none."""
    simulation = _claim(now)
    if simulation is None:
        return None
    if simulation.attempts > MOST_ATTEMPTS:
        _end(simulation, Status.FAILED, clock(), problem="It was begun five times and never ended.")
        return simulation
    try:
        report = run_simulation(request_of(simulation), now, _progress_of(simulation))
    except Cancelled:
        simulation.refresh_from_db()
        return simulation
    except Refusal as refusal:
        _end(simulation, Status.FAILED, clock(), problem=str(refusal)[:200])
        return simulation
    _end(simulation, Status.DONE, clock(), report=report)
    wake(TASK)
    return simulation


def store_simulation(*, request: Request, report: dict[str, Any], now: datetime) -> Simulation:
    """Store a simulation that has been run already."""
    return Simulation.objects.create(
        **request.as_json(), status=Status.DONE, report=report, created_at=now, finished_at=now
    )


def store_first_simulation(*, now: datetime) -> None:
    """Run and store the usual simulation, unless one is stored: `/compare/` is never empty."""
    if not Simulation.objects.filter(status=Status.DONE).exists():
        request = Request()
        store_simulation(request=request, report=run_simulation(request, now), now=now)


def request_of(simulation: Simulation) -> Request:
    """Return what a simulation was asked for with."""
    return Request(**{name: getattr(simulation, name) for name in asdict(Request())})


def _claim(now: datetime) -> Simulation | None:
    killed = Q(status=Status.RUNNING, leased_until__lte=now)
    with transaction.atomic():
        due = Simulation.objects.filter(Q(status=Status.DUE) | killed).order_by("pk")
        claimed = claim_rows(due, 1)
        if not claimed:
            return None
        simulation = claimed[0]
        attempts = simulation.attempts + 1
        move(simulation, Status.RUNNING, attempts=attempts, leased_until=now + LEASE)
        return simulation


def _end(simulation: Simulation, to: str, now: datetime, **changes: Any) -> None:
    """End it as it came out; somebody may have cancelled it in the last moment."""
    try:
        move(simulation, to, finished_at=now, leased_until=None, **changes)
    except Conflict:
        simulation.refresh_from_db()


def _progress_of(simulation: Simulation) -> Progress:
    """Tell the row how far it is, a few times a second; stop where the row was cancelled."""
    told = float("-inf")

    def tell(way: Way, day: int) -> None:
        nonlocal told
        if monotonic() - told < TELL_EVERY_S:
            return
        told = monotonic()
        mine = Simulation.objects.filter(
            pk=simulation.pk, status=Status.RUNNING, attempts=simulation.attempts
        )
        if not mine.update(way=way.value, day=day):
            raise Cancelled

    return tell
