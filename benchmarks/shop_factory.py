"""The demo's factory in two shifts, as a shop that promises finds it; and who asks for what.

Towels are woven in families of yarn, shoes and shirts cut on one table in families of hide and
cloth; what follows has work centres of its own. Loads count the work of the busiest work centre
and the set-ups that it is expected to need.
"""

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.db.models import Exists, OuterRef

from benchmarks.figures import mean
from benchmarks.random_designs import random_designs
from catalog.snapshot import Design
from production.models import Calendar, Part, RoutingStep, Shift, WorkCentre
from production.selectors.facts import current_facts
from production.selectors.needs import Needs, needs_of
from production.services.materials import count_part

# Pieces of an order, the least and the most.
QUANTITIES = {"towel": (4, 12), "shoe": (4, 10), "shirt": (1, 1)}
DESIGNS = 24
# Each next design is asked for a little less often.
POPULARITY = 0.6
SHIFTS = ((360, 840), (840, 1_320))
WORKING_DAYS = 5
WORKING_MIN_A_DAY = 960 * WORKING_DAYS / 7
MINUTES_PER_DAY = 1_440
# What a busy work centre's time goes into besides work.
SETUP_SHARE = 0.2
# The part of each design that has to be bought again and again.
SCARCE = ("yarn-", "cloth-", "laces-")
SUPPLY_DAYS = 2
LEAST_DAYS, LOT_DAYS = 3.0, 2.0
PLENTY = Decimal(10) ** 8


@dataclass(frozen=True, slots=True)
class Factors:
    """What is in: the steps after the first one, parts that run short."""

    has_steps: bool = False
    has_parts: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One order of so many pieces of a design, at a minute."""

    minute: int
    design: Design
    quantity: int


class Customers:
    """Who asks for which design how often, so that the busiest work centre has a load."""

    def __init__(self, designs: Mapping[str, list[Design]], load: float) -> None:
        self._designs, self._load = designs, load
        self._weights = [(rank + 1) ** -POPULARITY for rank in range(DESIGNS)]

    @cached_property
    def orders_a_day(self) -> Mapping[str, float]:
        """Orders of each product a day of the calendar: as much work of each at its busiest."""
        busy = {product: self._busy_min(product) for product in self._designs}
        shares = {product: 1 / max(minutes.values()) for product, minutes in busy.items()}
        loads: dict[str, float] = defaultdict(float)
        for product, minutes in busy.items():
            for centre, spent in minutes.items():
                loads[centre] += shares[product] * spent
        room = self._load * (1 - SETUP_SHARE) * WORKING_MIN_A_DAY
        return {product: share * room / max(loads.values()) for product, share in shares.items()}

    def orders(self, begins: int, days: int, dice: random.Random) -> list[Asked]:
        """Return who comes in so many days, a Poisson stream by day and night."""
        rates = self.orders_a_day
        found: list[Asked] = []
        at = dice.expovariate(sum(rates.values()))
        while at < days:
            product = dice.choices(list(rates), list(rates.values()))[0]
            design = dice.choices(self._designs[product], self._weights)[0]
            quantity = dice.randint(*QUANTITIES[product])
            found.append(Asked(begins + int(at * MINUTES_PER_DAY), design, quantity))
            at += dice.expovariate(sum(rates.values()))
        return found

    def parts_a_day(self) -> Mapping[int, float]:
        """Return how much of each part is asked for on a day of the calendar."""
        found: dict[int, float] = defaultdict(float)
        for product, rate in self.orders_a_day.items():
            pieces = rate * mean(QUANTITIES[product]) / sum(self._weights)
            for design, weight in zip(self._designs[product], self._weights, strict=True):
                for part, quantity in _needs(product, design).parts.items():
                    found[part] += pieces * weight * float(quantity)
        return found

    def _busy_min(self, product: str) -> Mapping[str, float]:
        """Return by work centre how long an order keeps one of its machines, on average."""
        found: dict[str, float] = defaultdict(float)
        pieces = round(mean(QUANTITIES[product]))
        for design, weight in zip(self._designs[product], self._weights, strict=True):
            for step in _needs(product, design).steps:
                machines = step.centre.row.machines.count()
                share = weight / sum(self._weights) / machines
                found[step.centre.row.code] += share * step.minutes(pieces)
        return found


def _needs(product: str, design: Design) -> Needs:
    return needs_of(product, design.document, design.choices, current_facts())


def draw_designs(seed: int) -> Mapping[str, list[Design]]:
    """Return the designs that customers of a seed ask for, the popular ones first."""
    dice = random.Random(f"designs-{seed}")
    return {
        product: random_designs(product, DESIGNS, dice, asks_for_all=True) for product in QUANTITIES
    }


def open_factory(factors: Factors, now: datetime) -> None:
    """Keep what our products need, in two shifts; without steps, each is made in one."""
    steps = RoutingStep.objects.filter(product_code__in=QUANTITIES)
    if not factors.has_steps:
        later = Exists(
            steps.filter(product_code=OuterRef("product_code"), position__lt=OuterRef("position"))
        )
        steps = steps.exclude(later)
    kept = set(steps.values_list("pk", "work_centre"))
    RoutingStep.objects.exclude(pk__in=[step for step, _ in kept]).delete()
    WorkCentre.objects.exclude(pk__in=[centre for _, centre in kept]).delete()
    Shift.objects.all().delete()
    Shift.objects.bulk_create(
        Shift(calendar=calendar, weekday=day, start_min=start, end_min=end)
        for calendar in Calendar.objects.all()
        for day in range(WORKING_DAYS)
        for start, end in SHIFTS
    )
    for part in Part.objects.filter(is_counted=True):
        count_part(part_code=part.code, on_hand=PLENTY, reference="plenty", now=now)


def keep_short(needed: Mapping[int, float], dice: random.Random, now: datetime) -> list[Part]:
    """Keep a few days' need of what designs are made of, and buy it two days ahead."""
    parts = [row for row in Part.objects.filter(pk__in=needed).order_by("code") if _is_scarce(row)]
    for part in parts:
        a_day = Decimal(needed[part.pk])
        part.lead_time_days = SUPPLY_DAYS
        part.safety_stock = _rounded(a_day * Decimal(LEAST_DAYS))
        part.order_multiple = _rounded(a_day * Decimal(LOT_DAYS))
        part.save(update_fields=["lead_time_days", "safety_stock", "order_multiple"])
        on_hand = a_day * Decimal(dice.uniform(0, LEAST_DAYS + LOT_DAYS))
        count_part(part_code=part.code, on_hand=_rounded(on_hand), reference="short", now=now)
    return parts


def _is_scarce(part: Part) -> bool:
    return part.code.startswith(SCARCE)


def _rounded(quantity: Decimal) -> Decimal:
    return max(Decimal("0.001"), quantity.quantize(Decimal("0.001")))
