"""What is held in a run, counted on its row under its lock."""

from collections.abc import Iterable

from django.db.models import Max, Min, Sum

from production.models import HeldSeat, Run
from production.transitions import move


def recount_held(runs: Iterable[Run]) -> None:
    """Count the held seats of runs that the caller has locked, or made, in this transaction."""
    rows = {run.pk: run for run in runs}
    found = {
        row["run"]: row
        for row in HeldSeat.objects.filter(run__in=rows, is_active=True)
        .order_by()
        .values("run", "run__work_centre__treats_all_at_once")
        .annotate(
            total=Sum("minutes"),
            longest=Max("minutes"),
            all_pieces=Sum("pieces"),
            first_end=Min("latest_end"),
        )
    }
    for pk, run in rows.items():
        held = found.get(pk)
        at_once = held and held["run__work_centre__treats_all_at_once"]
        run.held_min = held["longest" if at_once else "total"] if held else None
        run.held_pieces = held["all_pieces"] if held else None
        run.held_latest_end = held["first_end"] if held else None
    Run.objects.bulk_update(rows.values(), ["held_min", "held_pieces", "held_latest_end"])


def give_back(runs: Iterable[Run]) -> None:
    """Recount runs from which holds left, and dissolve those that nobody is in any more."""
    rows = list(runs)
    recount_held(rows)
    for run in rows:
        is_waiting = run.status in (
            Run.Status.OPEN,
            Run.Status.CLOSED,
            Run.Status.PLANNED,
            Run.Status.RELEASED,
        )
        if is_waiting and not run.held_min and not run.members.filter(is_active=True).exists():
            move(run, Run.Status.DISSOLVED)


def clear_held(run: Run) -> None:
    """Give back what is held in a run that starts now; nobody can take these seats any more."""
    if run.held_min:
        HeldSeat.objects.filter(run=run, is_active=True).update(is_active=False)
        recount_held([run])


def use_room(run: Run, grown_min: int, neighbours: Iterable[Run]) -> None:
    """Take the minutes by which a run grows from the room of all runs of its machine.

    The next plan counts anew; until then nobody can use the same room twice. The caller has
    locked the runs and saves them.
    """
    if grown_min <= 0:
        return
    for other in neighbours:
        if other.machine_id == run.machine_id and other.room_min is not None:
            other.room_min = max(0, other.room_min - grown_min)
