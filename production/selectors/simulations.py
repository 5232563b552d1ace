"""Which simulations are stored, and which are being made."""

from production.models import Simulation
from production.simulation_requests import Request

GOING = (Simulation.Status.DUE, Simulation.Status.RUNNING)


def stored_simulation(request: Request | None = None) -> Simulation | None:
    """Return the newest simulation that is done: of these numbers, or of any."""
    done = Simulation.objects.filter(status=Simulation.Status.DONE)
    return (done.filter(**request.as_json()) if request else done).order_by("-pk").first()


def last_simulation(request: Request) -> Simulation | None:
    """Return the newest simulation of these numbers, however it stands."""
    return Simulation.objects.filter(**request.as_json()).defer("report").order_by("-pk").first()


def demo_simulation() -> Simulation | None:
    """Return the oldest simulation that is done: the one that came with the shop."""
    return Simulation.objects.filter(status=Simulation.Status.DONE).order_by("pk").first()
