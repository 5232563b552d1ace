"""Open runs and what is in them, kept by each process for as long as their tokens stay the same.

A run's token is another one whenever the run or who is in it changes, so one short query says
what has to be read again; mostly nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, Max, Sum

from production.models import Run, RunMember
from production.planner.run_load import RunLoad

KEPT_RUNS = 4096
COLUMNS = (
    "family",
    "flow_round",
    "closes_at",
    "work_centre_id",
    "machine_id",
    "planned_start",
    "seats_min",
    "room_min",
    "held_min",
    "held_pieces",
)


@dataclass(frozen=True, slots=True)
class LoadedRun:
    """An open run with its members and held seats added up; shared by requests, never changed.

    The plan keeps `row.seats_min` machine minutes for it; beyond them it may grow by
    `row.room_min` before a promise breaks, None where no plan says.
    """

    row: Run
    load: RunLoad

    def with_seat(self, minutes: int, pieces: int) -> "LoadedRun":
        """Return the run with one more member, whom nobody else sees."""
        load = self.load
        return LoadedRun(
            self.row,
            replace(
                load,
                members=load.members + 1,
                pieces=load.pieces + pieces,
                total_min=load.total_min + minutes,
                longest_min=max(load.longest_min, minutes),
            ),
        )


_kept: dict[str, LoadedRun] = {}


def open_runs_at(work_centres: Collection[int]) -> list[LoadedRun]:
    """Return the open runs of these work centres that somebody is in, by number.

    One query while nothing changed, else two more for all that did.
    """
    rows = Run.objects.filter(work_centre__in=work_centres, status=Run.Status.OPEN)
    tokens = dict(rows.order_by("number").values_list("number", "token"))
    known = {number: _kept.get(token) for number, token in tokens.items() if token}
    missing = [number for number in tokens if known.get(number) is None]
    # What is read after its token is never older than it.
    read = {run.row.pk: run for run in loaded_runs(missing)}
    _keep({tokens[number]: run for number, run in read.items()})
    found = (known.get(number) or read.get(number) for number in tokens)
    return [run for run in found if run is not None and run.load.members]


def loaded_runs(numbers: Collection[int]) -> list[LoadedRun]:
    """Return runs with what is in them, read now."""
    if not numbers:
        return []
    rows = list(Run.objects.filter(pk__in=numbers).only(*COLUMNS))
    loads = run_loads(rows)
    return [LoadedRun(row, loads[row.pk]) for row in rows]


def run_loads(runs: Iterable[Run]) -> Mapping[int, RunLoad]:
    """Return by run its members and held seats added up, in one query."""
    rows = list(runs)
    members = RunMember.objects.filter(run__in=[run.pk for run in rows], is_active=True)
    sums = members.order_by().values_list("run").annotate(
        Count("pk"), Sum("operation__lot__quantity"), Sum("operation__minutes"),
        Max("operation__minutes"),
    )  # fmt: skip
    found = {run: counts for run, *counts in sums}
    return {run.pk: _with_held(run, *found.get(run.pk, (0, 0, 0, 0))) for run in rows}


def _with_held(run: Run, members: int, pieces: int, total_min: int, longest_min: int) -> RunLoad:
    """Count all that is held in a run as one member more."""
    held_min = run.held_min or 0
    return RunLoad(
        members=members + bool(held_min),
        pieces=pieces + (run.held_pieces or 0 if held_min else 0),
        total_min=total_min + held_min,
        longest_min=max(longest_min, held_min),
        is_ordered_in=bool(members),
    )


def _keep(read: Mapping[str, LoadedRun]) -> None:
    if len(_kept) + len(read) > KEPT_RUNS:
        _kept.clear()
    _kept.update((token, run) for token, run in read.items() if token)
