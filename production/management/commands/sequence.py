"""Sequence the cars of one line: option ratios, or paint batches and ratios."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from production.planner.line_sequencing.checker import (
    is_sequence_of,
    paint_figures,
    violated_windows,
)
from production.planner.line_sequencing.reading import read_instance
from production.planner.line_sequencing.several import sequence, warm_up
from production.planner.line_sequencing.values import CarSequencing, PaintLine, SequencingError
from production.reading import text_of

MOST_PROCESSES = 8
# Of the seconds asked for, what starting, reading and checking take.
LONGEST_START_S, START_SHARE = 0.8, 0.1


class Command(BaseCommand):
    # Neither database nor pages: the checks would import the whole shop first.
    requires_system_checks = []
    help = (
        "Sequence a car-sequencing file (CSPLib 001) or a paint line so that few windows hold "
        "too many cars with an option. Exit 0 where no hard rule is broken, 1 where a batch of one "
        "colour stays too long, 2 for a file that cannot be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the instance")
        parser.add_argument("--seconds", type=_seconds, default=10.0, help="time to search (10)")
        parser.add_argument("--seed", type=int, default=1, help="another seed, another search (1)")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object and nothing else"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started = perf_counter()
        try:
            instance = read_instance(text_of(options["file"]), options["file"].name)
        except SequencingError as error:
            raise CommandError(str(error), returncode=2) from None
        warm_up(type(instance))
        seconds = options["seconds"] - min(LONGEST_START_S, START_SHARE * options["seconds"])
        order = sequence(instance, seconds, _processes(), options["seed"])
        if not is_sequence_of(instance, order):
            raise AssertionError("the search lost a car")
        report = _report(instance, order)
        report["seconds"] = round(perf_counter() - started, 3)
        if options["json"]:
            self.stdout.write(json.dumps({**report, "order": order}))
        else:
            self.stdout.write("\n".join(_lines(report, order)))
        if report.get("overlong"):
            raise SystemExit(1)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= 86_400:
        raise ValueError("between 0 and a day")
    return seconds


def _processes() -> int:
    return max(1, min(MOST_PROCESSES, os.cpu_count() or 1))


def _report(instance: CarSequencing | PaintLine, order: list[int]) -> dict[str, Any]:
    if isinstance(instance, PaintLine):
        figures = paint_figures(instance, order)
        return {
            "high": figures.high,
            "colour": figures.colour,
            "low": figures.low,
            "overlong": figures.overlong,
        }
    return {"violations": violated_windows(instance, order)}


def _lines(report: dict[str, Any], order: list[int]) -> Iterable[str]:
    yield ", ".join(f"{name} {value:,}" for name, value in report.items())
    yield " ".join(str(number) for number in order)
