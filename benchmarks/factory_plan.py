"""From rows to a committed plan: 10,000 operations on PostgreSQL.

Unit: seconds; no peer. How: the demo shop on a private PostgreSQL gets a work centre with eight
machines and 10,000 work orders of a generated book, one operation each, all waiting. Then runs
are formed and committed, and the factory is planned: read, sequenced, checked, committed by
compare-and-swap with its slots and the members' news.
"""

from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any

from benchmarks.figures import Bar, DifferenceFound, Figure, Measured
from benchmarks.options import Options
from benchmarks.order_books import COLOUR_MIN, MACHINES, MATERIAL_MIN, MATERIALS, order_book

LINES = 10_000
# A Monday, 08:00 UTC.
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def run(options: Options) -> Measured:
    lines = options.pick(LINES, 500)
    seconds, runs, members = measure(lines)
    name = f"{lines:,} operations in {runs:,} runs"
    if members != lines:
        raise DifferenceFound(f"{members} of {lines} operations are in a planned run")
    yield Figure(f"{name}: form the runs, commit", "s", seconds["form"])
    yield Figure(f"{name}: plan, check, commit", "s", seconds["plan"])
    yield Figure(f"{name}: both", "s", sum(seconds.values()), bar=Bar("at most", 10))


def measure(lines: int) -> tuple[dict[str, float], int, int]:
    """Return the seconds, the number of runs and of operations in a planned run."""
    # Django has to be set up before its models can be imported.
    from production.models import Run, RunMember  # noqa: PLC0415
    from production.services.planning import plan_factory  # noqa: PLC0415
    from production.services.run_formation import form_runs_at  # noqa: PLC0415

    centre = _open_centre()
    _write_orders(centre, lines)
    started = perf_counter()
    form_runs_at(work_centre_id=centre.pk, now=NOW)
    formed = perf_counter()
    plan_factory(now=NOW)
    ended = perf_counter()
    runs = Run.objects.filter(work_centre=centre)
    members = RunMember.objects.filter(
        run__work_centre=centre, is_active=True, run__planned_end__isnull=False
    )
    return {"form": formed - started, "plan": ended - formed}, runs.count(), members.count()


def _open_centre() -> Any:
    # As above.
    from production.models import (  # noqa: PLC0415
        Calendar,
        ChangeoverRule,
        Machine,
        RunPolicy,
        Shift,
        WorkCentre,
    )

    calendar = Calendar.objects.create(name="two shifts", time_zone="UTC")
    Shift.objects.bulk_create(
        Shift(calendar=calendar, weekday=day, start_min=360, end_min=1_320) for day in range(7)
    )
    centre = WorkCentre.objects.create(
        code="book",
        name={"en": "Book"},
        kind=WorkCentre.Kind.LINE,
        default_changeover_min=MATERIAL_MIN,
        calendar=calendar,
    )
    RunPolicy.objects.create(
        work_centre=centre, version=1, max_minutes=240, max_wait_min=960, due_slack_min=240
    )
    ChangeoverRule.objects.bulk_create(
        ChangeoverRule(
            work_centre=centre,
            position=material,
            from_pattern=f"{material}.*",
            to_pattern=f"{material}.*",
            minutes=COLOUR_MIN,
        )
        for material in range(MATERIALS)
    )
    for number in range(1, MACHINES + 1):
        Machine.objects.create(work_centre=centre, code=f"book-{number}", name=f"Book {number}")
    return centre


def _write_orders(centre: Any, lines: int) -> None:
    # As above.
    from production.models import Lot, Operation, WorkOrder  # noqa: PLC0415

    book = order_book(lines, 1)
    orders = WorkOrder.objects.bulk_create(
        WorkOrder(
            kind="stock" if line.is_stock else "custom",
            reference="" if line.is_stock else f"book {line.number}",
            product_code="book",
            sku="book" if line.is_stock else "",
            quantity=1,
            due_at=NOW + timedelta(minutes=line.due),
            created_at=NOW,
        )
        for line in book
    )
    lots = Lot.objects.bulk_create(Lot(work_order=order, number=1, quantity=1) for order in orders)
    Operation.objects.bulk_create(
        Operation(
            lot=lot,
            position=1,
            name={"en": "Make"},
            work_centre=centre,
            family=line.family,
            minutes=line.minutes,
            waiting_since=NOW,
            latest_end=NOW + timedelta(minutes=line.due),
        )
        for lot, line in zip(lots, book, strict=True)
    )
