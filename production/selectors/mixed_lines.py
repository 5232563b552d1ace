"""The cars of mixed lines as rows hold them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from production.models import Machine, Run, RunMember
from production.planner.mixed_lines.values import Car
from production.selectors.centres import CentreFacts


def passed_cars(
    machines: Iterable[Machine], centres: Mapping[int, CentreFacts]
) -> dict[int, tuple[Car, ...]]:
    """Return by machine of a mixed line the last cars that left it, the latest at the end."""
    cars: dict[int, tuple[Car, ...]] = {}
    for machine in machines:
        rules = centres[machine.work_centre_id].centre.line
        if rules:
            cars[machine.pk] = _last_cars(machine, rules.memory)
    return cars


def _last_cars(machine: Machine, most: int) -> tuple[Car, ...]:
    over = Run.objects.filter(machine=machine, status=Run.Status.COMPLETED)
    runs = dict(over.order_by("-finished_at", "-number").values_list("pk", "family")[:most])
    options: dict[int, set[str]] = defaultdict(set)
    members = RunMember.objects.filter(run__in=runs, is_active=True)
    for run, names in members.values_list("run", "operation__line_options"):
        options[run].update(names)
    return tuple(Car(runs[run], tuple(sorted(options[run]))) for run in reversed(runs))
