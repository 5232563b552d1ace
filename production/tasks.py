"""Production's Celery tasks: wake-ups that ask "is anything due?"; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from production.services.holds import release_expired
from production.services.planning import plan_factory
from production.services.replenishment import replenish
from production.services.run_formation import form_all_runs
from production.services.simulation_jobs import run_due_simulation


@shared_task
def form_runs() -> None:
    """Give expired holds back, then form runs wherever operations wait or a run has to close."""
    now = timezone.now()
    release_expired(now=now)
    form_all_runs(now=now)


@shared_task
def plan_runs() -> None:
    """Plan the factory if anything changed since the active plan."""
    plan_factory(now=timezone.now())


@shared_task
def replenish_stock_lines() -> None:
    """Order for stock lines that have fallen to their reorder point."""
    replenish(now=timezone.now())


@shared_task
def run_simulations() -> None:
    """Run the next simulation that staff asked for, if there is one."""
    run_due_simulation(now=timezone.now())
