"""Plan one order book beside the one-by-one rules."""

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from production.planner.books.figures import check_book_plan, figures_of
from production.planner.books.improvement import improve_sequences, warm_up
from production.planner.books.one_by_one import FIRST_COME, ONE_BY_ONE
from production.planner.books.planning import plan_book
from production.planner.books.reading import read_book, read_shop
from production.planner.books.values import BookFigures, BookLine, PlannedLine, Shop
from production.planner.values import PlanningError
from production.reading import text_of

HEADING = ("line", "machine", "run", "start_min", "end_min", "setup_min")


@dataclass(frozen=True, slots=True)
class Planned:
    """The rows of one way to plan, what they come to, and how long planning took."""

    rows: list[PlannedLine]
    figures: BookFigures
    seconds: float

    def as_json(self) -> dict[str, Any]:
        figures = {"lines": len(self.rows), **asdict(self.figures)}
        return {**figures, "seconds": round(self.seconds, 6)}


class Command(BaseCommand):
    # Neither database nor pages: the checks would import the whole shop first.
    requires_system_checks = []
    help = (
        "Form and sequence runs for an order book (CSV) in a shop (JSON), beside the rules that "
        "plan one by one. Exit 0 for a plan that the checker accepts, 1 for one that it refuses, "
        "2 for a file that cannot be read or written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("book", type=Path, help="order lines (CSV)")
        parser.add_argument("--shop", type=Path, required=True, help="machines and set-up minutes")
        parser.add_argument("--plan", type=Path, help="write the plan to this CSV file")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object and nothing else"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lines = read_book(text_of(options["book"]), options["book"].name)
            shop = read_shop(text_of(options["shop"]), options["shop"].name)
            warm_up()
            ours = _timed(lines, lambda: plan_book(lines, shop, improve_sequences))
            singles = {
                name: _timed(lines, lambda rule=rule: rule(lines, shop))  # type: ignore[misc]
                for name, rule in ONE_BY_ONE.items()
            }
            if options["plan"]:
                _write(options["plan"], ours.rows)
        except PlanningError as error:
            raise CommandError(str(error), returncode=2) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}", returncode=2) from None
        best = max(singles, key=lambda name: _rank(singles[name].figures))
        if options["json"]:
            report = {"fifo": singles[FIRST_COME].as_json(), "best_single": singles[best].as_json()}
            self.stdout.write(json.dumps({**ours.as_json(), **report}))
        else:
            self.stdout.write("\n".join(_report(ours, singles, best)))
        self._refuse_if_broken(lines, shop, ours.rows)

    def _refuse_if_broken(
        self, lines: Sequence[BookLine], shop: Shop, rows: Sequence[PlannedLine]
    ) -> None:
        violations = check_book_plan(lines, shop, rows)
        for violation in violations[:10]:
            self.stderr.write(f"run {violation.run}: {violation.message}")
        if violations:
            raise SystemExit(1)


def _timed(lines: Sequence[BookLine], plan: Callable[[], list[PlannedLine]]) -> Planned:
    started = perf_counter()
    rows = plan()
    return Planned(rows, figures_of(lines, rows), perf_counter() - started)


def _rank(figures: BookFigures) -> tuple[float, float]:
    return (figures.on_time_share, -figures.minutes_per_order)


def _write(path: Path, rows: Iterable[PlannedLine]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADING)
        writer.writerows(astuple(row) for row in rows)


def _report(ours: Planned, singles: dict[str, Planned], best: str) -> Iterable[str]:
    yield f"{'':34}{'changeovers':>12}{'set-up':>8}{'on time':>9}{'min/order':>11}{'seconds':>9}"
    yield _row("runs", ours)
    for name, planned in singles.items():
        yield _row(f"{name}{' (best)' if name == best else ''}", planned)


def _row(name: str, planned: Planned) -> str:
    figures = planned.figures
    return (
        f"{name:34}{figures.changeovers:>12,}{figures.setup_share:>8.1%}"
        f"{figures.on_time_share:>9.1%}{figures.minutes_per_order:>11.2f}{planned.seconds:>9.2f}"
    )
