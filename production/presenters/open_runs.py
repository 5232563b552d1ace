"""The open runs that close next, with their seats."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.texts import in_language
from production.models import Run
from production.planner.formation import run_minutes
from production.selectors.centres import CentreFacts
from production.selectors.seats import seat_of
from production.selectors.sentences import family_words, moment_text

SHOWN = 8


@dataclass(frozen=True)
class OpenRunLine:
    """One open run: who it is, how full, and when it closes."""

    number: int
    name: str
    minutes: int
    max_minutes: int
    pieces: int
    closes: str


def open_run_lines(
    runs: Iterable[Run], centres: Mapping[int, CentreFacts], language: str
) -> list[OpenRunLine]:
    """Return the open runs, the one that closes first on top; load with `runs_with_members`."""
    waiting = [
        run
        for run in runs
        if run.status == Run.Status.OPEN and centres[run.work_centre_id].policy.is_family_run
    ]
    waiting.sort(key=lambda run: (run.closes_at, run.number))
    return [_line(run, centres[run.work_centre_id], language) for run in waiting[:SHOWN]]


def _line(run: Run, facts: CentreFacts, language: str) -> OpenRunLine:
    seats = [seat_of(member.operation) for member in run.seats]
    centre = in_language(run.work_centre.name, language) or run.work_centre.code
    minutes = run_minutes(seats, treats_all_at_once=facts.row.treats_all_at_once) if seats else 0
    return OpenRunLine(
        number=run.number,
        name=f"{centre}, {family_words(run.family)}",
        minutes=minutes,
        max_minutes=facts.policy.max_minutes,
        pieces=sum(member.operation.lot.good for member in run.seats),
        closes=moment_text(run.closes_at),
    )
