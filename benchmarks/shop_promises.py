"""The shop's own promises, lived through by its own services.

Unit: share of promises kept, days promised, hours between the planned and the real end; no peer.
How: the demo's towels, shoes and shirts in two shifts on five days of a private PostgreSQL. A seeded
Poisson stream of valid designs comes for days; each order takes the date that the shop offers,
runs are formed, planned and released, the floor works in plan order with 15 % of noise, parts are
bought as the shop suggests and come in two days, one delivery in five up to a day late. Factors:
one step or all, parts in plenty or short, each on a copy of the database.
"""

import random
from collections.abc import Sequence
from datetime import UTC, datetime

from benchmarks.figures import Bar, Figure, Grid, Measured, mean, percentile
from benchmarks.options import Options
from benchmarks.shop_factory import (
    MINUTES_PER_DAY,
    Customers,
    Factors,
    draw_designs,
    keep_short,
    open_factory,
)
from benchmarks.shop_stretch import Lived, Outcome, Stretch
from production.clock import to_minute

# A Monday, midnight, UTC.
BEGINS = datetime(2026, 3, 2, tzinfo=UTC)
SEED = 91
DAYS = 10
LOAD = 0.8
KEPT = 99.0
FACTORS = {
    "none": Factors(),
    "steps": Factors(has_steps=True),
    "parts": Factors(has_parts=True),
    "both": Factors(has_steps=True, has_parts=True),
}
HEADS = ("factor", "orders", "kept %", "median d", "p95 d", "set-ups %", "waited %",
         "waited: kept %", "waited: error h", "others: error h", "buffer h", "set-ups for nothing")  # fmt: skip
STEP_HEADS = ("factor", "steps", "orders", "kept %", "error h", "worst h")


def run(options: Options) -> Measured:
    days = options.pick(DAYS, 2)
    lived = {}
    for name, factors in FACTORS.items():
        with options.shop.copied():
            lived[name] = live(factors, LOAD, days, SEED)
    for name, found in lived.items():
        yield Figure(
            f"{name}: kept", "%", _kept(found.outcomes), bar=Bar("at least", KEPT), is_more_better=True
        )  # fmt: skip
    yield Grid(
        f"load {LOAD:g}, {days} days", HEADS, tuple(_row(name, lived[name]) for name in lived)
    )
    rows = [row for name, found in lived.items() for row in _step_rows(name, found.outcomes)]
    yield Grid("by number of steps", STEP_HEADS, tuple(rows))


def live(factors: Factors, load: float, days: int, seed: int) -> Lived:
    """Live through a stretch in the demo's database, which it changes; the same for a seed."""
    begins = to_minute(BEGINS)
    designs = draw_designs(seed)
    open_factory(factors, BEGINS)
    customers = Customers(designs, load)
    asked = customers.orders(begins, days, random.Random(f"customers-{seed}"))
    dice = random.Random(f"shelves-{seed}")
    bought = keep_short(customers.parts_a_day(), dice, BEGINS) if factors.has_parts else []
    return Stretch(asked, bought, seed, begins).live()


def _row(name: str, lived: Lived) -> tuple[str | float, ...]:
    outcomes, spent = lived.outcomes, lived.spent
    leads = [row.lead_min / MINUTES_PER_DAY for row in outcomes]
    waited = [row for row in outcomes if row.had_to_wait]
    others = [row for row in outcomes if not row.had_to_wait]
    return (
        name, len(outcomes), _kept(outcomes), percentile(leads, 0.5), percentile(leads, 0.95),
        100 * spent.setup_min / (spent.setup_min + spent.work_min),
        100 * len(waited) / len(outcomes), _kept(waited) if waited else "",
        _error_h(waited) if waited else "", _error_h(others),
        lived.buffer_min / 60, spent.refused.total(),
    )  # fmt: skip


def _step_rows(name: str, outcomes: Sequence[Outcome]) -> list[tuple[str | float, ...]]:
    found: list[tuple[str | float, ...]] = []
    for steps in sorted({row.steps for row in outcomes}):
        rows = [row for row in outcomes if row.steps == steps]
        worst = max(row.error_min for row in rows) / 60
        found.append((name, steps, len(rows), _kept(rows), _error_h(rows), worst))
    return found


def _kept(outcomes: Sequence[Outcome]) -> float:
    return 100 * mean([row.is_kept for row in outcomes])


def _error_h(outcomes: Sequence[Outcome]) -> float:
    return mean([row.error_min for row in outcomes]) / 60
